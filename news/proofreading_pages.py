"""The proof-reader of figures for a post as it was last saved."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from news.models import Article
from news.richtext import plain_text
from office.access import requires
from reports.proofreading.forms import ProofreadingForm
from reports.proofreading_pages import SEES_FIGURES, read


@require_safe
@requires("news.change_article", "Trang này dành cho biên tập viên của Liên minh.")
def proofread_article(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a post with what is doubtful in its figures, and its words in the box to try them otherwise."""
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    text = "\n".join([article.title, "", article.lead, "", plain_text(article.body)])
    sees_figures = request.user.has_perm(SEES_FIGURES)
    context = {
        "form": ProofreadingForm(initial={"text": text}, sees_figures=sees_figures),
        "sees_figures": sees_figures,
        "article": article,
        "edit_url": reverse("admin:news_article_change", args=[article.pk]),
    }
    return render(request, "reports/proofreading.html", context | read(text, request))

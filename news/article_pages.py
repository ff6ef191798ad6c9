"""A post as it is read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from news.counting import counts
from news.kept_pages import for_everybody
from news.models import Article
from news.neighbours import around
from news.sharing import shares


@require_safe
@for_everybody()
def show_article(request: HttpRequest, slug: str) -> HttpResponse:
    """A public post with what is around it; one that is not public is as absent as one that never was."""
    article = get_object_or_404(Article.objects.public().select_related("category", "posted_by"), slug=slug)
    address = request.build_absolute_uri(article.get_absolute_url())
    context = {
        "article": article,
        "address": address,
        "shares": shares(article.title, address),
        "around": around(article),
        "told": counts.of(article.pk),
    }
    response = render(request, "news/article.html", context)
    response.article = article.pk  # whose reading is counted
    return response

"""A post as it is read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import truncatechars
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from news.counting import counts
from news.frames import framed
from news.kept_pages import for_everybody
from news.models import Article
from news.neighbours import around
from news.public_state import remembered
from news.sharing import shares
from news.timeline import columns
from office.models import Office

DESCRIBED = 160  # letters that search engines show


@require_safe
@for_everybody()
def show_article(request: HttpRequest, slug: str) -> HttpResponse:
    """A public post with what is around it; one that is not public is as absent as one that never was."""
    article = get_object_or_404(Article.objects.public(), slug=slug)
    known = columns()
    article.category = next(each for each in known if each.pk == article.category_id)
    address = request.build_absolute_uri(article.get_absolute_url())
    told = {
        "article": article,
        "address": address,
        "description": truncatechars(article.lead, DESCRIBED),
        "office": remembered("office", Office.objects.first),
        "poster": remembered(f"poster {article.posted_by_id}", lambda: _poster(article)),
        "shares": shares(article.title, address),
        "around": around(article, known),
        "told": counts.of(article.pk),
    }
    blocks = {
        "title": article.title,
        "description": told["description"],
        "head": render_to_string("news/article_head.html", told),
        "content": render_to_string("news/article_content.html", told),
    }
    response = HttpResponse(framed(request, "news/article.html", blocks, path=reverse("news:list")))
    response.article = article.pk  # whose reading is counted
    return response


def _poster(article: Article) -> str:
    """The name of who posted it; never that of an account."""
    return article.posted_by.full_name if article.posted_by else ""

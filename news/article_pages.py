"""A post as it is read."""

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.template.defaultfilters import truncatechars
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from news.counting import counts
from news.frames import framed
from news.kept_pages import for_everybody
from news.models import Article, Attachment, Correction
from news.neighbours import Around, around
from news.public_state import remembered
from news.sharing import shares
from news.timeline import columns
from office.models import Office

DESCRIBED = 160  # letters that search engines show
ANY_SLUG = "?"  # stands where the address of a post goes; no address looks like it


@require_safe
@for_everybody()
def show_article(request: HttpRequest, slug: str) -> HttpResponse:
    """A public post with what is around it; one that is not public is as absent as one that never was."""
    article = _public(slug)
    known = columns()
    if column := next((each for each in known if each.pk == article.category_id), None):
        article.category = column  # else, a column of this very moment, it is asked for
    path = article.get_absolute_url()
    address = request.build_absolute_uri(path)
    told = {
        "article": article,
        "address": address,
        "site": f"{request.scheme}://{request.get_host()}",
        "path": path,
        "paper": f"{path.removesuffix('/')}.pdf",
        "published": timezone.localtime(article.published_at).isoformat(),
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
        "column": article.category.name,
        "column_path": reverse("news:category", args=[article.category.slug]),
        "content": render_to_string("news/article_content.html", told),
        "aside": _aside(told["around"]),
    }
    page = framed(request, "news/article.html", blocks, path=reverse("news:list"), office=told["office"])
    response = HttpResponse(page)
    response.article = article.pk  # whose reading is counted
    return response


def _aside(beside: Around) -> SafeString:
    """Links to other posts; most posts of a column have the same, which are made once."""
    subject = f"aside {[[stop.pk for stop in stops] for stops in (beside.related, beside.latest)]}"
    return remembered(subject, lambda: render_to_string("news/article_aside.html", {"around": beside}))


def _public(slug: str) -> Article:
    """The public post of that address, with `has_corrections` and so on, so that none is asked for. Raises Http404.

    The statement is composed once while nothing changes: composing it costs more than the database takes to answer.
    """
    sql, values = remembered("a public post", _statement)
    found = list(Article.objects.raw(sql, [slug if value == ANY_SLUG else value for value in values]))
    if not found:
        raise Http404("Không có bài này.")
    return found[0]


def _statement() -> tuple[str, tuple]:
    of = {"article": OuterRef("pk")}
    parts = (("corrections", Correction), ("attachments", Attachment))
    told = {f"has_{name}": Exists(model.objects.order_by().filter(**of)) for name, model in parts}
    return Article.objects.public().filter(slug=ANY_SLUG).annotate(**told).query.sql_with_params()


def _poster(article: Article) -> str:
    """The name of who posted it; never that of an account."""
    return article.posted_by.full_name if article.posted_by else ""

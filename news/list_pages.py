"""Lists of posts, the newest first: all, of a column, a tag, a series, by an author, of a year or a month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from news.kept_pages import for_everybody
from news.models import Article, Series, Tag
from news.public_state import remembered
from news.timeline import columns

PAGE = 12


@dataclass(frozen=True)
class Months:
    """A year of the archive: how many posts it has, and its months that have any, the newest first."""

    year: int
    posts: int
    months: list[tuple[datetime, int]]


@require_safe
@for_everybody("trang")
def show_list(request: HttpRequest) -> HttpResponse:
    return _page(request, Article.objects.all(), "Tin tức", feed=reverse("news:feed"))


@require_safe
@for_everybody("trang")
def show_category(request: HttpRequest, slug: str) -> HttpResponse:
    known = columns()
    category = next((each for each in known if each.slug == slug), None)
    if category is None:
        raise Http404("Không có chuyên mục này.")
    posts = Article.objects.in_category(category)
    feed = reverse("news:category_feed", args=[slug])
    return _page(request, posts, category.name, feed=feed, category=category, categories=known)


@require_safe
@for_everybody("trang")
def show_tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Posts of a tag; 404 where none is public: a tag may tell what a draft is about."""
    tag = get_object_or_404(Tag, slug=slug)
    posts = Article.objects.filter(tags=tag)
    if not posts.public().exists():
        raise Http404("Chưa có bài nào mang thẻ này.")
    return _page(request, posts, f"Thẻ: {tag}")


@require_safe
@for_everybody("trang")
def show_series(request: HttpRequest, slug: str) -> HttpResponse:
    """The posts of a series, the first first; 404 where none is public."""
    series = get_object_or_404(Series, slug=slug)
    posts = series.articles.order_by("series_number", "published_at")
    if not posts.public().exists():
        raise Http404("Chưa có bài nào trong loạt này.")
    return _page(request, posts, f"Loạt bài: {series}")


@require_safe
@for_everybody("ten", "trang")
def show_author(request: HttpRequest) -> HttpResponse:
    """Posts of the author named by `ten`, exactly as posts name them; 404 where none does."""
    name = request.GET.get("ten", "")
    posts = Article.objects.filter(author=name)
    if not name or not posts.public().exists():
        raise Http404("Chưa có bài nào của tác giả này.")
    return _page(request, posts, f"Bài của {name}", query={"ten": name})


@require_safe
@for_everybody()
def show_archive(request: HttpRequest) -> HttpResponse:
    """Every year and month that has posts, with how many."""
    return render(request, "news/archive.html", {"years": remembered("archive", lambda: list(_years()))})


@require_safe
@for_everybody("trang")
def show_year(request: HttpRequest, year: str) -> HttpResponse:
    return _of_days(request, int(year))


@require_safe
@for_everybody("trang")
def show_month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    return _of_days(request, int(year), int(month))


def _of_days(request: HttpRequest, year: int, month: int | None = None) -> HttpResponse:
    """Posts of a year or a month by the clock of the office; 404 where there are none."""
    begins = _moment(year, month or 1)
    ends = _moment(year + 1, 1) if month in (None, 12) else _moment(year, month + 1)
    posts = Article.objects.filter(published_at__gte=begins, published_at__lt=ends)
    if not posts.public().exists():
        raise Http404("Không có bài nào đăng trong thời gian này.")
    heading = f"Tin tháng {month:02}/{year}" if month else f"Tin năm {year}"
    return _page(request, posts, heading, parent=reverse("news:archive"))


def _moment(year: int, month: int) -> datetime:
    return timezone.make_aware(datetime(year, month, 1))


def _years() -> Iterable[Months]:
    counted = (
        Article.objects.public()
        .order_by()
        .annotate(month=TruncMonth("published_at"))
        .values_list("month")
        .annotate(posts=Count("pk"))
        .order_by("-month")
    )
    by_year: dict[int, list[tuple[datetime, int]]] = {}
    for month, posts in counted:
        by_year.setdefault(month.year, []).append((month, posts))
    for year, months in by_year.items():
        yield Months(year, sum(posts for _, posts in months), months)


def _page(request: HttpRequest, posts: QuerySet, heading: str, *, query: dict | None = None, **more) -> HttpResponse:
    """Show the public ones of `posts`; a page number out of range shows the nearest page."""
    rows = posts.public().select_related("category").for_lists()
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    query = query or {}
    own = query | ({"trang": page.number} if page.number > 1 else {})
    context = {
        "heading": heading,
        "page": page,
        "query": f"{urlencode(query)}&" if query else "",
        "address": request.build_absolute_uri(request.path + (f"?{urlencode(own)}" if own else "")),
    }
    if "categories" not in more:
        more["categories"] = columns()
    return render(request, "news/list.html", context | more)

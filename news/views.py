"""The public pages: everything here starts from Article.objects.public() and published years."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from news.models import Article, Category
from reports.figures import figures
from returns.models import Period

HOME_FIGURES = ("cooperatives", "credit_funds", "groups", "unions", "members", "alliance_members")
HOME_STORIES = 5
PAGE = 12
RELATED = 4


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The newest published year's figures and the newest posts; the same queries however many posts."""
    year = Period.objects.published().first()
    newest = list(Article.objects.public().select_related("category").for_lists()[:HOME_STORIES])
    context = {
        "year": year,
        "figures": figures(year, HOME_FIGURES) if year else [],
        "lead": newest[0] if newest else None,
        "others": newest[1:],
    }
    return render(request, "news/home.html", context)


@require_safe
def show_list(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Posts, the newest first, all or of one category; a page number out of range shows the nearest page."""
    category = get_object_or_404(Category, slug=slug) if slug else None
    articles = Article.objects.public().select_related("category").for_lists()
    if category:
        articles = articles.filter(category=category)
    context = {
        "heading": category.name if category else "Tin tức",
        "category": category,
        "categories": Category.objects.all(),
        "page": Paginator(articles, PAGE).get_page(request.GET.get("trang")),
    }
    return render(request, "news/list.html", context)


@require_safe
def show_article(request: HttpRequest, slug: str) -> HttpResponse:
    article = get_object_or_404(Article.objects.public().select_related("category", "picture"), slug=slug)
    related = Article.objects.public().for_lists().select_related("category").filter(category=article.category)
    context = {"article": article, "related": related.exclude(pk=article.pk)[:RELATED]}
    return render(request, "news/article.html", context)

"""The posts as the public reads them: everything here starts from Article.objects.public()."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from news.models import Article, Category

PAGE = 12
RELATED = 4


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
    article = get_object_or_404(Article.objects.public().select_related("category"), slug=slug)
    related = Article.objects.public().for_lists().select_related("category").filter(category=article.category)
    context = {"article": article, "related": related.exclude(pk=article.pk)[:RELATED]}
    return render(request, "news/article.html", context)

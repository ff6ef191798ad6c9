"""A post as it stands, for the one reader who was given its address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from news.models import PreviewLink
from news.models.article import State


@require_safe
@cache_control(private=True, no_store=True)
def show_preview(request: HttpRequest, token: str) -> HttpResponse:
    """The post that a token was signed for, while it is neither over nor revoked; what is public has its own page."""
    links = PreviewLink.objects.of_token(token).open().select_related("article__category__parent__parent")
    link = get_object_or_404(links)
    if link.article.state() == State.PUBLISHED:
        return redirect(link.article)
    answer = render(request, "news/preview.html", {"article": link.article, "link": link})
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer

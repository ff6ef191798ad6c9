"""A post as it stands, for the one reader who was given its address, with its pictures, which nobody else has yet."""

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from news.models import SIDES, Picture, PreviewLink
from news.models.article import State
from news.pictures import ADDRESS
from office.pictures import shown


@require_safe
@cache_control(private=True, no_store=True)
def show_preview(request: HttpRequest, token: str) -> HttpResponse:
    """The post that a token was signed for, while it is neither over nor revoked; what is public has its own page."""
    link = get_object_or_404(_open(token))
    if link.article.state() == State.PUBLISHED:
        return redirect(link.article)
    page = render_to_string("news/preview.html", {"article": link.article, "link": link}, request)
    answer = HttpResponse(ADDRESS.sub(lambda picture: f"{request.path.removesuffix('/')}{picture[0]}", page))
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


@require_safe
@cache_control(private=True, no_store=True)
def preview_picture(request: HttpRequest, token: str, name: str, side: int) -> HttpResponse:
    """A picture of that post, for as long as its reader may see it."""
    if side not in SIDES:
        raise Http404("Ảnh không có cỡ này.")
    article = get_object_or_404(_open(token)).article
    of_it = Picture.objects.filter(Q(pk=article.picture_id) | Q(illustrations__article=article)).distinct()
    try:
        return shown(get_object_or_404(of_it, name=name).files[side])
    except FileNotFoundError as lost:
        raise Http404("Tệp không còn trên máy chủ: hãy báo người quản trị.") from lost


def _open(token: str) -> QuerySet[PreviewLink]:
    return PreviewLink.objects.of_token(token).open().select_related("article__category__parent__parent")

"""The library of pictures and videos that the public sees: albums, each with its pictures, one by one with keys."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from news.kept_pages import for_everybody
from news.models import Album, VideoLink

PAGE = 12


@require_safe
@for_everybody("trang", "video")
def albums(request: HttpRequest) -> HttpResponse:
    """The albums (`?trang=`) and the videos (`?video=`), the newest first; the same queries however many."""
    page = Paginator(Album.objects.public().for_lists(), PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "albums": page.object_list.with_covers(),
        "videos": Paginator(VideoLink.objects.public().select_related("still"), PAGE).get_page(
            request.GET.get("video")
        ),
    }
    return render(request, "news/albums.html", context)


def _seen_by(user) -> QuerySet[Album]:
    """The albums that somebody may see: the public ones, all for those who work on them."""
    return Album.objects.all() if user.has_perm("news.view_album") else Album.objects.public()


@require_safe
@for_everybody()
def album(request: HttpRequest, slug: str) -> HttpResponse:
    """An album with all its pictures small."""
    one = get_object_or_404(_seen_by(request.user), slug=slug)
    return render(request, "news/album.html", {"album": one, "placings": one.placings.select_related("picture")})


@require_safe
@for_everybody()
def album_picture(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One picture of an album, large, by its place among them from 1; the next and the one before are links."""
    one = get_object_or_404(_seen_by(request.user), slug=slug)
    placings = list(one.placings.select_related("picture"))
    if not 1 <= number <= len(placings):
        raise Http404("Album không có ảnh này.")
    context = {
        "album": one,
        "picture": placings[number - 1].picture,
        "number": number,
        "all": len(placings),
        "before": number - 1,
        "next": number + 1 if number < len(placings) else 0,
    }
    return render(request, "news/album_picture.html", context)

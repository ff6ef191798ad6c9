"""Files of the news: pictures and attachments, for strangers only where something public shows them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from news.models import SIDES, Article, Attachment, Picture
from news.pictures import public_pictures
from office.documents import handed_out
from office.pictures import shown

FOR_ALL = "public, max-age=86400, s-maxage=60"
"""A browser keeps what it has seen for a day; what lies between asks again after a minute: things are withdrawn."""


@require_safe
def picture_file(request: HttpRequest, name: str, side: int) -> HttpResponse:
    """A picture in one of its sizes. What a stranger may not have is to him as if it never was."""
    if side not in SIDES:
        raise Http404("Ảnh không có cỡ này.")
    picture = public_pictures().filter(name=name).first()
    is_public = picture is not None
    if not is_public:
        if not request.user.has_perm("news.view_picture"):
            raise Http404("Không có tệp này.")
        picture = get_object_or_404(Picture, name=name)
    return _sent(shown, picture.files[side], is_public)


@require_safe
def attachment_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that belongs to a post, to be kept."""
    attachment = get_object_or_404(Attachment, pk=pk)
    is_public = Article.objects.public().filter(pk=attachment.article_id).exists()
    if not (is_public or Article.objects.visible_to(request.user).filter(pk=attachment.article_id).exists()):
        raise Http404("Không có tệp này.")
    return _sent(handed_out, attachment.file, is_public)


def _sent(send, file, is_public: bool) -> HttpResponse:
    try:
        response = send(file)
    except FileNotFoundError as lost:
        raise Http404("Tệp không còn trên máy chủ: hãy báo người quản trị.") from lost
    if is_public:
        response["Cache-Control"] = FOR_ALL
    return response

"""Photos of a conference: seen by those who may see its dossier, added by those who keep it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cooperatives.forms.fields import LineInput
from events import workflow
from events.models import Conference, Photo
from events.views import dossier, staff_and_leadership
from office import typed
from office.pictures import PicturesField, shown
from printing import numbers

AT_ONCE = 30


class PhotosForm(forms.Form):
    """Photos that come together, with what is said of all of them; each is told apart afterwards."""

    pictures = PicturesField(
        label="Ảnh", most=AT_ONCE, help_text=f"JPG, PNG hoặc WebP, mỗi ảnh đến 20 MB, mỗi lượt đến {AT_ONCE} ảnh"
    )
    caption = LineInput(label="Chú thích chung", max_length=300, required=False)
    photographer = LineInput(label="Người chụp", max_length=100, required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@typed.kept_through_login
@staff_and_leadership
def photos(request: HttpRequest, pk: int) -> HttpResponse:
    """The photos (GET); keep more of them, all or none (POST)."""
    conference, sent = dossier(request, pk), request.method == "POST"
    if sent and not request.user.has_perm("events.add_photo"):
        raise PermissionDenied("Chỉ cán bộ tổ chức hội nghị được thêm ảnh.")
    form = typed.held_back(PhotosForm, request)(*((request.POST, request.FILES) if sent else ()))
    if form.is_valid() and (added := _added(form, request, conference)):
        messages.success(request, f"Đã thêm {numbers.counted(len(added))} ảnh.")
        return redirect("events:photos", pk)
    context = {"conference": conference, "form": form, "photos": conference.photos.all()}
    return render(request, "events/photos.html", context, status=400 if form.errors else 200)


def _added(form: PhotosForm, request: HttpRequest, conference: Conference) -> list[Photo]:
    try:
        return workflow.add_photos(conference, **form.cleaned_data, by=request.user)
    except ValidationError as refused:
        form.add_error("pictures", refused.messages)
        return []


@require_safe
@staff_and_leadership
def photo_file(request: HttpRequest, pk: int, photo: int, size: str) -> HttpResponse:
    """A photo, whole or small."""
    conference = get_object_or_404(Conference.objects.visible_to(request.user), pk=pk)
    one = get_object_or_404(Photo, pk=photo, conference=conference)
    sizes = {"anh": one.picture, "nho": one.thumbnail}
    if size not in sizes:
        raise Http404("Ảnh không có cỡ này.")
    try:
        return shown(sizes[size])
    except FileNotFoundError as lost:
        raise Http404("Ảnh không còn trên máy chủ: hãy báo người quản trị.") from lost

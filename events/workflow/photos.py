"""Photos join the dossier of a conference, at its end."""

import io
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from events.models import Conference, Photo
from office.pictures import THUMBNAIL_SIDE, encoded
from printing import numbers


@transaction.atomic
def add_photos(
    conference: Conference, *, pictures: Sequence[bytes], caption: str = "", photographer: str = "", by
) -> list[Photo]:
    """Keep pictures that were encoded anew, each with a small one. Raises ValidationError when there are too many."""
    conference = Conference.objects.select_for_update().get(pk=conference.pk)
    room = Photo.MOST - conference.photos.count()
    if len(pictures) > room:
        most, left = numbers.grouped(Photo.MOST), numbers.grouped(max(room, 0))
        raise ValidationError(f"Mỗi hội nghị giữ nhiều nhất {most} ảnh, còn nhận được {left}: hãy bớt ảnh rồi tải lại.")
    last = conference.photos.aggregate(last=Max("position"))["last"] or 0
    told = {"conference": conference, "caption": caption, "photographer": photographer}
    return [_kept(Photo(position=number, **told), one, by) for number, one in enumerate(pictures, last + 1)]


def _kept(photo: Photo, picture: bytes, by) -> Photo:
    photo._history_user = by
    photo.picture.save("anh.jpg", ContentFile(picture), save=False)
    photo.thumbnail.save("anh-nho.jpg", ContentFile(encoded(io.BytesIO(picture), side=THUMBNAIL_SIDE)), save=False)
    photo.save()
    return photo

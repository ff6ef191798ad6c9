"""Albums: filled with pictures of the library or of a conference, published and withdrawn."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from events.models import Photo
from news.models import Album, Picture, Placing
from news.pictures import add_picture
from office.pictures import encoded
from printing import numbers

MOST = 300  # pictures in one album
AT_ONCE = 60  # photos taken over by one request, which encodes each of them


def check_can_publish(user) -> None:
    """Raise PermissionDenied, in words, unless `user` may publish and withdraw albums."""
    if not user.has_perm("news.publish_album"):
        raise PermissionDenied("Chỉ biên tập viên được đăng và gỡ album.")


def check_can_take_photos(user) -> None:
    """Raise PermissionDenied, in words, unless `user` may bring photos of conferences into albums."""
    if not user.has_perm("news.take_photos"):
        raise PermissionDenied("Chỉ biên tập viên được đưa ảnh hội nghị vào album.")


@transaction.atomic
def publish(album: Album, *, by) -> Album:
    """Let everybody see an album. Raises PermissionDenied, ValidationError where it is empty or published."""
    check_can_publish(by)
    album = Album.objects.select_for_update().get(pk=album.pk)
    if album.is_public:
        raise ValidationError("Album này đã đăng.")
    if not album.placings.exists():
        raise ValidationError("Album chưa có ảnh nào: hãy thêm ảnh rồi đăng.")
    return _dated(album, timezone.localdate(), by)


@transaction.atomic
def withdraw(album: Album, *, by) -> Album:
    """Take an album, and what only it shows, from every public page. Raises PermissionDenied, ValidationError."""
    check_can_publish(by)
    album = Album.objects.select_for_update().get(pk=album.pk)
    if not album.is_public:
        raise ValidationError("Album này chưa đăng nên không gỡ được.")
    return _dated(album, None, by)


def _dated(album: Album, day, by) -> Album:
    album.published_on, album._history_user = day, by
    album.save()
    return album


@transaction.atomic
def add_pictures(
    album: Album, *, pictures: Sequence[bytes], alt: str, caption: str = "", photographer: str = "", by
) -> list[Placing]:
    """Put pictures that were encoded anew into the library and at the end of an album, described alike for now."""
    told = {"alt": alt, "caption": caption, "photographer": photographer, "taken_on": album.held_on}
    added = ((add_picture(Picture(**told), content=content, by=by), None) for content in pictures)
    return _placed(album, added, len(pictures), by)


@transaction.atomic
def place(album: Album, pictures: Sequence[Picture], *, by) -> list[Placing]:
    """Put pictures of the library at the end of an album. Raises ValidationError when there are too many."""
    return _placed(album, ((picture, None) for picture in pictures), len(pictures), by)


@transaction.atomic
def take_photos(album: Album, *, by) -> list[Placing]:
    """Copy photos of the album's conference into it, those it does not have yet, at most AT_ONCE.

    The photos stay where they are. Raises PermissionDenied, ValidationError where there is none to take.
    """
    check_can_take_photos(by)
    album = Album.objects.select_for_update().get(pk=album.pk)  # two who ask at once would both copy every photo
    taken = Placing.objects.filter(album=album, photo__isnull=False).values("photo")
    photos = list(Photo.objects.filter(conference=album.conference_id).exclude(pk__in=taken)[:AT_ONCE])
    if not photos:
        raise ValidationError("Hội nghị không còn ảnh nào chưa đưa vào album.")
    return _placed(album, ((_copied(photo, album, by), photo) for photo in photos), len(photos), by)


def _copied(photo: Photo, album: Album, by) -> Picture:
    told = {"caption": photo.caption, "photographer": photo.photographer, "taken_on": album.held_on}
    alt = photo.caption[:250] or f"Ảnh {photo.position} của {album.title}"
    with photo.picture.open("rb") as file:
        return add_picture(Picture(alt=alt, **told), content=encoded(file), by=by)


def _placed(album: Album, added: Iterable[tuple[Picture, Photo | None]], count: int, by) -> list[Placing]:
    """Place pictures, each with the photo it was taken from, behind those that are there."""
    album = Album.objects.select_for_update().get(pk=album.pk)
    room = MOST - album.placings.count()
    if count > room:
        most, left = numbers.grouped(MOST), numbers.grouped(max(room, 0))
        raise ValidationError(f"Mỗi album giữ nhiều nhất {most} ảnh, còn nhận được {left}: hãy lập thêm album.")
    last = album.placings.aggregate(last=Max("position"))["last"] or 0
    placings = []
    for position, (picture, photo) in enumerate(added, last + 1):
        placing = Placing(album=album, picture=picture, photo=photo, position=position)
        placing._history_user = by
        placing.save()
        placings.append(placing)
    return placings

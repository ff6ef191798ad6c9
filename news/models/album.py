from datetime import date
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from events.models import Conference, Photo
from news.models.picture import Picture
from office.fields import LineField, SearchKeyField, check_has_come, matching
from office.history_records import HistoricalRecords

HOSTS = ("youtube.com", "youtu.be", "vimeo.com", "facebook.com", "fb.watch", "vtv.vn", "vtvgo.vn", "vov.vn")
"""Where videos may stand; their own hosts below them too."""


def check_video_address(address: str) -> None:
    """Raise ValidationError, in words, unless an address is of a host known for its videos."""
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    host = (parts.hostname or "").removeprefix("www.")
    known = any(host == name or host.endswith(f".{name}") for name in HOSTS)
    if parts.scheme != "https" or not known or parts.username is not None:
        raise ValidationError(f"Chỉ nhận địa chỉ https:// của một trong các trang: {', '.join(HOSTS)}.")


class AlbumQuerySet(models.QuerySet):
    def public(self) -> "AlbumQuerySet":
        return self.filter(published_on__isnull=False)

    def for_lists(self) -> "AlbumQuerySet":
        """The newest first, with `pictures_in` and the key of the picture that stands first, as `cover_id`."""
        first = Placing.objects.filter(album=OuterRef("pk")).values("picture")[:1]
        counted = self.annotate(pictures_in=Count("placings"), cover_id=Subquery(first))
        return counted.order_by("-held_on", "-pk")

    def with_covers(self) -> list[tuple["Album", Picture | None]]:
        """Those of a list, each with the picture that stands first: two queries however many."""
        found = list(self)
        covers = Picture.objects.in_bulk([album.cover_id for album in found if album.cover_id])
        return [(album, covers.get(album.cover_id)) for album in found]

    def search(self, text: str) -> "AlbumQuerySet":
        return matching(self, text)


class Album(models.Model):
    """Pictures of one occasion in their order; the first is its cover. Public from the day it is published."""

    title = LineField("tên album", max_length=200)
    slug = models.SlugField("đường dẫn", max_length=120, unique=True, error_messages={"unique": "Đường dẫn đã dùng."})
    held_on = models.DateField("ngày", validators=[check_has_come])
    place = LineField("nơi chụp", max_length=200, blank=True)
    lead = models.TextField("giới thiệu", max_length=1000, blank=True)
    conference = models.ForeignKey(
        Conference, models.PROTECT, verbose_name="hội nghị", null=True, blank=True, related_name="albums"
    )
    published_on = models.DateField("đăng ngày", null=True, blank=True, editable=False)
    search_key = SearchKeyField(of=("title", "place", "lead"))
    history = HistoricalRecords(
        excluded_fields=["search_key"], verbose_name="lịch sử album", verbose_name_plural="lịch sử album"
    )

    objects = AlbumQuerySet.as_manager()

    class Meta:
        verbose_name = "album ảnh"
        verbose_name_plural = "album ảnh"
        ordering = ["-held_on", "-pk"]
        permissions = [("publish_album", "Đăng và gỡ album"), ("take_photos", "Đưa ảnh hội nghị vào album")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("news:album", args=[self.slug])

    @property
    def is_public(self) -> bool:
        return self.published_on is not None


class Placing(models.Model):
    """A picture in its place in an album. `photo` is what it was taken from, where a conference had it."""

    album = models.ForeignKey(Album, models.CASCADE, verbose_name="album", related_name="placings")
    picture = models.ForeignKey(Picture, models.PROTECT, verbose_name="ảnh", related_name="placings")
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    photo = models.ForeignKey(
        Photo, models.SET_NULL, verbose_name="ảnh hội nghị", null=True, blank=True, editable=False, related_name="+"
    )
    history = HistoricalRecords(verbose_name="lịch sử ảnh trong album", verbose_name_plural="lịch sử ảnh trong album")

    class Meta:
        verbose_name = "ảnh trong album"
        verbose_name_plural = "ảnh trong album"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["album", "picture"],
                name="placing_once_per_album",
                violation_error_message="Ảnh này đã có trong album.",
                violation_error_code="picture",
            )
        ]

    def __str__(self) -> str:
        return str(self.picture)


class VideoLinkQuerySet(models.QuerySet):
    def public(self, on: date | None = None) -> "VideoLinkQuerySet":
        """Those marked to be shown, whose day has come. `on` defaults to today."""
        return self.filter(is_published=True, held_on__lte=on or timezone.localdate())

    def search(self, text: str) -> "VideoLinkQuerySet":
        return matching(self, text)


class VideoLink(models.Model):
    """A video that stands at a known host: a link with a picture of ours, never a piece of the host's page."""

    title = LineField("tên video", max_length=200)
    address = models.URLField("địa chỉ", max_length=300, validators=[check_video_address])
    held_on = models.DateField("ngày")
    still = models.ForeignKey(
        Picture, models.PROTECT, verbose_name="ảnh đại diện", null=True, blank=True, related_name="videos"
    )
    is_published = models.BooleanField("đăng", default=False)
    search_key = SearchKeyField(of=("title",))
    history = HistoricalRecords(
        excluded_fields=["search_key"], verbose_name="lịch sử video", verbose_name_plural="lịch sử video"
    )

    objects = VideoLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "video"
        verbose_name_plural = "video"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def host(self) -> str:
        """Where it opens: "youtube.com"."""
        return (urlsplit(self.address).hostname or "").removeprefix("www.")

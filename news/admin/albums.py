"""Albums and videos in the admin."""

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.html import format_html

from cooperatives.forms.fields import LineInput
from events.models import Conference
from news.models import Album, Placing, VideoLink
from news.slugs import free_slug, slug_of
from news.workflow import albums
from office.admin import GuardedTabularInline, PortalModelAdmin
from office.guard import GuardedForm
from office.pictures import PicturesField
from office.verbs import Verb, VerbForm
from printing import numbers


class AlbumForm(GuardedForm):
    """An album as the editor tells of it; its address follows from its title unless one is given."""

    class Meta:
        model = Album
        fields = ["title", "slug", "held_on", "place", "lead", "conference"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = "Để trống thì lấy theo tên album"
        if "conference" in self.fields:
            self.fields["conference"].queryset = Conference.objects.filter(photos__isnull=False).distinct()
            self.fields["conference"].help_text = "Chọn rồi lưu, sau đó bấm Lấy ảnh hội nghị"

    def clean_slug(self) -> str:
        if self.cleaned_data["slug"]:
            return self.cleaned_data["slug"]
        wanted = slug_of(self.cleaned_data.get("title", ""), otherwise="album")
        return free_slug(wanted, Album.objects.exclude(pk=self.instance.pk))


class PublishForm(VerbForm):
    explanation = "Album và mọi ảnh trong đó sẽ hiện ở trang Thư viện ảnh."
    done = "Đã đăng album."

    def perform(self, *, by) -> None:
        albums.publish(self.subject, by=by)


class WithdrawForm(VerbForm):
    explanation = "Album không còn ở trang công khai nào; ảnh chỉ có trong album này cũng vậy."
    done = "Đã gỡ album."

    def perform(self, *, by) -> None:
        albums.withdraw(self.subject, by=by)


class AddForm(VerbForm):
    explanation = "Ảnh vào kho ảnh và cuối album. Chú thích, mô tả từng ảnh sửa sau ở kho ảnh."
    done = "Đã thêm ảnh."

    pictures = PicturesField(label="Ảnh", most=30, help_text="JPG, PNG hoặc WebP, mỗi ảnh đến 20 MB, mỗi lượt đến 30")
    alt = LineInput(label="Mô tả chung", max_length=250, help_text="Ảnh chụp gì, cho người không nhìn thấy ảnh")
    caption = LineInput(label="Chú thích chung", max_length=300, required=False)
    photographer = LineInput(label="Người chụp", max_length=100, required=False)

    def perform(self, *, by) -> None:
        albums.add_pictures(self.subject, **self.cleaned_data, by=by)


class TakeForm(VerbForm):
    explanation = (
        f"Chép ảnh của hội nghị vào album, mỗi lượt nhiều nhất {numbers.grouped(albums.AT_ONCE)} ảnh chưa có. "
        "Ảnh ở hồ sơ hội nghị vẫn còn nguyên; album chưa đăng thì người ngoài chưa thấy."
    )
    done = "Đã lấy ảnh hội nghị vào album."

    def perform(self, *, by) -> None:
        albums.take_photos(self.subject, by=by)


VERBS = [
    Verb("dang", "Đăng", PublishForm, lambda album: not album.is_public, may=albums.check_can_publish),
    Verb("go", "Gỡ", WithdrawForm, lambda album: album.is_public, may=albums.check_can_publish),
    Verb("them-anh", "Thêm ảnh", AddForm, lambda album: True),
    Verb(
        "lay-anh-hoi-nghi",
        "Lấy ảnh hội nghị",
        TakeForm,
        lambda album: album.conference_id is not None,
        may=albums.check_can_take_photos,
    ),
]


class PlacingInline(GuardedTabularInline):
    """The pictures in their order; which come first is told by their numbers."""

    model = Placing
    fields = ["seen", "position", "picture"]
    readonly_fields = ["seen"]
    raw_id_fields = ["picture"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("picture")

    @admin.display(description="ảnh")
    def seen(self, placing: Placing) -> str:
        if placing.pk is None:
            return ""
        picture = placing.picture
        return format_html('<img src="{}" alt="{}" width="120" loading="lazy">', picture.small_address, picture.alt)


@admin.register(Album)
class AlbumAdmin(PortalModelAdmin):
    """Albums: filled here, published and withdrawn by verbs of their own."""

    form = AlbumForm
    verbs = VERBS
    list_display = ["title", "held_on", "place", "pictures_in", "published_on"]
    list_filter = ["published_on", "held_on"]
    search_help_text = "Tìm theo tên, nơi chụp, giới thiệu; không cần gõ dấu"
    readonly_fields = ["published_on"]
    fields = ["title", "slug", "held_on", "place", "lead", "conference", "published_on"]
    inlines = [PlacingInline]

    def get_queryset(self, request):
        return super().get_queryset(request).for_lists()

    @admin.display(description="số ảnh", ordering="pictures_in")
    def pictures_in(self, album: Album) -> str:
        return numbers.grouped(album.pictures_in)

    def get_view_on_site_url(self, obj=None):
        """The public page of an album that the public can see."""
        return super().get_view_on_site_url(obj) if obj is not None and obj.is_public else None

    def has_delete_permission(self, request, obj=None):
        """An album that is public is withdrawn first."""
        return (obj is None or not obj.is_public) and super().has_delete_permission(request, obj)


class VideoLinkForm(GuardedForm):
    """A video as the editor tells of it."""

    address = forms.URLField(label="địa chỉ", max_length=300, assume_scheme="https", widget=forms.URLInput)

    class Meta:
        model = VideoLink
        fields = ["title", "address", "held_on", "still", "is_published"]


@admin.register(VideoLink)
class VideoLinkAdmin(PortalModelAdmin):
    """Links to videos that stand elsewhere."""

    form = VideoLinkForm
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_display = ["title", "held_on", "host", "is_published"]
    list_filter = ["is_published"]
    search_help_text = "Tìm theo tên; không cần gõ dấu"
    raw_id_fields = ["still"]
    fields = ["title", "address", "held_on", "still", "is_published"]

    @admin.display(description="mở ở")
    def host(self, video: VideoLink) -> str:
        return video.host

"""The library of pictures in the admin, and what a post's own page has of it and of attached files."""

from django.contrib import admin
from django.utils.html import format_html

from news.citing.binding import bind
from news.models import Attachment, Picture
from news.pictures import add_picture, image_of, is_editor, may_describe
from office.admin import GuardedTabularInline, PortalModelAdmin
from office.documents import delete_with_files, remove_files
from office.file_rows import FileRowsFormSet
from office.guard import GuardedForm
from office.pictures import PictureField


class PictureForm(GuardedForm):
    """What is said of a picture that is there."""

    class Meta:
        model = Picture
        fields = ["alt", "is_decorative", "caption", "photographer", "source", "taken_on", "is_public"]


class NewPictureForm(PictureForm):
    """A picture with its file, which is encoded anew before anything is kept."""

    file = PictureField(label="Tệp ảnh", help_text="JPG, PNG hoặc WebP, đến 20 MB; thông tin máy ảnh ghi kèm được bỏ")


@admin.register(Picture)
class PictureAdmin(PortalModelAdmin):
    """The library: searched and added to, and where one chooses a picture for a post."""

    form = PictureForm
    change_list_template = "admin/picture_list.html"
    list_display = ["seen", "told", "code", "photographer", "source", "added_at"]
    list_display_links = ["seen", "told"]
    list_filter = ["is_public", "added_at"]
    search_help_text = "Tìm theo chú thích, mô tả, người chụp, nguồn; không cần gõ dấu"
    list_per_page = 24
    readonly_fields = ["seen", "code", "added_at", "added_by"]
    said = ["alt", "is_decorative", "caption", "photographer", "source", "taken_on", "is_public"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change=change, **({} if obj else {"form": NewPictureForm}), **kwargs)

    def get_fields(self, request, obj=None):
        said = [name for name in self.said if name != "is_public" or is_editor(request.user)]
        return ["seen", "code", *said, "added_at", "added_by"] if obj else ["file", *said]

    def has_change_permission(self, request, obj=None):
        """Whoever may change pictures at all, and of one picture, as its own rule says."""
        may = super().has_change_permission(request, obj)
        return may and (obj is None or may_describe(request.user, obj))

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
        else:
            add_picture(obj, content=form.cleaned_data["file"], by=request.user)

    def delete_model(self, request, obj):
        delete_with_files(obj, by=request.user)

    @admin.display(description="ảnh")
    def seen(self, picture: Picture) -> str:
        return format_html('<img src="{}" alt="{}" width="160" loading="lazy">', picture.small_address, picture.alt)

    @admin.display(description="chú thích", ordering="caption")
    def told(self, picture: Picture) -> str:
        return str(picture)

    @admin.display(description="mã chèn vào bài")
    def code(self, picture: Picture) -> str:
        insert = f"<p>{image_of(picture)}</p>"
        return format_html('<code data-insert="{}" data-label="{}">[[anh:{}]]</code>', insert, picture, str(picture.pk))


class AttachmentFormSet(FileRowsFormSet):
    def __init__(self, data=None, *args, **kwargs):
        """A page that is sent without these rows leaves them as they are."""
        prefix = kwargs.get("prefix") or self.get_default_prefix()
        if data is not None and f"{prefix}-TOTAL_FORMS" not in data:
            data = {**data.dict(), f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
        super().__init__(data, *args, **kwargs)


class AttachmentInline(GuardedTabularInline):
    model = Attachment
    formset = AttachmentFormSet
    fields = ["position", "title", "file"]


class MediaOfPosts:
    """What the page of a post has of the library: its picture, chosen there, and files of its own; bound on saving."""

    raw_id_fields = ["picture"]
    inlines = [AttachmentInline]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        bind(form.instance)

    def delete_model(self, request, obj):
        stored = [(one.file.storage, one.file.name) for one in obj.attachments.all()]
        super().delete_model(request, obj)
        remove_files(stored)

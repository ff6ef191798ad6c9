from functools import partial

from django.contrib import admin, messages
from django.db import transaction

from news import document_reading
from news.document_forms import PublishDocumentForm, ReplaceForm, TakeBackReplacementForm, WithdrawDocumentForm
from news.models import Document, DocumentArea, DocumentFile, DocumentType
from news.search.index import index
from news.workflow import documents as workflow
from office.admin import GuardedTabularInline, PortalModelAdmin
from office.verbs import Verb

_may = workflow.check_can_publish
VERBS = [
    Verb("dang", "Đăng", PublishDocumentForm, lambda document: not document.is_public, may=_may),
    Verb("go", "Gỡ", WithdrawDocumentForm, lambda document: document.is_public, may=_may),
    Verb("thay-the", "Bị thay thế", ReplaceForm, lambda document: not document.replaced_by_id, may=_may),
    Verb(
        "bo-thay-the",
        "Bỏ thay thế",
        TakeBackReplacementForm,
        lambda document: document.replaced_by_id is not None,
        may=_may,
    ),
]


@admin.register(DocumentType, DocumentArea)
class NamedAdmin(PortalModelAdmin):
    list_display = ["name", "slug", "position"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


class DocumentFileInline(GuardedTabularInline):
    model = DocumentFile
    fields = ["position", "name", "file", "reading"]
    readonly_fields = ["reading"]
    extra = 1


@admin.register(Document)
class DocumentAdmin(PortalModelAdmin):
    """Documents: entered with their files, published, withdrawn and replaced by verbs of their own."""

    verbs = VERBS
    inlines = [DocumentFileInline]
    list_display = ["designation", "type", "subject", "issuer", "issued_on", "validity_today", "is_public"]
    list_display_links = ["designation"]
    list_filter = ["is_public", "type", "area", "year"]
    list_select_related = ["type"]
    search_help_text = "Tìm theo số, ký hiệu, trích yếu, cơ quan ban hành; không cần gõ dấu"
    readonly_fields = ["validity_today", "replaced_by", "replaced_on", "is_public", "published_at", "posted_by", "slug"]
    fieldsets = [
        (None, {"fields": ["type", ("number", "symbol"), ("issued_on", "issuer"), "subject", "area"]}),
        ("Hiệu lực", {"fields": ["valid_from", "valid_to", "validity_today", "replaced_by", "replaced_on"]}),
        ("Công khai", {"fields": ["is_public", "published_at", "posted_by", "slug"]}),
    ]

    @admin.display(description="số, ký hiệu", ordering="number")
    def designation(self, document: Document) -> str:
        return document.designation

    @admin.display(description="hiệu lực hôm nay")
    def validity_today(self, document: Document) -> str:
        return document.validity.label if document.pk else "–"

    def get_queryset(self, request):
        return super().get_queryset(request).order_by("-issued_on", "-pk")

    def get_view_on_site_url(self, obj=None):
        """The public page of a document that the public can read."""
        readable = obj is not None and Document.objects.public().filter(pk=obj.pk).exists()
        return super().get_view_on_site_url(obj) if readable else None

    def has_delete_permission(self, request, obj=None):
        """A document that was public is withdrawn, never deleted; one that never was may go."""
        never_public = obj is None or obj.published_at is None
        return never_public and super().has_delete_permission(request, obj)

    def save_related(self, request, form, formsets, change):
        """Its files changed what it is found by; new ones are read once all is saved."""
        super().save_related(request, form, formsets, change)
        index(Document, [form.instance.pk])
        transaction.on_commit(partial(self._read_files, request, form.instance))

    def _read_files(self, request, document: Document) -> None:
        if document_reading.read_new_files(document, by=request.user):
            self.message_user(request, "Tệp lớn đang được đọc chữ ở phía sau để tìm kiếm được.", messages.INFO)
        for file in document.files.filter(reading=DocumentFile.Reading.REFUSED):
            self.message_user(
                request, f"Không đọc được chữ trong {file}: vẫn tải được, nhưng chỉ tìm được theo số, trích yếu.",
                messages.WARNING,
            )  # fmt: skip

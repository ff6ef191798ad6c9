"""What happens to documents: published, withdrawn, replaced by another."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from news.models import Document


def check_can_publish(user) -> None:
    """Raise PermissionDenied, in words, unless `user` may publish, withdraw and replace documents."""
    if not user.has_perm("news.publish_document"):
        raise PermissionDenied("Chỉ biên tập viên được đăng, gỡ và thay thế văn bản.")


@transaction.atomic
def publish(document: Document, *, at: datetime | None = None, by) -> Document:
    """Publish a document, at once or at the hour `at`. Raises PermissionDenied, ValidationError if it is public."""
    check_can_publish(by)
    document = _locked(document)
    if document.is_public:
        raise ValidationError("Văn bản này đã đăng.")
    document.is_public, document.published_at, document.posted_by = True, at or timezone.now(), by
    return _saved(document, by)


@transaction.atomic
def withdraw(document: Document, *, by) -> Document:
    """Take a document and its files off every public page. Raises PermissionDenied, ValidationError."""
    check_can_publish(by)
    document = _locked(document)
    if not document.is_public:
        raise ValidationError("Văn bản này chưa đăng nên không gỡ được.")
    document.is_public = False
    return _saved(document, by)


@transaction.atomic
def replace(document: Document, *, with_document: Document, on: date, by) -> Document:
    """Record that another document takes the place of this one from `on`.

    Raises PermissionDenied, and ValidationError where it is replaced already, or the other goes back to it.
    """
    check_can_publish(by)
    locked = Document.objects.select_for_update().order_by("pk").in_bulk([document.pk, with_document.pk])
    document, newer = locked[document.pk], locked[with_document.pk]
    if document.replaced_by_id:
        raise ValidationError(f"Văn bản này đã được {document.replaced_by} thay thế: hãy bỏ thay thế cũ trước.")
    if on < document.issued_on:
        raise ValidationError({"on": "Ngày thay thế không được trước ngày ban hành văn bản này."})
    _check_no_loop(document, newer)
    document.replaced_by, document.replaced_on = newer, on
    return _saved(document, by)


@transaction.atomic
def take_back_replacement(document: Document, *, by) -> Document:
    """Record that nothing takes the place of a document after all. Raises PermissionDenied, ValidationError."""
    check_can_publish(by)
    document = _locked(document)
    if not document.replaced_by_id:
        raise ValidationError("Văn bản này không bị văn bản nào thay thế.")
    document.replaced_by = document.replaced_on = None
    return _saved(document, by)


def _check_no_loop(document: Document, newer: Document) -> None:
    while newer is not None:
        if newer.pk == document.pk:
            raise ValidationError({"with_document": "Văn bản được chọn đã bị chính văn bản này thay thế."})
        newer = newer.replaced_by


def _locked(document: Document) -> Document:
    return Document.objects.select_for_update().get(pk=document.pk)


def _saved(document: Document, by) -> Document:
    document._history_user = by
    document.full_clean()
    document.save()
    return document

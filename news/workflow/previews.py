"""Addresses at which one reader sees a post before it is public."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from news.models import Article, PreviewLink
from news.workflow.rights import check_can_change

LONGEST = 14  # days


@transaction.atomic
def make_preview(article: Article, *, reader: str, days: int, by) -> PreviewLink:
    """Make an address that shows a post to `reader` for so many days. Raises PermissionDenied, ValidationError."""
    check_can_change(by, article)
    if not 1 <= days <= LONGEST:
        raise ValidationError({"days": f"Đường dẫn xem trước dùng được từ 1 đến {LONGEST} ngày."})
    now = timezone.now()
    link = PreviewLink(article=article, reader=reader, made_by=by, made_at=now, expires_at=now + timedelta(days))
    link._history_user = by
    link.full_clean()
    link.save()
    return link


@transaction.atomic
def revoke_preview(link: PreviewLink, *, by) -> PreviewLink:
    """Let an address lead nowhere from now on. Raises PermissionDenied."""
    link = PreviewLink.objects.select_for_update().get(pk=link.pk)
    check_can_change(by, link.article)
    if link.revoked_at is None:
        _revoke(link, by)
    return link


def revoke_all_previews(article: Article, *, by) -> None:
    """Let no address of a post lead anywhere any more: part of a verb that has asked who may."""
    for link in PreviewLink.objects.open().select_for_update().filter(article=article):
        _revoke(link, by)


def _revoke(link: PreviewLink, by) -> None:
    link.revoked_at, link._history_user = timezone.now(), by
    link.save()

"""What happens to a post from the first draft to the day it is taken down. Every step is kept in its history.

draft → in_review → published (now or at an hour to come) → withdrawn; sent back, it is a draft again. That its hour
has come, or is over, nobody does: Article.objects.public() asks the clock.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from news.models import Article
from news.models.article import State
from news.workflow.previews import revoke_all_previews
from news.workflow.rights import check_can_change, check_can_publish
from news.workflow.versions import check_is_newest
from office.history_records import LONGEST_REASON
from office.text import shortened

Status = Article.Status
LONGEST_NOTE = Article._meta.get_field("note").max_length  # characters


def _locked(article: Article) -> Article:
    return Article.objects.select_for_update().get(pk=article.pk)


def _saved(article: Article, *, why: str = "", by) -> Article:
    article._history_user = by
    article._change_reason = shortened(why, LONGEST_REASON) or None
    article.save()
    return article


@transaction.atomic
def submit_for_review(article: Article, *, by) -> Article:
    """Hand a draft to the editors. Raises PermissionDenied, ValidationError."""
    article = _locked(article)
    check_can_change(by, article)
    if article.status != Status.DRAFT:
        raise ValidationError("Chỉ gửi duyệt được bản nháp: bài này đã gửi, đã đăng hoặc đã gỡ.")
    article.status, article.note = Status.IN_REVIEW, ""
    article.full_clean()
    return _saved(article, why="Gửi duyệt", by=by)


@transaction.atomic
def send_back(article: Article, *, reason: str, by) -> Article:
    """Return a post under review to its author, who reads the reason. Raises PermissionDenied, ValidationError."""
    article = _locked(article)
    check_can_publish(by, article)
    if article.status != Status.IN_REVIEW:
        raise ValidationError("Bài này không chờ duyệt nên không trả lại được.")
    article.status, article.note = Status.DRAFT, _worded(reason)
    return _saved(article, why=f"Trả lại: {reason}", by=by)


@transaction.atomic
def publish(article: Article, *, at: datetime | None = None, seen: int | None = None, by) -> Article:
    """Publish a post, at once or at the hour `at`; one that waits for its hour gets another, an end that is over goes.

    `seen` is the key of the newest version that whoever asks has seen, None where nobody looked. Raises
    PermissionDenied; ValidationError if the public reads it already, or somebody saved another version meanwhile.
    """
    article = _locked(article)
    check_can_publish(by, article)
    now = timezone.now()
    if article.state(now) == State.PUBLISHED:
        raise ValidationError("Bài này đã đăng.")
    if seen is not None:
        check_is_newest(article, seen)
    article.status, article.published_at, article.posted_by, article.note = Status.PUBLISHED, at or now, by, ""
    if article.has_ended(now):
        article.expires_at = None
    article.full_clean()
    return _saved(article, by=by)


@transaction.atomic
def withdraw(article: Article, *, reason: str, by) -> Article:
    """Take a post off every public page, and from the readers of its previews; it stays in the admin.

    Raises PermissionDenied, ValidationError.
    """
    article = _locked(article)
    check_can_publish(by, article)
    if article.status != Status.PUBLISHED:
        raise ValidationError("Bài này chưa đăng nên không gỡ được.")
    article.status, article.note = Status.WITHDRAWN, _worded(reason)
    revoke_all_previews(article, by=by)
    return _saved(article, why=f"Gỡ: {reason}", by=by)


@transaction.atomic
def set_expiry(article: Article, *, at: datetime | None, by) -> Article:
    """Let a post be shown until `at`, None for always. Raises PermissionDenied, ValidationError."""
    article = _locked(article)
    check_can_publish(by, article)
    article.expires_at = at
    article.full_clean()
    return _saved(article, why="Đổi hạn hiển thị", by=by)


def _worded(reason: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": "Hãy ghi lý do, để người soạn biết phải làm gì."})
    if len(reason) > LONGEST_NOTE:
        raise ValidationError({"reason": f"Lý do dài quá: hãy ghi gọn trong {LONGEST_NOTE} ký tự."})
    return reason

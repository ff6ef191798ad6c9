"""Letters through the public form: how they come in, what keeps machines out, how they are dealt with.

A person is never turned away for good: every refusal says what to change, and the same letter then passes.
"""

import re
from datetime import timedelta

from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from news.models import ContactMessage

State = ContactMessage.State
MOST_AN_HOUR = 5  # letters of one sender
MOST_LINKS = 2
LEAST_SECONDS = 3  # between the form being shown and sent: nobody types faster
LONGEST_SECONDS = 12 * 3600
_STAMP = signing.TimestampSigner(salt="news.contact")
_LINK = re.compile(r"https?://|www\.|<a\s|\[url", re.IGNORECASE)


class TooManyLetters(ValidationError):
    """A sender has sent as many letters as one may in an hour."""


def check_can_answer(user) -> None:
    """Raise PermissionDenied, in words, unless `user` deals with letters."""
    if not user.has_perm("news.change_contactmessage"):
        raise PermissionDenied("Chỉ cán bộ và biên tập viên được xử lý thư liên hệ.")


def stamp() -> str:
    """What a form carries to tell when it was shown."""
    return _STAMP.sign("lien-he")


def check_stamp(stamped: str) -> None:
    """Raise ValidationError where a form was sent faster than anybody types, or long after it was shown."""
    check_age(stamped)
    if _is_younger(stamped, LEAST_SECONDS):
        raise ValidationError("Thư gửi quá nhanh nên cổng ngỡ là máy. Hãy đợi vài giây rồi bấm Gửi lần nữa.")


def check_age(stamped: str) -> None:
    """Raise ValidationError unless a stamp is ours and of the last hours."""
    try:
        if _is_younger(stamped, LONGEST_SECONDS):
            return
    except signing.BadSignature:
        raise ValidationError("Thư chưa gửi được. Những gì bạn gõ vẫn còn: hãy bấm Gửi lần nữa.") from None
    raise ValidationError("Trang này mở đã lâu. Những gì bạn gõ vẫn còn: hãy bấm Gửi lần nữa.")


def _is_younger(stamped: str, seconds: int) -> bool:
    """Whether a stamp is no older than that. Raises BadSignature where it is not ours."""
    try:
        _STAMP.unsign(stamped, max_age=seconds)
    except signing.SignatureExpired:
        return False
    return True


def check_links(text: str) -> None:
    """Raise ValidationError for a text with more links than a letter needs."""
    if len(_LINK.findall(text)) > MOST_LINKS:
        raise ValidationError(f"Thư có nhiều hơn {MOST_LINKS} đường dẫn nên cổng ngỡ là thư rác: hãy bớt đường dẫn.")


def sender_mark(address: str) -> str:
    """What tells letters from one network address from others, without keeping the address."""
    return salted_hmac("news.contact", address).hexdigest()[:16]


@transaction.atomic
def receive(*, name: str, contact: str, subject: str, message: str, sender: str) -> ContactMessage:
    """Keep a letter; `sender` is a `sender_mark`. Raises TooManyLetters, ValidationError."""
    lately = ContactMessage.objects.filter(sender_mark=sender, received_at__gt=timezone.now() - timedelta(hours=1))
    if lately.count() >= MOST_AN_HOUR:
        raise TooManyLetters(
            f"Trong một giờ qua cổng đã nhận {MOST_AN_HOUR} thư từ nơi bạn gửi. Những gì bạn gõ vẫn còn ở dưới: hãy "
            "gửi lại sau một giờ, hoặc gọi điện cho cơ quan."
        )
    letter = ContactMessage(name=name, contact=contact, subject=subject, message=message, sender_mark=sender)
    letter.full_clean()
    letter.save()
    return letter


def deal_with(letter: ContactMessage, *, outcome: str, by) -> ContactMessage:
    """Note what came of a letter. Raises PermissionDenied, ValidationError where somebody did already."""
    return _settle(letter, State.ANSWERED, outcome, by)


def mark_as_spam(letter: ContactMessage, *, by) -> ContactMessage:
    """Put a letter away that no person wrote. Raises ValidationError where somebody dealt with it already."""
    return _settle(letter, State.SPAM, "", by)


@transaction.atomic
def _settle(letter: ContactMessage, state: str, outcome: str, by) -> ContactMessage:
    check_can_answer(by)
    letter = ContactMessage.objects.select_for_update().get(pk=letter.pk)
    if letter.state != State.NEW:
        raise ValidationError(f"Thư này đã ghi “{letter.get_state_display()}” trước đó.")
    letter.state, letter.outcome, letter.handled_by, letter._history_user = state, outcome, by, by
    letter.full_clean()
    letter.save()
    return letter


@transaction.atomic
def reopen(letter: ContactMessage, *, by) -> ContactMessage:
    """Let a letter wait again. Raises PermissionDenied, ValidationError where it does."""
    check_can_answer(by)
    letter = ContactMessage.objects.select_for_update().get(pk=letter.pk)
    if letter.state == State.NEW:
        raise ValidationError("Thư này đang chờ xử lý.")
    letter.state, letter.outcome, letter.handled_by, letter._history_user = State.NEW, "", None, by
    letter.save()
    return letter

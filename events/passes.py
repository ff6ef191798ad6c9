"""The code on an invitation: whose it is and for which conference, signed, so that nobody can make one up.

It is good on the day of the conference, and the day after for what a telephone without a connection noted at the door.
"""

from datetime import date, timedelta

from django.core import signing
from django.core.exceptions import ValidationError

from events.models import Delegate

_SIGNER = signing.Signer(salt="events.passes", sep=".")
GRACE = timedelta(days=1)
UNREADABLE = "Mã này không phải mã giấy mời của cơ quan, hoặc đọc thiếu: hãy quét lại, hoặc điểm danh theo danh sách."


def code_of(delegate: Delegate) -> str:
    return _SIGNER.sign(f"{delegate.conference_id}-{delegate.pk}")


def read_code(typed: str) -> tuple[int, int]:
    """The keys of the conference and of the delegate; the whole address of a code will do. Raises ValidationError."""
    code = typed.strip().rstrip("/").rpartition("/")[2]
    try:
        conference, delegate = _SIGNER.unsign(code).split("-")
    except signing.BadSignature:
        raise ValidationError(UNREADABLE) from None
    return int(conference), int(delegate)


def holder_of(code: str) -> Delegate:
    """Whom a code names, with the conference. Raises ValidationError when it is forged or nobody's any more."""
    of, whose = read_code(code)
    delegate = Delegate.objects.select_related("conference").filter(pk=whose, conference=of).first()
    if delegate is None:
        raise ValidationError(UNREADABLE)
    return delegate


def check_can_enter(delegate: Delegate, today: date) -> None:
    """Raise ValidationError, naming who it is, when no code of their conference is good today."""
    conference = delegate.conference
    held = f"{conference.title} họp ngày {conference.held_on:%d/%m/%Y}"
    if today < conference.held_on:
        raise ValidationError(f"{delegate}: chưa đến ngày, {held}.")
    if today > conference.held_on + GRACE:
        raise ValidationError(
            f"{delegate}: giấy mời đã hết hạn, {held}. Hãy điểm danh theo danh sách nếu cần ghi bổ sung."
        )

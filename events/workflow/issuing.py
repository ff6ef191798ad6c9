"""Papers that leave the office with a number of their book: taken last, in the transaction that keeps them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from events.models import Conference, ConferenceBody, Delegate, Invitation, Resolution
from events.models.delegate import DelegateQuerySet
from office.numbering import take_number

EVERYBODY = "Đại biểu dự hội nghị"


@transaction.atomic
def issue_resolution(resolution: Resolution, *, on: date, by) -> Resolution:
    """Give a resolution its number of the year of `on`. Raises ValidationError when it has one, or on a wrong day."""
    held = Resolution.objects.select_for_update().select_related("conference").get(pk=resolution.pk)
    if held.number:
        raise ValidationError(f"{held} đã ban hành ngày {held.issued_on:%d/%m/%Y}: không cấp số lần nữa.")
    if on < held.conference.held_on:
        raise ValidationError({"on": f"Ngày ban hành trước ngày hội nghị {held.conference.held_on:%d/%m/%Y}."})
    if on > timezone.localdate():
        raise ValidationError({"on": f"Ngày {on:%d/%m/%Y} chưa đến: số cấp rồi không lấy lại được, hãy kiểm tra lại."})
    held.year, held.issued_on, held._history_user = on.year, on, by
    held.number = take_number(book=Resolution.BOOK, year=on.year)
    held.save(update_fields=["year", "number", "issued_on"])
    return held


@transaction.atomic
def issue_invitations(
    conference: Conference, *, session: ConferenceBody | None = None, guests: bool = False, on: date, by
) -> Invitation:
    """Invite by one numbered letter those of the list not invited yet: of a body, the guests alone, or all of them.

    Raises ValidationError when nobody is left to invite, or the day is after the conference.
    """
    conference = Conference.objects.select_for_update().get(pk=conference.pk)
    if on > conference.held_on:
        raise ValidationError({"on": f"Ngày ký sau ngày hội nghị {conference.held_on:%d/%m/%Y}: hãy kiểm tra."})
    waiting = _waiting(conference, session, guests)
    delegates = list(waiting.select_for_update(of=("self",)).in_order())
    if not delegates:
        raise ValidationError("Không còn ai chưa được mời trong danh sách này: mở lại giấy mời đã in ở bảng dưới.")
    invitation = Invitation(conference=conference, year=on.year, issued_on=on, addressees=_addressees(session, guests))
    invitation.number, invitation._history_user = take_number(book=Invitation.BOOK, year=on.year), by
    invitation.save()
    for one in delegates:
        one.invitation = invitation
    bulk_update_with_history(delegates, Delegate, ["invitation"], batch_size=500, default_user=by)
    return invitation


def _waiting(conference: Conference, session: ConferenceBody | None, guests: bool) -> DelegateQuerySet:
    waiting = conference.delegates.filter(invitation=None)
    if session:
        return waiting.filter(sessions=session)
    return waiting.filter(sessions=None) if guests else waiting


def _addressees(session: ConferenceBody | None, guests: bool) -> str:
    return session.body.name if session else "Khách mời" if guests else EVERYBODY

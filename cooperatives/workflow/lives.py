"""The legal life of organisations: each verb is one event, with everything that follows from it."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cooperatives.models import (
    ActivityRecord,
    AllianceMembership,
    LifeEvent,
    Organisation,
    Participant,
    UnionMembership,
)
from cooperatives.workflow.events import (
    ENDINGS,
    PARTS,
    EventKind,
    Paper,
    Role,
    check_alive,
    check_nothing_later,
    listed,
    locked,
    record_event,
    saved,
)

NO_PAPER = Paper()


@transaction.atomic
def found(organisation: Organisation, *, decision: str = "", paper: Paper = NO_PAPER, by) -> LifeEvent:
    """Enter a new organisation, founded on its `founded_on`, and return the event.

    Raises ValidationError when the organisation breaks a rule of the register.
    """
    organisation._history_user = by
    organisation.full_clean()
    organisation.save()
    paper = paper if not decision else Paper(decision, paper.document, paper.note)
    return record_event(paper.event(EventKind.FOUNDED, organisation.founded_on), [(organisation, Role.BEGINS)], by)


@transaction.atomic
def end(
    organisation: Organisation,
    *,
    kind: str,
    on: date,
    into: Iterable[Organisation] = (),
    decision: str = "",
    note: str = "",
    by,
) -> LifeEvent:
    """End one organisation: `reorganise` for it alone."""
    return reorganise([organisation], kind=kind, on=on, into=into, paper=Paper(decision, None, note), by=by)


@transaction.atomic
def reorganise(
    organisations: Iterable[Organisation],
    *,
    kind: str,
    on: date,
    into: Iterable[Organisation] = (),
    paper: Paper = NO_PAPER,
    by,
) -> LifeEvent:
    """Dissolve, declare bankrupt, merge, consolidate, split, separate or convert organisations in one event.

    `into` are the organisations they go into. Those that come into being (all kinds but a merger) have been entered
    with `found` on the same day; this event then takes the place of their founding. What ends takes its open
    memberships and its last activity record with it. Raises ValidationError when one of them does not exist on `on`,
    has had something happen to it after that day, or when what comes into being did not begin on `on`.
    """
    subjects, receivers = locked(organisations), locked(into)
    own, theirs = PARTS[kind]
    if own is Role.BEGINS or (own is Role.CONTINUES and theirs is None):
        raise ValidationError({"kind": f"“{EventKind(kind).label}” không phải là một cách chấm dứt hay tổ chức lại."})
    _check_parties(subjects, receivers, kind=kind)
    for organisation in subjects:
        _check_can_undergo(organisation, kind=kind, on=on)
    check_nothing_later(subjects, on)
    event = paper.event(kind, on)
    if theirs is Role.BEGINS:
        event = begun_by(event, receivers, by)
    elif theirs is Role.CONTINUES:
        check_can_receive(receivers, on)
    saved(event, by)
    joining = [one for one in receivers if not event.participants.filter(organisation=one).exists()]
    parts = [(one, own) for one in subjects] + [(one, theirs) for one in joining if theirs]
    if own is Role.ENDS:
        for organisation in subjects:
            _end(organisation, event, by)
    return record_event(event, parts, by)


def _check_parties(subjects: list[Organisation], receivers: list[Organisation], *, kind: str) -> None:
    label = EventKind(kind).label
    if both := [one for one in receivers if one in subjects]:
        raise ValidationError(f"{listed(both)} không thể vừa {label} vừa tiếp nhận: hãy bỏ ở một bên.")
    if PARTS[kind][1] is None and receivers:
        raise ValidationError({"into": f"Khi {label} thì không có tổ chức tiếp nhận: hãy để trống."})


def _check_can_undergo(organisation: Organisation, *, kind: str, on: date) -> None:
    check_alive(organisation, on)
    if kind in ENDINGS and on <= organisation.founded_on:
        day = f"{organisation.founded_on:%d/%m/%Y}"
        raise ValidationError({"date": f"Ngày chấm dứt phải sau ngày thành lập ({day})."})


def check_can_receive(receivers: list[Organisation], on: date) -> None:
    """Raise ValidationError when one that takes others in does not exist on that day."""
    for other in receivers:
        if not other.exists_on(on):
            raise ValidationError({"into": f"{other} không tồn tại vào ngày {on:%d/%m/%Y} nên không tiếp nhận được."})


def begun_by(event: LifeEvent, organisations: Iterable[Organisation], by) -> LifeEvent:
    """Let the organisations begin with `event` instead of with a founding of their own; return the event they share."""
    beginnings = Participant.objects.filter(organisation__in=list(organisations), role=Role.BEGINS)
    for beginning in beginnings.select_related("event", "organisation"):
        before = beginning.event
        if before.date != event.date:
            raise ValidationError(
                f"{beginning.organisation} bắt đầu ngày {before.date:%d/%m/%Y}: đơn vị hình thành từ việc "
                f"{event.get_kind_display()} phải thành lập đúng ngày {event.date:%d/%m/%Y}."
            )
        if before.kind == event.kind and before != event:
            event = before
        elif before.kind == EventKind.FOUNDED:
            saved(event, by)
            beginning.event, beginning._history_user = event, by
            beginning.save(update_fields=["event"])
            before._history_user = by
            before.delete()
        elif before != event:
            raise ValidationError(f"{beginning.organisation} đã bắt đầu bằng việc {before.get_kind_display()}.")
    return event


def _end(organisation: Organisation, event: LifeEvent, by) -> None:
    organisation.ended_on, organisation._history_user = event.date, by
    organisation.save(update_fields=["ended_on"])
    stays = AllianceMembership.objects.filter(organisation=organisation, left_on__isnull=True)
    in_unions = UnionMembership.objects.filter(organisation=organisation, left_on__isnull=True)
    as_union = UnionMembership.objects.filter(union=organisation, left_on__isnull=True)
    states = ActivityRecord.objects.filter(organisation=organisation, until__isnull=True)
    for rows, since, until in (
        (stays, "admitted_on", "left_on"),
        (in_unions, "joined_on", "left_on"),
        (as_union, "joined_on", "left_on"),
        (states, "since", "until"),
    ):
        for row in rows:
            _close(row, getattr(row, since), until, event, by)


def _close(row, since: date, until: str, event: LifeEvent, by) -> None:
    if since >= event.date:
        raise ValidationError(
            {"date": f"“{row}” bắt đầu không trước ngày {event.date:%d/%m/%Y}: hãy kiểm tra lại ngày."}
        )
    setattr(row, until, event.date)
    row.closed_by, row._history_user = event, by
    row.save(update_fields=[until, "closed_by"])


# What does not end an organisation


@transaction.atomic
def suspend(organisation: Organisation, *, on: date, paper: Paper = NO_PAPER, by) -> LifeEvent:
    """Record that an organisation suspends its work in law; its real activity is verified apart.

    Raises ValidationError.
    """
    return _change_standing(organisation, EventKind.SUSPENDED, on=on, paper=paper, by=by)


@transaction.atomic
def resume(organisation: Organisation, *, on: date, paper: Paper = NO_PAPER, by) -> LifeEvent:
    """Record that a suspended organisation works again in law. Raises ValidationError."""
    return _change_standing(organisation, EventKind.RESUMED, on=on, paper=paper, by=by)


def _change_standing(organisation: Organisation, kind: str, *, on: date, paper: Paper, by) -> LifeEvent:
    (organisation,) = locked([organisation])
    check_alive(organisation, on)
    standing = (EventKind.SUSPENDED, EventKind.RESUMED)
    check_nothing_later([organisation], on, standing)
    if organisation.is_suspended(on) == (kind == EventKind.SUSPENDED):
        state = "đang tạm ngừng" if kind == EventKind.SUSPENDED else "không tạm ngừng"
        raise ValidationError(f"{organisation} {state} vào ngày {on:%d/%m/%Y}: không ghi {EventKind(kind).label} nữa.")
    return record_event(paper.event(kind, on), [(organisation, Role.CONTINUES)], by)


@transaction.atomic
def move(organisation: Organisation, *, to=None, address: str = "", on: date, paper: Paper = NO_PAPER, by) -> LifeEvent:
    """Record that an organisation moves its seat to the place `to` on `on`; the seat it leaves is kept.

    Without `to` only the event is recorded. Raises ValidationError.
    """
    (organisation,) = locked([organisation])
    check_alive(organisation, on)
    check_nothing_later([organisation], on, [EventKind.MOVED])
    if to is not None and to == organisation.place:
        raise ValidationError({"to": f"{organisation} đã ở {to}: hãy chọn nơi chuyển đến."})
    if to is not None and organisation.place is None:
        raise ValidationError({"to": f"{organisation} chưa ghi địa bàn: hãy ghi nơi đang ở vào hồ sơ trước."})
    former = {}
    if to is not None:
        former = {
            "former_place": organisation.place,
            "former_successor": organisation.successor_place,
            "former_address": organisation.address,
        }
        organisation.place, organisation.successor_place = to, None
        organisation.address, organisation._history_user = address, by
        organisation.full_clean(exclude=["code", "tax_code", "phone"], validate_unique=False)
        organisation.save(update_fields=["place", "successor_place", "address"])
    return record_event(paper.event(EventKind.MOVED, on), [(organisation, Role.CONTINUES)], by, **former)


@transaction.atomic
def rename(organisation: Organisation, *, name: str = "", on: date, paper: Paper = NO_PAPER, by) -> LifeEvent:
    """Record that an organisation takes the name `name` on `on`; the name it gives up is kept.

    Without `name` only the event is recorded. Raises ValidationError.
    """
    (organisation,) = locked([organisation])
    check_alive(organisation, on)
    check_nothing_later([organisation], on, [EventKind.RENAMED])
    if name == organisation.name:
        raise ValidationError({"name": f"{organisation} đang mang tên này: hãy ghi tên mới."})
    former = organisation.name if name else ""
    if name:
        organisation.name, organisation._history_user = name, by
        organisation.full_clean(exclude=["code", "tax_code", "phone"], validate_unique=False)
        organisation.save(update_fields=["name", "search_key"])
    return record_event(paper.event(EventKind.RENAMED, on), [(organisation, Role.CONTINUES)], by, former_name=former)


@transaction.atomic
def adjust(
    *, kind: str, quantity: int, on: date, sector: str = "", place=None, paper: Paper = NO_PAPER, by
) -> LifeEvent:
    """Recount: from `on` there are `quantity` (signed) more organisations of a kind than the names in the register.

    Raises ValidationError.
    """
    event = paper.event(
        EventKind.ADJUSTED,
        on,
        adjusted_kind=kind,
        adjusted_sector=sector,
        adjusted_place=place,
        adjustment=quantity,
    )
    return saved(event, by)

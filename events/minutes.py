"""The minutes of a conference: who was there, what was said, voted and concluded, all from its dossier."""

from collections.abc import Iterable

from django.db.models import Q

from events.letterheads import letterhead, signed_by_the_chair, signed_by_the_secretary, the_office
from events.models import Conference, Delegate, Seat, Vote
from printing import numbers
from printing.dates import clock_in_words, day, day_in_words
from printing.document import Exhibit, Minutes, Section, captioned
from printing.table import Column, Table

PRESENT, ABSENT = "có mặt", "vắng"


def minutes(conference: Conference) -> Minutes:
    """Write the minutes of a conference read `for_dossier`. What nobody entered is left out. Raises OfficeMissing."""
    return Minutes(
        letterhead=letterhead(
            the_office(), kind="BIÊN BẢN", symbol="BB", subject=conference.title, number=None, day=conference.held_on
        ),
        signature=signed_by_the_chair(conference),
        recorder=signed_by_the_secretary(conference),
        opening=_opening(conference),
        sections=captioned(
            (
                Section("Thành phần", _attendance(conference)),
                Section("Chương trình", tuple(_programme(conference))),
                Section("Ý kiến phát biểu", tuple(_contributions(conference))),
                Section("Biểu quyết", _votes(conference)),
                Section("Công tác nhân sự", personnel_sentences(conference)),
                Section("Kết luận", _conclusions(conference)),
                Section("Nghị quyết", tuple(_resolutions(conference))),
            )
        ),
        closing=_closing(conference),
        annexes=_annexes(conference),
    )


def _opening(conference: Conference) -> tuple[str, ...]:
    held = day_in_words(conference.held_on)
    at = conference.starts_at
    when = f"Hồi {clock_in_words(at)}, {held}" if at else f"{held[:1].upper()}{held[1:]}"
    where = f", tại {conference.place}" if conference.place else ""
    bodies = "; ".join(map(str, conference.sessions.all()))
    return tuple(
        filter(
            None,
            (
                f"{when}{where}, đã diễn ra {conference.title}.",
                f"Phiên họp của: {bodies}." if bodies else "",
            ),
        )
    )


def _closing(conference: Conference) -> tuple[str, ...]:
    return (f"Hội nghị kết thúc hồi {clock_in_words(conference.ends_at)} cùng ngày.",) if conference.ends_at else ()


def _attendance(conference: Conference) -> tuple[str, ...]:
    chairs = "; ".join(map(str, conference.chairs.all()))
    turnout = conference.delegates.turnout()
    said = [f"Chủ trì: {chairs}."] if chairs else []
    said += [f"Thư ký: {conference.secretary_line}."] if conference.secretary else []
    said += [session.turnout_sentence for session in conference.sessions.all() if session.entitled]
    if turnout["invited"]:
        said.append(
            f"Đại biểu có mặt: {numbers.counted(turnout['present'])} trên {numbers.counted(turnout['invited'])} "
            "người có tên trong danh sách (Phụ lục I)."
        )
    return tuple(said)


def _programme(conference: Conference) -> Iterable[str]:
    for item in conference.agendaitems.all():
        at = f"{clock_in_words(item.starts_at)}: " if item.starts_at else ""
        by = f" ({item.presenter})" if item.presenter else ""
        yield f"{at}{item.content}{by}."


def _contributions(conference: Conference) -> Iterable[str]:
    for one in conference.contributions.all():
        yield f"{one}: {' '.join(one.summary.split())}"


def _votes(conference: Conference) -> tuple[Exhibit, ...]:
    votes = list(conference.votes.select_related("session__body"))
    return (Exhibit(votes_table(votes)),) if votes else ()


def votes_table(votes: Iterable[Vote]) -> Table:
    return Table(
        title="Kết quả biểu quyết",
        columns=(
            Column("subject", "Nội dung"),
            Column("voters", "Biểu quyết", kind="name"),
            Column("in_favour", "Tán thành", kind="integer"),
            Column("against", "Không tán thành", kind="integer"),
            Column("abstained", "Không có ý kiến", kind="integer"),
        ),
        rows=tuple(
            (
                vote.subject,
                (vote.session.body.abbreviation or vote.session.body.name) if vote.session else "Đại biểu",
                vote.in_favour,
                vote.against,
                vote.abstained,
            )
            for vote in votes
        ),
    )


def personnel_sentences(conference: Conference) -> tuple[str, ...]:
    """Who left and who was elected: "Cho thôi tham gia Ban Chấp hành 06 người: …"."""
    changed = Seat.objects.filter(Q(left_at=conference) | Q(elected_at=conference))
    seats = list(changed.select_related("body", "person").in_order())
    left = _by_body(seat for seat in seats if seat.left_at_id == conference.pk)
    elected = _by_body(seat for seat in seats if seat.elected_at_id == conference.pk)
    return (
        *(
            f"Cho thôi tham gia {body} {numbers.counted(len(these))} người: "
            + "; ".join(f"{seat.person.full_name} ({seat.reason})" for seat in these)
            + "."
            for body, these in left
        ),
        *(
            f"Bầu bổ sung vào {body} {numbers.counted(len(these))} người: "
            + "; ".join(f"{seat.person} ({seat.post})" for seat in these)
            + "."
            for body, these in elected
        ),
    )


def _by_body(seats: Iterable[Seat]) -> list[tuple[str, list[Seat]]]:
    found: dict[str, list[Seat]] = {}
    for seat in seats:
        found.setdefault(seat.body.name, []).append(seat)
    return list(found.items())


def _conclusions(conference: Conference) -> tuple[Exhibit, ...]:
    rows = tuple(
        (number, one.text, one.responsible, day(one.due_on))
        for number, one in enumerate(conference.conclusions.all(), 1)
    )
    columns = (
        Column("number", "STT", kind="integer"),
        Column("text", "Kết luận"),
        Column("responsible", "Thực hiện"),
        Column("due_on", "Hạn", kind="name"),
    )
    return (Exhibit(Table("Kết luận và phân công thực hiện", columns, rows)),) if rows else ()


def _resolutions(conference: Conference) -> Iterable[str]:
    for one in conference.resolutions.issued_in_order():
        yield f"{one}: {one.title}."


def _annexes(conference: Conference) -> tuple[Table, ...]:
    delegates = list(conference.delegates.in_order())
    return (attendance_table(delegates),) if delegates else ()


def attendance_table(delegates: Iterable[Delegate]) -> Table:
    return Table(
        title="Danh sách đại biểu",
        columns=(
            Column("number", "STT", kind="integer"),
            Column("name", "Họ và tên", kind="name"),
            Column("titles", "Chức danh, đơn vị"),
            Column("present", "Có mặt", kind="name"),
        ),
        rows=tuple(
            (number, one.full_name, one.titles, PRESENT if one.present else _absent(one))
            for number, one in enumerate(delegates, 1)
        ),
    )


def _absent(delegate: Delegate) -> str:
    return f"{ABSENT}: {delegate.absence}" if delegate.absence else ABSENT

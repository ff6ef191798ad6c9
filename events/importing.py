"""Importing awards: one row is one award to one organisation or one person, proposed, decided and presented."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.core.exceptions import ValidationError
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from cooperatives.importing.codes import Register
from events.models import Award, AwardKind, Basis, Conference, Rank
from office.importing import Lookalike, Row, TableResource
from office.importing.columns import Column, choice, folded, line, number, past_day, text
from office.text import name_key, search_key
from printing import dates
from printing.numbers import parse_integer
from printing.spreadsheet import Cell

EARLIEST_YEAR, LATEST_YEAR = 1945, 2100
TELLING_APART = ("basis", "person_post", "proposal", "decision")
"""What tells two awards of one form to one recipient in one year apart; blank tells nothing."""
_COLUMN_OF = {"organisation": "code", "presented_at": "conference"}


def _field(name: str):
    return Award._meta.get_field(name)


def _year(cell: Cell) -> int | None:
    year = number(parse_integer, largest=LATEST_YEAR)(cell)
    if year is not None and year < EARLIEST_YEAR:
        raise ValueError(f"“{cell}” không phải năm: hãy ghi đủ bốn chữ số, từ {EARLIEST_YEAR}.")
    return year


def _conference(cell: Cell) -> str | None:
    return dates.day(cell) if isinstance(cell, date) else text(cell)


class AwardResource(TableResource):
    """Awards by form, level, recipient and year; what else is written tells several of them apart."""

    kind = "awards"
    guidance = (
        "Mỗi dòng một lần khen của một tập thể (ghi Mã) hoặc một cá nhân (ghi Họ tên). Cột có dấu * là bắt buộc.",
        "Hình thức và Cấp phải có trong danh mục hình thức khen thưởng của phần mềm.",
        "Ô để trống giữ nguyên điều đã ghi: lập danh sách đề nghị trước, ghi thêm số quyết định và hội nghị sau.",
        "Cùng hình thức, cùng người, cùng năm mà khác Loại hình, Chức vụ, Số tờ trình, Số quyết định là lần khác.",
        "Hội nghị: ghi ngày tổ chức (26/12/2023) hoặc đúng tên hội nghị đã có trong phần mềm.",
    )
    also_called = {
        "Hình thức": ("Hình thức khen thưởng", "Danh hiệu"),
        "Cấp": ("Cấp khen", "Cấp khen thưởng", "Cấp quyết định"),
        "Mã": ("Mã HTX", "Mã tổ chức", "Mã đơn vị"),
        "Họ tên": ("Họ và tên", "Tên cá nhân"),
        "Chức vụ": ("Chức vụ, đơn vị", "Chức danh"),
        "Năm thành tích": ("Năm", "Thành tích năm"),
        "Khối": ("Khối thi đua",),
        "Hạng": ("Xếp hạng",),
        "Số quyết định": ("Quyết định", "QĐ số"),
        "Hội nghị": ("Trao tại", "Trao tại hội nghị"),
    }

    form = Column(
        "Hình thức",
        "form",
        line(AwardKind._meta.get_field("form")),
        required=True,
        example="Bằng khen",
        help="Như trong danh mục hình thức khen thưởng.",
    )
    level = Column(
        "Cấp",
        "level",
        line(AwardKind._meta.get_field("level")),
        required=True,
        example="Ủy ban nhân dân tỉnh",
        help="Như trong danh mục hình thức khen thưởng.",
    )
    basis = Column(
        "Loại hình khen thưởng",
        "basis",
        choice("loại hình khen thưởng", {one.label: one for one in Basis}),
        show=lambda basis: Basis(basis).label,
        choices=tuple(Basis.labels),
        example=Basis.MERIT.label,
    )
    code = Column("Mã", "code", text, help="Của tập thể, giữ cả số 0 ở đầu. Cá nhân thì để trống.", example="HTX0001")
    person_name = Column(
        "Họ tên", "person_name", line(_field("person_name")), help="Của cá nhân; tập thể thì để trống."
    )
    person_post = Column("Chức vụ", "person_post", line(_field("person_post")), help="Chức vụ, đơn vị của cá nhân.")
    achievement_year = Column(
        "Năm thành tích",
        "achievement_year",
        _year,
        required=True,
        kind="year",
        example=2023,
    )
    block = Column("Khối", "block", line(_field("block")), help="Khối thi đua.")
    rank = Column(
        "Hạng",
        "rank",
        choice("hạng", {one.label: one for one in Rank}),
        show=lambda rank: Rank(rank).label,
        choices=tuple(Rank.labels),
    )
    proposal = Column("Số tờ trình", "proposal", line(_field("proposal")), example="15/TTr-LMHTX")
    decision = Column("Số quyết định", "decision", line(_field("decision")))
    decided_on = Column("Ngày quyết định", "decided_on", past_day, kind="day", help="ngày/tháng/năm")
    conference = Column(
        "Hội nghị", "conference", _conference, show=str, help="Nơi trao: ngày tổ chức, hoặc tên hội nghị."
    )

    # What is stored

    def prepare(self, rows: list[Row]) -> None:
        self._kinds = {(folded(one.form), folded(one.level)): one for one in AwardKind.objects.all()}
        self._register = Register((row.values["code"] for row in rows if "code" in row.values), by=self.by)
        self._conferences = _Conferences()
        years = {row.values["achievement_year"] for row in rows if "achievement_year" in row.values}
        stored = Award.objects.filter(achievement_year__in=years).select_for_update(of=("self",))
        self._stored: dict[tuple, list[Award]] = defaultdict(list)
        for award in stored.select_related("kind", "organisation", "presented_at"):
            self._stored[_who(award.kind, award.organisation, award.person_name), award.achievement_year].append(award)
        self._new: list[Award] = []
        self._changed: list[Award] = []
        self._names: set[str] = set()

    def find(self, row: Row) -> Award | None:
        found = [award for award in self._alike(row) if self._may_be(award, row)]
        exact = [award for award in found if all(getattr(award, n) == row.values.get(n, "") for n in TELLING_APART)]
        found = exact or found
        if len(found) > 1:
            row.refuse(
                "form",
                f"Sổ đã có {len(found)} lần khen như thế trong năm: hãy ghi Loại hình khen thưởng, Số tờ trình, "
                "Số quyết định của lần khen này.",
            )
        return found[0] if len(found) == 1 else None

    def _alike(self, row: Row) -> list[Award]:
        """Of the same form and recipient in the same year."""
        values = row.values
        kind = self._kind(row)
        if kind is None or "achievement_year" not in values:
            return []
        one = self._register.get(values.get("code", ""))
        return self._stored.get((_who(kind, one, values.get("person_name", "")), values["achievement_year"]), [])

    def _may_be(self, award: Award, row: Row) -> bool:
        return all(getattr(award, name) in ("", row.values.get(name, getattr(award, name))) for name in TELLING_APART)

    def _kind(self, row: Row) -> AwardKind | None:
        return self._kinds.get((folded(row.values.get("form", "")), folded(row.values.get("level", ""))))

    def identity(self, row: Row) -> tuple | None:
        values = row.values
        if not {"form", "level", "achievement_year"} <= values.keys() or not {"code", "person_name"} & values.keys():
            return None
        named = (folded(values["form"]), folded(values["level"]), values["achievement_year"])
        return (*named, values.get("code"), name_key(values.get("person_name", "")), *map(values.get, TELLING_APART))

    def named(self, row: Row) -> str:
        recipient = self._register.get(row.values.get("code", "")) or row.values.get("person_name", "")
        return f"{row.values['form']}, {recipient}, {row.values['achievement_year']}"

    def facts(self, record: Award, row: Row | None = None) -> dict[str, object]:
        names = [column.attribute for column in self.columns()]
        own = {name: getattr(record, name) for name in names if name not in ("form", "level", "code", "conference")}
        kind, one = record.kind, record.organisation
        return own | {
            "form": kind.form,
            "level": kind.level,
            "code": one.code if one else None,
            "conference": record.presented_at,
        }

    def for_export(self, queryset) -> Iterator[dict]:
        return map(self.facts, queryset.select_related("kind", "organisation", "presented_at"))

    # What a row says

    def resolve(self, row: Row, record: Award | None) -> None:
        values = row.values
        if kind := self._kind(row):
            values["form"], values["level"] = kind.form, kind.level
        elif {"form", "level"} <= values.keys():
            row.refuse("form", self._unknown_kind(values["form"], values["level"]))
        if "code" in values and (refusal := self._register.unknown(values["code"])):
            row.refuse("code", refusal)
        if record and "person_name" in values and record.person_name:
            values["person_name"] = record.person_name  # as it is written in the book: found without regard to case
        if "conference" in values:
            found = self._conferences.called(values["conference"])
            values["conference"] = found[0] if len(found) == 1 else None
            if len(found) != 1:
                row.refuse("conference", _which(found))

    def _unknown_kind(self, form: str, level: str) -> str:
        known = "; ".join(f"{kind.form} – {kind.level}" for kind in self._kinds.values())
        return (
            f"Danh mục hình thức khen thưởng chưa có “{form}” cấp “{level}”: hãy ghi đúng như danh mục"
            + (f" ({known})" if known else "")
            + ", hoặc thêm vào danh mục trước."
        )

    def check(self, row: Row, record: Award | None, before: dict, after: dict) -> None:
        if bool(after.get("code")) == bool(after.get("person_name")):
            return row.refuse(
                "code" if after.get("code") else "person_name",
                "Ghi Mã của một tập thể hoặc Họ tên của một cá nhân, không để trống và không ghi cả hai.",
            )
        if row.errors or self._kind(row) is None:
            return None
        if record and (fixed := _fixed(record)) and self._refuses_changes(row, before, *fixed):
            return None
        award = self._award(after)
        if record and record.proposed_on and award.decided_on and award.decided_on < record.proposed_on:
            row.refuse("decided_on", f"Ngày quyết định trước ngày trình {dates.day(record.proposed_on)}: hãy kiểm tra.")
        try:
            award.clean()
        except ValidationError as refusal:
            for field, messages in refusal.message_dict.items():
                row.refuse(_COLUMN_OF.get(field, field), " ".join(messages))
        return None

    def _refuses_changes(self, row: Row, before: dict, free: set[str], why: str) -> bool:
        """Refuse each cell that would change what is fixed, the `free` ones may; whether there was one."""
        changed = [name for name, value in row.values.items() if name not in free and value != before.get(name)]
        for name in changed:
            row.refuse(name, why)
        return bool(changed)

    def _award(self, after: dict) -> Award:
        fields = {name: value for name, value in after.items() if name not in ("form", "level", "code", "conference")}
        return Award(
            kind=self._kinds[folded(after["form"]), folded(after["level"])],
            organisation=self._register.get(after.get("code") or ""),
            presented_at=after.get("conference"),
            **fields,
        )

    def lookalikes(self, rows: list[Row]) -> Iterator[Lookalike]:
        why = "Sổ đã có cùng hình thức cho cùng tập thể, cá nhân này trong năm ấy."
        for row in rows:
            yield from (Lookalike(row.line, self.named(row), award, why) for award in self._alike(row))

    # What it changes

    def create(self, row: Row, after: dict) -> None:
        self._new.append(self._award(after))

    def change(self, row: Row, record: Award, before: dict, changed: dict) -> None:
        for name, value in changed.items():
            setattr(record, "presented_at" if name == "conference" else name, value)
        record._meta.get_field("search_key").pre_save(record, add=False)
        self._changed.append(record)
        self._names |= {"presented_at" if name == "conference" else name for name in changed}

    def write(self) -> None:
        bulk_create_with_history(self._new, Award, default_user=self.by)
        if self._changed:
            names = sorted({*self._names, "search_key"})
            bulk_update_with_history(self._changed, Award, names, default_user=self.by)


def _fixed(award: Award) -> tuple[set[str], str] | None:
    """What a file may still change of an award whose decision is recorded or that was taken back, and why no more."""
    if award.revoked_on:
        return set(), f"Khen thưởng này đã thu hồi từ ngày {dates.day(award.revoked_on)}: tệp không sửa được nữa."
    if award.paper_id:
        return {
            "conference"
        }, f"Quyết định số {award.decision} đã ghi trong phần mềm: tệp chỉ ghi thêm được hội nghị trao."
    return None


class _Conferences:
    """The conferences by what a file may call them: the day they were held, their title, or both."""

    def __init__(self):
        self._called: dict[str, list[Conference]] = defaultdict(list)
        for one in Conference.objects.all():
            for name in (dates.day(one.held_on), one.title, str(one)):
                self._called[search_key(name)].append(one)

    def called(self, name: str) -> list[Conference]:
        return self._called.get(search_key(name), [])


def _which(found: list[Conference]) -> str:
    """Why a name that is not that of one conference is refused."""
    if found:
        return f"Có {len(found)} hội nghị như thế: hãy ghi tên kèm ngày, như “{found[0]}”."
    return "Không có hội nghị này trong phần mềm: hãy ghi ngày tổ chức, hoặc đúng tên đã có."


def _who(kind: AwardKind, organisation, person: str) -> tuple:
    return kind.pk, organisation.pk if organisation else None, name_key(person)

"""Importing stays in the alliance: one row is one admission, with the day of leaving where there is one."""

from collections import defaultdict
from collections.abc import Iterator

from cooperatives import workflow
from cooperatives.importing.codes import Register
from cooperatives.lives import Lives
from cooperatives.models import AllianceMembership
from office.importing import Row, TableResource
from office.importing.columns import Column, line, past_day, text


class MembershipResource(TableResource):
    """Memberships of the alliance by organisation and day of admission."""

    kind = "memberships"
    of_register = True
    guidance = (
        "Mỗi dòng một lần kết nạp của một tổ chức vào Liên minh. Cột có dấu * là bắt buộc; không đổi tên cột.",
        "Mã và Ngày kết nạp nhận ra lần kết nạp: đã có trong sổ thì dòng ấy sửa, chưa có thì thêm.",
        "Tổ chức ra rồi vào lại ghi hai dòng. Ô để trống giữ nguyên điều đã ghi trong sổ; nhập tệp không xóa gì.",
        "Tổ chức đã chấm dứt thì thôi là thành viên từ ngày chấm dứt, dù để trống Ngày ra khỏi.",
    )

    code = Column(
        "Mã",
        "code",
        text,
        required=True,
        help="Mã của tổ chức trong sổ, giữ cả số 0 ở đầu.",
        example="HTX0001",
    )
    admitted_on = Column(
        "Ngày kết nạp", "admitted_on", past_day, kind="day", required=True, help="ngày/tháng/năm", example="01/7/2016"
    )
    left_on = Column("Ngày ra khỏi", "left_on", past_day, kind="day")
    decision = Column(
        "Văn bản", "decision", line(AllianceMembership._meta.get_field("decision")), example="12/QĐ-LMHTX"
    )

    def prepare(self, rows: list[Row]) -> None:
        named = {row.values["code"] for row in rows if "code" in row.values}
        self._register = Register(named, by=self.by)
        self._endings = Lives(filter(None, map(self._register.get, named))).endings
        self._stays: dict[str, dict] = defaultdict(dict)
        self._left: dict[tuple, object] = {}  # the days as the file leaves them
        stays = AllianceMembership.objects.select_related("organisation").select_for_update(of=("self",))
        for stay in stays.filter(organisation__code__in=named):
            self._stays[stay.organisation.code][stay.admitted_on] = stay
            self._left[stay.organisation.code, stay.admitted_on] = stay.left_on
        for row in rows:
            if (key := self.identity(row)) and (self._register.get(key[0]) is not None):
                self._left[key] = row.values.get("left_on") or self._left.get(key) or self._ended(key[0])
        self._new: list[AllianceMembership] = []
        self._steps: list[tuple[Row, AllianceMembership, dict]] = []

    def _ended(self, code: str):
        return self._register.get(code).ended_on

    def find(self, row: Row) -> AllianceMembership | None:
        return self._stays.get(row.values.get("code"), {}).get(row.values.get("admitted_on"))

    def identity(self, row: Row) -> tuple | None:
        values = row.values
        return (values["code"], values["admitted_on"]) if {"code", "admitted_on"} <= values.keys() else None

    def named(self, row: Row) -> str:
        return f"{row.values['code']}, kết nạp {row.values['admitted_on']:%d/%m/%Y}"

    def facts(self, record: AllianceMembership, row: Row | None = None) -> dict[str, object]:
        names = ("admitted_on", "left_on", "decision")
        return {"code": record.organisation.code} | {name: getattr(record, name) for name in names}

    def for_export(self, queryset) -> Iterator[dict]:
        return (self.facts(stay) for stay in queryset.select_related("organisation"))

    # What a row says

    def resolve(self, row: Row, record: AllianceMembership | None) -> None:
        if "code" in row.values and (refusal := self._register.unknown(row.values["code"])):
            row.refuse("code", refusal)

    def check(self, row: Row, record: AllianceMembership | None, before: dict, after: dict) -> None:
        one = self._register.get(row.values.get("code"))
        admitted, left = after.get("admitted_on"), after.get("left_on")
        if one is None or admitted is None:
            return
        if not one.exists_on(admitted):
            row.refuse("admitted_on", f"{one} không tồn tại vào ngày {admitted:%d/%m/%Y}: hãy kiểm tra ngày.")
        if left and left <= admitted:
            row.refuse("left_on", f"Ngày ra khỏi {left:%d/%m/%Y} phải sau ngày kết nạp {admitted:%d/%m/%Y}.")
        elif left and one.ended_on and left > one.ended_on:
            row.refuse("left_on", f"Ngày ra khỏi {left:%d/%m/%Y} sau ngày chấm dứt {one.ended_on:%d/%m/%Y}.")
        elif other := self._overlapping(one.code, admitted):
            row.refuse("admitted_on", f"{one} đã kết nạp ngày {other:%d/%m/%Y} và khi ấy chưa ra: hãy kiểm tra ngày.")

    def _overlapping(self, code: str, admitted):
        """The admission of another stay that had not ended when this one began."""
        for (other, since), until in self._left.items():
            if other == code and since < admitted and (until is None or until > admitted):
                return since
        return None

    # What it changes

    def create(self, row: Row, after: dict) -> None:
        one = self._register.get(after["code"])
        stay = AllianceMembership(
            organisation=one,
            admitted_on=after["admitted_on"],
            left_on=after.get("left_on") or one.ended_on,
            closed_by=None if "left_on" in after else self._endings.get(one.pk),
            decision=after.get("decision", ""),
        )
        self._new.append(stay)

    def change(self, row: Row, record: AllianceMembership, before: dict, changed: dict) -> None:
        self._steps.append((row, record, changed))

    def write(self) -> None:
        """Leavings first: a stay may begin only when the one before has ended."""
        for row, stay, changed in self._steps:
            days = {"admitted_on": stay.admitted_on, "left_on": changed.get("left_on", stay.left_on)}
            with row.refusing("left_on" if "left_on" in changed else "decision"):
                workflow.correct_membership(stay, **days, decision=changed.get("decision"), by=self.by)
        workflow.admit_many(self._new, by=self.by)

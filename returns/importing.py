"""Importing returns: one row is what one organisation declared for one period, at one stage."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from cooperatives.models import Organisation
from office.form_fields import LARGEST_INTEGER, LARGEST_MONEY
from office.importing import Row, TableResource
from office.importing.columns import Column, choice, number, text
from office.importing.traces import Trace
from office.importing.undo import objects
from printing import numbers
from printing.numbers import parse_decimal, parse_integer, parse_money
from printing.spreadsheet import Cell
from returns.checks import Facts, doubts_about, errors_in
from returns.models import PARTS, AnnualReturn, MemberMinimum, Period, Rating, RatingScheme, Stage
from returns.questionnaire import every_section
from returns.workflow import locks

STAGES = {stage.label: stage for stage in Stage}
RATINGS = {rating.label: rating for rating in Rating}
TOLD = 200  # doubts that an import names; it counts the rest, and the page of each return shows its own
_ASKED = [question.name for section in every_section() for question in section.questions]
LARGEST_AREA = 9_999_999_999  # ha, what the column holds
BLANK = "Để trống nếu chưa kê khai; ghi 0 nếu không có."


def period_code(cell: Cell) -> str | None:
    """The code of the period a cell names. Raises PeriodRefused."""
    typed = text(cell)
    return typed and Period.from_code(typed).code


def _people(header: str, attribute: str, **more) -> Column:
    read = number(parse_integer, largest=LARGEST_INTEGER)
    return Column(header, attribute, read, kind="integer", help=f"Số nguyên. {BLANK}", **more)


def _money(header: str, attribute: str, *, signed: bool = False, **more) -> Column:
    read = number(parse_money, signed=signed, largest=LARGEST_MONEY)
    return Column(header, attribute, read, kind="money", help=f"Bằng đồng. {BLANK}", **more)


class ReturnResource(TableResource):
    """Returns by organisation, period and stage. Blank is not nought: a blank cell declares nothing."""

    kind = "returns"
    writing_refuses = False
    guidance = (
        "Mỗi dòng là số liệu của một tổ chức trong một kỳ. Cột có dấu * là bắt buộc; thứ tự cột tùy ý.",
        "Tiền ghi bằng đồng. Số ghi 570286 hoặc 570.286; phần thập phân sau dấu phẩy: 66.807,55.",
        "Ô để trống là chưa kê khai, khác với số 0; nhập lại không xóa số đã có. Không để dòng tổng cộng.",
        "Kỳ: 2023 (năm), 2023-6T, 2023-9T, 2023-Q1, 2023-4T (bốn tháng đầu năm), 2013..2017.",
        "Giai đoạn để trống là chính thức.",
    )
    also_called = {
        "Mã": ("Mã HTX", "Mã tổ chức", "Mã đơn vị", "Mã hợp tác xã"),
        "Kỳ": ("Năm", "Kỳ báo cáo", "Năm báo cáo"),
        "Thành viên": ("Số thành viên", "Tổng số thành viên", "Số xã viên"),
        "Lao động thường xuyên": ("LĐ thường xuyên", "Số lao động", "Lao động"),
        "Lao động thời vụ": ("LĐ thời vụ",),
        "Vốn điều lệ": ("Vốn góp", "Vốn đăng ký"),
        "Tổng tài sản": ("Tài sản", "Tổng giá trị tài sản"),
        "Doanh thu": ("Tổng doanh thu", "Doanh thu năm"),
        "Lợi nhuận": ("Lãi", "Lãi, lỗ", "Lợi nhuận sau thuế"),
        "Nộp ngân sách": ("Nộp ngân sách nhà nước", "Nộp NSNN", "Thuế đã nộp"),
        "Thu nhập bình quân (đồng/người/tháng)": ("Thu nhập bình quân", "Lương bình quân"),
        "Xếp loại": ("Phân loại", "Kết quả xếp loại", "Đánh giá xếp loại"),
        "Vốn huy động": ("Tiền gửi", "Huy động vốn"),
        "Dư nợ": ("Dư nợ cho vay", "Tổng dư nợ"),
    }

    organisation = Column(
        "Mã",
        "organisation",
        text,
        show=lambda one: one.code,
        required=True,
        help="Mã của tổ chức trong sổ, giữ cả số 0 ở đầu.",
        example="HTX0001",
    )
    period = Column("Kỳ", "period", period_code, required=True, help="Ví dụ 2023 hoặc 2023-6T.", example="2023")
    stage = Column(
        "Giai đoạn",
        "stage",
        choice("giai đoạn", STAGES),
        show=lambda stage: Stage(stage).label,
        choices=tuple(Stage.labels),
        example=Stage.OFFICIAL.label,
    )
    members = _people("Thành viên", "members", example="1.250")
    regular_workers = _people("Lao động thường xuyên", "regular_workers", example="24")
    seasonal_workers = _people("Lao động thời vụ", "seasonal_workers", example="0")
    charter_capital = _money("Vốn điều lệ", "charter_capital", example="2.100.000.000")
    total_assets = _money("Tổng tài sản", "total_assets")
    revenue = _money("Doanh thu", "revenue", example="3.450.000.000")
    profit = _money("Lợi nhuận", "profit", signed=True, example="-12.000.000")
    budget_contribution = _money("Nộp ngân sách", "budget_contribution")
    average_income = _money("Thu nhập bình quân (đồng/người/tháng)", "average_income", example="4.600.000")
    farmed_area = Column(
        "Diện tích canh tác (ha)",
        "farmed_area",
        number(parse_decimal, largest=LARGEST_AREA),
        kind="decimal",
        help=f"Tối đa hai chữ số sau dấu phẩy. {BLANK}",
        example="325,75",
    )
    rating = Column(
        "Xếp loại",
        "rating",
        choice("xếp loại", RATINGS),
        show=lambda rating: Rating(rating).label,
        choices=tuple(Rating.labels),
        example=Rating.FAIR.label,
    )
    deposits = _money("Vốn huy động", "deposits")
    loans_outstanding = _money("Dư nợ", "loans_outstanding")
    bad_debt = _money("Nợ xấu", "bad_debt")

    # What is stored

    def prepare(self, rows: list[Row]) -> None:
        visible = Organisation.objects.visible_to(self.by) if self.by else Organisation.objects.all()
        self._organisations = {one.code: one for one in visible}
        self._periods = Period.objects.named_all({row.values["period"] for row in rows if "period" in row.values})
        named = [period for period in self._periods.values() if period.pk]
        stored = AnnualReturn.objects.filter(period__in=named)
        stored = stored if self.only_looks else stored.select_for_update()
        self._stored = {(one.organisation_id, one.period_id, one.stage): one for one in stored}
        self._lock = locks(self._periods.values())
        self._minimums = list(MemberMinimum.objects.all())
        self._schemes = list(RatingScheme.objects.prefetch_related("grades"))
        self._earlier = self._returns_before(rows)
        self._doubts: list[str] = []
        self._new: list[AnnualReturn] = []
        self._changed: list[AnnualReturn] = []
        self._names: set[str] = set()  # of what changes, so that no more is written

    def _returns_before(self, rows: list[Row]) -> dict[tuple[int, str], AnnualReturn]:
        """The returns that count of the year before, of those the file names."""
        codes = {period.same_a_year_before for period in self._periods.values()}
        asked = {row.values.get("organisation") for row in rows}
        named = {one.pk for code, one in self._organisations.items() if code in asked}
        found = AnnualReturn.objects.prevailing().filter(period__code__in=codes).select_related("period")
        return {(one.organisation_id, one.period.code): one for one in found if one.organisation_id in named}

    def find(self, row: Row) -> AnnualReturn | None:
        row.values.setdefault("stage", Stage.OFFICIAL)
        organisation = self._organisations.get(row.values.get("organisation"))
        period = self._periods.get(row.values.get("period"))
        if organisation is None or period is None:
            return None
        record = self._stored.get((organisation.pk, period.pk, row.values["stage"]))
        if record is not None:
            record.organisation, record.period = organisation, period  # asked for already, not once more a row
        return record

    def identity(self, row: Row) -> tuple | None:
        named = tuple(row.values.get(name) for name in ("organisation", "period", "stage"))
        return named if all(named) else None

    def named(self, row: Row) -> str:
        return f"{row.values['organisation']}, {self._periods[row.values['period']]}"

    def facts(self, record: AnnualReturn, row: Row | None = None) -> dict[str, object]:
        names = [column.attribute for column in self.columns()]
        return {name: getattr(record, name) for name in names if name != "period"} | {"period": record.period.code}

    def for_export(self, queryset) -> Iterator[dict]:
        return map(self.facts, queryset.select_related("organisation", "period"))

    # What a row says

    def resolve(self, row: Row, record: AnnualReturn | None) -> None:
        code = row.values.pop("organisation", None)
        if code is None:
            return
        if organisation := self._organisations.get(code):
            row.values["organisation"] = organisation
        else:
            row.refuse("organisation", self._unknown(code))

    def _unknown(self, code: str) -> str:
        """Why a code names nobody; one that spreadsheets robbed of its zeros is recognised, never completed."""
        shape = code.casefold().lstrip("0")
        near = next((known for known in self._organisations if known.casefold().lstrip("0") == shape), None)
        if near:
            return (
                f"Không có tổ chức nào mang mã “{code}”; trong sổ có “{near}”. "
                "Nếu là tổ chức ấy, hãy định dạng ô là Văn bản rồi gõ đúng mã."
            )
        return f"Không có tổ chức nào mang mã “{code}”: hãy kiểm tra mã, hoặc nhập tổ chức trước."

    def check(self, row: Row, record: AnnualReturn | None, before: dict, after: dict) -> None:
        organisation, period = row.values.get("organisation"), self._periods.get(row.values.get("period"))
        if organisation and period and (reason := _absence(organisation, period)):
            row.refuse("period", f"{organisation} {reason} nên không có số liệu {period}: hãy kiểm tra mã và kỳ.")
        elif not organisation or not period or all(before.get(name) == value for name, value in row.values.items()):
            return  # nothing to lock or to judge
        elif lock := self._lock(organisation, period, row.values["stage"]):
            row.refuse("period", lock)
        else:
            self._judge(row, record, Facts(organisation, period, self._answers(record, after)))

    def _judge(self, row: Row, record: AnnualReturn | None, facts: Facts) -> None:
        """Refuse what is wrong at its column; tell what looks odd, and what the file has no column to mend in."""
        doubts = []
        for found in errors_in(facts):
            if found.code == "unrated_without_reason":
                doubts.append(found)
            else:
                row.refuse(found.field if found.field in row.values else _whole_of(found.field), found.message)
        if not row.errors:
            doubts += doubts_about(self._with_rules(facts))
        self._doubts += [f"Dòng {row.line}, {facts.organisation}: {found.message}" for found in doubts]

    def _answers(self, record: AnnualReturn | None, after: dict) -> dict:
        """What the organisation will have declared: what is stored stays where the row says nothing."""
        stored = {name: getattr(record, name) for name in _ASKED} if record else {}
        return stored | {name: value for name, value in after.items() if name in _ASKED}

    def _with_rules(self, facts: Facts) -> Facts:
        one, period = facts.organisation, facts.period
        minimum = next((each for each in self._minimums if each.covers(one.kind, one.founded_on)), None)
        earlier = self._earlier.get((one.pk, period.same_a_year_before))
        scheme = facts.answers.get("rating_scheme") or next(
            (each for each in self._schemes if each.covers(period.end) and each.rates(one.kind)), None
        )
        before = {name: getattr(earlier, name) for name in _ASKED} if earlier else {}
        return replace(facts, before=before, least_members=minimum.least if minimum else None, scheme=scheme)

    # What it changes

    def create(self, row: Row, after: dict) -> None:
        self._new.append(AnnualReturn(**after | {"period": self._periods[after["period"]]}))

    def change(self, row: Row, record: AnnualReturn, before: dict, changed: dict) -> None:
        for name, value in changed.items():
            setattr(record, name, value)
        self._changed.append(record)
        self._names |= changed.keys()

    def doubts(self) -> list[str]:
        more = len(self._doubts) - TOLD
        return self._doubts[:TOLD] + ([f"… và {numbers.counted(more)} điều nghi vấn khác."] if more > 0 else [])

    def write(self) -> None:
        for one in self._new:
            if one.period.pk is None:
                one.period._history_user = self.by
                one.period.save()
            one.period_id = one.period.pk
        bulk_create_with_history(self._new, AnnualReturn, default_user=self.by)
        if self._changed:
            bulk_update_with_history(self._changed, AnnualReturn, sorted(self._names), default_user=self.by)


def _whole_of(part: str) -> str:
    """Where a part is told of that the row does not name: at its whole."""
    return dict(PARTS).get(part, part)


@objects(AnnualReturn)
def _locked_since(traces: Iterable[Trace]) -> Iterator[str]:
    """Returns that were locked after the import wrote them: taking them back changes them like anything else."""
    versions = [[row for row in (trace.before, trace.last) if row] for trace in traces]
    periods = Period.objects.in_bulk({row.period_id for rows in versions for row in rows})
    lock, found = locks(periods.values()), Counter()
    for rows in versions:
        refused = (lock(Organisation(pk=row.organisation_id), periods[row.period_id], row.stage) for row in rows)
        found.update({refusal for refusal in refused if refusal})
    for refusal, count in found.items():
        yield f"Số liệu của {numbers.counted(count)} tổ chức không hoàn tác được. {refusal}"


def _absence(one: Organisation, period: Period) -> str:
    """Why an organisation does not exist in law on any day of a period; "" when it does."""
    if one.founded_on > period.end:
        return f"thành lập ngày {one.founded_on:%d/%m/%Y}"
    if one.ended_on and one.ended_on <= period.start:
        return f"chấm dứt ngày {one.ended_on:%d/%m/%Y}"
    return ""

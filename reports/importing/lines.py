"""Importing the ledger: one row is one value of one indicator for one period, at one stage."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from office.importing import Row, TableResource
from office.importing.columns import Column, choice, folded, line, past_day, text
from office.importing.traces import Trace
from office.importing.undo import objects
from printing import numbers
from printing.spreadsheet import Cell
from reports.contradictions import contradictions
from reports.declaring import shown_value
from reports.importing.indicators import NamedIndicators
from reports.models import Figure, OfficeIndicator, Qualifier
from returns.importing import period_code
from returns.models import Period

Stage = Figure.Stage
TOLD = 50  # contradictions that an import names; it counts the rest
STATED = (Qualifier.EXACT, Qualifier.OVER, Qualifier.UNDER, Qualifier.ABOUT)
PLANNED = (Qualifier.EXACT, Qualifier.AT_LEAST, Qualifier.ABOUT, Qualifier.AT_MOST)
_SIGNS = {
    "=": Qualifier.EXACT,
    ">": Qualifier.OVER,
    "<": Qualifier.UNDER,
    "~": Qualifier.ABOUT,
    "≈": Qualifier.ABOUT,
    "≥": Qualifier.AT_LEAST,
    ">=": Qualifier.AT_LEAST,
    "≤": Qualifier.AT_MOST,
    "<=": Qualifier.AT_MOST,
}
_WORDS = {folded(each.label): each for each in Qualifier if each is not Qualifier.EXACT}
_WORDS[folded("trở lên")] = Qualifier.AT_LEAST


def _qualifier(cell: Cell) -> Qualifier | None:
    typed = text(cell)
    if typed is None:
        return None
    if found := _SIGNS.get(typed) or _WORDS.get(folded(typed)):
        return found
    raise ValueError(f"“{typed}” không phải dấu: hãy ghi một trong: {'; '.join(Qualifier.labels)}.")


def _as_sent(cell: Cell) -> Cell:
    """A value is read when its indicator is known."""
    return cell


def _value(header: str, attribute: str, **more) -> Column:
    return Column(header, attribute, _as_sent, **more)


_VALUE_HELP = "Theo đơn vị của chỉ tiêu: 1.250; 61,5%; tiền bằng đồng hoặc 17 tỷ 942 triệu đồng."
_UPPER_HELP = "Đầu trên, chỉ khi là một khoảng từ … đến …"


class LineResource(TableResource):
    """Lines of the ledger of the whole province by indicator, period and stage."""

    default_stage = Stage.OFFICIAL
    may_name_new = False
    """Whether a row can bring an indicator that nobody knows yet."""

    def prepare(self, rows: list[Row]) -> None:
        self._periods = Period.objects.named_all({row.values["period"] for row in rows if "period" in row.values})
        self._named = NamedIndicators(rows, may_name_new=self.may_name_new)
        known = [period.pk for period in self._periods.values() if period.pk]
        stored = Figure.objects.current().filter(period__in=known, dimension="").select_for_update()
        self._codes = {period.pk: code for code, period in self._periods.items()}
        self._stored = {(each.indicator, self._codes[each.period_id], each.stage): each for each in stored}
        self._new: list[Figure] = []
        self._changed: list[Figure] = []
        self._names: set[str] = set()  # of what changes, so that no more is written

    def find(self, row: Row) -> Figure | None:
        row.values.setdefault("stage", self.default_stage)
        return self._stored.get(self.identity(row))

    def identity(self, row: Row) -> tuple | None:
        each, period = row.values.get("indicator"), row.values.get("period")
        return (each.code, period, row.values["stage"]) if each and period else None

    def named(self, row: Row) -> str:
        return f"{row.values['indicator'].label}, {self._periods[row.values['period']]}"

    def facts(self, record: Figure, row: Row | None = None) -> dict[str, object]:
        names = [each.attribute for each in self.columns() if each.attribute not in ("indicator", "unit", "period")]
        each = self._named.by_code[record.indicator]
        told = {"indicator": each, "unit": each.unit, "stage": record.stage}
        return told | {"period": self._codes[record.period_id]} | {name: getattr(record, name) for name in names}

    def for_export(self, queryset) -> Iterator[dict]:
        """Of the whole province, current: what a file can say. Values as a file reads them back."""
        lines = queryset.current().filter(dimension="").with_indicators().select_related("period")
        for record in lines:
            shown = {name: getattr(record, name) for name in ("qualifier", "stage", "source", "as_of", "note")}
            for name in ("value", "upper"):
                value = getattr(record, name)
                shown[name] = None if value is None else shown_value(record.of, value)
            yield shown | {"indicator": record.of, "unit": record.of.unit, "period": record.period.code}

    def check(self, row: Row, record: Figure | None, before: dict, after: dict) -> None:
        if not {"indicator", "period", "value"} <= after.keys() or row.errors:
            return
        for name, sentence in self._line(after).refusals():
            row.refuse(name, sentence)

    def _line(self, facts: dict) -> Figure:
        """A line of these facts, not saved."""
        said = {name: value for name, value in facts.items() if name not in ("indicator", "unit", "period")}
        period = self._periods[facts["period"]]
        return Figure(indicator=facts["indicator"].code, period=period, entered_by=self.by, **said)

    def create(self, row: Row, after: dict) -> None:
        self._new.append(self._line(after))

    def change(self, row: Row, record: Figure, before: dict, changed: dict) -> None:
        """What leadership stands by no longer is what it approved."""
        if changed.keys() & {"value", "upper", "qualifier"} and record.approved_on:
            changed = changed | {"approved_on": None, "approved_by": None}
        for name, value in changed.items():
            setattr(record, name, value)
        self._changed.append(record)
        self._names |= changed.keys()

    def write(self) -> None:
        self._save_periods()
        self.warnings += self._named.save_new(by=self.by)
        if self._changed:
            bulk_update_with_history(self._changed, Figure, sorted(self._names), default_user=self.by)
        for each in self._new:
            each.period_id = each.period.pk
        bulk_create_with_history(self._new, Figure, default_user=self.by)
        self._tell_contradictions()

    def _save_periods(self) -> None:
        for each in self._new:
            if each.period.pk is None:
                each.period._history_user = self.by
                each.period.save()

    def _tell_contradictions(self) -> None:
        periods = {period.pk: period for period in self._periods.values()}
        for each in self._changed:
            each.period = periods[each.period_id]
        said = contradictions([*self._new, *self._changed])
        self.warnings += said[:TOLD]
        more = len(said) - TOLD
        self.warnings += [f"… và {numbers.counted(more)} điều khác, xem ở trang điều hành."] if more > 0 else []


def _indicator(**more) -> Column:
    return Column("Chỉ tiêu", "indicator", text, show=lambda each: each.label, required=True, **more)


def _period(example: str) -> Column:
    return Column("Kỳ", "period", period_code, required=True, help="Ví dụ 2023 hoặc 2023-6T.", example=example)


def _sign(allowed: tuple[Qualifier, ...]) -> Column:
    return Column(
        "Dấu",
        "qualifier",
        _qualifier,
        show=lambda each: Qualifier(each).label,
        choices=tuple(each.label for each in allowed),
        help="Để trống là =.",
        example=Qualifier.EXACT.label,
    )


class TargetResource(LineResource):
    """Plans by indicator and year. A plan by another document is a revision: the line before it is kept."""

    kind = "targets"
    default_stage = Stage.PLAN
    guidance = (
        "Mỗi dòng là kế hoạch của một chỉ tiêu cho một năm (2024) hoặc nhiều năm (2021..2025). Cột có dấu * bắt buộc.",
        "Chỉ tiêu ghi tên hoặc mã như trong danh sách; không phân biệt chữ hoa, dấu.",
        "Dấu: =, từ … trở lên, khoảng, tối đa; để trống là =. Khoảng từ … đến … thì ghi thêm cột Đến.",
        "Văn bản giao khác văn bản đã ghi là điều chỉnh kế hoạch: dòng cũ được giữ, thay bằng dòng mới từ hôm nay.",
    )
    also_called = {
        "Chỉ tiêu": ("Tên chỉ tiêu",),
        "Kỳ": ("Năm",),
        "Giá trị": ("Kế hoạch", "Chỉ tiêu giao", "Kế hoạch năm"),
    }

    indicator = _indicator(example="HTX thành lập mới")
    period = _period("2023")
    value = _value("Giá trị", "value", required=True, help=_VALUE_HELP, example="80")
    upper = _value("Đến", "upper", help=_UPPER_HELP)
    qualifier = _sign(PLANNED)
    source = Column("Văn bản giao", "source", line(Figure._meta.get_field("source")), example="12/KH-LMHTX")

    def change(self, row: Row, record: Figure, before: dict, changed: dict) -> None:
        """Another document revises the plan; the same one, or the first, only corrects what was typed."""
        if not (before["source"] and "source" in changed):
            super().change(row, record, before, changed)
            return
        today = timezone.localdate()
        new = self._line(before | changed)
        new.as_of, record.superseded_on = today, today
        self._new.append(new)
        self._changed.append(record)
        self._names.add("superseded_on")
        self.warnings.append(
            f"Dòng {row.line}: ghi thành kế hoạch điều chỉnh; kế hoạch theo {before['source']} được giữ."
        )


class FigureResource(LineResource):
    """What was estimated, counted, published or planned. An unknown indicator with a unit becomes one of the office."""

    kind = "figures"
    may_name_new = True
    guidance = (
        "Mỗi dòng là một số của một chỉ tiêu trong một kỳ. Cột có dấu * là bắt buộc; thứ tự cột tùy ý.",
        "Chỉ tiêu ghi tên hoặc mã. Chỉ tiêu chưa có mà ghi Đơn vị thì thành chỉ tiêu mới của cơ quan.",
        "Đơn vị phải đúng đơn vị của chỉ tiêu: hệ thống không tự nhân, chia. Tiền bằng đồng hoặc 17 tỷ 942 triệu đồng.",
        "Kỳ: 2023 (năm), 2023-6T, 2023-9T, 2023-Q1, 2023-4T (bốn tháng đầu năm), 2013..2017.",
        "Giai đoạn để trống là chính thức; dấu để trống là =. Số công bố đứng cạnh số tính được, không thay số ấy.",
    )
    also_called = {
        "Chỉ tiêu": ("Tên chỉ tiêu", "Nội dung"),
        "Đơn vị": ("Đơn vị tính", "ĐVT"),
        "Kỳ": ("Năm", "Kỳ báo cáo"),
        "Giá trị": ("Số liệu", "Kết quả", "Thực hiện"),
        "Nguồn": ("Nguồn số liệu", "Văn bản"),
    }

    indicator = _indicator(example="HTX thành lập mới")
    unit = Column("Đơn vị", "unit", line(OfficeIndicator._meta.get_field("unit")), example="HTX")
    period = _period("2023")
    value = _value("Giá trị", "value", required=True, help=_VALUE_HELP, example="97")
    upper = _value("Đến", "upper", help=_UPPER_HELP)
    qualifier = _sign(STATED)
    stage = Column(
        "Giai đoạn",
        "stage",
        choice("giai đoạn", {stage.label: stage.value for stage in Stage}),
        show=lambda stage: Stage(stage).label,
        choices=tuple(Stage.labels),
        example=Stage.OFFICIAL.label,
    )
    source = Column("Nguồn", "source", line(Figure._meta.get_field("source")), example="Báo cáo 12/BC-LMHTX")
    as_of = Column("Ngày số liệu", "as_of", past_day, kind="day", help="ngày/tháng/năm", example="31/12/2023")
    note = Column("Ghi chú", "note", line(Figure._meta.get_field("note")))


@objects(OfficeIndicator)
def _named_by_others(traces: Iterable[Trace]) -> Iterator[str]:
    """Indicators that the import brought and lines of others name since."""
    created = {trace.values(trace.last)["code"]: trace for trace in traces if trace.created and not trace.deleted}
    own = {reason for trace in created.values() if (reason := trace.last.history_change_reason)}
    entered = Figure.history.filter(history_change_reason__in=own).order_by().values("id")
    others = Figure.objects.filter(indicator__in=created).exclude(pk__in=entered).select_related("period")
    for each in others.with_indicators():
        yield f"số liệu tổng hợp “{each}” đang dùng chỉ tiêu của tệp này."

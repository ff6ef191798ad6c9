"""Questions from anywhere: some indicators, by one dimension or none, for some periods, as one table and a chart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django import forms
from django.db.models import QuerySet

from cooperatives.boundaries import UNTOLD
from office.text import search_key
from printing import charts, numbers
from printing.table import Column, Table
from reports.addresses import LEVELS, Land, View, behind
from reports.charts.chart import Chart, drawn
from reports.indicators import INDICATORS, Indicator
from reports.period_choice import check_known
from reports.reader import Ask, read_all
from reports.scope import PLACE_DIMENSIONS, Scope
from reports.slices import DIMENSION_LABELS, SLUGS, slice_labels
from reports.sources import DIMENSIONS
from returns.models import Period, PeriodRefused

MOST_PERIODS, MOST_INDICATORS, MOST_CELLS = 12, 12, 5000
DRAWN_ROWS = 15
_ASKED = {code: each for code, each in INDICATORS.items() if each.source}
_DIMENSIONS = {SLUGS[name]: name for name in DIMENSIONS}


class TooMuch(ValueError):
    """The table would be too large to read; the message is a whole sentence."""


class ExploreForm(forms.Form):
    """What is asked: `chi-tieu` several times, `theo` a dimension, `nam` periods that are kept, `ky` others by code."""

    def __init__(self, *args, periods: Sequence[Period], **options):
        super().__init__(*args, **options)
        self.fields["chi-tieu"] = forms.MultipleChoiceField(
            label="Chỉ tiêu",
            choices=[(code, f"{each.label} ({each.unit})") for code, each in _ASKED.items()],
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": "Hãy chọn ít nhất một chỉ tiêu.",
                "invalid_choice": "Không có chỉ tiêu “%(value)s”.",
            },
        )
        self.fields["theo"] = forms.ChoiceField(
            label="Phân tổ theo",
            required=False,
            choices=[("", "không phân tổ"), *((slug, DIMENSION_LABELS[name]) for slug, name in _DIMENSIONS.items())],
            error_messages={"invalid_choice": "Không phân tổ được theo “%(value)s”."},
        )
        self.fields["nam"] = forms.MultipleChoiceField(
            label="Kỳ",
            required=False,
            choices=[(period.code, period.label) for period in periods],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": "Không có kỳ “%(value)s”."},
        )
        self.fields["ky"] = forms.CharField(
            label="Kỳ khác",
            required=False,
            max_length=200,
            help_text="2023-6T, 2023-Q1, 2013..2017; cách nhau dấu phẩy",
        )
        self.fields["dia-gioi"] = forms.ChoiceField(
            label="Địa giới (khi phân tổ theo địa bàn)",
            required=False,
            choices=View.choices[:2],
            error_messages={"invalid_choice": "Không có cách xem địa bàn “%(value)s”."},
        )
        self.fields["cap"] = forms.ChoiceField(
            label="Cấp",
            required=False,
            choices=[("xa", "cấp xã"), ("huyen", "cấp huyện"), ("tinh", "cấp tỉnh")],
            error_messages={"invalid_choice": "Không có cấp địa bàn “%(value)s”."},
        )

    def clean(self):
        found = super().clean()
        found["periods"] = self._periods(found)
        asked, dimension = found.get("chi-tieu", []), _DIMENSIONS.get(found.get("theo", ""), "")
        if len(asked) > MOST_INDICATORS:
            self.add_error("chi-tieu", f"Chọn tối đa {MOST_INDICATORS} chỉ tiêu một lần, đang chọn {len(asked)}.")
        lacking = [_ASKED[code] for code in asked if dimension and not _has(_ASKED[code], dimension)]
        if lacking:
            named = "; ".join(f"“{each.label}”" for each in lacking)
            self.add_error("theo", f"Không phân tổ được theo {DIMENSION_LABELS[dimension].lower()}: {named}.")
        return found

    def _periods(self, found: dict) -> list[Period]:
        """The periods chosen and typed, each once, the oldest first; what is wrong is said where it was typed."""
        typed = [word for word in found.get("ky", "").replace(";", ",").replace(",", " ").split() if word]
        periods = []
        for code in dict.fromkeys([*found.get("nam", []), *typed]):
            try:
                period = Period.objects.named(code)
                check_known(period)
                periods.append(period)
            except PeriodRefused as refused:
                self.add_error("ky", str(refused))
        if not periods and "nam" not in self.errors and "ky" not in self.errors:
            self.add_error("nam", "Hãy chọn ít nhất một kỳ.")
        if len(periods) > MOST_PERIODS:
            self.add_error("nam", f"Chọn tối đa {MOST_PERIODS} kỳ một lần, đang chọn {len(periods)}.")
        return sorted({each.code: each for each in periods}.values(), key=lambda each: (each.end, each.start))


def _has(each: Indicator, dimension: str) -> bool:
    return all(term.source.dimension(dimension) for term in each.terms)


@dataclass(frozen=True)
class Question:
    """What a valid form asks."""

    codes: tuple[str, ...]
    dimension: str
    periods: tuple[Period, ...]
    land: Land

    @classmethod
    def of(cls, asked: dict) -> "Question":
        land = Land(View(asked["dia-gioi"] or View.THEN), asked["cap"] if asked["cap"] in LEVELS else "xa")
        dimension = _DIMENSIONS.get(asked["theo"], "")
        return cls(tuple(asked["chi-tieu"]), dimension, tuple(asked["periods"]), land)

    @property
    def title(self) -> str:
        labels = "; ".join(_ASKED[code].label for code in self.codes)
        by = f" theo {DIMENSION_LABELS[self.dimension].lower()}" if self.dimension else ""
        first, last = self.periods[0].label, self.periods[-1].label
        span = {1: first, 2: f"{first} và {last}"}.get(len(self.periods), f"{first} đến {last}")
        return f"{labels}{by}, {span}"


def explored(question: Question, *, within: QuerySet) -> Chart:
    """The table that answers a question, drawn; every cell opens the list behind it. Raises TooMuch, NoSuchUnits.

    One query per source; where places are asked for, per source and period.
    """
    by = (question.dimension,) if question.dimension else ()
    scope = question.land.scope(within)
    [found] = read_all([Ask.of(question.codes, list(question.periods), by)], scope)
    if (cells := len(found.rows) * len(question.codes)) > MOST_CELLS:
        raise TooMuch(
            f"Bảng có {numbers.grouped(cells)} ô, nhiều hơn {numbers.grouped(MOST_CELLS)}: "
            "hãy bớt chỉ tiêu, bớt kỳ, hoặc chọn cấp địa bàn lớn hơn."
        )
    rows = list(_rows(found, question, scope))
    table = replace(
        found.titled(question.title),
        rows=tuple((label, *rest) for _, (label, *rest) in rows),
        notes=(f"{question.land.view.label}.",) if question.dimension == "place" else (),
    )
    opened = tuple(address for address, _ in rows)
    picture = _drawn(table, question)
    return replace(picture, table=table, addresses=opened)


def _rows(found: Table, question: Question, scope: Scope) -> Iterator[tuple[tuple[str, ...], tuple]]:
    """The rows in words, each with what its cells open; periods in their order, slices by name, unknown ones last."""
    labels = {period.code: period.label for period in question.periods}
    if not question.dimension:
        for code, *values in found.rows:
            yield ("", *(behind(each, code) for each in question.codes)), (labels[code], *values)
        return
    units = scope.units if question.dimension in PLACE_DIMENSIONS else None
    named = slice_labels(question.dimension, found.values(question.dimension), scope.boundaries, units)
    order = {period.code: number for number, period in enumerate(question.periods)}

    def position(row: tuple) -> tuple:
        code, key, *_ = row
        return order[code], key in (None, "", UNTOLD), search_key(named[key])

    for code, key, *values in sorted((row for row in found.rows if any(row[2:])), key=position):
        opened = (behind(each, code, land=question.land, **{question.dimension: key}) for each in question.codes)
        yield ("", "", *opened), (labels[code], named[key], *values)


def _drawn(table: Table, question: Question) -> Chart:
    """Without a dimension the figures of one unit over the periods; with one the first figure, a series per period."""
    first = _ASKED[question.codes[0]]
    if not question.dimension:
        alike = [code for code in question.codes if _ASKED[code].unit == first.unit][: charts.MOST_SERIES]
        if len(question.periods) > 2:
            return drawn("tra-cuu", charts.line, table, x="period", series=alike)
        return drawn("tra-cuu", charts.grouped, table, label="period", values=alike)
    shown = _pivot(table, question, first)
    if len(shown.columns) == 2:
        return drawn("tra-cuu", charts.bar, shown, label="slice", value=shown.columns[1].key, horizontal=True)
    return drawn("tra-cuu", charts.grouped, shown, label="slice", values=[each.key for each in shown.columns[1:]])


def _pivot(table: Table, question: Question, first: Indicator) -> Table:
    """The first figure, a row per slice, a column per period: the last four of them, the largest slices."""
    periods = question.periods[-charts.MOST_SERIES :]
    values = {(row[0], row[1]): row[2] for row in table.rows}
    names = dict.fromkeys(row[1] for row in table.rows)
    rows = [(name, *(values.get((period.label, name)) for period in periods)) for name in names]
    largest = sorted(rows, key=lambda row: -(row[-1] or 0))[:DRAWN_ROWS]
    return Table(
        title=first.label,
        columns=(
            Column("slice", DIMENSION_LABELS[question.dimension]),
            *(replace(first.column, key=period.code, label=period.label) for period in periods),
        ),
        rows=tuple(largest),
    )


def left_out(question: Question, table: Table) -> str:
    """What the picture leaves out of the table, in words; "" where it shows everything."""
    first, *others = (_ASKED[code] for code in question.codes)
    if not question.dimension:
        few = any(each.unit != first.unit for each in others)
        return f"Hình chỉ vẽ các chỉ tiêu tính bằng {first.unit}." if few else ""
    said = [f"chỉ tiêu “{first.label}”"] * bool(others)
    if len(question.periods) > charts.MOST_SERIES:
        said.append(f"{charts.MOST_SERIES} kỳ cuối")
    if len(set(table.values(question.dimension))) > DRAWN_ROWS:
        said.append(f"{DRAWN_ROWS} dòng lớn nhất")
    return f"Hình chỉ vẽ {', '.join(said)}." if said else ""

"""The ledger beside what is computed: plans, published and declared values of a period, read once.

An indicator that nothing computes takes its value and its previous one from here: the official, else the estimate, else
what was published. A computed value is never replaced; where none of its sort was recorded at all, what was declared
stands in its place.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from cooperatives.models import Place
from office.text import search_key
from reports.figures import Number, Reading
from reports.indicators import INDICATORS, Indicator
from reports.models import Figure, OfficeIndicator
from reports.reader import kept
from reports.sources import Nature
from returns.models import Period

Stage = Figure.Stage
PREVAILING = (Stage.OFFICIAL, Stage.ESTIMATE, Stage.PUBLISHED)
"""The stages a value is taken from, the one that counts first."""


@dataclass(frozen=True)
class Stated:
    """What the ledger tells of one period: a value, and the line that states it; None of a sum of several years."""

    value: Number | None = None
    line: Figure | None = None
    missing: tuple[str, ...] = ()
    """Years that a sum would need and nobody declared."""


@dataclass(frozen=True)
class Ledger:
    """The current lines that figures of `period` need, read for the province or one slice; the office's indicators."""

    period: Period
    lines: tuple[Figure, ...]
    office: tuple[Indicator, ...]
    slice: tuple[str, str] = ("", "")

    @cached_property
    def _by_name(self) -> dict[tuple[str, str, str], Figure]:
        return {(line.indicator, line.period.code, line.stage): line for line in self.lines if line.slice == self.slice}

    def line(self, code: str, period: str, *stages: str) -> Figure | None:
        """The line of an indicator and period at the first of the stages that has one."""
        found = (self._by_name.get((code, period, stage)) for stage in stages)
        return next(filter(None, found), None)

    def plan(self, each: Indicator) -> Figure | None:
        """The full year's plan of the indicator; of several years that of all of them, a stock's and a ratio's else
        that of the last."""
        own = self.line(each.code, _planned(self.period), Stage.PLAN)
        if own or self.period.kind != Period.Kind.YEARS or each.nature is Nature.FLOW:
            return own
        return self.line(each.code, str(self.period.year), Stage.PLAN)

    def stated(self, each: Indicator, period: str) -> Stated:
        """What was declared of a period: its own line, else of several years their sum or the last of them."""
        if line := self.line(each.code, period, *PREVAILING):
            return Stated(_number(line.value, each), line)
        years = _years(period)
        if len(years) < 2:
            return Stated()
        if each.nature is not Nature.FLOW:
            return self.stated(each, years[-1])
        found = {year: self.line(each.code, year, *PREVAILING) for year in years}
        if not all(line and line.is_exact for line in found.values()):
            known = any(found.values())
            return Stated(missing=tuple(year for year, line in found.items() if known and line is None))
        return Stated(_number(sum(line.value for line in found.values()), each))

    def beside(self, found: Iterable[Reading], *, by: Iterable[str] = ()) -> list[Reading]:
        """The readings with what the ledger tells of them, then those of the office's own indicators.

        `by` adds the declared slices of what nothing computes. One query, only where something counted nought that
        was declared otherwise.
        """
        found = list(found)
        unrecorded = self._unrecorded(found)
        readings = [*found, *(Reading(each, None, None) for each in self.office)]
        return [self._told(each, each.indicator in unrecorded, tuple(by)) for each in readings]

    def _unrecorded(self, found: list[Reading]) -> set[Indicator]:
        """Those the ledger tells of that count nought only because nothing of their sort is recorded.

        Another of the sort that counts something shows that it was.
        """
        told = {line.indicator for line in self.lines if line.slice == self.slice}
        shown = {_sort(each.indicator) for each in found if each.value}
        doubtful = {
            each.indicator: self.period
            for each in found
            if each.value == 0 and each.code in told and _sort(each.indicator) not in shown
        }
        known = kept(doubtful) if doubtful else set()
        return {each for each in doubtful if each.code not in known}

    def _told(self, each: Reading, unrecorded: bool, by: tuple[str, ...]) -> Reading:
        one, code = each.indicator, self.period.code
        told = replace(
            each,
            plan=self.plan(one),
            published=self.line(one.code, code, Stage.PUBLISHED),
            declared=self.line(one.code, code, Stage.OFFICIAL, Stage.ESTIMATE),
        )
        if each.value is None or unrecorded:
            now = self.stated(one, code)
            told = replace(told, value=now.value, said=now.line)
        if each.previous is None:
            before = self.stated(one, compared_with(self.period, one.nature))
            told = replace(told, previous=before.value, said_before=before.line)
        if by and (one.is_declared or each.value is None):
            told = replace(told, by={dimension: self._slices(one, dimension) for dimension in by})
        return told

    def _slices(self, one: Indicator, dimension: str) -> dict[str, Number]:
        """The declared values of the slices of a dimension by key, of each the one that counts."""
        lines = [line for line in self.lines_of(one.code) if line.dimension == dimension and line.stage in PREVAILING]
        lines.sort(key=lambda line: -PREVAILING.index(line.stage))
        return {line.key: _number(line.value, one) for line in lines}

    def lines_of(self, code: str) -> Iterator[Figure]:
        """The lines of an indicator for the period itself, slices included."""
        return (line for line in self.lines if line.indicator == code and line.period.code == self.period.code)


def read_ledger(period: Period, *, place: Place | None = None, every_indicator: bool = False) -> Ledger:
    """Read what the ledger tells of a period and those it is compared with, of the province or of one place.

    One query. Of the office's own indicators those that a line names, or with `every_indicator` all, by one more.
    """
    lines = tuple(
        Figure.objects.current().filter(period__code__in=_needed(period)).select_related("period").with_indicators()
    )
    if every_indicator:
        office = [each.as_indicator for each in OfficeIndicator.objects.all()]
    else:
        named = {line.indicator: line for line in lines if line.indicator not in INDICATORS}
        office = sorted((line.of for line in named.values()), key=lambda each: search_key(each.label))
    asked = ("", "") if place is None else ("place", place.code or place.full_name)
    return Ledger(period, lines, tuple(office), asked)


def is_anything_known(found: Iterable[Reading], period: Period) -> bool:
    """Whether anything was recorded or declared by the end of a period; one query, where all that is read is nought."""
    found = list(found)
    if any(each.value or each.plan or each.published or each.declared for each in found):
        return True
    return bool(kept({each.indicator: period for each in found if not each.indicator.is_declared}))


def before_any_data(period: Period) -> str:
    """What is said of a period that nothing is known of."""
    return f"Chưa có số liệu nào đến hết {period}: hãy chọn kỳ khác, hoặc nhập số liệu trước."


def compared_with(period: Period, nature: Nature) -> str:
    """Code of the period that a declared value of this nature is compared with."""
    return period.year_before if nature is Nature.STOCK else period.same_a_year_before


def _planned(period: Period) -> str:
    """Code of the period whose plan a period is held against: the full year, also of a part of it."""
    return period.code if period.kind == Period.Kind.YEARS else str(period.year)


def _needed(period: Period) -> set[str]:
    spans = {period.code, period.same_a_year_before}
    years = {year for span in spans for year in _years(span)}
    return spans | years | {period.year_before, _planned(period), str(period.year)}


def _years(code: str) -> list[str]:
    """The years of a span by their codes; nothing of a part of a year."""
    if ".." in code:
        return [str(year) for year in range(int(code[:4]), int(code[-4:]) + 1)]
    return [code] if code.isdigit() else []


def _sort(each: Indicator) -> tuple:
    """What indicators share that are recorded, or not, together."""
    return tuple(term.source for term in each.terms), each.kept


def _number(value, each: Indicator) -> Number:
    """A stored value as readings carry it: whole numbers of what is counted."""
    return value if each.decimals else int(value)

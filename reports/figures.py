"""The figures of a period beside those they are compared with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import QuerySet

from cooperatives.boundaries import Boundaries
from cooperatives.models import Level, Place
from printing import numbers
from printing.table import Table
from reports.bases import Basis, basis_of, codes_for
from reports.day import Day
from reports.indicators import CODES, Indicator, indicator
from reports.models import Figure, Qualifier
from reports.reader import Ask, declaring, kept, read, read_all
from reports.scope import PLACE_DIMENSIONS, Scope
from reports.slices import place_codes
from reports.sources import Nature
from returns.models import Period

Number = int | Decimal


@dataclass(frozen=True)
class Reading:
    """One indicator of one period; `previous` is that of a year before, for a stock that of the last year's end.

    `value`, `previous` and `change` are in the indicator's unit, None where unknown. `by` maps dimension to slice
    to value. `recounted` is how much of a count are recounts, which no list of names accounts for. `over` and
    `over_before` are how many organisations of each kind an average or a share is over, where that was asked for.
    `basis` and `previous_basis` say how many have reported, of what is built on returns. `against` is the code of the
    period that `previous` is of.

    The rest is told by the ledger (reports/ledger.py): the `plan` of the full year, what was `published` and what else
    was `declared`; `said` and `said_before` are the lines that the value and the previous one were taken from, where
    nothing computes them.
    """

    indicator: Indicator
    value: Number | None
    previous: Number | None
    by: dict[str, dict[str, Number | None]] = field(default_factory=dict)
    recounted: int = 0
    over: dict[str, int] = field(default_factory=dict)
    over_before: dict[str, int] = field(default_factory=dict)
    basis: Basis | None = None
    previous_basis: Basis | None = None
    against: str = ""
    plan: Figure | None = None
    published: Figure | None = None
    declared: Figure | None = None
    said: Figure | None = None
    said_before: Figure | None = None

    @property
    def is_known(self) -> bool:
        """Whether there is anything to show of it: a value, one before, a plan."""
        return self.value is not None or self.previous is not None or self.plan is not None

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def label(self) -> str:
        return self.indicator.label

    @property
    def unit(self) -> str:
        return self.indicator.unit

    @property
    def is_exact(self) -> bool:
        """Whether the value is one number: computed, or stated without more or less."""
        return _exact(self.said)

    @property
    def opens(self) -> bool:
        """Whether there is a list of those it is made of."""
        return self.indicator.source is not None and self.value is not None and self.said is None

    @property
    def opens_before(self) -> bool:
        known = self.previous is not None and self.said_before is None
        return bool(self.indicator.source and self.against) and known

    @property
    def change(self) -> Number | None:
        """Difference from `previous`; of a percentage, in percentage points. Nothing is told of what is not exact."""
        if self.value is None or self.previous is None or not (self.is_exact and _exact(self.said_before)):
            return None
        return self.value - self.previous

    @property
    def difference(self) -> Decimal | None:
        """The change between the two numbers as they are printed, so that a reader who subtracts finds the same."""
        if self.change is None:
            return None
        places = self.indicator.decimals
        return numbers.rounded(self.value, places) - numbers.rounded(self.previous, places)

    @property
    def growth(self) -> Decimal | None:
        """Change in percent of `previous`; None where that is nought or the figure is itself a percentage."""
        return None if self.unit == "%" or self.change is None else numbers.growth(self.previous, self.value)

    @property
    def printed_times(self) -> str:
        """How many times `previous` the value is: "2,4 lần"; "" of percentages and of what is not above nought."""
        if self.unit == "%" or self.change is None or self.previous <= 0 or self.value < 0:
            return ""
        return numbers.times(Decimal(self.value) / Decimal(self.previous))

    @property
    def achieved(self) -> Decimal | None:
        """How many percent of the full year's plan, of its lower end; None of nought, of less and of an upper bound."""
        plan = self.plan
        if plan is None or plan.value <= 0 or plan.qualifier == Qualifier.AT_MOST:
            return None
        return numbers.percentage(self.value, plan.value)

    @property
    def printed_achieved(self) -> str:
        """ "đạt 97,2% kế hoạch năm", "trong mức tối đa", "" where there is nothing to tell."""
        if self.achieved is not None:
            of = "kế hoạch năm" if self.plan.period.kind == Period.Kind.YEAR else "kế hoạch"
            return f"đạt {numbers.percent(self.achieved)} {of}"
        if self.plan is None or self.value is None or self.plan.qualifier != Qualifier.AT_MOST:
            return ""
        return "trong mức tối đa" if self.plan.agrees_with(self.value) else "vượt mức tối đa"

    @property
    def printed_plan(self) -> str:
        """ "480", "từ 61% trở lên"; "–" without one."""
        return self._stated(self.plan)

    @property
    def differs(self) -> bool:
        """Whether what was published is not what is computed, as both are printed."""
        return self.contradicts(self.published)

    @property
    def declared_differs(self) -> bool:
        return self.contradicts(self.declared)

    @property
    def stated_otherwise(self) -> list[Figure]:
        """The lines of the ledger that are not what is computed, to be shown beside it with their reasons."""
        lines = ((self.published, self.differs), (self.declared, self.declared_differs))
        return [line for line, differs in lines if differs]

    @property
    def computed(self) -> Decimal | None:
        """The computed value, rounded as it is printed; None where nothing computes it or a line stands in for it."""
        if self.value is None or self.said is not None:
            return None
        return numbers.rounded(self.value, self.indicator.decimals)

    def contradicts(self, line: Figure | None) -> bool:
        """Whether a line states something else than what is computed, as it is printed."""
        return line is not None and self.computed is not None and not line.agrees_with(self.computed)

    def in_words(self, line: Figure) -> str:
        """What a line states, as a sentence says it: "trên 63.000 thành viên"."""
        return line.in_words(self.indicator.with_unit)

    def _stated(self, line: Figure | None) -> str:
        return numbers.UNKNOWN if line is None else line.in_words(self.indicator.column.printed)

    @property
    def printed(self) -> str:
        return self.indicator.column.printed(self.value) if self.is_exact else self._stated(self.said)

    @property
    def printed_published(self) -> str:
        return self._stated(self.published)

    @property
    def headline(self) -> str:
        """The value as large type shows it: money in its largest unit ("2,7 tỷ"), everything else in full."""
        if self.value is None or not self.is_exact:
            return self.printed
        return self._short(self.value)

    @property
    def headline_plan(self) -> str:
        """The plan as a card has room for it: "từ 5,7 triệu trở lên"."""
        return self.plan.in_words(self._short)

    def _short(self, value: Number) -> str:
        if self.indicator.format != "money":
            return self.indicator.column.printed(value)
        return numbers.money_short(numbers.rounded(value)).removesuffix(" đồng")

    @property
    def printed_with_unit(self) -> str:
        """ "464 HTX", "121,2%", "–" where nothing is known."""
        if not self.is_exact:
            return self.in_words(self.said)
        return self.printed if self.value is None else self.indicator.with_unit(self.value)

    @property
    def printed_recount(self) -> str:
        """ "Gồm −40 điều chỉnh", for a reader who counts the names."""
        return f"Gồm {numbers.signed(self.recounted)} điều chỉnh số lượng"

    @property
    def printed_basis(self) -> str:
        """ "theo báo cáo của 430/464 HTX; kỳ trước theo báo cáo của 400/460 HTX", the second where it is no match."""
        now, then = self.basis, self.previous_basis
        if now is None or self.value is None:
            return ""
        return now.printed if then is None or now.matches(then) else f"{now.printed}; kỳ trước {then.printed}"

    @property
    def printed_previous(self) -> str:
        if _exact(self.said_before):
            return self.indicator.column.printed(self.previous)
        return self._stated(self.said_before)

    @property
    def previous_in_words(self) -> str:
        """The previous value as a sentence says it: "464 HTX", "gần 10.000 người"."""
        if _exact(self.said_before):
            return self.indicator.with_unit(numbers.rounded(self.previous, self.indicator.decimals))
        return self.in_words(self.said_before)

    @property
    def printed_growth(self) -> str:
        """The growth with its sign: "+0,6%"; empty when nothing grew or there is nothing to compare with."""
        return numbers.signed_percent(self.growth) if numbers.rounded(self.growth or 0, 1) else ""

    @property
    def printed_change(self) -> str:
        """The change with its sign and, for money and percentages, its unit; empty when there is none to tell."""
        size = self.difference
        if size is None:
            return ""
        if not size:
            return "không đổi"
        if self.unit == "%":
            return f"{numbers.signed(size)} điểm phần trăm"
        if self.indicator.format == "money":
            sign = "−" if size < 0 else "+"
            return sign + numbers.money_short(abs(size))
        return numbers.signed(size)


def _exact(line: Figure | None) -> bool:
    """Whether a value is exact: one computed, or one that a line states so."""
    return line is None or line.is_exact


def figures(
    period: Period,
    codes: Sequence[str] = CODES,
    *,
    by: Iterable[str] = (),
    within: QuerySet | None = None,
    place: Place | None = None,
    boundaries: Boundaries = Boundaries.THEN,
    level: Level = Level.COMMUNE,
) -> list[Reading]:
    """Read the figures `codes` of `period` with those they are compared with, in the order asked for.

    `by` adds a breakdown per dimension (keys: choice value, or code of the place; "" where not stated, UNTOLD where
    places cannot be told); `within` narrows to the organisations of that queryset, `place` to those seated in it at
    the end of each period; see `read` for `boundaries` and `level`. One query per source and grouping, both periods
    together unless a place is asked for, and a short one where something counted nought before: `previous` is None
    where nothing was recorded yet. Raises UnknownIndicator, UnknownDimension, NoSuchUnits.
    """
    beside = Beside.of(period)
    narrowed = {"within": within, "place": place, "boundaries": boundaries}
    [table] = read_all([ask_figures(codes, beside)], Scope((), **narrowed))
    slices = {dimension: _slices(codes, period, dimension, level=level, **narrowed) for dimension in by}
    return readings(table, codes, beside, slices)


@dataclass(frozen=True)
class Beside:
    """A period and those that figures of each nature are compared with; `known` are all periods looked up, by code."""

    period: Period | Day
    before: dict[Nature, str | None]
    known: dict[str, Period]

    @classmethod
    def of(cls, period: Period | Day, also: Iterable[str] = ()) -> "Beside":
        """Look up the periods compared with, and those named by the codes `also`; one query, two for several years."""
        before = _compared_with(period)
        return cls(period, before, Period.objects.named_all({code for code in before.values() if code} | set(also)))

    def earlier(self, each: Indicator) -> Period | None:
        return self.known.get(self.before[each.nature])


def ask_figures(codes: Sequence[str], beside: Beside) -> Ask:
    """What has to be read for the readings of `codes`: they and their bases, of the period and those before."""
    bases = [code for code in codes_for(map(indicator, codes)) if code not in codes]
    earlier = {beside.before[nature] for nature in Nature}
    return Ask.of([*codes, *bases], [beside.period, *(beside.known[code] for code in earlier if code in beside.known)])


def readings(
    table: Table, codes: Sequence[str], beside: Beside, slices: dict[str, dict] | None = None
) -> list[Reading]:
    """The figures from what was read (`ask_figures`); a short query where something counted nought before."""
    asked = [indicator(code) for code in codes]
    values = {record["period"]: record for record in table.records()}
    earlier = {each: beside.earlier(each) for each in asked}
    previous = {each: one and values[one.code][each.code] for each, one in earlier.items()}
    previous |= dict.fromkeys(_unrecorded(previous, earlier))

    def basis_before(each: Indicator) -> Basis | None:
        one = earlier[each]
        return None if previous[each] is None else basis_of(each, one, values[one.code])

    return [
        Reading(
            indicator=each,
            value=values[beside.period.code][each.code],
            previous=previous[each],
            by={dimension: found[each.code] for dimension, found in (slices or {}).items() if found.get(each.code)},
            basis=basis_of(each, beside.period, values[beside.period.code]),
            previous_basis=basis_before(each),
            against=earlier[each].code if earlier[each] else "",
        )
        for each in asked
    ]


def _unrecorded(previous: dict[Indicator, Number | None], earlier: dict[Indicator, Period]) -> set[Indicator]:
    """Those that counted nought before only because nothing of their sort was recorded yet.

    Where another figure of the sort counted something it was; only of the rest is the database asked.
    """

    def sort(each: Indicator) -> tuple:
        return tuple(term.source for term in each.terms), each.kept, earlier[each].code

    shown = {sort(each) for each, value in previous.items() if value}
    doubtful = {each: earlier[each] for each, value in previous.items() if value == 0 and sort(each) not in shown}
    known = kept(doubtful) if doubtful else set()
    return {each for each in doubtful if each.code not in known}


def with_declaring(found: Iterable[Reading], period: Period, *, within: QuerySet | None = None) -> list[Reading]:
    """The figures with how many organisations each average or share is over, then and before. Two queries."""
    found = list(found)
    before = Period.objects.named_all({_compared_with(period)[Nature.RATIO]})
    bases = declaring([each.code for each in found], periods=[period, *before.values()], within=within)
    earlier = next(iter(before), "")
    return [
        replace(each, over=bases.get((each.code, period.code), {}), over_before=bases.get((each.code, earlier), {}))
        for each in found
    ]


def _compared_with(period: Period) -> dict[Nature, str | None]:
    """Codes of the periods that figures of each nature are compared with.

    A total of several years has nothing to compare with unless there are returns of each of as many years before.
    """
    flow = period.same_a_year_before
    if period.kind == Period.Kind.YEARS and not Period.objects.all_reported(period.years_before):
        flow = None
    return {Nature.FLOW: flow, Nature.RATIO: period.same_a_year_before, Nature.STOCK: period.year_before}


def _slices(codes, period, dimension, **asked) -> dict[str, dict[str, Number]]:
    """Values by code of the indicator and key of the slice, slices without a value left out."""
    records = read(codes, period=period, by=[dimension], **asked).records()
    keys = [record[dimension] for record in records]
    if dimension in PLACE_DIMENSIONS:
        codes_of = place_codes(keys)
        keys = [codes_of[key] for key in keys]
    return {
        code: {key or "": record[code] for key, record in zip(keys, records, strict=True) if record[code] is not None}
        for code in codes
    }

"""The targets of the coming period: next year's plan beside what was done, or what a part of a year leaves to do."""

from datetime import date

from printing import numbers
from printing.table import Column, Printed, Table
from reports.figures import Reading, figures
from reports.ledger import read_ledger
from reports.sources import Nature
from reports.writing.facts import Facts
from returns.models import Period


def coming_targets(facts: Facts) -> Table | None:
    """None where nothing is planned."""
    if facts.period_planned:
        return _next_plan(facts)
    return None if facts.period.end >= date(facts.period.year, 12, 31) else _left_to_do(facts)


def _next_plan(facts: Facts) -> Table | None:
    planned = facts.period_planned
    ledger = read_ledger(planned, every_indicator=True)
    plans = {one.code: ledger.plan(one) for one in (*(each.indicator for each in facts.found.values()), *ledger.office)}
    known = {**{one.code: Reading(one, None, None) for one in ledger.office}, **facts.found}
    rows = [
        (each.label, each.unit, _cell(each), plans[code].in_words(each.indicator.column.printed))
        for code, each in known.items()
        if plans.get(code)
    ]
    headings = f"Thực hiện {facts.span}", f"Kế hoạch {facts.planned}"
    return _table(f"Chỉ tiêu kế hoạch {facts.planned}", headings, facts, rows)


def _left_to_do(facts: Facts) -> Table | None:
    """Of what happens in the course of a year: how much of its plan is left at the end of the period."""
    period, found = _since_the_year_began(facts)
    rows = [(each.label, each.unit, _cell(each), left) for each in found if (left := _left(each))]
    title = f"Chỉ tiêu kế hoạch năm {period.year} còn phải thực hiện"
    return _table(title, (f"Thực hiện {period.label}", "Còn phải thực hiện"), facts, rows)


def _since_the_year_began(facts: Facts) -> tuple[Period, list[Reading]]:
    """The months of the year up to the end of the period, with their figures: of a quarter all that came before too."""
    period = facts.period
    if period.kind != Period.Kind.QUARTER:
        return period, list(facts.found.values())
    months = Period.objects.named(f"{period.year}-{3 * int(period.code[-1])}T")
    return months, read_ledger(months).beside(figures(months, within=facts.within))


def _left(figure: Reading) -> str:
    """What is left of a plan; "" where it is no single number or nothing is left."""
    plan = figure.plan
    flows = figure.indicator.nature is Nature.FLOW and figure.unit != "%"
    if not flows or plan is None or not plan.is_exact or figure.value is None or not figure.is_exact:
        return ""
    left = plan.value - figure.value
    return Printed(figure.indicator.column.printed(left), left, decimals=figure.indicator.decimals) if left > 0 else ""


def _cell(figure: Reading) -> str:
    if figure.value is None:
        return numbers.UNKNOWN
    return Printed(figure.printed, figure.value, decimals=figure.indicator.decimals)


def _table(title: str, headings: tuple[str, str], facts: Facts, rows: list[tuple]) -> Table | None:
    if not rows:
        return None
    return Table(
        title=title,
        columns=(
            Column("label", "Chỉ tiêu"),
            Column("unit", "Đơn vị tính"),
            Column("value", headings[0], kind="figure"),
            Column("plan", headings[1], kind="figure"),
        ),
        rows=tuple(rows),
        as_of=facts.period.end,
    )

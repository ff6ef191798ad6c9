"""The targets of the coming period: next year's plan beside what was done, or what a part of a year leaves to do."""

from printing import numbers
from printing.table import Column, Printed, Table
from reports.figures import Reading
from reports.ledger import read_ledger
from reports.sources import Nature
from reports.writing.facts import Facts


def coming_targets(facts: Facts) -> Table | None:
    """None where nothing is planned."""
    return _next_plan(facts) if facts.period_planned else _left_to_do(facts)


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
    return _table(f"Chỉ tiêu kế hoạch {facts.planned}", f"Kế hoạch {facts.planned}", facts, rows)


def _left_to_do(facts: Facts) -> Table | None:
    """Of what happens in the course of a year: how much of its plan is left."""
    rows = [(each.label, each.unit, _cell(each), left) for each in facts.found.values() if (left := _left(each))]
    return _table(
        f"Chỉ tiêu còn phải thực hiện của kế hoạch năm {facts.period.year}", "Còn phải thực hiện", facts, rows
    )


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


def _table(title: str, heading: str, facts: Facts, rows: list[tuple]) -> Table | None:
    if not rows:
        return None
    return Table(
        title=title,
        columns=(
            Column("label", "Chỉ tiêu"),
            Column("unit", "Đơn vị tính"),
            Column("value", f"Thực hiện {facts.span}", kind="figure"),
            Column("plan", heading, kind="figure"),
        ),
        rows=tuple(rows),
        as_of=facts.period.end,
    )

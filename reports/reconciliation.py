"""What was published and declared of a period beside what is computed, and why they differ."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from printing import numbers
from printing.table import Column, Table
from reports.figures import Reading, figures
from reports.ledger import read_ledger
from reports.ledger_checks import parts_against_total
from reports.models import Figure
from reports.snapshots import unchanged
from returns.models import Period


@dataclass(frozen=True)
class Stated:
    """A line of the ledger beside the computed value of its indicator."""

    reading: Reading
    line: Figure

    @property
    def computed(self) -> str:
        """The computed value as printed; "–" where the line stands in for it."""
        return numbers.UNKNOWN if self.reading.computed is None else self.reading.printed

    @property
    def differs(self) -> bool:
        return self.reading.contradicts(self.line)

    @property
    def difference(self) -> str:
        """Stated less computed, of exact values, as printed."""
        if not self.differs or not self.line.is_exact:
            return ""
        stated = numbers.rounded(self.line.value, self.reading.indicator.decimals)
        return numbers.signed(stated - self.reading.computed)

    @property
    def stated(self) -> str:
        return self.line.in_words(self.reading.indicator.column.printed)


@dataclass(frozen=True)
class Reconciliation:
    """Every stated value of a period, those that differ first, and the totals that their parts do not make."""

    lines: list[Stated]
    unequal: list[str]

    @property
    def open(self) -> int:
        """How many differ without a reason."""
        return sum(each.differs and not each.line.reason for each in self.lines)


@unchanged()
def reconciliation(period: Period, *, within: QuerySet | None = None) -> Reconciliation:
    """Read what the ledger states of a period beside what is computed."""
    ledger = read_ledger(period)
    found = ledger.beside(figures(period, within=within))
    lines = [Stated(each, line) for each in found for line in _stated(each)]
    lines.sort(key=lambda each: (not (each.differs and not each.line.reason), not each.differs))
    unequal = [warned.message for warned in parts_against_total(ledger, {each.code: each for each in found})]
    return Reconciliation(lines, unequal)


def _stated(each: Reading) -> Iterator[Figure]:
    return (line for line in (each.published, each.declared) if line is not None)


def as_table(found: Reconciliation, period: Period) -> Table:
    """The same as a table for a workbook."""
    return Table(
        title=f"Đối chiếu số công bố, kê khai với số tính được, {period.label}",
        columns=(
            Column("label", "Chỉ tiêu"),
            Column("unit", "Đơn vị tính"),
            Column("computed", "Tính được", kind="figure"),
            Column("stated", "Đã ghi", kind="figure"),
            Column("difference", "Chênh lệch", kind="figure"),
            Column("stage", "Giai đoạn"),
            Column("as_of", "Ngày số liệu", kind="day"),
            Column("source", "Nguồn"),
            Column("reason", "Vì sao khác"),
        ),
        rows=tuple(
            (
                each.reading.label,
                each.reading.unit,
                each.computed,
                each.stated,
                each.difference,
                each.line.get_stage_display(),
                each.line.as_of,
                each.line.source,
                each.line.reason,
            )
            for each in found.lines
        ),
        as_of=period.end,
        notes=tuple(found.unequal),
    )

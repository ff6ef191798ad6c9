"""A day asked about like a period: what the register can tell of its end, beside the end of the year before."""

from dataclasses import dataclass
from datetime import date

from printing import dates
from reports.indicators import INDICATORS
from reports.sources import RETURNS, Nature


@dataclass(frozen=True)
class Day:
    """The end of the day `on`. It answers what a period answers; only stocks of the register are known of it."""

    on: date
    kind = None
    pk = None
    looked_up = True

    @property
    def code(self) -> str:
        """The day as addresses name it: "2023-05-31"."""
        return self.on.isoformat()

    @property
    def start(self) -> date:
        return date(self.on.year, 1, 1)

    @property
    def end(self) -> date:
        return self.on

    @property
    def year(self) -> int:
        return self.on.year

    @property
    def label(self) -> str:
        return f"tại ngày {dates.day(self.on)}"

    @property
    def year_before(self) -> str:
        """Code of the year at whose end a stock is compared."""
        return f"{self.on.year - 1:04}"

    same_a_year_before = year_before

    @property
    def comparison(self) -> str:
        return f"so với cuối năm {self.year_before}"

    def __str__(self) -> str:
        return self.label


STOCKS = tuple(
    code for code, each in INDICATORS.items() if each.nature is Nature.STOCK and each.source not in (None, RETURNS)
)
"""What can be told of any day: what stands in the register, not what organisations report for a period."""

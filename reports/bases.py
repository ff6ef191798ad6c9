"""What a figure built on returns rests on: how many of those who are to report have, and what a share is a share of.

The counts are read with the figures themselves, in the same queries.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from cooperatives.models import COOPERATIVE_KINDS, Kind
from printing import numbers
from printing.table import Value
from reports.indicators import Indicator
from reports.sources import RETURNS, Nature
from returns.models import REPORTING_KINDS, Period

NOUNS = {
    COOPERATIVE_KINDS: "HTX",
    (Kind.CREDIT_FUND,): "QTDND",
    (Kind.UNION,): "LHHTX",
    (Kind.GROUP,): "THT",
}
EVERYBODY = "tổ chức"
_SHARE = "good_or_better_share"


def codes_for(indicators: Iterable[Indicator]) -> list[str]:
    """What has to be read beside these indicators for their bases; nothing where none is built on returns."""
    asked = [each for each in indicators if each.source is RETURNS]
    shares = ["rated", "good_or_better", "active_cooperatives"] if _SHARE in {each.code for each in asked} else []
    return [f"{what}_{kind}" for what in ("existing", "reporting") for kind in REPORTING_KINDS if asked] + shares


@dataclass(frozen=True)
class Basis:
    """How many of the organisations that a figure tells of have reported; `share` says what it is a share of."""

    received: int
    expected: int
    noun: str
    share: str = ""

    @property
    def counted(self) -> str:
        """ "430/464 HTX"."""
        return f"{numbers.achieved(self.received, self.expected)} {self.noun}"

    @property
    def printed(self) -> str:
        """ "theo báo cáo của 430/464 HTX"."""
        told = f"theo báo cáo của {self.counted}"
        return f"{self.share}; {told}" if self.share else told

    def matches(self, other: "Basis") -> bool:
        """Whether figures on both bases compare as they stand: all have reported, or the same part of as many."""
        same = (self.received, self.expected) == (other.received, other.expected)
        return same or not (self.incomplete or other.incomplete)

    @property
    def incomplete(self) -> bool:
        return self.received < self.expected


def basis_of(each: Indicator, period: Period, read: Mapping[str, Value]) -> Basis | None:
    """The basis of a figure of a period, from what was read of that period; None where it has none to tell.

    A flow over several years adds up returns of each of them: no one day tells who was to report.
    """
    if each.source is not RETURNS or (period.kind == Period.Kind.YEARS and each.nature is Nature.FLOW):
        return None
    kinds = each.measure.kinds or REPORTING_KINDS
    received, expected = (sum(read[f"{what}_{kind}"] for kind in kinds) for what in ("reporting", "existing"))
    noun = NOUNS.get(tuple(kinds), EVERYBODY)
    return Basis(received, expected, noun, _share(read) if each.code == _SHARE else "")


def _share(read: Mapping[str, Value]) -> str:
    """What the share of well rated cooperatives is taken of; where more work than are rated, of those as well."""
    rated, active, good = (read[code] for code in ("rated", "active_cooperatives", "good_or_better"))
    told = f"trên {numbers.grouped(rated)} HTX được xếp loại"
    if active in (0, rated) or good > active:
        return told
    of_active = numbers.percent(Decimal(100) * good / active)
    return f"{told}; trên {numbers.grouped(active)} HTX đang hoạt động là {of_active}"


def completeness(bases: Iterable[Basis | None]) -> str:
    """The different bases of several figures in one clause: "640/684 tổ chức (430/464 HTX, 210/220 THT)", the widest
    first; "" where there is none."""
    known = {basis.noun: basis for basis in bases if basis}
    widest = known.pop(EVERYBODY, None)
    kinds = ", ".join(basis.counted for basis in sorted(known.values(), key=lambda basis: -basis.expected))
    if widest is None:
        return kinds
    return f"{widest.counted} ({kinds})" if kinds else widest.counted

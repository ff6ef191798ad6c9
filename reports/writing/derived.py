"""What a report says of its figures that no indicator tells: what parts leave of a total, who is still to report."""

from collections.abc import Iterable, Mapping

from reports.figures import Number, Reading
from reports.indicators import Indicator
from reports.sources import Nature
from returns.models import Period

SECTORS = ("agricultural_cooperatives", "non_agricultural_cooperatives", "credit_funds")
DERIVED = ("unclassified_cooperatives", "classified_cooperatives", "returns_missing")


def derived(found: Mapping[str, Reading], period: Period) -> dict[str, Reading]:
    """By code, as readings with nothing to compare with; those that are not above nought are unknown."""
    return {one.code: one for one in _derived(found, period)}


def _derived(found: Mapping[str, Reading], period: Period) -> Iterable[Reading]:
    total, told = found["cooperatives"], sum(found[code].value or 0 for code in SECTORS)
    over = told - (total.value or 0)
    unclassified = -over if told else None
    yield _reading("unclassified_cooperatives", "HTX chưa ghi lĩnh vực", "HTX", unclassified)
    yield _reading("classified_cooperatives", "HTX cộng theo lĩnh vực", "HTX", told if over > 0 else None)
    basis = found["members"].basis
    missing = basis.expected - basis.received if basis and basis.received else None
    yield _reading("returns_missing", "Tổ chức chưa gửi số liệu", "tổ chức", missing)


def _reading(code: str, label: str, unit: str, value: Number | None) -> Reading:
    known = value if value and value > 0 else None
    return Reading(Indicator(code, label, unit, Nature.STOCK, None, None), known, None)

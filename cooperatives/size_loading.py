"""The size rules that the law is known to set, put into the register once; administrators go on from there.

Decree 113/2024 sets a table of four sectors. Only the cells of agriculture are known here: the others stay empty, and
their organisations "not determined", until an administrator fills them in from the decree.
"""

from datetime import date

from django.db import transaction

from cooperatives.models import Sector, Size, SizeRule

BILLION = 1_000_000_000
DECREE = "Nghị định 113/2024/NĐ-CP"
VALID_FROM = date(2024, 11, 1)
# Official members, and revenue of the year or total capital, in đồng.
AGRICULTURE = (
    (Size.LARGE, 300, 50 * BILLION, 10 * BILLION),
    (Size.MEDIUM, 200, 10 * BILLION, 5 * BILLION),
    (Size.SMALL, 50, 2 * BILLION, 1 * BILLION),
)


@transaction.atomic
def load_size_rules() -> int:
    """Add the rules that are missing and return how many; what an administrator changed stays changed."""
    missing = [rule for rule in _rules() if not _stands(rule)]
    for rule in missing:
        rule._change_reason = "Nạp theo văn bản khi cài đặt"
        rule.save()
    return len(missing)


def _rules() -> list[SizeRule]:
    return [
        SizeRule(
            sector=Sector.AGRICULTURE,
            size=size,
            least_members=members,
            least_revenue=revenue,
            least_capital=capital,
            valid_from=VALID_FROM,
            decree=DECREE,
        )
        for size, members, revenue, capital in AGRICULTURE
    ]


def _stands(rule: SizeRule) -> bool:
    """Whether the rule is there, or was: one that was moved to another day is not brought back."""
    past = SizeRule.history.filter(sector=rule.sector, size=rule.size, valid_from=rule.valid_from)
    return past.exists()

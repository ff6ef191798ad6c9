"""The size class of cooperatives, from what they reported and the rules in force at the end of the period.

Decree 113/2024 asks for official members, and for the year's revenue or the total capital. A return tells members in
one number, which stands for the official ones until more is known; total capital (tổng nguồn vốn) equals total assets
by the identity of the balance sheet, so it is `total_assets`, never the charter capital.

`size_of_return` says the same in the database, for sums that are broken down by size.

Only cooperatives and credit funds have a size. Periods that end before the first rule have none: the classes used
before 1 November 2024 were of another kind (by members alone or by capital alone) and are not told here.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from cooperatives.models import COOPERATIVE_KINDS, Size, SizeRule, size_of
from cooperatives.models.size_rule import BOUNDED
from returns.models import AnnualReturn, Period

UNDETERMINED = "chưa xác định"


@dataclass(frozen=True)
class Sized:
    """The size of an organisation in a period, with what it was told from; money in đồng, None for not declared."""

    size: Size | None
    members: int | None
    revenue: int | None
    capital: int | None
    rules: tuple[SizeRule, ...]

    @property
    def in_words(self) -> str:
        return self.size.label if self.size else UNDETERMINED

    @property
    def why_not(self) -> str:
        """Why the size cannot be told; "" where it can."""
        if self.size:
            return ""
        if not self.rules:
            return "Chưa có tiêu chí của lĩnh vực này cho kỳ này."
        if self.members is None:
            return "Số liệu của kỳ chưa khai thành viên."
        if self.revenue is None and self.capital is None:
            return "Số liệu của kỳ chưa khai doanh thu và tổng tài sản."
        return "Cần khai cả doanh thu và tổng tài sản, hoặc tiêu chí của lĩnh vực còn thiếu mức."


def sizes(period: Period, within: QuerySet | None = None) -> dict[int, Size | None]:
    """Return the size of every cooperative that reported for a period, by primary key; None is not determined.

    `within` narrows to the organisations of that queryset. Two queries, however many organisations.
    """
    return {organisation: each.size for organisation, each in sized(period, within).items()}


def sized(period: Period, within: QuerySet | None = None) -> dict[int, Sized]:
    """Like `sizes`, with the figures and the rules that each was told from."""
    rules = _rules_by_sector(period)
    returns = AnnualReturn.objects.prevailing().filter(period=period, organisation__kind__in=COOPERATIVE_KINDS)
    if within is not None:
        returns = returns.filter(organisation__in=within.order_by().values("pk"))
    rows = returns.order_by().values_list("organisation", "organisation__sector", "members", "revenue", "total_assets")
    return {organisation: _sized(rules[sector], *figures) for organisation, sector, *figures in rows.iterator()}


def _rules_by_sector(period: Period) -> dict[str, tuple[SizeRule, ...]]:
    rules = defaultdict(tuple)
    for rule in SizeRule.objects.in_force(on=period.end):
        rules[rule.sector] += (rule,)
    return rules


def _sized(rules: tuple[SizeRule, ...], members: int | None, revenue: int | None, capital: int | None) -> Sized:
    size = size_of(rules, members=members, revenue=revenue, capital=capital)
    return Sized(size, members, revenue, capital, rules)


def size_of_return() -> Case:
    """The size of a return's organisation, as an expression on returns; NULL is not determined. Reads the rules once.

    The same cases as `size_of`, tried in the same order, for each sector and each span of days with the same rules.
    """
    unknown = Q(members__isnull=True) | Q(revenue__isnull=True, total_assets__isnull=True)
    whens = [When(unknown | ~Q(organisation__kind__in=COOPERATIVE_KINDS), then=None)]
    rules = list(SizeRule.objects.order_by("valid_from", "-least_members", "pk"))
    for sector in {rule.sector for rule in rules}:
        own = [rule for rule in rules if rule.sector == sector]
        for span, in_force in _spans(own):
            whens += _whens(Q(organisation__sector=sector) & span, in_force)
    return Case(*whens, default=None, output_field=CharField())


def size_key() -> Case:
    """`size_of_return` as the key of a breakdown: UNDETERMINED where it cannot be told, "" of kinds that have none."""
    told = Coalesce(size_of_return(), Value(UNDETERMINED))
    sized_kind = When(organisation__kind__in=COOPERATIVE_KINDS, then=told)
    return Case(sized_kind, default=Value(""), output_field=CharField())


def _spans(rules: list[SizeRule]) -> Iterator[tuple[Q, dict[str, SizeRule]]]:
    """The spans of days in which one sector's rules stay the same, newest first, with those rules by size."""
    starts = {rule.valid_from for rule in rules}
    starts |= {date.fromordinal(rule.valid_to.toordinal() + 1) for rule in rules if rule.valid_to}
    for start in sorted(starts, reverse=True):  # of several cases the first counts, so no span needs its end
        in_force = {
            rule.size: rule
            for rule in rules
            if rule.valid_from <= start and (rule.valid_to is None or rule.valid_to >= start)
        }
        yield Q(period__end__gte=start), in_force


def _whens(where: Q, rules: dict[str, SizeRule]) -> Iterator[When]:
    for size in BOUNDED:
        if size not in rules:
            yield When(where, then=None)
            return
        enough = where & Q(members__gte=rules[size].least_members)
        reached = Q(revenue__gte=rules[size].least_revenue) | Q(total_assets__gte=rules[size].least_capital)
        yield When(enough & reached, then=Value(size.value))
        yield When(enough & (Q(revenue__isnull=True) | Q(total_assets__isnull=True)), then=None)
    yield When(where, then=Value(Size.MICRO.value))

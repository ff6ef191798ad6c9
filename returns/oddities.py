"""Everything that looks odd in the returns of a period, for those who read its figures.

The checks are those each return met on its way in (returns/checks.py); what somebody let stand carries the reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from returns.answers import values_of
from returns.checks import Facts, Finding, doubts_about
from returns.models import AnnualReturn, MemberMinimum, Overruling, Period, RatingScheme


@dataclass(frozen=True)
class Oddity:
    """One finding in one return; `reason` says why somebody let it stand, "" where nobody has."""

    row: AnnualReturn
    finding: Finding
    reason: str


def oddities(period: Period, *, within: QuerySet) -> list[Oddity]:
    """The findings in the returns of a period that count, of the organisations `within`; those nobody answered first.

    Six queries, however many returns.
    """
    reasons = {
        (one.annual_return_id, one.check_code): one.reason
        for one in Overruling.objects.filter(annual_return__period__code=period.code)
    }
    found = [
        Oddity(facts_row, finding, reasons.get((facts_row.pk, finding.code), ""))
        for facts_row, facts in _facts(period, within)
        for finding in doubts_about(facts)
    ]
    return sorted(found, key=lambda one: (bool(one.reason), one.row.organisation.search_key, one.row.pk))


def _facts(period: Period, within: QuerySet) -> Iterator[tuple[AnnualReturn, Facts]]:
    rows = AnnualReturn.objects.prevailing().filter(organisation__in=within.order_by().values("pk")).order_by()
    before = {one.organisation_id: one for one in rows.filter(period__code=period.same_a_year_before)}
    minima = list(MemberMinimum.objects.all())
    scheme = RatingScheme.objects.in_force(on=period.end).prefetch_related("grades").first()
    for row in rows.filter(period__code=period.code).select_related("organisation", "rating_scheme", "period"):
        one = row.organisation
        rule = next((rule for rule in minima if rule.covers(one.kind, one.founded_on)), None)
        earlier = values_of(before.get(one.pk), one)
        least = rule.least if rule else None
        yield row, Facts(one, row.period, values_of(row, one), earlier, least, row.rating_scheme or scheme)

"""Organisations that may no longer work: a list with the evidence, for somebody to go and see.

It never says what an organisation is; that is verified by a person and recorded as its real activity.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from cooperatives.models import ActivityRecord, ActivityState, Organisation
from cooperatives.models.organisation import OrganisationQuerySet
from printing import numbers
from returns.models import REPORTING_KINDS, AnnualReturn, Contact, Period

SILENT_YEARS = 2  # years without a return before anybody asks
STILL = (ActivityState.CEASED, ActivityState.SUSPENDED)  # known not to work: nothing to find out


@dataclass(frozen=True)
class Suspect:
    """One organisation and the sentences that speak against its being at work, the strongest first."""

    organisation: Organisation
    evidence: tuple[str, ...]


def suspects(on: date, *, within: OrganisationQuerySet, years: int = SILENT_YEARS) -> list[Suspect]:
    """Return the organisations of `within` existing on a day with evidence against them, most of it first.

    Evidence: no return for the last `years` years that are over, no revenue in the last one reported, somebody who
    could not reach it or found that its members had not met, each newer than its last verification. Five queries.
    """
    over = list(Period.objects.years().filter(end__lt=on).order_by("-start")[:years])
    watched = within.existing(on=on).of_kind(*REPORTING_KINDS).select_related("place__parent", "officer")
    verified = _verified(on)
    reported, no_revenue = _reports(over)
    contacts = _contacts(on)
    found = []
    for one in watched:
        state, since = verified.get(one.pk, (None, date.min))
        if state in STILL:
            continue
        silent = [_silence(one, over, reported, since)] if len(over) == years else []
        earned = _nothing_earned(one, no_revenue, since)
        evidence = [*silent, earned, *_told(contacts.get(one.pk, ()), since)]
        if said := tuple(sentence for sentence in evidence if sentence):
            found.append(Suspect(one, said))
    return sorted(found, key=lambda suspect: -len(suspect.evidence))


def _verified(on: date) -> dict[int, tuple[str, date]]:
    """The state that holds of each organisation and the day it was last looked at."""
    rows = ActivityRecord.objects.holding(on=on).values_list("organisation_id", "state", "since", "verified_on")
    return {organisation: (state, verified or since) for organisation, state, since, verified in rows}


def _reports(over: Sequence[Period]) -> tuple[dict[int, set[int]], dict[int, Period]]:
    """Which years each organisation reported, and the last of them where that declared no revenue."""
    rows = AnnualReturn.objects.prevailing().filter(period__in=over).order_by("period__start")
    reported: dict[int, set[int]] = defaultdict(set)
    nothing: dict[int, Period] = {}
    periods = {period.pk: period for period in over}
    for organisation, period, revenue in rows.values_list("organisation_id", "period_id", "revenue"):
        reported[organisation].add(period)
        nothing.pop(organisation, None)
        if revenue == 0:
            nothing[organisation] = periods[period]
    return reported, nothing


def _contacts(on: date) -> dict[int, list[Contact]]:
    found: dict[int, list[Contact]] = defaultdict(list)
    for contact in Contact.objects.filter(on__lte=on):
        found[contact.organisation_id].append(contact)
    return found


def _silence(one: Organisation, over: Sequence[Period], reported: dict[int, set[int]], since: date) -> str:
    if one.founded_on > over[-1].end or reported.get(one.pk) or since > over[0].end:
        return ""
    return f"Không có số liệu {numbers.counted(len(over))} năm liền ({over[-1].label} đến {over[0].label})."


def _nothing_earned(one: Organisation, nothing: dict[int, Period], since: date) -> str:
    period = nothing.get(one.pk)
    return f"Doanh thu bằng 0 theo số liệu {period}." if period and since <= period.end else ""


def _told(contacts: Sequence[Contact], since: date) -> list[str]:
    """What the newest contact after the last verification found, unless it found the organisation at work."""
    newest = contacts[0] if contacts else None
    if newest is None or newest.on < since or newest.outcome == Contact.Outcome.REACHED:
        return []
    text = str(newest)
    return [f"{text[:1].upper()}{text[1:]}{': ' + newest.note if newest.note else ''}."]


def silent(on: date, *, within: OrganisationQuerySet, years: int = SILENT_YEARS) -> int:
    """How many organisations have reported nothing for the last years that are over, nor been looked at since."""
    over = list(Period.objects.years().filter(end__lt=on).order_by("-start")[:years])
    if len(over) < years:
        return 0
    reported = AnnualReturn.objects.filter(period__in=over, organisation=OuterRef("pk"))
    records = ActivityRecord.objects.holding(on=on).annotate(seen_on=Coalesce("verified_on", "since"))
    known = records.filter(Q(state__in=STILL) | Q(seen_on__gt=over[0].end), organisation=OuterRef("pk"))
    watched = within.existing(on=on).of_kind(*REPORTING_KINDS).filter(founded_on__lte=over[-1].end)
    return watched.filter(~Exists(reported), ~Exists(known)).count()

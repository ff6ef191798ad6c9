"""Organisations that may no longer work: a list with the evidence, for somebody to go and see.

It never says what an organisation is; that is verified by a person and recorded as its real activity. Silence counts
only where somebody asked: by the campaigns that asked an organisation, not by the years that went by.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from cooperatives.models import ActivityRecord, ActivityState, Organisation
from cooperatives.models.organisation import OrganisationQuerySet
from printing import numbers
from returns.completeness import RECEIVED
from returns.models import REPORTING_KINDS, AnnualReturn, Campaign, Contact, Period, Submission

YEARS = 2  # how far back a return without revenue is looked for
STILL = (ActivityState.CEASED, ActivityState.SUSPENDED)  # known not to work: nothing to find out


@dataclass(frozen=True)
class Suspect:
    """One organisation and the sentences that speak against its being at work, the strongest first."""

    organisation: Organisation
    evidence: tuple[str, ...]


def suspects(on: date, *, within: OrganisationQuerySet, campaigns: int | None = None) -> list[Suspect]:
    """Return the organisations of `within` existing on a day with evidence against them, most of it first.

    Evidence: nothing sent in the last `campaigns` that asked it, no revenue in the last return, somebody who could not
    reach it or found that its members had not met, each newer than its last verification. The same few queries
    however many organisations.
    """
    watched = within.existing(on=on).of_kind(*REPORTING_KINDS).select_related("place__parent", "officer")
    verified = _verified(on)
    unheard = _unheard(on, within=within, campaigns=campaigns)
    no_revenue = _no_revenue(on)
    contacts = _contacts(on)
    found = []
    for one in watched:
        state, since = verified.get(one.pk, (None, date.min))
        if state in STILL:
            continue
        silence = _silence(unheard.get(one.pk, ()))
        evidence = [silence, _nothing_earned(one, no_revenue, since), *_told(contacts.get(one.pk, ()), since)]
        if said := tuple(sentence for sentence in evidence if sentence):
            found.append(Suspect(one, said))
    return sorted(found, key=lambda suspect: -len(suspect.evidence))


def _verified(on: date) -> dict[int, tuple[str, date]]:
    """The state that holds of each organisation and the day it was last looked at."""
    rows = ActivityRecord.objects.holding(on=on).values_list("organisation_id", "state", "since", "verified_on")
    return {organisation: (state, verified or since) for organisation, state, since, verified in rows}


def _no_revenue(on: date) -> dict[int, Period]:
    """The last of the years that are over which each organisation reported, where it declared no revenue in it."""
    over = list(Period.objects.years().filter(end__lt=on).order_by("-start")[:YEARS])
    rows = AnnualReturn.objects.prevailing().filter(period__in=over).order_by("period__start")
    nothing: dict[int, Period] = {}
    periods = {period.pk: period for period in over}
    for organisation, period, revenue in rows.values_list("organisation_id", "period_id", "revenue"):
        nothing.pop(organisation, None)
        if revenue == 0:
            nothing[organisation] = periods[period]
    return nothing


def _contacts(on: date) -> dict[int, list[Contact]]:
    found: dict[int, list[Contact]] = defaultdict(list)
    for contact in Contact.objects.filter(on__lte=on):
        found[contact.organisation_id].append(contact)
    return found


def _silence(unanswered: Sequence[Campaign]) -> str:
    if not unanswered:
        return ""
    named = "; ".join(f"{one}, hạn {one.due_on:%d/%m/%Y}" for one in unanswered)
    return f"Không gửi số liệu {numbers.counted(len(unanswered))} đợt thu liền có hỏi: {named}."


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


# Who was asked and sent nothing


def silent(on: date, *, within: OrganisationQuerySet, campaigns: int | None = None) -> int:
    """How many organisations sent nothing in the last campaigns that asked them, nor were looked at since."""
    return sum(rows.count() for rows, _ in _silent(on, within=within, campaigns=campaigns))


def _unheard(on: date, *, within: OrganisationQuerySet, campaigns: int | None) -> dict[int, list[Campaign]]:
    """Of each silent organisation the campaigns it did not answer, the oldest first."""
    groups = _silent(on, within=within, campaigns=campaigns)
    return {pk: asked for rows, asked in groups for pk in rows.values_list("pk", flat=True)}


def _silent(
    on: date, *, within: OrganisationQuerySet, campaigns: int | None
) -> Iterator[tuple[OrganisationQuerySet, list[Campaign]]]:
    """The silent organisations of kinds that the same last campaigns asked, with these campaigns.

    A campaign counts once its due day is past; one that has not asked so often is not silent.
    """
    for kinds, asked in _asked(on, campaigns or settings.SILENT_CAMPAIGNS):
        rows = within.existing(on=on).of_kind(*kinds)
        for campaign in asked:
            rows = rows.existing(on=campaign.expected_on)
            rows = rows.filter(~Exists(_kept(campaign)), ~Exists(_sent(campaign)))
        yield rows.filter(~Exists(_looked_at(on, after=asked[-1].due_on))), asked


def _asked(on: date, number: int) -> Iterator[tuple[list[str], list[Campaign]]]:
    """Kinds with the last `number` campaigns that asked them, the oldest first; none for kinds asked less often."""
    over = list(Campaign.objects.filter(due_on__lt=on).order_by("-due_on", "-pk"))
    by_campaigns: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for kind in REPORTING_KINDS:
        last = [campaign.pk for campaign in over if kind in campaign.kinds][:number]
        if len(last) == number:
            by_campaigns[tuple(reversed(last))].append(kind)
    known = {campaign.pk: campaign for campaign in over}
    for keys, kinds in by_campaigns.items():
        yield kinds, [known[key] for key in keys]


def _kept(campaign: Campaign):
    return AnnualReturn.objects.filter(period=campaign.period_id, stage=campaign.stage, organisation=OuterRef("pk"))


def _sent(campaign: Campaign):
    return Submission.objects.filter(campaign=campaign, state__in=RECEIVED, organisation=OuterRef("pk"))


def _looked_at(on: date, *, after: date):
    """Records by which an organisation is known not to work, or was verified since a day."""
    records = ActivityRecord.objects.holding(on=on).annotate(seen_on=Coalesce("verified_on", "since"))
    return records.filter(Q(state__in=STILL) | Q(seen_on__gt=after), organisation=OuterRef("pk"))

"""How organisations stand: in law, and in fact. Two things that are told side by side and never mixed."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from cooperatives.models import ActivityRecord, ActivityState, AllianceMembership, LifeEvent, Organisation, Participant

_STANDING = (LifeEvent.Kind.SUSPENDED, LifeEvent.Kind.RESUMED)


def with_standing(organisations: QuerySet, on: date) -> QuerySet:
    """Annotate what lists tell of each: `is_member`, `standing` with its day `standing_since`, and `state` in fact."""
    stay = AllianceMembership.objects.open(on=on).filter(organisation=OuterRef("pk"))
    state = ActivityRecord.objects.holding(on=on).filter(organisation=OuterRef("pk"))
    parts = Participant.objects.filter(organisation=OuterRef("pk"), event__kind__in=_STANDING, event__date__lte=on)
    last = parts.order_by("-event__date", "-event__pk")
    return organisations.annotate(
        is_member=Exists(stay),
        state=Subquery(state.values("state")[:1]),
        standing=Subquery(last.values("event__kind")[:1]),
        standing_since=Subquery(last.values("event__date")[:1]),
    )


def suspended(on: date) -> QuerySet:
    """Those whose work is suspended in law at the end of `on`; what they really do is another question."""
    return with_standing(Organisation.objects.existing(on), on).filter(standing=LifeEvent.Kind.SUSPENDED)


def legal_words(organisation: Organisation, on: date) -> str:
    """The legal status of an organisation annotated by with_standing."""
    if organisation.ended_on and organisation.ended_on <= on:
        return f"chấm dứt {organisation.ended_on:%d/%m/%Y}"
    if organisation.standing == LifeEvent.Kind.SUSPENDED:
        return f"đang tạm ngừng từ {organisation.standing_since:%d/%m/%Y}"
    return "đang tồn tại"


def real_words(organisation: Organisation) -> str:
    """The real activity of an organisation annotated by with_standing; one that has ended has none."""
    if organisation.ended_on:
        return "–"
    return ActivityState(organisation.state).label if organisation.state else "chưa ghi"

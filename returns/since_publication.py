"""What was changed after a year was published, told from the history of everything its figures count."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from django.db import models
from django.utils import timezone

from cooperatives.models import ActivityRecord, AllianceMembership, LifeEvent, Organisation
from office.history import PartChange, changes_since
from returns.models import AnnualReturn, CriterionPoints, Period


@dataclass(frozen=True)
class _Counted:
    """Rows of the register that figures count: from the day `begins` up to the day `ends`, by what `told` says."""

    model: type[models.Model]
    begins: str
    ends: str = ""
    told: tuple[str, ...] = ()

    def as_of(self, row: models.Model | None, period: Period) -> tuple | None:
        """What a row tells until the end of a period; None for nothing."""
        if row is None or getattr(row, self.begins) > period.end:
            return None
        end = getattr(row, self.ends) if self.ends else None
        known = end if end and end <= period.end else None
        return (getattr(row, self.begins), known, *(getattr(row, name) for name in self.told))


_REGISTER = (
    _Counted(Organisation, "founded_on", "ended_on", ("kind", "sector")),
    _Counted(LifeEvent, "date", told=("kind", "adjustment", "adjusted_kind", "adjusted_sector", "adjusted_place_id")),
    _Counted(ActivityRecord, "since", "until", ("state",)),
    _Counted(AllianceMembership, "admitted_on", "left_on"),
)


def published_at(period: Period) -> datetime | None:
    """The moment a period was last published; None where it is not."""
    if not period.published_on:
        return None
    moment = None
    for row in period.history.order_by("-history_id"):
        if not row.published_on:
            break
        moment = row.history_date
    return moment or timezone.make_aware(datetime.combine(period.published_on, time.min))


def changes_after_publication(period: Period) -> list[PartChange]:
    """Every change of what the figures of a published period count, the newest first."""
    at = published_at(period)
    return [] if at is None else changes_after(period, at)


def changes_after(period: Period, at: datetime) -> list[PartChange]:
    """Every change after a moment of what the figures of a period count, the newest first. Two queries a model."""
    returns = changes_since(AnnualReturn, at, lambda old, new: True, period=period.pk)
    points = changes_since(CriterionPoints, at, lambda old, new: True, annual_return__period=period.pk)
    found = [*returns, *points, *(change for each in _REGISTER for change in _of_register(each, period, at))]
    return sorted(found, key=lambda change: change.at, reverse=True)


def _of_register(counted: _Counted, period: Period, at: datetime) -> Iterator[PartChange]:
    """Changes that would change figures of the period: those of later days alone leave them as they are."""

    def counts(old: models.Model | None, new: models.Model | None) -> bool:
        return counted.as_of(old, period) != counted.as_of(new, period)

    return changes_since(counted.model, at, counts, **{f"{counted.begins}__lte": period.end})

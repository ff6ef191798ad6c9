"""Awards counted by what they are and whom they went to: "40 tập thể, cá nhân", answered by form and by recipient."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.expressions import Combinable

from cooperatives.models import Kind
from events.models import Award, Basis
from events.models.award import AwardQuerySet
from printing.table import Column, Table
from returns.models import Period

ACHIEVED, DECIDED = "thanh-tich", "quyet-dinh"
"""Awards of a period: those for what was achieved in it, or those decided in it."""


@dataclass(frozen=True)
class Dimension:
    """One way to divide awards: what it is called, what divides them, how each part is told."""

    code: str
    label: str
    by: Combinable
    said: Callable[[object], str] = str


def _labelled(choices, otherwise: str) -> Callable[[object], str]:
    labels = dict(choices)
    return lambda value: labels.get(value, otherwise)


_COLLECTIVE, _PERSON = "tập thể", "cá nhân"
DIMENSIONS = (
    Dimension("hinh-thuc", "Hình thức", F("kind__form")),
    Dimension("cap", "Cấp khen", F("kind__level")),
    Dimension(
        "doi-tuong",
        "Đối tượng",
        Case(When(organisation__isnull=False, then=Value(_COLLECTIVE)), default=Value(_PERSON)),
    ),
    Dimension("loai-hinh", "Loại hình khen thưởng", F("basis"), _labelled(Basis.choices, "chưa ghi")),
    Dimension("to-chuc", "Loại tổ chức", F("organisation__kind"), _labelled(Kind.choices, "cá nhân")),
    Dimension("khoi", "Khối thi đua", F("block"), lambda block: block or "không theo khối"),
    Dimension("nam", "Năm thành tích", F("achievement_year")),
)


def awards_of(period: Period, *, counted: str = ACHIEVED) -> AwardQuerySet:
    """What stands of the awards of a period."""
    awards = Award.objects.decided()
    if counted == DECIDED:
        return awards.decided_between(period.start, period.end)
    return awards.of_period(period)


def counted_by(dimension: Dimension, awards: AwardQuerySet) -> Table:
    """How many collectives and persons fall to each part of a dimension; persons are in no kind of organisation."""
    parts = (
        awards.order_by()
        .annotate(part=dimension.by)
        .values("part")
        .annotate(collectives=Count("organisation"), persons=Count("pk", filter=Q(organisation=None)))
    )
    rows = [
        (dimension.said(row["part"]), row["collectives"], row["persons"], row["collectives"] + row["persons"])
        for row in parts.order_by("part")
    ]
    return Table(
        title=f"Khen thưởng theo {dimension.label[:1].lower()}{dimension.label[1:]}",
        columns=(
            Column("part", dimension.label, kind="name"),
            Column("collectives", "Tập thể", kind="integer"),
            Column("persons", "Cá nhân", kind="integer"),
            Column("total", "Tổng số", kind="integer"),
        ),
        rows=tuple(rows),
        total=("Tổng số", *(sum(row[position] for row in rows) for position in (1, 2, 3))),
        source="Sổ khen thưởng",
    )


def statistics(awards: AwardQuerySet) -> list[Table]:
    """By form and level together, then by each dimension."""
    return [awards.summary(), *(counted_by(each, awards) for each in DIMENSIONS)]

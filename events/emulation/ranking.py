"""A block's year: what its contestants declared, the points they gave and got, and the ranks the block settled on."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from events.models import BlockYear, Contestant, Criterion, Rank, Score
from printing import numbers
from returns.models import AnnualReturn

Points = Mapping[int, tuple[Decimal | None, Decimal | None]]
"""By criterion: the points a contestant gave itself, and those the block gave it."""


def check_can_judge(user) -> None:
    """Raise PermissionDenied, in words, for those who do not write points and ranks."""
    if not user.has_perm("events.change_contestant"):
        raise PermissionDenied("Bạn không có quyền ghi điểm, xếp hạng của khối: hãy nhờ cán bộ phụ trách thi đua.")


@transaction.atomic
def fill_from_returns(year: BlockYear, *, by) -> int:
    """Put beside the points what the returns of the year declare; how many numbers were found."""
    check_can_judge(by)
    criteria = list(year.criteria.exclude(declared=""))
    contestants = year.contestants.filter(organisation__isnull=False)
    rows = AnnualReturn.objects.prevailing().filter(
        organisation__in=contestants.values("organisation"), period__code=str(year.year)
    )
    declared = {row.organisation_id: row for row in rows}
    found = 0
    for one in contestants.select_for_update(of=("self",)):
        for criterion in criteria:
            value = getattr(declared.get(one.organisation_id), criterion.declared, None)
            found += value is not None
            _write(one, criterion, by=by, declared=value)
    return found


@transaction.atomic
def score(contestant: Contestant, *, points: Points, by) -> None:
    """Write the points of one contestant. Raises ValidationError for points above what a criterion gives at most."""
    check_can_judge(by)
    held = Contestant.objects.select_for_update(of=("self",)).get(pk=contestant.pk)
    criteria = {one.pk: one for one in held.block_year.criteria.all()}
    refused = {}
    for pk, pair in points.items():
        for name, value in zip(("self", "cross"), pair, strict=True):
            if value is not None and not 0 <= value <= criteria[pk].most_points:
                refused[f"{name}_{pk}"] = f"Điểm từ 0 đến {numbers.grouped(criteria[pk].most_points)}."
    if refused:
        raise ValidationError(refused)
    for pk, (own, cross) in points.items():
        _write(held, criteria[pk], by=by, self_points=own, cross_points=cross)


def _write(contestant: Contestant, criterion: Criterion, *, by, **values) -> None:
    kept = Score.objects.filter(contestant=contestant, criterion=criterion).first()
    if kept is None and all(value is None for value in values.values()):
        return
    kept = kept or Score(contestant=contestant, criterion=criterion)
    for name, value in values.items():
        setattr(kept, name, value)
    kept._history_user = by
    kept.save()


@transaction.atomic
def rank(year: BlockYear, *, ranks: Mapping[int, str], by) -> None:
    """Write the ranks the block settled on, "" for none: a rank may stay vacant, and be shared where its rule allows.

    Raises ValidationError where a rank is given twice against the rule.
    """
    check_can_judge(by)
    held = BlockYear.objects.select_for_update(of=("self",)).select_related("block").get(pk=year.pk)
    contestants = {one.pk: one for one in held.contestants.select_related("organisation")}
    if contestants.keys() != ranks.keys():
        raise ValidationError("Danh sách đơn vị của khối vừa được sửa: hãy mở lại trang rồi xếp hạng.")
    if not held.block.shared_ranks:
        _check_once(ranks, contestants)
    for pk, one in contestants.items():
        if one.rank != ranks[pk]:
            one.rank, one._history_user = ranks[pk], by
            one.save()


def _check_once(ranks: Mapping[int, str], contestants: Mapping[int, Contestant]) -> None:
    given = Counter(rank for rank in ranks.values() if rank and rank != Rank.ENCOURAGEMENT)
    twice = [Rank(rank) for rank, times in given.items() if times > 1]
    if not twice:
        return
    refused = {
        f"rank_{pk}": f"Khối này không cho đồng hạng: hạng {Rank(rank).label} chỉ ghi cho một đơn vị."
        for pk, rank in ranks.items()
        if rank in twice
    }
    raise ValidationError(refused)

"""Changes of the ledger that are more than editing a line: each is one transaction and records who did it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from events.models import Conclusion
from office.text import shortened
from printing import dates, numbers
from reports.contradictions import computed_value
from reports.models import Figure, Target
from reports.models.figure import FigureQuerySet
from returns.models import Period


def check_can_approve(user) -> None:
    """Raise PermissionDenied, in words, unless `user` may approve published values."""
    if not user.has_perm("reports.approve_figure"):
        raise PermissionDenied("Chỉ lãnh đạo được duyệt số công bố.")


@transaction.atomic
def approve(figure: Figure, *, reason: str = "", by) -> Figure:
    """Let leadership stand by a published value. Where it is not the computed one a reason is asked for.

    Raises PermissionDenied, ValidationError.
    """
    check_can_approve(by)
    figure = Figure.objects.select_for_update().get(pk=figure.pk)
    if figure.stage != Figure.Stage.PUBLISHED:
        raise ValidationError("Chỉ số công bố mới cần duyệt.")
    if figure.approved_on:
        raise ValidationError(f"Số này đã duyệt ngày {dates.day(figure.approved_on)}.")
    figure.reason = reason.strip() or figure.reason
    computed = computed_value(figure)
    if computed is not None and not figure.agrees_with(computed) and not figure.reason:
        raise ValidationError(
            {"reason": f"Số tính được là {numbers.grouped(computed)}: hãy ghi vì sao số công bố khác số ấy."}
        )
    figure.approved_on, figure.approved_by, figure._history_user = timezone.localdate(), by, by
    figure.full_clean()
    figure.save()
    return figure


@transaction.atomic
def revise_target(
    target: Figure,
    *,
    value: Decimal | int,
    upper: Decimal | int | None,
    qualifier: str,
    on: date,
    source: str,
    by,
) -> Target:
    """Replace a plan by a new line from `on`; the old one stays, superseded that day. Raises ValidationError."""
    old = Target.objects.select_for_update().get(pk=target.pk)
    if old.superseded_on:
        raise ValidationError(f"Kế hoạch này đã được điều chỉnh ngày {dates.day(old.superseded_on)}.")
    if old.as_of and on <= old.as_of:
        raise ValidationError({"on": f"Ngày điều chỉnh phải sau ngày giao {dates.day(old.as_of)}."})
    new = Target(
        indicator=old.indicator,
        period=old.period,
        dimension=old.dimension,
        key=old.key,
        stage=Figure.Stage.PLAN,
        qualifier=qualifier,
        value=value,
        upper=upper,
        as_of=on,
        source=source,
        conclusion_id=old.conclusion_id,
        entered_by=by,
    )
    old.superseded_on, old._history_user, new._history_user = on, by, by
    old.save()
    new.full_clean()
    new.save()
    return new


MAY_PLAN = ("reports.add_target", "reports.approve_figure")
NOT_FOR_PLANS = (
    "Chỉ kết luận có hạn và chưa thực hiện xong mới đưa vào kế hoạch được: hãy ghi hạn ở trang Sửa hồ sơ của hội nghị."
)


def check_can_plan(user) -> None:
    """Raise PermissionDenied, in words, unless `user` may make a conclusion a line of the plan."""
    if not any(user.has_perm(each) for each in MAY_PLAN):
        raise PermissionDenied("Chỉ lãnh đạo và cán bộ phụ trách số liệu được đưa kết luận vào kế hoạch.")


@transaction.atomic
def plan_conclusion(
    conclusion: Conclusion,
    *,
    indicator: str,
    year: int,
    qualifier: str,
    value: Decimal | int,
    upper: Decimal | int | None = None,
    by,
) -> Target:
    """Make what a conference wanted a line of the plan of a year, the conference its source.

    Raises PermissionDenied; ValidationError where the conclusion has its line, or the year one of the indicator.
    """
    check_can_plan(by)
    conclusion = Conclusion.objects.select_for_update(of=("self",)).select_related("conference").get(pk=conclusion.pk)
    if not Conclusion.objects.for_plans().filter(pk=conclusion.pk).exists():
        raise ValidationError(NOT_FOR_PLANS)
    period = Period.objects.named(str(year))
    if period.pk is None:
        period._history_user = by
        period.save()
    plan = Target(
        indicator=indicator,
        period=period,
        stage=Figure.Stage.PLAN,
        qualifier=qualifier,
        value=value,
        upper=upper,
        as_of=conclusion.conference.held_on,
        source=source_of(conclusion),
        note=shortened(conclusion.text, _longest("note")),
        conclusion=conclusion,
        entered_by=by,
    )
    plan._history_user = by
    plan.full_clean()
    plan.save()
    return plan


def source_of(conclusion: Conclusion) -> str:
    """How a plan names the conclusion it comes from: "Kết luận Hội nghị … ngày 10/01/2023"."""
    said = f"ngày {dates.day(conclusion.conference.held_on)}"
    room = _longest("source") - len(f"Kết luận  {said}")
    title = conclusion.conference.title
    return f"Kết luận {shortened(title, room)} {said}"


def _longest(name: str) -> int:
    return Figure._meta.get_field(name).max_length


@dataclass(frozen=True)
class Copied:
    """Plans carried into another year, and those that stay because that year has its own."""

    new: tuple[Figure, ...]
    kept: tuple[Target, ...]


def plans_to_copy(*, from_code: str, to: Period) -> Copied:
    """What carrying the plans of a year into another would do; nothing is written."""
    there = {(each.indicator, *each.slice): each for each in _plans_of(to.code)}
    found = [(there.get((each.indicator, *each.slice)), each) for each in _plans_of(from_code)]
    return Copied(tuple(_copy(each, to) for own, each in found if own is None), tuple(own for own, _ in found if own))


def _plans_of(code: str) -> FigureQuerySet:
    return Target.objects.current().filter(period__code=code).with_indicators().select_related("period").order_by("pk")


def _copy(plan: Figure, to: Period) -> Figure:
    """The same plan for another year, not saved, without the document that assigned the first."""
    same = {
        name: getattr(plan, name) for name in ("indicator", "dimension", "key", "stage", "qualifier", "value", "upper")
    }
    copy = Figure(period=to, note=f"Lấy theo kế hoạch {plan.period}", **same)
    copy.told_of = plan.told_of
    return copy


@transaction.atomic
def copy_targets(*, from_code: str, to_code: str, by) -> Copied:
    """Carry the plans of a year into another, each without a document yet; what that year has is never overwritten.

    Raises ValidationError where there is nothing to carry.
    """
    to = Period.objects.named(to_code)
    copied = plans_to_copy(from_code=from_code, to=to)
    if not copied.new:
        raise ValidationError(f"Không có chỉ tiêu nào của năm {from_code} mà năm {to_code} chưa có.")
    if to.pk is None:
        to._history_user = by
        to.save()
    for each in copied.new:
        each.period, each.entered_by = to, by
    bulk_create_with_history(copied.new, Figure, default_user=by)
    return copied

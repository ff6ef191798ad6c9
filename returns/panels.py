"""What an organisation's returns say of it, for its page."""

from decimal import Decimal

from django.db.models import Exists, OuterRef, Q

from cooperatives.models import Organisation
from office.panels import Panel, panel
from printing import numbers
from returns.checks import RATING_DOUBTS
from returns.models import AnnualReturn, CriterionPoints, Period, RatingCriterion
from returns.rating import judged
from returns.review import doubts_with_answers
from returns.sizes import Sized, sized

_UNKNOWN = "chưa khai"


@panel(Organisation)
def size(organisation: Organisation, user) -> Panel | None:
    """The size in the newest year that a cooperative reported for, with the rule and the figures behind it."""
    if not user.has_perm("returns.view_annualreturn"):
        return None
    reported = AnnualReturn.objects.filter(organisation=organisation.pk).values("period")
    period = Period.objects.years().filter(pk__in=reported).order_by("-start").first()
    told = sized(period, Organisation.objects.filter(pk=organisation.pk)) if period else {}
    return _panel(period, told[organisation.pk]) if organisation.pk in told else None


@panel(Organisation)
def rating(organisation: Organisation, user) -> Panel | None:
    """The rating of the newest year that has one or was judged: what was entered, what the points propose, and why."""
    if not user.has_perm("returns.view_annualreturn"):
        return None
    rows = AnnualReturn.objects.prevailing().filter(organisation=organisation.pk, period__kind=Period.Kind.YEAR)
    rated = rows.filter(~Q(rating="") | Exists(CriterionPoints.objects.filter(annual_return=OuterRef("pk"))))
    row = rated.select_related("organisation", "period", "rating_scheme").order_by("-period__start").first()
    return _rated(row) if row else None


def _rated(row: AnnualReturn) -> Panel:
    found, score = judged(row), row.rating_score
    grade = row.get_rating_display() or "chưa ghi"
    lines = [("Xếp loại", f"{grade}: {row.unrated_reason}" if row.unrated_reason else grade)]
    lines += [("Điểm", f"{numbers.grouped(score)} điểm")] if score is not None else []
    if found and found.known:
        lines += [("Cộng các tiêu chí", found.in_words), ("Theo điểm", found.proposal)]
        lines += [(str(criterion), _points(criterion, points)) for criterion, points in found.lines]
    doubts = [doubt for doubt in doubts_with_answers(row) if doubt.finding.code in RATING_DOUBTS]
    lines += [("Khác nhau", doubt.in_words) for doubt in doubts]
    named = row.rating_scheme or (found.scheme if found and found.known else None)
    return Panel(f"Xếp loại {row.period}", lines, f"Theo {named}." if named else "")


def _points(criterion: RatingCriterion, points: Decimal | None) -> str:
    if points is None:
        return "chưa chấm"
    most = f"/{numbers.grouped(criterion.most)}" if criterion.most is not None else ""
    return f"{numbers.grouped(points)}{most}"


def _panel(period: Period, told: Sized) -> Panel:
    lines = [
        ("Quy mô", told.in_words),
        ("Thành viên", _UNKNOWN if told.members is None else numbers.grouped(told.members)),
        ("Doanh thu", _money(told.revenue)),
        ("Tổng nguồn vốn", _money(told.capital)),
    ]
    lines += [(f"Mức {rule.get_size_display()}", _bounds(rule)) for rule in told.rules]
    decrees = sorted({rule.decree for rule in told.rules if rule.decree})
    note = " ".join([told.why_not, f"Theo {', '.join(decrees)}." if decrees else ""]).strip()
    return Panel(f"Quy mô theo số liệu {period}", lines, note)


def _money(value: int | None) -> str:
    return _UNKNOWN if value is None else numbers.money(value)


def _bounds(rule) -> str:
    members, revenue = numbers.grouped(rule.least_members), numbers.money_short(rule.least_revenue)
    return (
        f"từ {members} thành viên và doanh thu từ {revenue} hoặc nguồn vốn từ {numbers.money_short(rule.least_capital)}"
    )

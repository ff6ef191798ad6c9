"""What a reader of a period should look after: who is late, who is silent, what is only estimated, what is odd."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from cooperatives.models import CeasedOrganisation, Organisation
from printing import numbers
from returns.completeness import late
from returns.dormancy import silent
from returns.models import REPORTING_KINDS, AnnualReturn, Campaign, Period, Stage


@dataclass(frozen=True)
class Point:
    """One sentence, and the page that names whom it is about ("" where the reader may not open it)."""

    sentence: str
    address: str = ""


def attention(period: Period, user) -> list[Point]:
    """The points of a period that leadership and staff should look after; at most seven queries."""
    return list(_points(period, user, Organisation.objects.visible_to(user)))


def _points(period: Period, user, within: QuerySet) -> Iterator[Point]:
    returns = AnnualReturn.objects.prevailing().filter(period__code=period.code)
    known = returns.filter(organisation__in=within.order_by().values("pk"))
    expected = within.existing(on=period.end).of_kind(*REPORTING_KINDS)
    missing = expected.exclude(pk__in=returns.order_by().values("organisation")).count()
    if missing and period.kind != Period.Kind.YEARS:
        page = reverse("admin:returns_annualreturn_missing", args=[period.code]) if period.pk else ""
        yield Point(f"{numbers.counted(missing)} tổ chức chưa có số liệu {period.label}", page)
    if count := late(period, within=within):
        campaign = Campaign.objects.filter(period__code=period.code).order_by("-due_on").first()
        page = reverse("admin:returns_campaign_board", args=[campaign.pk])
        yield Point(f"{numbers.counted(count)} tổ chức gửi số liệu sau hạn nộp", page)
    if count := known.filter(stage=Stage.ESTIMATE).count():
        yield Point(
            f"{numbers.counted(count)} tổ chức mới có số ước",
            reverse("reports:behind", args=[period.code, "returns_received"]),
        )
    if period.pk and known.exists():
        yield Point("Điều lạ trong số liệu đã nhận", reverse("reports:oddities", args=[period.code]))
    yield from _of_today(user, within)


def _of_today(user, within: QuerySet) -> Iterator[Point]:
    """What is so today, whatever the period."""
    if count := silent(timezone.localdate(), within=within):
        page = reverse("admin:returns_contact_radar") if user.has_perm("returns.view_contact") else ""
        yield Point(f"{numbers.counted(count)} tổ chức im lặng nhiều đợt thu liền, cần rà soát", page)
    if count := CeasedOrganisation.objects.filter(pk__in=within.order_by().values("pk")).count():
        page = reverse("admin:cooperatives_ceasedorganisation_changelist")
        yield Point(f"{numbers.counted(count)} tổ chức ngừng hoạt động nhưng chưa giải thể", page)

"""Who has not reported and which year waits for leadership, for the start page of the admin."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from cooperatives.models import Organisation
from cooperatives.models.organisation import OrganisationQuerySet
from office.worklist import Task, task
from printing import numbers
from returns.completeness import headline, missing
from returns.dormancy import silent
from returns.models import REPORTING_KINDS, AnnualReturn, Campaign, Period, Submission
from returns.workflow import can_publish


def without_return(period: Period, user) -> OrganisationQuerySet:
    """The organisations `user` may see that existed at the end of `period` and have reported nothing for it."""
    reported = AnnualReturn.objects.filter(period=period, organisation=OuterRef("pk"))
    existing = Organisation.objects.visible_to(user).existing(on=period.end).of_kind(*REPORTING_KINDS)
    return existing.filter(~Exists(reported))


@task
def returns_missing(user) -> Iterator[Task]:
    """The newest year that is not published: how many organisations have not reported."""
    if not user.has_perm("returns.add_annualreturn"):
        return
    period = Period.objects.years().filter(published_on__isnull=True, start__lte=timezone.localdate()).first()
    missing = without_return(period, user).count() if period else 0
    if missing:
        yield Task(
            f"{numbers.counted(missing)} tổ chức chưa có số liệu {period}",
            url=reverse("admin:returns_annualreturn_missing", args=[period.code]),
            urgent=period.end < timezone.localdate(),
        )


@task
def years_to_publish(user) -> Iterator[Task]:
    """Years that are over, have returns and are not published: leadership alone releases them."""
    if not can_publish(user):
        return
    ended = Period.objects.years().filter(published_on__isnull=True, end__lt=timezone.localdate())
    for period in ended.filter(Exists(AnnualReturn.objects.filter(period=OuterRef("pk"))))[:3]:
        yield Task(
            f"Số liệu {period} chưa công bố",
            url=reverse("admin:returns_period_change", args=[period.pk]),
            urgent=True,
        )


@task
def running_campaigns(user) -> Iterator[Task]:
    """Campaigns that take returns now: how many days are left and how many are missing."""
    if not user.has_perm("returns.view_campaign"):
        return
    today = timezone.localdate()
    visible = Organisation.objects.visible_to(user)
    for campaign in Campaign.objects.running(on=today):
        page = reverse("admin:returns_campaign_board", args=[campaign.pk])
        lacking, own = missing(campaign, within=visible), missing(campaign, within=visible.filter(officer=user))
        said = headline(campaign, today, lacking)
        urgent = campaign.due_on <= today
        yield Task(f"Đợt thu {campaign}: {said[:1].lower()}{said[1:]}", url=page, urgent=urgent and lacking > 0)
        if own:
            told = f"Đợt thu {campaign}: {numbers.counted(own)} đơn vị bạn phụ trách chưa gửi"
            yield Task(told, url=f"{page}?cua=toi", urgent=urgent)


@task
def submissions_waiting(user) -> Iterator[Task]:
    """What was sent in and nobody has looked at."""
    if not user.has_perm("returns.change_submission"):
        return
    waiting = Submission.objects.visible_to(user).waiting().count()
    if waiting:
        page = reverse("admin:returns_submission_changelist")
        yield Task(f"{numbers.counted(waiting)} bản gửi về chờ xem", url=f"{page}?state__exact=submitted", urgent=True)
    own = Submission.objects.visible_to(user).waiting().filter(organisation__officer=user).count() if waiting else 0
    if own:
        yield Task(
            f"{numbers.counted(own)} bản gửi về của đơn vị bạn phụ trách chờ xem",
            url=f"{page}?state__exact=submitted&phu_trach=toi",
            urgent=True,
        )


@task
def organisations_to_verify(user) -> Iterator[Task]:
    """Organisations with signs that they no longer work."""
    if not user.has_perm("returns.add_contact"):
        return
    found = silent(timezone.localdate(), within=Organisation.objects.visible_to(user))
    if found:
        times = numbers.counted(settings.SILENT_CAMPAIGNS)
        yield Task(
            f"{numbers.counted(found)} tổ chức không gửi số liệu {times} đợt thu liền, cần rà soát hoạt động",
            url=reverse("admin:returns_contact_radar"),
        )

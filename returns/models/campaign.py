from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cooperatives.models import Kind, Organisation
from cooperatives.models.organisation import OrganisationQuerySet
from office.fields import LineField
from office.history_records import HistoricalRecords
from returns.models.annual_return import Stage
from returns.models.period import Period

# Enterprises are members of the alliance, not part of the collective economy that is reported on.
REPORTING_KINDS = (Kind.COOPERATIVE, Kind.CREDIT_FUND, Kind.UNION, Kind.GROUP)


def every_reporting_kind() -> list[str]:
    return [kind.value for kind in REPORTING_KINDS]


class Phase(models.TextChoices):
    """Where a campaign stands on a day."""

    AHEAD = "ahead", "chưa mở"
    OPEN = "open", "đang thu"
    OVERDUE = "overdue", "quá hạn, còn nhận"
    CLOSED = "closed", "đã khóa"


class CampaignQuerySet(models.QuerySet):
    def running(self, on: date) -> "CampaignQuerySet":
        """Campaigns that take returns on `on`, late ones too."""
        return self.filter(opens_on__lte=on, closes_on__gte=on)


class CampaignManager(models.Manager.from_queryset(CampaignQuerySet)):
    """A campaign is never named without its period."""

    def get_queryset(self):
        return super().get_queryset().select_related("period")


class Campaign(models.Model):
    """The collection of one stage of one period: whom it asks, from when, until when.

    Returns are taken from `opens_on` to the end of `closes_on`; those after `due_on` are late. Afterwards only
    organisations with a Correction get through. `expected_on` is the day on which an organisation must exist to be
    asked.
    """

    period = models.ForeignKey(Period, models.PROTECT, verbose_name="kỳ", related_name="campaigns")
    stage = models.CharField("giai đoạn", max_length=8, choices=Stage.choices, default=Stage.OFFICIAL)
    kinds = models.JSONField("loại hình được hỏi", default=every_reporting_kind)
    expected_on = models.DateField("tính tổ chức tồn tại vào ngày", help_text="Thường là ngày cuối kỳ")
    opens_on = models.DateField("ngày mở")
    due_on = models.DateField("hạn nộp")
    closes_on = models.DateField("ngày khóa", help_text="Hết ngày này chỉ sửa được khi có gia hạn")
    note = LineField("ghi chú", max_length=300, blank=True)
    history = HistoricalRecords(verbose_name="lịch sử đợt thu", verbose_name_plural="lịch sử đợt thu")

    objects = CampaignManager()

    class Meta:
        verbose_name = "đợt thu số liệu"
        verbose_name_plural = "đợt thu số liệu"
        ordering = ["-opens_on", "stage"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "stage"],
                name="campaign_once_per_stage",
                violation_error_message="Kỳ này đã có đợt thu của giai đoạn ấy.",
            ),
            models.CheckConstraint(
                name="campaign_days_in_order",
                condition=Q(opens_on__lte=F("due_on")) & Q(due_on__lte=F("closes_on")),
                violation_error_message="Ngày mở, hạn nộp, ngày khóa phải theo thứ tự thời gian.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} ({self.get_stage_display()})"

    def phase(self, on: date) -> Phase:
        if on < self.opens_on:
            return Phase.AHEAD
        if on <= self.due_on:
            return Phase.OPEN
        return Phase.OVERDUE if on <= self.closes_on else Phase.CLOSED

    def expected(self) -> OrganisationQuerySet:
        """The organisations it asks."""
        return Organisation.objects.existing(on=self.expected_on).of_kind(*self.kinds)

    def why_not_asked(self, organisation: Organisation) -> str:
        """Why it does not ask an organisation, as a sentence; "" when it does."""
        if organisation.kind not in self.kinds:
            return f"Đợt thu số liệu {self} không hỏi loại hình {Kind(organisation.kind).label.lower()}."
        if self.expected().filter(pk=organisation.pk).exists():
            return ""
        day = f"{self.expected_on:%d/%m/%Y}"
        return f"Đợt thu số liệu {self} chỉ hỏi tổ chức tồn tại vào ngày {day}, mà {organisation} thì không."


class Correction(models.Model):
    """Leave for one organisation to change a return that is locked, with the reason.

    One that is `published` was given by leadership and lets figures through that the public has read; any other ends
    at the closing of a campaign, not at a publication.
    """

    period = models.ForeignKey(Period, models.PROTECT, verbose_name="kỳ", related_name="corrections")
    stage = models.CharField("giai đoạn", max_length=8, choices=Stage.choices, default=Stage.OFFICIAL)
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="tổ chức", related_name="+")
    published = models.BooleanField("sửa số đã công bố", default=False)
    until = models.DateField("đến hết ngày")
    reason = LineField("lý do", max_length=300)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người cho phép")
    granted_at = models.DateTimeField("lúc", auto_now_add=True)
    history = HistoricalRecords(verbose_name="lịch sử gia hạn", verbose_name_plural="lịch sử gia hạn")

    class Meta:
        verbose_name = "gia hạn sửa số liệu"
        verbose_name_plural = "gia hạn sửa số liệu"
        ordering = ["-granted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "stage", "organisation"],
                name="correction_once_per_organisation",
                violation_error_message="Tổ chức này đã được gia hạn trong kỳ: hãy sửa ngày của lần đó.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: gia hạn đến {self.until:%d/%m/%Y}"

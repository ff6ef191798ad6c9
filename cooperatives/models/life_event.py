from datetime import date

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from cooperatives.models.organisation import Organisation
from office.fields import LineField


class LifeEventQuerySet(models.QuerySet):
    def between(self, start: date, end: date) -> "LifeEventQuerySet":
        return self.filter(date__range=(start, end))


class LifeEvent(models.Model):
    """What happened to organisations on a day, by a decision. Its participants say who began, ended or went on."""

    class Kind(models.TextChoices):
        FOUNDED = "founded", "thành lập"
        SPLIT = "split", "chia"
        SEPARATED = "separated", "tách"
        CONSOLIDATED = "consolidated", "hợp nhất"
        MERGED = "merged", "sáp nhập"
        CONVERTED = "converted", "chuyển đổi"
        SUSPENDED = "suspended", "tạm ngừng"
        RESUMED = "resumed", "hoạt động lại"
        DISSOLVED = "dissolved", "giải thể"
        BANKRUPT = "bankrupt", "phá sản"
        MOVED = "moved", "chuyển địa bàn"
        RENAMED = "renamed", "đổi tên"

    kind = models.CharField("sự kiện", max_length=12, choices=Kind.choices)
    date = models.DateField("ngày")
    decision = LineField("số quyết định", max_length=60, blank=True)
    note = LineField("ghi chú", max_length=300, blank=True)
    organisations = models.ManyToManyField(Organisation, through="Participant", related_name="life_events")
    history = HistoricalRecords(verbose_name="lịch sử sự kiện", verbose_name_plural="lịch sử sự kiện")

    objects = LifeEventQuerySet.as_manager()

    class Meta:
        verbose_name = "sự kiện"
        verbose_name_plural = "sự kiện thành lập, tổ chức lại, chấm dứt"
        ordering = ["-date", "-pk"]
        indexes = [models.Index(fields=["date", "kind"], name="life_event_date_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ngày {self.date:%d/%m/%Y}"


class Participant(models.Model):
    """One organisation's part in an event. An organisation begins once and ends at most once."""

    class Role(models.TextChoices):
        BEGINS = "begins", "bắt đầu"
        ENDS = "ends", "chấm dứt"
        CONTINUES = "continues", "tiếp tục"

    event = models.ForeignKey(LifeEvent, models.CASCADE, verbose_name="sự kiện", related_name="participants")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="tổ chức", related_name="participations"
    )
    role = models.CharField("vai trò", max_length=10, choices=Role.choices)

    class Meta:
        verbose_name = "bên tham gia sự kiện"
        verbose_name_plural = "bên tham gia sự kiện"
        constraints = [
            models.UniqueConstraint(
                fields=["event", "organisation"],
                name="participant_once_per_event",
                violation_error_message="Tổ chức này đã có trong sự kiện.",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(role="begins"),
                name="organisation_begins_once",
                violation_error_message="Tổ chức này đã có sự kiện bắt đầu.",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(role="ends"),
                name="organisation_ends_once",
                violation_error_message="Tổ chức này đã chấm dứt, không thể chấm dứt lần nữa.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_role_display()}"

from datetime import date

from django.db import models
from django.db.models import F, Q

from cooperatives.models.life_event import LifeEvent
from cooperatives.models.organisation import Organisation
from office.fields import LineField
from office.history_records import HistoricalRecords


class ActivityState(models.TextChoices):
    """Whether an organisation really works, which is not what its legal status says."""

    ACTIVE = "active", "đang hoạt động"
    SUSPENDED = "suspended", "tạm ngừng"
    CEASED = "ceased", "ngừng hoạt động chưa giải thể"
    UNKNOWN = "unknown", "chưa xác định"


class ActivityRecordQuerySet(models.QuerySet):
    def holding(self, on: date) -> "ActivityRecordQuerySet":
        """The records that hold at the end of `on`: at most one per organisation."""
        return self.filter(since__lte=on).exclude(until__lte=on)


class ActivityRecord(models.Model):
    """The real activity of an organisation from one day up to another, with who verified it and when.

    It holds from `since` to the day before `until`; no `until` means that it still holds.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name="tổ chức", related_name="activity_records"
    )
    state = models.CharField("tình trạng", max_length=10, choices=ActivityState.choices)
    since = models.DateField("từ ngày")
    until = models.DateField("đến trước ngày", null=True, blank=True, editable=False)
    verified_by = LineField("người xác minh", max_length=100, blank=True)
    verified_on = models.DateField("ngày xác minh", null=True, blank=True)
    closed_by = models.ForeignKey(
        LifeEvent, models.SET_NULL, verbose_name="kết thúc cùng sự kiện", null=True, editable=False, related_name="+"
    )
    history = HistoricalRecords(verbose_name="lịch sử tình trạng", verbose_name_plural="lịch sử tình trạng")

    objects = ActivityRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "tình trạng hoạt động"
        verbose_name_plural = "tình trạng hoạt động"
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "since"],
                name="activity_one_state_per_day",
                violation_error_message="Tổ chức này đã có một tình trạng bắt đầu cùng ngày.",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(until__isnull=True),
                name="activity_one_state_now",
                violation_error_message="Tổ chức này đã có một tình trạng đang áp dụng.",
            ),
            models.CheckConstraint(
                name="activity_ends_after_start",
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                violation_error_message="Tình trạng mới phải bắt đầu sau tình trạng đang áp dụng.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} từ {self.since:%d/%m/%Y}"

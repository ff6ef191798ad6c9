from django.db import models
from django.db.models import F, Q

from office.fields import LineField, SearchKeyField, matching
from office.history_records import HistoricalRecords


class MovementQuerySet(models.QuerySet):
    def visible_to(self, user) -> "MovementQuerySet":
        return self if user.has_perm("events.view_movement") else self.none()

    def search(self, text: str) -> "MovementQuerySet":
        return matching(self, text)


class Movement(models.Model):
    """An emulation movement: what for, on what occasion, from one day to another."""

    class Kind(models.TextChoices):
        REGULAR = "regular", "thường xuyên"
        THEMATIC = "thematic", "theo chuyên đề"

    name = LineField("tên phong trào", max_length=200)
    kind = models.CharField("loại", max_length=8, choices=Kind.choices, default=Kind.REGULAR)
    occasion = LineField("nhân dịp", max_length=200, blank=True)
    launched_by = LineField("văn bản phát động", max_length=100, blank=True)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    aims = models.TextField("nội dung, chỉ tiêu", blank=True, max_length=4000, help_text="Mỗi dòng một ý")
    search_key = SearchKeyField(of=("name", "occasion", "launched_by"))
    history = HistoricalRecords(
        excluded_fields=["search_key"],
        verbose_name="lịch sử phong trào",
        verbose_name_plural="lịch sử phong trào",
    )

    objects = MovementQuerySet.as_manager()

    class Meta:
        verbose_name = "phong trào thi đua"
        verbose_name_plural = "phong trào thi đua"
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(
                name="movement_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="“Đến ngày” phải bằng hoặc sau “Từ ngày”.",
            )
        ]

    def __str__(self) -> str:
        return self.name

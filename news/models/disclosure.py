"""What of the figures is told to the public: of how small a group, and what each year said when it was published."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from office.history_records import HistoricalRecords
from returns.models import Period


class Disclosure(models.Model):
    """How the office tells figures to the public: one row, or none while nobody has decided anything."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    smallest_group = models.PositiveSmallIntegerField(
        "số tổ chức ít nhất sau một số công khai",
        null=True,
        blank=True,
        help_text=(
            "Số do ít tổ chức hơn kê khai hiện là “…” ở trang Số liệu, tệp tải về và dữ liệu mở. Để trống: nêu mọi số."
        ),
    )
    history = HistoricalRecords(
        verbose_name="lịch sử cách công khai số liệu", verbose_name_plural="lịch sử cách công khai số liệu"
    )

    class Meta:
        verbose_name = "cách công khai số liệu"
        verbose_name_plural = "cách công khai số liệu"
        constraints = [
            models.CheckConstraint(
                name="disclosure_is_the_only_row",
                condition=Q(id=1),
                violation_error_message="Chỉ có một bản ghi cách công khai số liệu: hãy sửa bản ghi đang có.",
            ),
            models.CheckConstraint(
                name="disclosure_hides_small_groups",
                condition=Q(smallest_group__isnull=True) | Q(smallest_group__gte=2, smallest_group__lte=100),
                violation_error_code="smallest_group",  # the field that is told of it
                violation_error_message="Hãy ghi từ 2 đến 100 tổ chức; để trống nếu nêu mọi số.",
            ),
        ]

    def __str__(self) -> str:
        return "Cách công khai số liệu"

    @classmethod
    def smallest(cls) -> int | None:
        """The smallest group told of; None where the office has set none."""
        return cls.objects.values_list("smallest_group", flat=True).first()


class ReleaseQuerySet(models.QuerySet):
    def of_published(self) -> "ReleaseQuerySet":
        """Of each year published now what it said then, the newest year first."""
        published = self.filter(period__published_on=models.F("published_on"))
        newest = self.filter(period=models.OuterRef("period")).order_by("-number").values("pk")[:1]
        return published.filter(pk=models.Subquery(newest)).select_related("period").order_by("-period__start")


class Release(models.Model):
    """The tables of a year as they were on the day it was published; `number` counts how often it has been.

    What is corrected afterwards in the register or in returns changes nothing here: leadership withdraws the year and
    publishes it again, which is a release of its own.
    """

    period = models.ForeignKey(Period, models.PROTECT, verbose_name="kỳ", related_name="releases")
    number = models.PositiveSmallIntegerField("lần công bố")
    published_on = models.DateField("công bố ngày")
    kept_at = models.DateTimeField("lưu lúc", default=timezone.now)
    tables = models.JSONField("các bảng")

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = "bản công bố"
        verbose_name_plural = "bản công bố"
        ordering = ["-period__start", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "number"],
                name="release_once_a_number",
                violation_error_message="Lần công bố này của năm đã được lưu.",
            )
        ]

    def __str__(self) -> str:
        return f"Số liệu {self.period}, công bố lần {self.number}"

from datetime import date

from django.db import models
from django.db.models import F, Q

from cooperatives.models import Kind
from office.fields import LineField
from office.history_records import HistoricalRecords


class MemberMinimumQuerySet(models.QuerySet):
    def for_founding(self, kind: str, on: date) -> "MemberMinimum | None":
        """What the law asked of an organisation of a kind founded on a day; None where no row tells."""
        return self.filter(kind=kind).exclude(valid_from__gt=on).exclude(valid_to__lt=on).first()


class MemberMinimum(models.Model):
    """How many members the law asks for at founding. Those who shrink below it are doubted, never refused."""

    kind = models.CharField("loại hình", max_length=12, choices=Kind.choices)
    least = models.PositiveIntegerField("số thành viên tối thiểu")
    valid_from = models.DateField("thành lập từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    decree = LineField("văn bản", max_length=100, blank=True)
    history = HistoricalRecords(verbose_name="lịch sử mức tối thiểu", verbose_name_plural="lịch sử mức tối thiểu")

    objects = MemberMinimumQuerySet.as_manager()

    class Meta:
        verbose_name = "số thành viên tối thiểu"
        verbose_name_plural = "số thành viên tối thiểu"
        ordering = ["kind", F("valid_from").desc(nulls_last=True)]
        constraints = [
            models.CheckConstraint(
                name="member_minimum_dates_in_order",
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="“Đến hết ngày” không được trước “Thành lập từ ngày”.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.least}"

    def covers(self, kind: str, founded_on: date) -> bool:
        """Whether it holds for an organisation of a kind founded on a day."""
        begun = self.valid_from is None or self.valid_from <= founded_on
        return self.kind == kind and begun and (self.valid_to is None or self.valid_to >= founded_on)

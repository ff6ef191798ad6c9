from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from cooperatives.models import Kind
from office.fields import LineField
from office.history_records import HistoricalRecords


def cooperatives_alone() -> list[str]:
    """People's credit funds are rated by rules of the State Bank, unless a scheme says otherwise."""
    return [Kind.COOPERATIVE.value]


class RatingSchemeQuerySet(models.QuerySet):
    def in_force(self, on: date) -> "RatingSchemeQuerySet":
        """Schemes by which organisations could be rated on a day, the newest first."""
        return self.exclude(valid_from__gt=on).exclude(valid_to__lt=on).order_by(F("valid_from").desc(nulls_last=True))

    def rating(self, kind: str, *, on: date) -> "RatingScheme | None":
        """The newest scheme by which organisations of a kind could be rated on a day."""
        return next((scheme for scheme in self.in_force(on) if scheme.rates(kind)), None)


class RatingScheme(models.Model):
    """A set of rules by which organisations are rated, in force from one day to another.

    None is law for good: the one of 2020 was repealed in 2025, and provinces may set their own.
    """

    name = LineField("tên bộ tiêu chí", max_length=150, unique=True)
    decree = LineField("văn bản", max_length=100, blank=True)
    kinds = models.JSONField("dùng cho loại hình", default=cooperatives_alone)
    valid_from = models.DateField("áp dụng từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    history = HistoricalRecords(verbose_name="lịch sử bộ tiêu chí", verbose_name_plural="lịch sử bộ tiêu chí")

    objects = RatingSchemeQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ tiêu chí xếp loại"
        verbose_name_plural = "bộ tiêu chí xếp loại"
        ordering = [F("valid_from").desc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                name="rating_scheme_dates_in_order",
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="“Đến hết ngày” không được trước “Áp dụng từ ngày”.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def rates(self, kind: str) -> bool:
        return kind in self.kinds

    def covers(self, day: date) -> bool:
        """Whether organisations could be rated by it on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or self.valid_to >= day)

    def grade_of(self, score: Decimal | int) -> str | None:
        """The grade a score earns; None below every threshold, or where the scheme has none."""
        reached = (grade for grade in self.grades.all() if score >= grade.least_score)
        best = max(reached, key=lambda grade: grade.least_score, default=None)
        return best.grade if best else None


class RatingGrade(models.Model):
    """From how many points on a grade is earned."""

    scheme = models.ForeignKey(RatingScheme, models.CASCADE, verbose_name="bộ tiêu chí", related_name="grades")
    grade = models.CharField(
        "xếp loại",
        max_length=8,
        choices=[("good", "tốt"), ("fair", "khá"), ("average", "trung bình"), ("weak", "yếu")],
    )
    least_score = models.DecimalField("từ điểm", max_digits=5, decimal_places=2)
    note = LineField("ghi chú", max_length=200, blank=True)

    class Meta:
        verbose_name = "mức xếp loại"
        verbose_name_plural = "mức xếp loại"
        ordering = ["-least_score"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "grade"],
                name="rating_grade_once_per_scheme",
                violation_error_message="Bộ tiêu chí đã có mức này.",
            )
        ]

    def __str__(self) -> str:
        return self.get_grade_display()


class RatingCriterion(models.Model):
    """One criterion of a scheme, in its order; `most` is unknown where the office has not entered it."""

    scheme = models.ForeignKey(RatingScheme, models.CASCADE, verbose_name="bộ tiêu chí", related_name="criteria")
    number = models.PositiveSmallIntegerField("thứ tự")
    name = LineField("tiêu chí", max_length=200)
    group = LineField("nhóm", max_length=100, blank=True)
    most = models.DecimalField("điểm tối đa", max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "tiêu chí xếp loại"
        verbose_name_plural = "tiêu chí xếp loại"
        ordering = ["scheme", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "number"],
                name="rating_criterion_numbered_once",
                violation_error_message="Bộ tiêu chí đã có tiêu chí mang số này.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

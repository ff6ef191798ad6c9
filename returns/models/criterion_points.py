from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from office.history_records import HistoricalRecords
from printing import numbers
from returns.models.annual_return import AnnualReturn
from returns.models.rating_scheme import RatingCriterion


class CriterionPoints(models.Model):
    """The points that one criterion earned an organisation in a year; a criterion not judged yet has no row."""

    annual_return = models.ForeignKey(
        AnnualReturn, models.CASCADE, verbose_name="số liệu", related_name="criterion_points"
    )
    criterion = models.ForeignKey(RatingCriterion, models.PROTECT, verbose_name="tiêu chí", related_name="points")
    points = models.DecimalField(
        "điểm", max_digits=5, decimal_places=2, validators=[MinValueValidator(0, "Không được là số âm.")]
    )
    history = HistoricalRecords(verbose_name="lịch sử điểm", verbose_name_plural="lịch sử điểm")

    class Meta:
        verbose_name = "điểm tiêu chí"
        verbose_name_plural = "điểm từng tiêu chí xếp loại"
        ordering = ["criterion__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["annual_return", "criterion"],
                name="criterion_points_once",
                violation_error_message="Tiêu chí này vừa được chấm: hãy mở lại trang để xem điểm.",
            ),
            models.CheckConstraint(
                name="criterion_points_not_negative",
                condition=Q(points__gte=0),
                violation_error_message="Điểm không được là số âm.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {numbers.grouped(self.points)} điểm"

    def clean(self):
        """No criterion earns more than its most, where the scheme says one."""
        most = self.criterion.most if self.criterion_id else None
        if most is not None and isinstance(self.points, Decimal) and self.points > most:
            raise ValidationError({"points": f"Tiêu chí này nhiều nhất {numbers.grouped(most)} điểm."})

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import F, Q

from cooperatives.models.organisation import Sector
from office.fields import LineField
from office.history_records import HistoricalRecords


class Size(models.TextChoices):
    """The size of an organisation in law; what fits no larger class is micro, where all of them are known."""

    LARGE = "large", "lớn"
    MEDIUM = "medium", "vừa"
    SMALL = "small", "nhỏ"
    MICRO = "micro", "siêu nhỏ"


BOUNDED = (Size.LARGE, Size.MEDIUM, Size.SMALL)


class SizeRuleQuerySet(models.QuerySet):
    def in_force(self, on: date) -> "SizeRuleQuerySet":
        """The rules of that day, the newest last: where two overlap the later one counts."""
        rules = self.filter(valid_from__lte=on).exclude(valid_to__lt=on)
        return rules.order_by("sector", "valid_from", "-least_members", "pk")


class SizeRule(models.Model):
    """The bounds of one size class in one sector, as a decree sets them: members AND (revenue OR capital).

    A class is told only where its cell is known: a sector with missing rules gives "not determined".
    """

    sector = models.CharField("lĩnh vực", max_length=12, choices=Sector.choices)
    size = models.CharField("quy mô", max_length=8, choices=[(size.value, size.label) for size in BOUNDED])
    least_members = models.PositiveIntegerField("số thành viên chính thức từ")
    least_revenue = models.BigIntegerField("doanh thu năm từ", help_text="đồng")
    least_capital = models.BigIntegerField("tổng nguồn vốn từ", help_text="đồng")
    valid_from = models.DateField("áp dụng từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    decree = LineField("văn bản", max_length=100, blank=True)
    history = HistoricalRecords(verbose_name="lịch sử tiêu chí quy mô", verbose_name_plural="lịch sử tiêu chí quy mô")

    objects = SizeRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "tiêu chí quy mô"
        verbose_name_plural = "tiêu chí quy mô"
        ordering = ["sector", "-least_members", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sector", "size", "valid_from"],
                name="size_rule_once_per_start",
                violation_error_code="valid_from",  # the field that is told of it
                violation_error_message="Lĩnh vực này đã có tiêu chí của quy mô ấy từ cùng ngày.",
            ),
            models.CheckConstraint(
                name="size_rule_bounds_not_negative",
                condition=Q(least_revenue__gte=0, least_capital__gte=0),
                violation_error_code="least_revenue",
                violation_error_message="Mức doanh thu và nguồn vốn không thể là số âm.",
            ),
            models.CheckConstraint(
                name="size_rule_dates_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_code="valid_to",
                violation_error_message="“Đến hết ngày” không được trước “Áp dụng từ ngày”.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_sector_display()}: {self.get_size_display()}"


def size_of(rules: Iterable[SizeRule], *, members: int | None, revenue: int | None, capital: int | None) -> Size | None:
    """Return the size that the rules of a sector give, None where it cannot be told.

    `members` are official members, `revenue` of the year and `capital` in total, both in đồng; None is not known.
    Classes are tried from the largest down; one that may or may not fit, or that has no rule, leaves it open.
    """
    if members is None or (revenue is None and capital is None):
        return None
    known = {rule.size: rule for rule in rules}
    for size in BOUNDED:
        fits = size in known and _fits(known[size], members, revenue, capital)
        if size not in known or fits is None:
            return None
        if fits:
            return size
    return Size.MICRO


def _fits(rule: SizeRule, members: int, revenue: int | None, capital: int | None) -> bool | None:
    if members < rule.least_members:
        return False
    reached = [
        None if value is None else value >= least
        for value, least in ((revenue, rule.least_revenue), (capital, rule.least_capital))
    ]
    if True in reached:
        return True
    return None if None in reached else False

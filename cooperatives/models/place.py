from datetime import date

from django.db import models
from django.db.models import F, Q

from office.fields import LineField, SearchKeyField, matching


class Level(models.TextChoices):
    PROVINCE = "province", "cấp tỉnh"
    DISTRICT = "district", "cấp huyện"
    COMMUNE = "commune", "cấp xã"


class PlaceQuerySet(models.QuerySet):
    def valid(self, on: date) -> "PlaceQuerySet":
        """Units that existed on `on`; a unit without a known start has always been there."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=on)).exclude(valid_to__lt=on)

    def communes(self) -> "PlaceQuerySet":
        return self.filter(level=Level.COMMUNE)

    def inside(self, place: "Place") -> "PlaceQuerySet":
        """A unit with those of a district, a province or a former province."""
        return self.filter(Q(pk=place.pk) | Q(parent=place) | Q(parent__parent=place) | Q(former_province=place))

    def search(self, text: str) -> "PlaceQuerySet":
        return matching(self, text)


class Place(models.Model):
    """An administrative unit as it was from one day to another.

    Codes are text ("02269") and are used again for other units after a reform, so that only (code, valid_from)
    identifies one. `former_province` is the province the land belonged to before 1 July 2025: the dimension that
    keeps a series comparable across the merger of provinces.
    """

    code = LineField("mã", max_length=5, blank=True, help_text="Để trống nếu nguồn không ghi mã")
    name = LineField("tên", max_length=100, help_text="Có cả cấp, ví dụ: Xã Thần Khê")
    level = models.CharField("cấp", max_length=10, choices=Level.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="thuộc", null=True, blank=True, related_name="children"
    )
    former_province = models.ForeignKey(
        "self", models.PROTECT, verbose_name="tỉnh cũ", null=True, blank=True, related_name="former_units"
    )
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến ngày", null=True, blank=True)
    successors = models.ManyToManyField(
        "self",
        through="PlaceSuccession",
        through_fields=("old", "new"),
        symmetrical=False,
        related_name="predecessors",
        verbose_name="đơn vị kế thừa",
    )
    search_key = SearchKeyField(of=("name", "code"))

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "địa bàn"
        verbose_name_plural = "địa bàn"
        ordering = ["search_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                condition=Q(valid_from__isnull=False) & ~Q(code=""),
                name="place_code_once_per_start",
                violation_error_message="Mã này đã có một địa bàn bắt đầu cùng ngày.",
            ),
            models.UniqueConstraint(
                fields=["code", "level"],
                condition=Q(valid_from__isnull=True) & ~Q(code=""),
                name="place_code_once_before_reform",
                violation_error_message="Mã này đã có một địa bàn không ghi ngày bắt đầu.",
            ),
            models.CheckConstraint(
                name="place_ends_after_start",
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                violation_error_message="“Đến ngày” phải sau “Từ ngày”.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def is_valid(self, on: date) -> bool:
        """Whether the unit existed on that day; one without a known start has always been there."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or self.valid_to >= on)

    @property
    def full_name(self) -> str:
        """The name with the unit above it: names of communes repeat within a province."""
        return f"{self.name}, {self.parent.name}" if self.parent_id else self.name


class PlaceSuccession(models.Model):
    """One old unit going, wholly or in part, into one new unit, by a decree."""

    old = models.ForeignKey(Place, models.CASCADE, verbose_name="đơn vị cũ", related_name="+")
    new = models.ForeignKey(Place, models.CASCADE, verbose_name="đơn vị mới", related_name="+")
    on = models.DateField("từ ngày")
    decree = LineField("văn bản", max_length=200, blank=True)

    class Meta:
        verbose_name = "sắp xếp địa bàn"
        verbose_name_plural = "sắp xếp địa bàn"
        constraints = [
            models.UniqueConstraint(
                fields=["old", "new"],
                name="succession_recorded_once",
                violation_error_message="Việc sắp xếp giữa hai đơn vị này đã được ghi.",
            ),
            models.CheckConstraint(
                name="succession_between_two_units",
                condition=~Q(old=F("new")),
                violation_error_message="Đơn vị cũ và đơn vị mới phải khác nhau.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"

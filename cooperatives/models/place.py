from datetime import date

from django.db import models
from django.db.models import F, Q

from office.fields import LineField, SearchKeyField, matching
from printing import dates

LAST_DAY_OF_OLD_UNITS = date(2025, 6, 30)
REFORM = date(2025, 7, 1)


class Level(models.TextChoices):
    PROVINCE = "province", "cấp tỉnh"
    DISTRICT = "district", "cấp huyện"
    COMMUNE = "commune", "cấp xã"


_KEYS_ABOVE = ("parent__search_key", "parent__parent__search_key", "former_province__search_key")


class PlaceQuerySet(models.QuerySet):
    def valid(self, on: date) -> "PlaceQuerySet":
        """Units that existed on `on`; a unit without a known start has always been there."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=on)).exclude(valid_to__lt=on)

    def communes(self) -> "PlaceQuerySet":
        return self.filter(level=Level.COMMUNE)

    def named(self, text: str, *, on: date) -> "Place | None":
        """The unit that figures call so: "02269" as it was on `on`, "02269@2025-07-01" on that day, or a full name.

        A unit that did not exist on the day is found where no other goes by that name.
        """
        code, at, written = text.partition("@")
        try:
            day = (dates.parse_day(written) if at else None) or on
        except dates.DayRefused:
            return None
        known = self.select_related("parent").order_by("pk")
        found = known.filter(code=code) if code else known.none()
        named = [place for place in known.filter(name=code.partition(",")[0]) if place.full_name == code]
        return found.valid(day).first() or (None if at else found.first() or next(iter(named), None))

    def search(self, text: str) -> "PlaceQuerySet":
        """Units by name or code; what follows a comma names a unit above: "an ninh, quynh phu"."""
        name, *above = text[:100].split(",")
        found = matching(self, name)
        for unit in above[:3]:
            found = matching(found, unit, keys=_KEYS_ABOVE)
        return found


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

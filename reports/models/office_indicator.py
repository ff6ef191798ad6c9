"""Indicators that no rows give: a name, a unit, and values that the office types."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models

from office.fields import LineField, SearchKeyField, matching
from office.history_records import HistoricalRecords
from office.text import search_key
from reports.indicators import INDICATORS, Indicator, is_known
from reports.sources import Nature

LONGEST_CODE = 60


class OfficeIndicatorQuerySet(models.QuerySet):
    def search(self, text: str) -> "OfficeIndicatorQuerySet":
        return matching(self, text)


class OfficeIndicator(models.Model):
    """An indicator that is only a name, a unit and typed values. Everything else it does like a computed one.

    Its code never changes: the lines of the ledger name it.
    """

    class Kind(models.TextChoices):
        """How its values of several periods go together."""

        STOCK = Nature.STOCK.value, "số cuối kỳ"
        FLOW = Nature.FLOW.value, "số trong kỳ (cộng được qua các năm)"
        RATIO = Nature.RATIO.value, "tỷ lệ, bình quân"

    code = LineField(
        "mã chỉ tiêu",
        max_length=LONGEST_CODE,
        unique=True,
        validators=[RegexValidator(r"^[a-z][a-z0-9_]*\Z", "Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch dưới.")],
        help_text="Ví dụ: so_lop_tap_huan. Để trống thì lấy theo tên; đã lưu thì không đổi.",
    )
    name = LineField("tên chỉ tiêu", max_length=200)
    unit = LineField("đơn vị tính", max_length=40, help_text="Ví dụ: lớp, người, đồng, ha, %")
    nature = models.CharField("loại số", max_length=6, choices=Kind.choices, default=Kind.FLOW)
    decimals = models.PositiveSmallIntegerField(
        "số chữ số thập phân", default=0, validators=[MaxValueValidator(2, "Tối đa hai chữ số thập phân.")]
    )
    search_key = SearchKeyField(of=("name", "code"))
    history = HistoricalRecords(
        excluded_fields=["search_key"],
        verbose_name="lịch sử chỉ tiêu",
        verbose_name_plural="lịch sử chỉ tiêu",
    )

    objects = OfficeIndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu cơ quan tự ghi"
        verbose_name_plural = "chỉ tiêu cơ quan tự ghi"
        ordering = ["search_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="office_indicator_once",
                violation_error_message="Đã có chỉ tiêu mang tên này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.unit})"

    def clean(self) -> None:
        """The portal's own indicators keep their codes and names; a share is a share."""
        if is_known(self.code):
            raise ValidationError({"code": "Mã này là của một chỉ tiêu phần mềm tính được: hãy đặt mã khác."})
        if search_key(self.name) in {search_key(each.label) for each in INDICATORS.values()}:
            raise ValidationError({"name": "Phần mềm đã tính chỉ tiêu mang tên này: hãy dùng chỉ tiêu ấy."})
        if self.unit == "%" and self.nature == self.Kind.FLOW:
            raise ValidationError({"nature": "Tỷ lệ phần trăm không cộng được qua các năm: hãy chọn “tỷ lệ”."})

    @property
    def as_indicator(self) -> Indicator:
        """The same as the reader's dashboards, tables and paper know it."""
        return Indicator(
            self.code, self.name, self.unit, Nature(self.nature), None, None, self._format, decimals=self.decimals
        )

    @property
    def _format(self) -> str:
        if self.unit == "%":
            return "percent"
        if self.unit.partition("/")[0] == "đồng":
            return "money"
        return "decimal" if self.decimals else "integer"


def code_for(name: str, taken: set[str]) -> str:
    """A code for a name, in letters that a program takes: "so_lop_tap_huan"; numbered where it is taken."""
    bare = re.sub(r"[^a-z0-9]+", "_", search_key(name)).strip("_")[: LONGEST_CODE - 4].strip("_")
    bare = bare if bare[:1].isalpha() else f"chi_tieu_{bare}".rstrip("_")
    codes = (bare, *(f"{bare}_{number}" for number in range(2, 100)))
    return next(code for code in codes if code not in taken and not is_known(code))

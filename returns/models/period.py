import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from office.fields import LineField
from office.history_records import HistoricalRecords

FORMS = "2023 (năm), 2023-6T, 2023-9T, 2023-Q1, 2023-4T (bốn tháng đầu năm), 2013..2017 (nhiều năm)"
_PART = re.compile(r"(\d{4})(?:-(?:Q([1-4])|([1-9]|1[01])T))?", re.IGNORECASE | re.ASCII)
_SPAN = re.compile(r"(\d{4})\.\.(\d{4})", re.ASCII)
_QUARTERS = {1: "I", 2: "II", 3: "III", 4: "IV"}


def _known(year: int) -> bool:
    """Years outside two centuries are typing errors."""
    return 1900 <= year <= 2100


class PeriodRefused(ValueError):
    """The text names no period; the message says in Vietnamese which forms do."""


class PeriodQuerySet(models.QuerySet):
    def named(self, code: str) -> "Period":
        """Return the period of that code: the office's own row, else one with calendar dates, not saved.

        Raises PeriodRefused when the code has none of the known forms.
        """
        calendar = Period.from_code(code)
        return self.filter(code=calendar.code).first() or calendar

    def named_all(self, codes: Iterable[str]) -> dict[str, "Period"]:
        """Return the periods of several codes by code, in one query; years no calendar of ours reaches are left out."""
        calendars = {code: Period.from_code(code) for code in codes if _known(int(code[:4]))}
        for period in calendars.values():
            period.looked_up = True
        return calendars | {period.code: period for period in self.filter(code__in=calendars)}

    def years(self) -> "PeriodQuerySet":
        return self.filter(kind=Period.Kind.YEAR)

    def all_reported(self, codes: Iterable[str]) -> bool:
        """Whether there are returns of each of the periods named."""
        codes = set(codes)
        return self.filter(code__in=codes, returns__isnull=False).distinct().count() == len(codes)

    def published(self) -> "PeriodQuerySet":
        """Years whose figures leadership has released to the public, the newest first."""
        return self.years().filter(published_on__isnull=False).order_by("-start")


class Period(models.Model):
    """A span of time that is reported on. Its first and last day are data: not every office uses calendar years.

    A period is asked for by its code; without a row of its own it has the calendar's days.
    """

    class Kind(models.TextChoices):
        YEAR = "year", "năm"
        MONTHS = "months", "các tháng đầu năm"
        QUARTER = "quarter", "quý"
        YEARS = "years", "nhiều năm"

    code = LineField("kỳ", max_length=10, unique=True, help_text=f"Ví dụ: {FORMS}")
    kind = models.CharField("loại kỳ", max_length=8, choices=Kind.choices, editable=False)
    start = models.DateField("ngày đầu kỳ", blank=True)
    end = models.DateField("ngày cuối kỳ", blank=True)
    published_on = models.DateField("công bố ngày", null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người công bố", null=True, blank=True, editable=False
    )
    history = HistoricalRecords(verbose_name="lịch sử kỳ", verbose_name_plural="lịch sử kỳ")

    objects = PeriodQuerySet.as_manager()

    looked_up = False
    """Whether a period that is not saved is known to have no row, so that nobody need ask again."""

    class Meta:
        verbose_name = "kỳ báo cáo"
        verbose_name_plural = "kỳ báo cáo"
        ordering = ["-start", "-end"]
        permissions = [("publish_period", "Công bố số liệu của kỳ")]
        constraints = [
            models.CheckConstraint(
                name="period_ends_after_start",
                condition=Q(end__gt=F("start")),
                violation_error_message="Ngày cuối kỳ phải sau ngày đầu kỳ.",
            ),
            models.CheckConstraint(
                name="period_publication_is_complete",
                condition=Q(published_on__isnull=True, published_by__isnull=True)
                | Q(published_on__isnull=False, published_by__isnull=False),
                violation_error_message="Việc công bố phải ghi cả ngày và người công bố.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @classmethod
    def from_code(cls, code: str) -> "Period":
        """Return an unsaved period with the calendar's days. Raises PeriodRefused."""
        text = "".join(str(code).split()).upper()
        if span := _SPAN.fullmatch(text):
            first, last = int(span[1]), int(span[2])
            if _known(first) and _known(last) and first < last:
                return cls(code=text, kind=cls.Kind.YEARS, start=date(first, 1, 1), end=date(last, 12, 31))
        elif (part := _PART.fullmatch(text)) and _known(int(part[1])):
            return cls._part_of_year(text, int(part[1]), quarter=part[2], months=part[3])
        raise PeriodRefused(f"“{code}” không phải một kỳ báo cáo. Hãy ghi theo một trong các dạng: {FORMS}.")

    @classmethod
    def _part_of_year(cls, code: str, year: int, *, quarter: str | None, months: str | None) -> "Period":
        kind, first, last = cls.Kind.YEAR, 1, 12
        if quarter:
            kind, first, last = cls.Kind.QUARTER, 3 * int(quarter) - 2, 3 * int(quarter)
        elif months:
            kind, last = cls.Kind.MONTHS, int(months)
        end = date(year, last, monthrange(year, last)[1])
        return cls(code=code, kind=kind, start=date(year, first, 1), end=end)

    def clean(self) -> None:
        """Fill what the code implies; the office may move the days."""
        try:
            calendar = self.from_code(self.code)
        except PeriodRefused as refused:
            raise ValidationError({"code": str(refused)}) from refused
        self.code, self.kind = calendar.code, calendar.kind
        self.start, self.end = self.start or calendar.start, self.end or calendar.end

    @property
    def year(self) -> int:
        """The year of the period; of several, the last."""
        return int(self.code[-4:] if self.kind == self.Kind.YEARS else self.code[:4])

    @property
    def label(self) -> str:
        """The period in words, as a sentence uses it: "năm 2023", "6 tháng đầu năm 2023"."""
        year = self.code[:4]
        suffix = self.code[5:]
        if self.kind == self.Kind.YEARS:
            return f"giai đoạn {year} - {self.code[-4:]}"
        if self.kind == self.Kind.QUARTER:
            return f"quý {_QUARTERS[int(suffix[1:])]} năm {year}"
        if self.kind == self.Kind.MONTHS:
            return f"{suffix[:-1]} tháng đầu năm {year}"
        return f"năm {year}"

    @property
    def same_a_year_before(self) -> str:
        """Code of the period that a flow is compared with; of several years, the same number of years before."""
        if self.kind == self.Kind.YEARS:
            first, last = int(self.code[:4]), int(self.code[-4:])
            return f"{2 * first - last - 1:04}..{first - 1:04}"
        return f"{self.year - 1:04}{self.code[4:]}"

    @property
    def label_before(self) -> str:
        """The period that a flow is compared with, in words: "năm 2022", "giai đoạn 2018 - 2020"."""
        return Period(code=self.same_a_year_before, kind=self.kind).label

    @property
    def comparison(self) -> str:
        """What its figures are compared with, as a sentence says it."""
        if self.kind == self.Kind.YEAR:
            return "so với năm trước"
        if self.kind == self.Kind.YEARS:
            flows = f"số trong kỳ so với {self.label_before} nếu các năm ấy đều có số liệu"
            return f"{flows}, số cuối kỳ và số bình quân so với năm {self.year_before}"
        return "so với cùng kỳ năm trước, số cuối kỳ so với cuối năm trước"

    @property
    def years_before(self) -> list[str]:
        """Codes of the years of the period that a flow is compared with."""
        first, last = self.same_a_year_before[:4], self.same_a_year_before[-4:]
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]

    @property
    def year_before(self) -> str:
        """Code of the year at whose end a stock is compared: the one before the period begins."""
        return f"{int(self.code[:4]) - 1:04}"

"""Choosing a period or a day: plain forms, what they lead to, and what they refuse."""

import re
from datetime import date

from django import forms
from django.db.models import Min
from django.utils import timezone

from cooperatives.models import LifeEvent, Organisation
from events.models import ConferenceBody
from printing import dates
from reports.day import Day
from reports.models import Figure
from returns.models import Period, PeriodRefused

_SPAN = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})", re.ASCII)
YEAR, YEARS = "nam", "nhieu-nam"
KINDS = (
    (YEAR, "Cả năm"),
    ("6T", "6 tháng đầu năm"),
    ("9T", "9 tháng đầu năm"),
    ("Q1", "Quý I"),
    ("Q2", "Quý II"),
    ("Q3", "Quý III"),
    ("Q4", "Quý IV"),
    *((f"{months}T", f"{months} tháng đầu năm") for months in range(1, 12) if months not in (6, 9)),
    (YEARS, "Nhiều năm, nhiệm kỳ"),
)


class YearField(forms.CharField):
    """A year typed with its four digits; cleans to an int, None where left blank."""

    def __init__(self, **options):
        widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "autocomplete": "off"})
        super().__init__(max_length=12, widget=widget, **options)

    def clean(self, value):
        typed = super().clean(value)
        year = dates.year_only(typed) if typed else None
        if typed and year is None:
            raise forms.ValidationError(f"“{typed}” không phải năm: hãy ghi đủ bốn chữ số, ví dụ 2023.")
        return year


class PeriodForm(forms.Form):
    """A kind of period and its year; of several years the first and the last."""

    ky = forms.ChoiceField(
        label="Kỳ", choices=KINDS, error_messages={"invalid_choice": "Hãy chọn một loại kỳ trong danh sách."}
    )
    nam = YearField(label="Năm", error_messages={"required": "Hãy ghi năm."})
    den_nam = YearField(label="đến năm", required=False)

    def clean(self):
        found = super().clean()
        first, last = found.get("nam"), found.get("den_nam")
        if found.get("ky") == YEARS and first and "den_nam" not in self.errors and (last is None or last <= first):
            self.add_error("den_nam", f"Nhiều năm thì ghi cả năm cuối, sau năm {first}.")
        return found

    @property
    def code(self) -> str:
        """The code of the period chosen; only of a valid form."""
        kind, year = self.cleaned_data["ky"], self.cleaned_data["nam"]
        if kind == YEARS:
            return f"{year}..{self.cleaned_data['den_nam']}"
        return f"{year}" if kind == YEAR else f"{year}-{kind}"

    @classmethod
    def showing(cls, period: Period | Day | None) -> "PeriodForm":
        """The form as it stands when `period` is looked at."""
        if period is None:
            return cls(initial={"ky": YEAR, "nam": timezone.localdate().year})
        if period.kind == Period.Kind.YEARS:
            return cls(initial={"ky": YEARS, "nam": period.code[:4], "den_nam": period.code[-4:]})
        part = period.code[5:] if period.kind in (Period.Kind.MONTHS, Period.Kind.QUARTER) else YEAR
        return cls(initial={"ky": part, "nam": period.year})


class DayField(forms.CharField):
    """A past day, day first; cleans to a date."""

    def clean(self, value):
        typed = super().clean(value)
        try:
            return past_day(dates.parse_day(typed))
        except dates.DayRefused as refused:
            raise forms.ValidationError(str(refused)) from refused


def past_day(day: date) -> date:
    """The day, if it is over or today. Raises DayRefused."""
    if day > timezone.localdate():
        raise dates.DayRefused(f"Ngày {dates.day(day)} chưa đến: chỉ xem được số liệu đến hôm nay.")
    return day


class DayForm(forms.Form):
    ngay = DayField(
        label="Số liệu tại ngày",
        max_length=20,
        error_messages={"required": "Hãy ghi ngày, ví dụ 31/05/2023."},
        widget=forms.TextInput(attrs={"placeholder": "dd/mm/yyyy", "size": 12, "autocomplete": "off"}),
    )

    @property
    def code(self) -> str:
        return Day(self.cleaned_data["ngay"]).code


def period_or_day(code: str) -> Period | Day:
    """What an address names. Raises PeriodRefused, DayRefused."""
    try:
        return Period.objects.named(code)
    except PeriodRefused:
        if len(code) == 10 and code[4] == code[7] == "-":
            return Day(past_day(dates.parse_day(code)))
        raise


def terms() -> list[tuple[str, str]]:
    """The terms that bodies of conferences have been recorded with: code of the period and words, the newest first."""
    recorded = ConferenceBody.objects.exclude(term="").order_by().values_list("term", flat=True).distinct()
    spans = {found.groups() for term in recorded if (found := _SPAN.fullmatch(term.strip()))}
    return [(f"{first}..{last}", f"Nhiệm kỳ {first} - {last}") for first, last in sorted(spans, reverse=True)]


def check_known(period: Period | Day) -> None:
    """Raise PeriodRefused where the period ended before anything that is recorded; an empty register refuses none."""
    first = Organisation.objects.order_by().aggregate(first=Min("founded_on"))["first"]
    if first is None or period.end >= first:
        return
    recount = LifeEvent.objects.recounts().order_by().aggregate(first=Min("date"))["first"]
    stated = Figure.objects.stated().order_by().aggregate(first=Min("period__start"))["first"]
    first = min(first, recount or first, stated or first)
    if period.end < first:
        raise PeriodRefused(
            f"Chưa có số liệu {period.label}: sổ đăng ký bắt đầu từ ngày {dates.day(first)}. Hãy chọn kỳ sau ngày ấy."
        )

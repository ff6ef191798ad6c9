"""The ledger: what was declared, planned or published of an indicator, with where it comes from and who entered it."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils.functional import cached_property

from events.models import Conclusion
from office.fields import LineField
from office.history_records import HistoricalRecords
from office.text import search_key
from printing.table import Value
from reports.indicators import INDICATORS, Indicator
from reports.models.office_indicator import LONGEST_CODE, OfficeIndicator
from reports.slices import DIMENSION_LABELS
from reports.sources import DIMENSIONS
from returns.models import Period

_DIMENSIONS = [(name, DIMENSION_LABELS[name]) for name in DIMENSIONS]
WHOLE_YEARS = (Period.Kind.YEAR, Period.Kind.YEARS)


class Qualifier(models.TextChoices):
    """How exact a value is, in the words that reports use."""

    EXACT = "exact", "="
    OVER = "over", "trên"
    UNDER = "under", "gần"
    ABOUT = "about", "khoảng"
    AT_LEAST = "at_least", "từ … trở lên"
    AT_MOST = "at_most", "tối đa"


_TELLING = ("code", "name", "unit", "nature", "decimals")  # of an office indicator what prints its values
RANGING = (Qualifier.EXACT, Qualifier.ABOUT)
RANGE_FALLS = "“Đến” phải lớn hơn giá trị; chỉ có một giá trị thì để trống."
RANGE_QUALIFIED = "Khoảng “từ … đến …” chỉ đi với dấu = hoặc khoảng: hãy bỏ “Đến” hoặc đổi dấu."
PLAN_QUALIFIED = "Kế hoạch không ghi “trên”, “gần”: hãy chọn =, từ … trở lên, khoảng, tối đa."
_PATTERNS = {
    Qualifier.OVER: "trên {}",
    Qualifier.UNDER: "gần {}",
    Qualifier.ABOUT: "khoảng {}",
    Qualifier.AT_LEAST: "từ {} trở lên",
    Qualifier.AT_MOST: "tối đa {}",
}


class FigureQuerySet(models.QuerySet):
    def current(self) -> "FigureQuerySet":
        """Those that nothing has superseded."""
        return self.filter(superseded_on__isnull=True)

    def plans(self) -> "FigureQuerySet":
        return self.filter(stage=Figure.Stage.PLAN)

    def stated(self) -> "FigureQuerySet":
        """What was stated of things done: everything but plans."""
        return self.exclude(stage=Figure.Stage.PLAN)

    def awaiting_approval(self) -> "FigureQuerySet":
        return self.filter(stage=Figure.Stage.PUBLISHED, approved_on__isnull=True)

    def with_indicators(self) -> "FigureQuerySet":
        """Each with what tells its indicator, where it is the office's own: `of` then asks nothing more."""
        named = OfficeIndicator.objects.filter(code=OuterRef("indicator")).order_by()
        told = JSONObject(**{name: name for name in _TELLING})
        return self.annotate(told_of=Subquery(named.annotate(told=told).values("told")[:1]))

    def search(self, text: str) -> "FigureQuerySet":
        """Lines whose indicator goes by these words, or whose source does."""
        words = search_key(text[:100]).split()[:8]
        codes = [each.code for each in INDICATORS.values() if all(word in search_key(each.label) for word in words)]
        office = OfficeIndicator.objects.search(text).order_by().values("code")
        return self.filter(Q(indicator__in=codes) | Q(indicator__in=office) | Q(source__icontains=text.strip()))


class Figure(models.Model):
    """A line of the ledger: one value of one indicator for one period and slice, at one stage.

    Of the whole province where no dimension is named. `value` is the only or the lower end, in the unit of the
    indicator; `key` names the slice as figures do: a choice, or the code of a place. Of the lines of a plan the one
    that nothing superseded counts. Nothing here overwrites what is computed: both are shown.
    """

    class Stage(models.TextChoices):
        PLAN = "plan", "kế hoạch"
        ESTIMATE = "estimate", "ước"
        OFFICIAL = "official", "chính thức"
        PUBLISHED = "published", "công bố"

    indicator = LineField("chỉ tiêu", max_length=LONGEST_CODE)
    period = models.ForeignKey(Period, models.PROTECT, verbose_name="kỳ", related_name="figures")
    dimension = models.CharField(
        "phân tổ theo", max_length=12, choices=_DIMENSIONS, blank=True, help_text="Trống: toàn tỉnh."
    )
    key = LineField("phần", max_length=120, blank=True)
    stage = models.CharField("giai đoạn", max_length=9, choices=Stage.choices, default=Stage.OFFICIAL)
    qualifier = models.CharField("dấu", max_length=8, choices=Qualifier.choices, default=Qualifier.EXACT)
    value = models.DecimalField("giá trị", max_digits=17, decimal_places=2)
    upper = models.DecimalField("đến", max_digits=17, decimal_places=2, null=True, blank=True)
    as_of = models.DateField("ngày số liệu", null=True, blank=True)
    source = LineField("nguồn", max_length=200, blank=True)
    note = LineField("ghi chú", max_length=300, blank=True)
    reason = LineField(
        "lý do khác số tính được",
        max_length=300,
        blank=True,
        help_text="Vì sao số này khác số phần mềm tính từ sổ và báo cáo.",
    )
    conclusion = models.ForeignKey(
        Conclusion,
        models.PROTECT,
        verbose_name="kết luận hội nghị",
        null=True,
        blank=True,
        editable=False,
        related_name="plan_lines",
    )
    superseded_on = models.DateField("thay bằng dòng khác từ ngày", null=True, blank=True, editable=False)
    approved_on = models.DateField("duyệt ngày", null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người duyệt",
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    entered_at = models.DateTimeField("ghi lúc", auto_now_add=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người ghi",
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    history = HistoricalRecords(verbose_name="lịch sử số liệu tổng hợp", verbose_name_plural="lịch sử số liệu tổng hợp")

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu tổng hợp"
        verbose_name_plural = "số liệu tổng hợp"
        ordering = ["-period__start", "indicator", "stage", "pk"]
        permissions = [
            ("import_figure", "Nhập kế hoạch và số liệu tổng hợp từ tệp"),
            ("approve_figure", "Duyệt số công bố"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period", "dimension", "key", "stage"],
                condition=Q(superseded_on__isnull=True),
                name="figure_one_current",
                violation_error_message=(
                    "Chỉ tiêu này đã có một số hiện hành của kỳ, phần và giai đoạn đó: hãy mở dòng ấy mà sửa."
                ),
            ),
            models.UniqueConstraint(
                fields=["conclusion"],
                condition=Q(superseded_on__isnull=True),
                name="figure_one_of_a_conclusion",
                violation_error_message="Kết luận này đã thành chỉ tiêu kế hoạch: hãy mở chỉ tiêu ấy mà điều chỉnh.",
            ),
            models.CheckConstraint(
                name="figure_only_plans_from_conclusions",
                condition=Q(conclusion__isnull=True) | Q(stage="plan"),
                violation_error_message="Chỉ kế hoạch lấy từ kết luận hội nghị.",
            ),
            models.CheckConstraint(
                name="figure_range_rises",
                condition=Q(upper__isnull=True) | Q(upper__gt=F("value")),
                violation_error_code="upper",  # the field that is told of it
                violation_error_message=RANGE_FALLS,
            ),
            models.CheckConstraint(
                name="figure_qualifier_fits_range",
                condition=Q(upper__isnull=True) | Q(qualifier__in=RANGING),
                violation_error_code="qualifier",
                violation_error_message=RANGE_QUALIFIED,
            ),
            models.CheckConstraint(
                name="figure_qualifier_fits_plan",
                condition=~Q(stage="plan") | ~Q(qualifier__in=(Qualifier.OVER, Qualifier.UNDER)),
                violation_error_code="qualifier",
                violation_error_message=PLAN_QUALIFIED,
            ),
            models.CheckConstraint(
                name="figure_slice_in_full",
                condition=Q(dimension="", key="") | (~Q(dimension="") & ~Q(key="")),
                violation_error_code="key",
                violation_error_message="Phần phải ghi cả cách phân tổ và tên phần; toàn tỉnh thì để trống cả hai.",
            ),
            models.CheckConstraint(
                name="figure_only_plans_superseded",
                condition=Q(superseded_on__isnull=True) | Q(stage="plan"),
                violation_error_message="Chỉ kế hoạch được điều chỉnh bằng dòng mới; số khác thì sửa ngay dòng ấy.",
            ),
            models.CheckConstraint(
                name="figure_approval_is_complete",
                condition=Q(approved_on__isnull=True, approved_by__isnull=True)
                | Q(approved_on__isnull=False, approved_by__isnull=False, stage="published"),
                violation_error_message="Chỉ số công bố được duyệt, và phải ghi cả ngày và người duyệt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}, {self.period} ({self.get_stage_display()})"

    @property
    def label(self) -> str:
        return self.of.label

    @property
    def of(self) -> Indicator:
        """Its indicator; of one of the office's own the database is asked, but after `with_indicators`."""
        return INDICATORS.get(self.indicator) or self._office.as_indicator

    @cached_property
    def _office(self) -> OfficeIndicator:
        """The office's indicator; where it is gone, one that has nothing but the code."""
        if told := getattr(self, "told_of", None):
            return OfficeIndicator(**told)
        unknown = OfficeIndicator(code=self.indicator, name=self.indicator, decimals=2)
        return OfficeIndicator.objects.filter(code=self.indicator).first() or unknown

    def clean(self) -> None:
        """What one row cannot hold by itself: plans are for whole years."""
        if self.stage == self.Stage.PLAN and self.period_id and self.period.kind not in WHOLE_YEARS:
            raise ValidationError({"period": no_plan_for(self.period)})

    def refusals(self) -> Iterator[tuple[str, str]]:
        """What the constraints of the database would refuse, as (field, sentence), without asking it row by row."""
        if self.stage == self.Stage.PLAN and self.period.kind not in WHOLE_YEARS:
            yield "period", no_plan_for(self.period)
        if self.stage == self.Stage.PLAN and self.qualifier in (Qualifier.OVER, Qualifier.UNDER):
            yield "qualifier", PLAN_QUALIFIED
        if self.upper is not None and self.upper <= self.value:
            yield "upper", RANGE_FALLS
        if self.upper is not None and self.qualifier not in RANGING:
            yield "qualifier", RANGE_QUALIFIED

    @property
    def slice(self) -> tuple[str, str]:
        """Dimension and key; both empty of the whole province."""
        return self.dimension, self.key

    @property
    def is_exact(self) -> bool:
        """Whether it states one number and nothing of more or less."""
        return self.qualifier == Qualifier.EXACT and self.upper is None

    def agrees_with(self, number: int | Decimal) -> bool:
        """Whether a number is what the line states; "khoảng" sets no bound that a number could break."""
        if self.qualifier == Qualifier.ABOUT:
            return True
        if self.upper is not None:
            return self.value <= number <= self.upper
        if self.qualifier in (Qualifier.OVER, Qualifier.AT_LEAST):
            return number >= self.value
        return number <= self.value if self.qualifier in (Qualifier.UNDER, Qualifier.AT_MOST) else number == self.value

    @property
    def stated(self) -> str:
        """The value as a sentence says it: "từ 61% trở lên", "khoảng 9.600 người"."""
        return self.in_words(self.of.with_unit)

    def in_words(self, printed: Callable[[Value], str]) -> str:
        """The value with its qualifier or its range; `printed` prints one number: "từ 61% trở lên", "khoảng 9.600"."""
        number = printed(self.value) if self.upper is None else f"{printed(self.value)} - {printed(self.upper)}"
        return _PATTERNS.get(self.qualifier, "{}").format(number)


def no_plan_for(period: Period) -> str:
    return (
        f"Kế hoạch giao cho cả năm hoặc nhiều năm, không cho {period}: hãy ghi kỳ {period.year}; "
        "tỷ lệ của 6 tháng, quý cũng tính trên kế hoạch năm."
    )


class TargetManager(models.Manager.from_queryset(FigureQuerySet)):
    def get_queryset(self) -> FigureQuerySet:
        return super().get_queryset().plans()


class Target(Figure):
    """A plan: a line of the ledger in the stage "plan", with a menu entry and words of its own."""

    objects = TargetManager()

    class Meta:
        proxy = True
        verbose_name = "chỉ tiêu kế hoạch"
        verbose_name_plural = "chỉ tiêu kế hoạch"

from functools import reduce
from operator import and_

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from cooperatives.models import Organisation
from office.fields import LineField
from office.history_records import HistoricalRecords
from returns.models.period import Period
from returns.models.rating_scheme import RatingScheme


class Stage(models.TextChoices):
    ESTIMATE = "estimate", "ước"
    OFFICIAL = "official", "chính thức"


class Rating(models.TextChoices):
    GOOD = "good", "tốt"
    FAIR = "fair", "khá"
    AVERAGE = "average", "trung bình"
    WEAK = "weak", "yếu"
    UNRATED = "unrated", "không xếp loại"


class AnnualReturnQuerySet(models.QuerySet):
    def prevailing(self) -> "AnnualReturnQuerySet":
        """The return that counts of each organisation and period: the official one, else the estimate."""
        official = self.model.objects.filter(
            organisation=models.OuterRef("organisation"), period=models.OuterRef("period"), stage=Stage.OFFICIAL
        )
        only_estimated = self.model.objects.filter(~models.Exists(official), stage=Stage.ESTIMATE)
        return self.filter(Q(stage=Stage.OFFICIAL) | Q(pk__in=only_estimated.order_by().values("pk")))

    def visible_to(self, user) -> "AnnualReturnQuerySet":
        return self if user.has_perm("returns.view_annualreturn") else self.none()


def _count(label: str, unit: str = "người") -> models.PositiveIntegerField:
    return models.PositiveIntegerField(label, null=True, blank=True, help_text=unit)


def _money(label: str, *, signed: bool = False) -> models.BigIntegerField:
    validators = [] if signed else [MinValueValidator(0, "Không được là số âm.")]
    return models.BigIntegerField(label, null=True, blank=True, help_text="đồng", validators=validators)


_NEVER_NEGATIVE = (
    "charter_capital",
    "total_assets",
    "equity",
    "common_fund",
    "revenue",
    "internal_revenue",
    "budget_contribution",
    "average_income",
    "farmed_area",
    "deposits",
    "loans_outstanding",
    "bad_debt",
)


PARTS = (
    ("women_members", "members"),
    ("official_members", "members"),
    ("member_workers", "regular_workers"),
    ("managers_basic", "managers"),
    ("managers_higher", "managers"),
    ("equity", "total_assets"),
    ("internal_revenue", "revenue"),
    ("bad_debt", "loans_outstanding"),
)
"""Pairs of a part and its whole: no part is larger than its whole."""


def _parts_within_wholes() -> Q:
    return reduce(
        and_,
        (
            Q(**{f"{part}__isnull": True}) | Q(**{f"{whole}__isnull": True}) | Q(**{f"{part}__lte": F(whole)})
            for part, whole in PARTS
            if part != "bad_debt"  # it has a sentence of its own
        ),
    )


def _all_from_nought(*names: str) -> Q:
    """Each blank or not negative: one condition, since each constraint of a row costs a question when it is saved."""
    conditions = (Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0}) for name in names)
    return reduce(and_, conditions)


class AnnualReturn(models.Model):
    """What one organisation reported for one period, at one stage. Blank means not declared, never nought.

    Money is in whole đồng, area in hectares. Only totals are asked for: averages are derived, never stored, but for
    the income per person and month, which the organisation alone can know.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="tổ chức", related_name="returns")
    period = models.ForeignKey(Period, models.PROTECT, verbose_name="kỳ", related_name="returns")
    stage = models.CharField("giai đoạn", max_length=8, choices=Stage.choices, default=Stage.OFFICIAL)
    members = _count("thành viên", "thành viên")
    women_members = _count("thành viên nữ", "thành viên")
    official_members = _count("thành viên chính thức", "thành viên")
    member_cooperatives = _count("hợp tác xã thành viên", "HTX")
    regular_workers = _count("lao động thường xuyên")
    member_workers = _count("lao động thường xuyên là thành viên")
    seasonal_workers = _count("lao động thời vụ")
    managers = _count("cán bộ quản lý")
    managers_basic = _count("cán bộ quản lý trình độ sơ cấp, trung cấp")
    managers_higher = _count("cán bộ quản lý trình độ cao đẳng, đại học trở lên")
    charter_capital = _money("vốn điều lệ")
    total_assets = _money("tổng tài sản")
    equity = _money("vốn chủ sở hữu")
    common_fund = _money("tài sản, quỹ chung không chia")
    revenue = _money("doanh thu")
    internal_revenue = _money("doanh thu nội bộ")
    profit = _money("lợi nhuận", signed=True)
    budget_contribution = _money("nộp ngân sách")
    average_income = _money("thu nhập bình quân (đồng/người/tháng)")
    farmed_area = models.DecimalField(
        "diện tích canh tác (ha)",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0, "Không được là số âm.")],
    )
    rating = models.CharField("xếp loại", max_length=8, choices=Rating.choices, blank=True)
    rating_scheme = models.ForeignKey(
        RatingScheme, models.PROTECT, verbose_name="xếp loại theo", null=True, blank=True, related_name="returns"
    )
    rating_score = models.DecimalField(
        "điểm xếp loại",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="điểm",
        validators=[MinValueValidator(0, "Không được là số âm.")],
    )
    unrated_reason = LineField("lý do không xếp loại", max_length=200, blank=True)
    transaction_offices = _count("phòng giao dịch", "phòng")
    deposits = _money("vốn huy động")
    loans_outstanding = _money("dư nợ")
    bad_debt = _money("nợ xấu")
    history = HistoricalRecords(verbose_name="lịch sử số liệu", verbose_name_plural="lịch sử số liệu")

    objects = AnnualReturnQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu hằng năm"
        verbose_name_plural = "số liệu hằng năm"
        ordering = ["-period__start", "organisation__search_key", "stage"]
        permissions = [("import_annualreturn", "Nhập số liệu từ tệp")]
        indexes = [models.Index(fields=["period", "organisation"], name="return_period_organisation")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "period", "stage"],
                name="return_once_per_stage",
                violation_error_message="Tổ chức này đã có số liệu của kỳ và giai đoạn đó.",
            ),
            models.CheckConstraint(
                name="return_bad_debt_within_loans",
                condition=Q(bad_debt__isnull=True)
                | Q(loans_outstanding__isnull=True)
                | Q(bad_debt__lte=F("loans_outstanding")),
                violation_error_code="bad_debt",  # the field that is told of it
                violation_error_message="Nợ xấu không thể lớn hơn dư nợ.",
            ),
            models.CheckConstraint(
                name="return_unrated_for_a_reason",
                condition=Q(unrated_reason="") | Q(rating="unrated"),
                violation_error_code="unrated_reason",
                violation_error_message="Chỉ ghi lý do khi chọn “không xếp loại”.",
            ),
            models.CheckConstraint(
                name="return_parts_within_wholes",
                condition=_parts_within_wholes(),
                violation_error_message="Một số bộ phận lớn hơn tổng của nó: hãy kiểm tra các dòng “trong đó”.",
            ),
            models.CheckConstraint(
                name="return_amounts_not_negative",
                condition=_all_from_nought(*_NEVER_NEGATIVE),
                violation_error_message="Chỉ lợi nhuận được là số âm.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.period} ({self.get_stage_display()})"

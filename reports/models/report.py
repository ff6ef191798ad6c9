"""A conference report on its way: what was written into it, who handed it in, approved it and sealed it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from events.models import Conference
from office.documents import DocumentField
from office.fields import LineField
from office.history_records import HistoricalRecords
from office.models import Signatory
from returns.models import Period


def _person(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=label, null=True, editable=False, related_name="+"
    )


def _paired(who: str, when: str) -> Q:
    return Q(**{f"{who}__isnull": True, f"{when}__isnull": True}) | Q(
        **{f"{who}__isnull": False, f"{when}__isnull": False}
    )


_WHAT = {"year_end": "tổng kết ", "mid_year": "sơ kết ", "term": "tổng kết "}


def report_title(kind: str, period: Period) -> str:
    """ "Báo cáo sơ kết 6 tháng đầu năm 2023", "Báo cáo quý I năm 2024"; a term's years are no mere stage."""
    label = period.label.replace("giai đoạn", "nhiệm kỳ") if kind == Report.Kind.TERM else period.label
    return f"Báo cáo {_WHAT.get(kind, '')}{label}"


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReportQuerySet":
        return self if user.has_perm("reports.view_report") else self.none()

    def for_pages(self) -> "ReportQuerySet":
        """With what a list or a page shows of each."""
        return self.select_related("period", "conference__period_planned", "begun_by", "submitted_by", "approved_by")

    def newest_editions(self) -> "ReportQuerySet":
        """Of every report the edition that nothing corrects."""
        return self.filter(corrected_by__isnull=True)

    def sealed(self) -> "ReportQuerySet":
        return self.filter(state=Report.State.SEALED)


class Report(models.Model):
    """One report of one body for one period, in one edition.

    Its text is generated from the figures (reports/writing/) but where a Passage stands for a section. A sealed report
    never changes: what is wrong in it is corrected by the next edition.
    """

    class Kind(models.TextChoices):
        YEAR_END = "year_end", "tổng kết năm"
        MID_YEAR = "mid_year", "sơ kết 6 tháng"
        NINE_MONTHS = "nine_months", "báo cáo 9 tháng"
        QUARTER = "quarter", "báo cáo quý"
        TERM = "term", "tổng kết nhiệm kỳ"

    class Issuer(models.TextChoices):
        """In whose name it is written; its letterhead, symbol and signature follow."""

        OFFICE = "office", "Liên minh"
        EXECUTIVE = "executive", "Ban Chấp hành"
        STEERING = "steering", "Ban Chỉ đạo"

    class State(models.TextChoices):
        DRAFT = "draft", "đang soạn"
        REVIEW = "review", "chờ duyệt"
        APPROVED = "approved", "đã duyệt"
        SEALED = "sealed", "đã ban hành"

    kind = models.CharField("loại báo cáo", max_length=11, choices=Kind.choices)
    issuer = models.CharField("nhân danh", max_length=9, choices=Issuer.choices, default=Issuer.OFFICE)
    period = models.ForeignKey(Period, models.PROTECT, verbose_name="kỳ báo cáo", related_name="reports")
    edition = models.PositiveSmallIntegerField("bản thứ", default=1, editable=False)
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name="thay bản",
        null=True,
        blank=True,
        editable=False,
        related_name="corrected_by",
    )
    conference = models.ForeignKey(
        Conference, models.PROTECT, verbose_name="hội nghị", null=True, blank=True, related_name="reports"
    )
    signed_on = models.DateField(
        "ngày ký", null=True, blank=True, help_text="Để trống: ngày hội nghị, không có thì ngày cuối kỳ."
    )
    signatory = models.ForeignKey(
        Signatory,
        models.PROTECT,
        verbose_name="người ký",
        null=True,
        blank=True,
        related_name="reports",
        help_text="Để trống: người có thẩm quyền ký lâu nhất trong những người ký được hôm ấy.",
    )
    state = models.CharField("tình trạng", max_length=8, choices=State.choices, default=State.DRAFT, editable=False)
    begun_by = _person("người lập")
    begun_at = models.DateTimeField("lập lúc", auto_now_add=True)
    submitted_by = _person("người trình")
    submitted_at = models.DateTimeField("trình lúc", null=True, editable=False)
    approved_by = _person("người duyệt")
    approved_at = models.DateTimeField("duyệt lúc", null=True, editable=False)
    approved_digest = models.CharField("mã băm của bản đã duyệt", max_length=64, blank=True, editable=False)
    approved_content = models.TextField("nội dung đã duyệt", blank=True, editable=False)
    returned_because = LineField("trả lại vì", max_length=300, blank=True, editable=False)
    number = models.PositiveIntegerField("số văn bản", null=True, editable=False)
    number_year = models.PositiveSmallIntegerField("năm của số", null=True, editable=False)
    history = HistoricalRecords(
        verbose_name="lịch sử báo cáo",
        verbose_name_plural="lịch sử báo cáo",
        excluded_fields=["approved_content"],
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo hội nghị"
        verbose_name_plural = "báo cáo hội nghị"
        ordering = ["-period__start", "-period__end", "kind", "issuer", "-edition"]
        permissions = [("approve_report", "Duyệt báo cáo"), ("seal_report", "Ban hành báo cáo")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "issuer", "period", "edition"],
                name="report_once_per_edition",
                violation_error_message="Báo cáo này đã có: hãy mở bản đang có mà soạn tiếp.",
            ),
            models.UniqueConstraint(
                fields=["number", "number_year"],
                name="report_number_once_a_year",
                violation_error_message="Số văn bản này đã cấp cho báo cáo khác trong năm.",
            ),
            models.CheckConstraint(
                name="report_submission_is_complete",
                condition=_paired("submitted_by", "submitted_at"),
                violation_error_message="Việc trình phải ghi cả người và lúc trình.",
            ),
            models.CheckConstraint(
                name="report_approval_is_complete",
                condition=_paired("approved_by", "approved_at"),
                violation_error_message="Việc duyệt phải ghi cả người và lúc duyệt.",
            ),
            models.CheckConstraint(
                name="report_approved_by_another",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("submitted_by")),
                violation_error_message="Người duyệt phải khác người trình.",
            ),
            models.CheckConstraint(
                name="report_state_follows_people",
                condition=Q(state="draft", approved_at__isnull=True, submitted_at__isnull=True)
                | Q(state="review", submitted_at__isnull=False, approved_at__isnull=True)
                | Q(state__in=("approved", "sealed"), submitted_at__isnull=False, approved_at__isnull=False),
                violation_error_message="Tình trạng của báo cáo phải theo việc trình và duyệt.",
            ),
            models.CheckConstraint(
                name="report_sealed_has_a_number",
                condition=~Q(state="sealed") | Q(number__isnull=False, number_year__isnull=False),
                violation_error_message="Báo cáo ban hành phải có số văn bản.",
            ),
            models.CheckConstraint(
                name="report_later_editions_correct",
                condition=Q(edition=1, corrects__isnull=True) | Q(edition__gt=1, corrects__isnull=False),
                violation_error_message="Bản sau phải ghi nó thay bản nào.",
            ),
        ]

    def __str__(self) -> str:
        said = f"{self.title} của {self.get_issuer_display()}"
        return f"{said} (bản thứ {self.edition})" if self.edition > 1 else said

    @property
    def title(self) -> str:
        return report_title(self.kind, self.period)

    @property
    def is_open(self) -> bool:
        """Whether its text may be edited."""
        return self.state == self.State.DRAFT


class Passage(models.Model):
    """What was written by hand in place of the generated text of one section of a report.

    `text` is lines: paragraphs, headings of its own ("## …"), points ("- …"), places of tables and pictures; figures in
    it are chips (printing/chips.py) and follow the ledger until the report is sealed.
    """

    report = models.ForeignKey(Report, models.CASCADE, verbose_name="báo cáo", related_name="passages")
    section = LineField("mục", max_length=40)
    text = models.TextField("nội dung", max_length=60_000, blank=True)
    history = HistoricalRecords(verbose_name="lịch sử mục báo cáo", verbose_name_plural="lịch sử mục báo cáo")

    class Meta:
        verbose_name = "mục soạn của báo cáo"
        verbose_name_plural = "mục soạn của báo cáo"
        ordering = ["report", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "section"],
                name="passage_once_per_section",
                violation_error_message="Mục này đang được soạn: hãy mở lại trang.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.section}"


class Seal(models.Model):
    """What a report was on the day it was adopted: its figures, its files, and the seal before it.

    `canonical` is the JSON of everything it says, `content_hash` its SHA-256, printed at its foot. `chain_hash` binds
    content, files and the seal before it; positions count from 1 without gaps. Rows are never changed nor removed: the
    databases refuse it.
    """

    report = models.OneToOneField(Report, models.PROTECT, verbose_name="báo cáo", related_name="seal")
    position = models.PositiveIntegerField("thứ tự trong chuỗi", unique=True)
    previous_hash = models.CharField("mã băm chuỗi của bản trước", max_length=64, blank=True)
    canonical = models.TextField("nội dung chuẩn")
    content_hash = models.CharField("mã băm nội dung", max_length=64)
    pdf = DocumentField("bản PDF", folder="sealed")
    docx = DocumentField("bản Word", folder="sealed")
    xlsx = DocumentField("bản Excel", folder="sealed")
    pdf_hash = models.CharField("mã băm PDF", max_length=64)
    docx_hash = models.CharField("mã băm Word", max_length=64)
    xlsx_hash = models.CharField("mã băm Excel", max_length=64)
    chain_hash = models.CharField("mã băm chuỗi", max_length=64, unique=True)
    sealed_at = models.DateTimeField("ban hành lúc")
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người ban hành", related_name="+"
    )

    class Meta:
        verbose_name = "bản ban hành"
        verbose_name_plural = "bản ban hành"
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.report}, {self.content_hash[:12]}"


class Erratum(models.Model):
    """Why a figure of a sealed report is another today: what it said, what is known now. Figures by code and slice.

    `chain_hash` binds it to the erratum before it, the first to its seal.
    """

    seal = models.ForeignKey(Seal, models.PROTECT, verbose_name="bản ban hành", related_name="errata")
    code = LineField("chỉ tiêu", max_length=80)
    key = LineField("phần", max_length=200, blank=True)
    said = LineField("đã in", max_length=100)
    now = LineField("nay là", max_length=100)
    reason = LineField("lý do", max_length=300)
    noted_at = models.DateTimeField("ghi lúc", auto_now_add=True)
    noted_by = _person("người ghi")
    chain_hash = models.CharField("mã băm chuỗi", max_length=64, editable=False)

    class Meta:
        verbose_name = "đính chính"
        verbose_name_plural = "đính chính"
        ordering = ["seal", "pk"]

    def __str__(self) -> str:
        return f"{self.code}: {self.said} → {self.now}"

from datetime import date

from django.db import models
from django.db.models import F, Q

from office.fields import LineField
from office.history_records import HistoricalRecords


class Body(models.Model):
    """A body that meets: the congress, the executive committee, the steering committee, the alliance itself."""

    class Kind(models.TextChoices):
        CONGRESS = "congress", "đại hội"
        EXECUTIVE = "executive", "ban chấp hành"
        STANDING = "standing", "ban thường vụ"
        INSPECTION = "inspection", "ủy ban kiểm tra"
        STEERING = "steering", "ban chỉ đạo"
        OTHER = "other", "khác"

    name = LineField("tên", max_length=120, unique=True, error_messages={"unique": "Đã có tổ chức tên này."})
    abbreviation = LineField("tên tắt", max_length=20, blank=True)
    kind = models.CharField("loại", max_length=10, choices=Kind.choices, default=Kind.OTHER)
    position = models.PositiveSmallIntegerField(
        "thứ bậc", default=1, help_text="1 là cao nhất; chức danh của một người trong nhiều ban in theo thứ bậc này"
    )
    quorum_part = models.PositiveSmallIntegerField(
        "họp được khi có mặt",
        null=True,
        blank=True,
        help_text="Theo quy chế của ban, ví dụ 2 (phần); chưa biết thì để trống",
    )
    quorum_of = models.PositiveSmallIntegerField("trên tổng số", null=True, blank=True, help_text="Ví dụ 3 (phần)")
    quorum_exceeded = models.BooleanField(
        "phải quá tỷ lệ ấy", default=False, help_text="Đánh dấu khi quy chế ghi “quá”, “trên”; không thì bằng là đủ"
    )
    history = HistoricalRecords(verbose_name="lịch sử tổ chức họp", verbose_name_plural="lịch sử tổ chức họp")

    class Meta:
        verbose_name = "cơ quan, ban họp"
        verbose_name_plural = "cơ quan, ban họp"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="quorum_is_a_fraction",
                condition=Q(quorum_part=None, quorum_of=None)
                | Q(quorum_part__gte=1, quorum_of__gte=1, quorum_part__lte=F("quorum_of")),
                violation_error_message="Tỷ lệ họp được ghi đủ hai số, phần có mặt không quá tổng số, ví dụ 2 trên 3.",
                violation_error_code="quorum_part",
            ),
            models.CheckConstraint(
                name="quorum_can_be_reached",
                condition=Q(quorum_exceeded=False) | Q(quorum_part=None) | Q(quorum_part__lt=F("quorum_of")),
                violation_error_message="Không thể có mặt quá toàn bộ: bỏ dấu “phải quá tỷ lệ ấy”, hoặc sửa tỷ lệ.",
                violation_error_code="quorum_exceeded",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def quorum_rule(self) -> str:
        """What must be there, in words; empty where the office has not said."""
        if not self.quorum_of:
            return ""
        return f"{'quá' if self.quorum_exceeded else 'từ'} {self.quorum_part}/{self.quorum_of} tổng số"

    def has_quorum(self, *, present: int, entitled: int) -> bool | None:
        """Whether so many may meet; None where no rule is kept or nobody is entitled."""
        if not self.quorum_of or not entitled:
            return None
        there, needed = present * self.quorum_of, entitled * self.quorum_part
        return there > needed if self.quorum_exceeded else there >= needed


class Term(models.Model):
    """A body's time in office, from one congress to the next."""

    body = models.ForeignKey(Body, models.CASCADE, verbose_name="cơ quan, ban", related_name="terms")
    name = LineField("nhiệm kỳ", max_length=20, help_text="Ví dụ: 2020 - 2025")
    number = LineField("khóa", max_length=10, blank=True, help_text="Như văn bản ghi, ví dụ: V; có thể bắt đầu lại")
    started_on = models.DateField("từ ngày", null=True, blank=True)
    ended_on = models.DateField("đến hết ngày", null=True, blank=True)
    history = HistoricalRecords(verbose_name="lịch sử nhiệm kỳ", verbose_name_plural="lịch sử nhiệm kỳ")

    class Meta:
        verbose_name = "nhiệm kỳ"
        verbose_name_plural = "nhiệm kỳ"
        ordering = ["body", "-started_on", "-name"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "name"],
                name="term_once_per_body",
                violation_error_message="Cơ quan, ban này đã có nhiệm kỳ ấy.",
            ),
            models.CheckConstraint(
                name="term_ends_after_start",
                condition=Q(started_on=None) | Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                violation_error_message="“Đến hết ngày” phải bằng hoặc sau “Từ ngày”.",
                violation_error_code="ended_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, nhiệm kỳ {self.name}"

    def covers(self, day: date) -> bool:
        begun = self.started_on is None or self.started_on <= day
        return begun and (self.ended_on is None or self.ended_on >= day)

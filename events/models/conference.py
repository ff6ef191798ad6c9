from django.db import models
from django.db.models import Q

from office.fields import LineField, SearchKeyField, matching
from office.history_records import HistoricalRecords
from returns.models import Period


class Body(models.Model):
    """A body that meets: the congress, the executive committee, the steering committee, the alliance itself."""

    name = LineField("tên", max_length=120, unique=True, error_messages={"unique": "Đã có tổ chức tên này."})
    abbreviation = LineField("tên tắt", max_length=20, blank=True)
    history = HistoricalRecords(verbose_name="lịch sử tổ chức họp", verbose_name_plural="lịch sử tổ chức họp")

    class Meta:
        verbose_name = "cơ quan, ban họp"
        verbose_name_plural = "cơ quan, ban họp"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ConferenceQuerySet(models.QuerySet):
    def reporting(self, period: Period) -> "ConferenceQuerySet":
        """Conferences that reviewed `period`, whenever they were held."""
        return self.filter(period_reported__code=period.code)

    def for_lists(self) -> "ConferenceQuerySet":
        """With what a list or a page shows of each, in two queries however many."""
        sessions = models.Prefetch("sessions", ConferenceBody.objects.select_related("body"))
        return self.select_related("period_reported", "period_planned").prefetch_related(sessions)

    def visible_to(self, user) -> "ConferenceQuerySet":
        return self if user.has_perm("events.view_conference") else self.none()

    def search(self, text: str) -> "ConferenceQuerySet":
        return matching(self, text)


def _points(label: str, help_text: str) -> models.TextField:
    return models.TextField(label, blank=True, max_length=8000, help_text=help_text)


class Conference(models.Model):
    """One session. It may be of several bodies at once; its day, the period it reviews and the one it plans differ."""

    class Kind(models.TextChoices):
        YEAR_END = "year_end", "tổng kết năm"
        MID_YEAR = "mid_year", "sơ kết 6 tháng"
        COMMITTEE = "committee", "hội nghị thường kỳ"
        CONGRESS = "congress", "đại hội"
        EMULATION = "emulation", "tổng kết thi đua"
        OTHER = "other", "khác"

    title = LineField("tên hội nghị", max_length=250)
    kind = models.CharField("loại", max_length=10, choices=Kind.choices)
    held_on = models.DateField("ngày tổ chức")
    place = LineField("địa điểm", max_length=200, blank=True)
    period_reported = models.ForeignKey(
        Period, models.PROTECT, verbose_name="kỳ tổng kết", related_name="conferences_reporting"
    )
    period_planned = models.ForeignKey(
        Period,
        models.PROTECT,
        verbose_name="kỳ triển khai nhiệm vụ",
        related_name="conferences_planning",
        null=True,
        blank=True,
    )
    work_done = _points("kết quả công tác của Liên minh", "Mỗi dòng một ý; in ở mục II của báo cáo")
    limitations = _points("hạn chế, nguyên nhân", "Mỗi dòng một ý; in ở mục III của báo cáo")
    tasks = _points("nhiệm vụ trọng tâm kỳ tới", "Mỗi dòng một ý; in ở mục IV của báo cáo")
    proposals = _points("kiến nghị", "Mỗi dòng một ý; in ở mục V của báo cáo")
    bodies = models.ManyToManyField(Body, through="ConferenceBody", verbose_name="cơ quan, ban họp")
    search_key = SearchKeyField(of=("title", "place"))
    history = HistoricalRecords(
        excluded_fields=["search_key"], verbose_name="lịch sử hội nghị", verbose_name_plural="lịch sử hội nghị"
    )

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "hội nghị"
        verbose_name_plural = "hội nghị"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.title} ({self.held_on:%d/%m/%Y})"


class ConferenceBody(models.Model):
    """A body's part in a session, with its ordinal there. Ordinals are entered: they restart after mergers."""

    conference = models.ForeignKey(Conference, models.CASCADE, verbose_name="hội nghị", related_name="sessions")
    body = models.ForeignKey(Body, models.PROTECT, verbose_name="cơ quan, ban họp", related_name="sessions")
    ordinal = models.PositiveSmallIntegerField("lần thứ", null=True, blank=True)
    term = LineField("nhiệm kỳ", max_length=20, blank=True, help_text="Ví dụ: 2020 - 2025")
    history = HistoricalRecords(verbose_name="lịch sử phiên họp", verbose_name_plural="lịch sử phiên họp")

    class Meta:
        verbose_name = "cơ quan, ban họp của hội nghị"
        verbose_name_plural = "cơ quan, ban họp của hội nghị"
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "body"],
                name="body_once_per_conference",
                violation_error_message="Cơ quan, ban này đã có trong hội nghị.",
            ),
            models.UniqueConstraint(
                fields=["body", "term", "ordinal"],
                condition=Q(ordinal__isnull=False),
                name="ordinal_once_per_body_and_term",
                violation_error_message="Trong nhiệm kỳ này đã có một hội nghị mang số thứ tự đó.",
            ),
        ]

    def __str__(self) -> str:
        ordinal = f" lần thứ {self.ordinal}" if self.ordinal else ""
        term = f", nhiệm kỳ {self.term}" if self.term else ""
        return f"{self.body}{ordinal}{term}"


class Chair(models.Model):
    """A person who chairs a session, with the titles as they are announced, highest first."""

    conference = models.ForeignKey(Conference, models.CASCADE, verbose_name="hội nghị", related_name="chairs")
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    full_name = LineField("họ và tên", max_length=100)
    titles = LineField("chức danh", max_length=300, blank=True)
    history = HistoricalRecords(verbose_name="lịch sử chủ trì", verbose_name_plural="lịch sử chủ trì")

    class Meta:
        verbose_name = "người chủ trì"
        verbose_name_plural = "người chủ trì"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.full_name}, {self.titles}" if self.titles else self.full_name

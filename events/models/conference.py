from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery

from events.models.body import Body, Term
from office.fields import LineField, SearchKeyField, matching
from office.history_records import HistoricalRecords
from printing import numbers
from returns.models import Period


class ConferenceQuerySet(models.QuerySet):
    def reporting(self, period: Period) -> "ConferenceQuerySet":
        """Conferences that reviewed `period`, whenever they were held."""
        return self.filter(period_reported__code=period.code)

    def for_lists(self) -> "ConferenceQuerySet":
        """With what a list or a page shows of each, in two queries however many."""
        sessions = models.Prefetch("sessions", ConferenceBody.objects.select_related("body"))
        return self.select_related("period_reported", "period_planned").prefetch_related(sessions)

    def for_dossier(self) -> "ConferenceQuerySet":
        """With its sessions, each with its turnout and the conference at which its body met before."""
        sessions = ConferenceBody.objects.select_related("body").with_turnout().with_previous()
        periods = self.select_related("period_reported", "period_planned")
        return periods.prefetch_related(models.Prefetch("sessions", sessions))

    def with_turnout(self) -> "ConferenceQuerySet":
        """Each with how many delegates are on its list, as `invited`, and how many of them are there, as `present`."""
        there = models.Q(delegates__checked_in_at__isnull=False)
        return self.annotate(invited=models.Count("delegates"), present=models.Count("delegates", there))

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
    starts_at = models.TimeField("giờ khai mạc", null=True, blank=True, help_text="In trên giấy mời, ví dụ 8:00")
    ends_at = models.TimeField("giờ bế mạc", null=True, blank=True, help_text="Cùng ngày; in ở cuối biên bản")
    published_on = models.DateField("ngày đăng tin", null=True, blank=True)
    secretary = LineField(
        "thư ký", max_length=200, blank=True, help_text="Họ và tên người ghi biên bản, ký biên bản cùng chủ trì"
    )
    secretary_titles = LineField("chức danh thư ký", max_length=300, blank=True)
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
        constraints = [
            models.CheckConstraint(
                name="conference_published_after_held",
                condition=Q(published_on=None) | Q(published_on__gte=F("held_on")),
                violation_error_message="Ngày đăng tin phải bằng hoặc sau ngày tổ chức.",
                violation_error_code="published_on",
            ),
            models.CheckConstraint(
                name="conference_ends_after_start",
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                violation_error_message="Giờ bế mạc phải sau giờ khai mạc.",
                violation_error_code="ends_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.held_on:%d/%m/%Y})"

    def clean(self):
        """The day does not pass by what was issued: letters go out before it, resolutions come out of it."""
        if not self.pk or not self.held_on:
            return
        early = self.resolutions.issued().filter(issued_on__lt=self.held_on).first()
        late = self.invitations.filter(issued_on__gt=self.held_on).first()
        if early:
            told = f"{early} đã ban hành ngày {early.issued_on:%d/%m/%Y}, trước ngày tổ chức này: hãy kiểm tra lại."
            raise ValidationError({"held_on": told})
        if late:
            raise ValidationError({"held_on": f"{late} đã cấp, sau ngày tổ chức này: hãy kiểm tra lại."})

    @property
    def secretary_line(self) -> str:
        return ", ".join(filter(None, (self.secretary, self.secretary_titles)))

    @property
    def shortfalls(self) -> list[str]:
        """A warning for each body of which too few are there, or nobody knows how many."""
        return [told for one in self.sessions.select_related("body").with_turnout() if (told := one.shortfall)]


class ConferenceBodyQuerySet(models.QuerySet):
    def with_turnout(self) -> "ConferenceBodyQuerySet":
        """How many are `entitled` to sit in each session and how many of them are `present`."""
        there = Q(delegates__checked_in_at__isnull=False)
        return self.annotate(entitled=Count("delegates"), present=Count("delegates", there))

    def with_previous(self) -> "ConferenceBodyQuerySet":
        """The key of the conference at which the same body met before, as `previous`."""
        before = Q(conference__held_on__lt=OuterRef("conference__held_on"))
        earlier = ConferenceBody.objects.filter(before, body=OuterRef("body"))
        earlier = earlier.order_by("-conference__held_on", "-conference__pk").values("conference")[:1]
        return self.annotate(previous=Subquery(earlier))


class ConferenceBody(models.Model):
    """A body's part in a session, with its ordinal there. Ordinals are entered: they restart after mergers."""

    conference = models.ForeignKey(Conference, models.CASCADE, verbose_name="hội nghị", related_name="sessions")
    body = models.ForeignKey(Body, models.PROTECT, verbose_name="cơ quan, ban họp", related_name="sessions")
    ordinal = models.PositiveSmallIntegerField("lần thứ", null=True, blank=True)
    term = LineField("nhiệm kỳ", max_length=20, blank=True, help_text="Ví dụ: 2020 - 2025")
    history = HistoricalRecords(verbose_name="lịch sử phiên họp", verbose_name_plural="lịch sử phiên họp")

    objects = ConferenceBodyQuerySet.as_manager()

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

    @property
    def has_quorum(self) -> bool | None:
        """Of a session read with its turnout."""
        return self.body.has_quorum(present=self.present, entitled=self.entitled)

    @property
    def turnout_sentence(self) -> str:
        """How many came, and whether so many may meet where the office has said how many must."""
        share = numbers.percent(numbers.percentage(self.present, self.entitled))
        told = f"{self}: có mặt {self.present}/{self.entitled} thành viên, đạt {share}"
        if self.has_quorum is None:
            return f"{told}."
        enough = "đủ điều kiện họp" if self.has_quorum else "CHƯA đủ điều kiện họp"
        return f"{told}, {enough} (quy định {self.body.quorum_rule})."

    @property
    def shortfall(self) -> str:
        """The warning that too few of the body are there to decide anything, or that its list was not drawn.

        Empty where enough are there, or no rule is kept.
        """
        if self.body.quorum_rule and not self.entitled:
            return (
                f"{self}: chưa lập danh sách thành viên nên chưa biết có đủ điều kiện họp hay không (quy định "
                f"{self.body.quorum_rule}). Lập danh sách, điểm danh trước khi biểu quyết, ban hành nghị quyết."
            )
        if self.has_quorum is not False:
            return ""
        return f"{self.turnout_sentence} Điểm danh cho đủ trước khi biểu quyết, ban hành nghị quyết."

    def clean(self):
        self._check_keeps_its_list()
        self._check_term()

    def _check_keeps_its_list(self) -> None:
        """Those on its list sit there for its body: they do not become members of another."""
        before = ConferenceBody.objects.filter(pk=self.pk, delegates__isnull=False).exclude(body=self.body_id).first()
        if before:
            raise ValidationError(
                {"body": f"Đã lập danh sách đại biểu của {before.body}: hãy thêm dòng khác cho ban khác, giữ dòng này."}
            )

    def _check_term(self) -> None:
        """Where the terms of a body are kept, a session is of one of them, written alike: ordinals count within it."""
        if not self.body_id or not self.term:
            return
        kept = list(Term.objects.filter(body=self.body_id).values_list("name", flat=True))
        if kept and self.term not in kept:
            raise ValidationError(
                {"term": f"{self.body} không có nhiệm kỳ “{self.term}”: hãy ghi đúng như đã khai ({', '.join(kept)})."}
            )


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

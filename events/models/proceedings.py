"""What happened at a conference: the programme, what was said, voted, concluded, resolved; and its papers."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from events.models.conference import Conference, ConferenceBody
from events.models.delegate import Delegate
from office.documents import DocumentField
from office.fields import LineField, SearchKeyField, check_has_come, matching
from office.history_records import HistoricalRecords
from printing import dates
from printing.table import Column, Table


class Part(models.Model):
    """A row of the dossier in its own order."""

    conference = models.ForeignKey(Conference, models.CASCADE, verbose_name="hội nghị", related_name="%(class)ss")
    position = models.PositiveSmallIntegerField("thứ tự", default=1)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class AgendaItem(Part):
    """One point of the programme."""

    starts_at = models.TimeField("giờ", null=True, blank=True)
    content = LineField("nội dung", max_length=300)
    presenter = LineField("người trình bày", max_length=200, blank=True)
    history = HistoricalRecords(verbose_name="lịch sử chương trình", verbose_name_plural="lịch sử chương trình")

    class Meta(Part.Meta):
        verbose_name = "mục của chương trình"
        verbose_name_plural = "chương trình"

    def __str__(self) -> str:
        return self.content


class Contribution(Part):
    """What somebody said from the floor, in short."""

    speaker = LineField("người phát biểu", max_length=100)
    organisation = LineField("chức danh, đơn vị", max_length=300, blank=True)
    summary = models.TextField("nội dung tóm tắt", max_length=4000)
    history = HistoricalRecords(verbose_name="lịch sử ý kiến", verbose_name_plural="lịch sử ý kiến")

    class Meta(Part.Meta):
        verbose_name = "ý kiến phát biểu"
        verbose_name_plural = "ý kiến phát biểu"

    def __str__(self) -> str:
        return f"{self.speaker}, {self.organisation}" if self.organisation else self.speaker


class Vote(Part):
    """A show of hands of one body, or of all delegates where no body is named."""

    session = models.ForeignKey(
        ConferenceBody,
        models.PROTECT,
        verbose_name="cơ quan, ban biểu quyết",
        null=True,
        blank=True,
        related_name="votes",
        help_text="Để trống khi mọi đại biểu biểu quyết",
    )
    subject = LineField("nội dung biểu quyết", max_length=300)
    in_favour = models.PositiveIntegerField("tán thành")
    against = models.PositiveIntegerField("không tán thành", default=0)
    abstained = models.PositiveIntegerField("không có ý kiến", default=0)
    history = HistoricalRecords(verbose_name="lịch sử biểu quyết", verbose_name_plural="lịch sử biểu quyết")

    class Meta(Part.Meta):
        verbose_name = "biểu quyết"
        verbose_name_plural = "biểu quyết"

    def __str__(self) -> str:
        return self.subject

    @property
    def cast(self) -> int:
        return self.in_favour + self.against + self.abstained

    def voters(self) -> models.QuerySet[Delegate]:
        """Those who are there and may vote."""
        there = Delegate.objects.filter(conference=self.conference_id).present()
        return there.filter(sessions=self.session_id) if self.session_id else there

    def clean(self):
        if not self.conference_id or None in (self.in_favour, self.against, self.abstained):
            return
        if self.session_id and self.session.conference_id != self.conference_id:
            raise ValidationError({"session": "Cơ quan, ban này không họp tại hội nghị này."})
        present = self.voters().count()
        if self.cast > present:
            raise ValidationError(
                {
                    "in_favour": f"“{self.subject}”: tổng số biểu quyết {self.cast} nhiều hơn {present} đại biểu có "
                    "quyền biểu quyết đang có mặt: hãy kiểm tra lại số đếm, hoặc điểm danh cho đủ trước."
                }
            )


class ConclusionQuerySet(models.QuerySet):
    def open(self) -> "ConclusionQuerySet":
        return self.filter(done_on=None)

    def overdue(self, on: date) -> "ConclusionQuerySet":
        return self.open().filter(due_on__lt=on)

    def told_again_at(self, conference: Conference) -> "ConclusionQuerySet":
        """What a conference read `for_dossier` opens with, the latest first.

        All that its bodies concluded when they met before, and what they concluded earlier and is still open.
        """
        sessions = conference.sessions.all()
        last = [session.previous for session in sessions if session.previous]
        of_bodies = Conference.objects.filter(sessions__body__in=[session.body_id for session in sessions])
        earlier = Q(conference__in=of_bodies, conference__held_on__lt=conference.held_on, done_on=None)
        told = self.filter(Q(conference__in=last) | earlier).select_related("conference")
        return told.order_by("-conference__held_on", "-conference", "position", "pk")

    def visible_to(self, user) -> "ConclusionQuerySet":
        return self if user.has_perm("events.view_conclusion") else self.none()

    def for_plans(self) -> "ConclusionQuerySet":
        """What a plan may take over as a line: still to be done, by a day, with the session that said so."""
        return self.open().exclude(due_on=None).select_related("conference")

    def search(self, text: str) -> "ConclusionQuerySet":
        return matching(self, text)


class Conclusion(Part):
    """Something a conference wants done: by whom, by when, and whether it was."""

    text = LineField("kết luận", max_length=500)
    responsible = LineField("người, đơn vị thực hiện", max_length=200)
    due_on = models.DateField("hạn", null=True, blank=True)
    done_on = models.DateField("hoàn thành ngày", null=True, blank=True, validators=[check_has_come])
    note = LineField("kết quả, lý do", max_length=300, blank=True)
    search_key = SearchKeyField(of=("text", "responsible"))
    history = HistoricalRecords(
        excluded_fields=["search_key"], verbose_name="lịch sử kết luận", verbose_name_plural="lịch sử kết luận"
    )

    objects = ConclusionQuerySet.as_manager()

    class Meta(Part.Meta):
        verbose_name = "kết luận"
        verbose_name_plural = "kết luận"

    def __str__(self) -> str:
        return self.text

    def clean(self):
        conference = getattr(self, "conference", None)  # one that is entered on the same page has no key yet
        if not conference or not conference.held_on:
            return
        for name, told in (("due_on", "Hạn"), ("done_on", "Ngày hoàn thành")):
            if (day := getattr(self, name)) and day < conference.held_on:
                raise ValidationError({name: f"{told} trước ngày hội nghị: hãy kiểm tra lại."})


class ResolutionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ResolutionQuerySet":
        return self if user.has_perm("events.view_resolution") else self.none()

    def issued(self) -> "ResolutionQuerySet":
        return self.exclude(number=None)

    def issued_in_order(self) -> "ResolutionQuerySet":
        """The oldest first, as papers list them."""
        return self.issued().order_by("year", "number")

    def roll(self) -> Table:
        """What was resolved, as it was issued: one row per resolution, the oldest first."""
        issued = self.issued_in_order().select_related("conference")
        return Table(
            title="Danh mục nghị quyết đã ban hành",
            columns=(
                Column("position", "STT", kind="integer"),
                Column("number", "Số"),
                Column("issued_on", "Ngày"),
                Column("title", "Trích yếu"),
                Column("conference", "Hội nghị"),
            ),
            rows=tuple(
                (position, f"{one.number:02}/{one.year}", dates.day(one.issued_on), one.title, one.conference.title)
                for position, one in enumerate(issued, 1)
            ),
        )


class Resolution(models.Model):
    """A resolution of a conference: a draft until it is issued, then numbered and changed no more."""

    BOOK = "NQ"

    conference = models.ForeignKey(Conference, models.PROTECT, verbose_name="hội nghị", related_name="resolutions")
    title = LineField("trích yếu", max_length=250, help_text="Ví dụ: Về phương hướng, nhiệm vụ năm 2024")
    basis = models.TextField("căn cứ", max_length=4000, blank=True, help_text="Mỗi dòng một căn cứ")
    content = models.TextField("nội dung quyết nghị", max_length=20000, help_text="Mỗi dòng một điều, một ý")
    year = models.PositiveSmallIntegerField("năm", null=True, editable=False)
    number = models.PositiveIntegerField("số", null=True, editable=False)
    issued_on = models.DateField("ngày ban hành", null=True, editable=False)
    history = HistoricalRecords(verbose_name="lịch sử nghị quyết", verbose_name_plural="lịch sử nghị quyết")

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = "nghị quyết"
        verbose_name_plural = "nghị quyết"
        ordering = ["-year", "-number", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"],
                name="resolution_number_once_a_year",
                violation_error_message="Trong năm đã có nghị quyết mang số này.",
            ),
            models.CheckConstraint(
                name="resolution_issued_whole",
                condition=Q(year=None, number=None, issued_on=None)
                | Q(year__isnull=False, number__isnull=False, issued_on__isnull=False),
                violation_error_message="Nghị quyết ban hành có đủ số, năm và ngày.",
            ),
        ]

    def __str__(self) -> str:
        return f"Nghị quyết số {self.number:02}/{self.year}" if self.number else f"Dự thảo nghị quyết: {self.title}"


class Paper(Part):
    """A file of the dossier, for those who may see the conference."""

    title = LineField("tên tài liệu", max_length=200)
    file = DocumentField("tệp", folder="conferences")
    history = HistoricalRecords(verbose_name="lịch sử tài liệu", verbose_name_plural="lịch sử tài liệu")

    class Meta(Part.Meta):
        verbose_name = "tài liệu"
        verbose_name_plural = "tài liệu"

    def __str__(self) -> str:
        return self.title

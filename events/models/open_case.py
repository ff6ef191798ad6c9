from datetime import date

from django.db import models
from django.db.models import F, Q

from cooperatives.models import Organisation
from office.fields import LineField, SearchKeyField, matching
from office.history_records import HistoricalRecords
from office.text import search_key


class OpenCaseQuerySet(models.QuerySet):
    def visible_to(self, user) -> "OpenCaseQuerySet":
        return self if user.has_perm("events.view_opencase") else self.none()

    def search(self, text: str) -> "OpenCaseQuerySet":
        return matching(self, text, keys=("search_key", "organisation__search_key"))

    def open_on(self, day: date) -> "OpenCaseQuerySet":
        return self.filter(opened_on__lte=day).exclude(closed_on__lte=day)

    def against(self, organisation: Organisation | None, person_name: str) -> "OpenCaseQuerySet":
        if organisation:
            return self.filter(organisation=organisation)
        return self.filter(organisation__isnull=True, person_key=search_key(person_name))


class OpenCase(models.Model):
    """Discipline, an investigation, an inspection or a complaint: while it is open nobody is proposed for an award."""

    class Kind(models.TextChoices):
        DISCIPLINE = "discipline", "xem xét kỷ luật"
        INVESTIGATION = "investigation", "điều tra"
        INSPECTION = "inspection", "thanh tra, kiểm tra"
        COMPLAINT = "complaint", "đơn thư đang xác minh"

    kind = models.CharField("loại việc", max_length=13, choices=Kind.choices)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="tập thể", related_name="open_cases", null=True, blank=True
    )
    person_name = LineField("họ tên cá nhân", max_length=100, blank=True)
    document = LineField("văn bản", max_length=100, blank=True)
    opened_on = models.DateField("từ ngày")
    closed_on = models.DateField("kết thúc ngày", null=True, blank=True)
    person_key = SearchKeyField(of=("person_name",))
    search_key = SearchKeyField(of=("person_name", "document"))
    history = HistoricalRecords(
        excluded_fields=["search_key", "person_key"],
        verbose_name="lịch sử vụ việc",
        verbose_name_plural="lịch sử vụ việc",
    )

    objects = OpenCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "vụ việc đang xem xét"
        verbose_name_plural = "vụ việc đang xem xét"
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="case_is_against_one",
                condition=Q(organisation__isnull=False, person_name="")
                | (Q(organisation__isnull=True) & ~Q(person_name="")),
                violation_error_message="Ghi một tập thể hoặc một cá nhân, không để trống và không ghi cả hai.",
            ),
            models.CheckConstraint(
                name="case_closes_after_opening",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                violation_error_message="Ngày kết thúc không thể trước ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        whom = self.organisation.name if self.organisation_id else self.person_name
        return f"{self.get_kind_display()}: {whom}"

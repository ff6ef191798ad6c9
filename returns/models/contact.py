from django.conf import settings
from django.db import models

from cooperatives.models import Organisation
from office.fields import LineField
from office.history_records import HistoricalRecords


class Contact(models.Model):
    """What somebody found when they called or visited an organisation: evidence, never a status."""

    class Outcome(models.TextChoices):
        REACHED = "reached", "liên lạc được, có hoạt động"
        UNREACHABLE = "unreachable", "không liên lạc được"
        NO_MEETING = "no_meeting", "không họp thành viên trong năm"

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="tổ chức", related_name="contacts")
    on = models.DateField("ngày")
    outcome = models.CharField("kết quả", max_length=11, choices=Outcome.choices)
    note = LineField("ghi chú", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người liên hệ", editable=False)
    history = HistoricalRecords(verbose_name="lịch sử liên hệ", verbose_name_plural="lịch sử liên hệ")

    class Meta:
        verbose_name = "lần liên hệ"
        verbose_name_plural = "các lần liên hệ"
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} ngày {self.on:%d/%m/%Y}"

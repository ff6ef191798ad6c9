from django.conf import settings
from django.db import models
from django.db.models import Q

from office.fields import LineField, SearchKeyField, check_can_be_read, matching
from office.history_records import HistoricalRecords


class ContactMessageQuerySet(models.QuerySet):
    def waiting(self) -> "ContactMessageQuerySet":
        """Those nobody has dealt with."""
        return self.filter(state=ContactMessage.State.NEW)

    def search(self, text: str) -> "ContactMessageQuerySet":
        return matching(self, text)


class ContactMessage(models.Model):
    """What somebody wrote to the office by the public form. `sender_mark` tells alike senders, not who they are."""

    class State(models.TextChoices):
        NEW = "new", "chưa xử lý"
        ANSWERED = "answered", "đã xử lý"
        SPAM = "spam", "thư rác"

    name = LineField("họ và tên", max_length=100, validators=[check_can_be_read])
    contact = LineField("thư điện tử hoặc điện thoại", max_length=120)
    subject = LineField("về việc", max_length=160, validators=[check_can_be_read])
    message = models.TextField("nội dung", max_length=4000)
    received_at = models.DateTimeField("nhận lúc", auto_now_add=True)
    state = models.CharField("tình trạng", max_length=8, choices=State.choices, default=State.NEW)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người xử lý", null=True, blank=True, related_name="+"
    )
    outcome = LineField("kết quả xử lý", max_length=300, blank=True)
    sender_mark = models.CharField(max_length=16, editable=False)
    search_key = SearchKeyField(of=("name", "contact", "subject"))
    history = HistoricalRecords(
        excluded_fields=["search_key", "sender_mark"],
        verbose_name="lịch sử thư liên hệ",
        verbose_name_plural="lịch sử thư liên hệ",
    )

    objects = ContactMessageQuerySet.as_manager()

    class Meta:
        verbose_name = "thư liên hệ"
        verbose_name_plural = "thư liên hệ"
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["sender_mark", "received_at"], name="contact_by_sender")]
        constraints = [
            models.CheckConstraint(
                name="contact_handled_by_somebody",
                condition=Q(state="new", handled_by=None, outcome="") | (~Q(state="new") & Q(handled_by__isnull=False)),
                violation_error_message="Thư đã xử lý phải có người xử lý; thư chưa xử lý thì để trống.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} – {self.name}"

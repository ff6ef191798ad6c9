from django.conf import settings
from django.db import models
from django.db.models import Q


class Job(models.Model):
    """Long work done apart from any page, with its progress; it survives a closed tab, a restart and a kill.

    `kind` names the function that does it, `payload` is what that function is given. `beat_at` is the last sign of
    life: a running job that has been silent for long was killed and is taken up again where it stood.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "đang chờ"
        RUNNING = "running", "đang chạy"
        DONE = "done", "đã xong"
        REFUSED = "refused", "bị từ chối"
        FAILED = "failed", "hỏng"

    kind = models.CharField("loại việc", max_length=40)
    title = models.CharField("việc", max_length=200)
    state = models.CharField("tình trạng", max_length=8, choices=State.choices, default=State.QUEUED)
    done = models.PositiveIntegerField("đã làm", default=0)
    total = models.PositiveIntegerField("tổng số", default=0)
    step = models.CharField("đang làm gì", max_length=200, blank=True)
    payload = models.JSONField("dữ liệu vào", default=dict)
    result = models.JSONField("kết quả", default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người giao", null=True)
    created_at = models.DateTimeField("giao lúc", auto_now_add=True)
    started_at = models.DateTimeField("bắt đầu lúc", null=True)
    beat_at = models.DateTimeField("còn chạy lúc", null=True)
    finished_at = models.DateTimeField("xong lúc", null=True)

    class Meta:
        verbose_name = "việc chạy nền"
        verbose_name_plural = "việc chạy nền"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="job_finished_when_it_ends",
                condition=Q(state__in=["queued", "running"], finished_at__isnull=True)
                | Q(state__in=["done", "refused", "failed"], finished_at__isnull=False),
                violation_error_message="Việc đã kết thúc phải ghi giờ xong.",
            )
        ]

    def __str__(self) -> str:
        return self.title

from django.conf import settings
from django.db import models
from django.db.models import Q


class JobQuerySet(models.QuerySet):
    def visible_to(self, user) -> "JobQuerySet":
        """What `user` may see in lists; nothing without the permission to view."""
        return self if user.has_perm("office.view_job") else self.none()

    def unfinished(self) -> "JobQuerySet":
        return self.filter(finished_at__isnull=True)


class Job(models.Model):
    """Long work done apart from any page, with its progress; it survives a closed tab, a restart and a kill.

    `kind` names what does it (office/jobs.py), `payload` is what that is given, `bookmark` what it noted for whoever
    takes it up again. `beat_at` is the last sign of life: a running job that has been silent for long was killed and
    is taken up again where it stood. `attempt` counts how often it was taken up: who holds an older one must stop.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "đang chờ"
        RUNNING = "running", "đang chạy"
        WAITING = "waiting", "chờ xác nhận"
        DONE = "done", "đã xong"
        REFUSED = "refused", "bị từ chối"
        FAILED = "failed", "hỏng"
        CANCELLED = "cancelled", "đã hủy"

    UNFINISHED = (State.QUEUED, State.RUNNING, State.WAITING)

    kind = models.CharField("loại việc", max_length=40)
    title = models.CharField("việc", max_length=200)
    state = models.CharField("tình trạng", max_length=9, choices=State.choices, default=State.QUEUED)
    done = models.PositiveIntegerField("đã làm", default=0)
    total = models.PositiveIntegerField("tổng số", default=0)
    step = models.CharField("đang làm gì", max_length=200, blank=True)
    payload = models.JSONField("dữ liệu vào", default=dict)
    bookmark = models.JSONField("chỗ đã làm đến", default=dict)
    attempt = models.PositiveSmallIntegerField("lần chạy thứ", default=0)
    cancel_asked = models.BooleanField("được yêu cầu hủy", default=False)
    result = models.JSONField("kết quả", default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người giao", null=True)
    created_at = models.DateTimeField("giao lúc", auto_now_add=True)
    started_at = models.DateTimeField("bắt đầu lúc", null=True)
    beat_at = models.DateTimeField("còn chạy lúc", null=True)
    finished_at = models.DateTimeField("xong lúc", null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "việc chạy nền"
        verbose_name_plural = "việc chạy nền"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "id"], name="job_by_state")]
        constraints = [
            models.CheckConstraint(
                name="job_finished_when_it_ends",
                condition=Q(state__in=["queued", "running", "waiting"], finished_at__isnull=True)
                | Q(state__in=["done", "refused", "failed", "cancelled"], finished_at__isnull=False),
                violation_error_message="Việc đã kết thúc phải ghi giờ xong.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def percent(self) -> int | None:
        """How much is done, in whole percent; None while the total is not known."""
        return min(100, 100 * self.done // self.total) if self.total else None

    @property
    def is_open(self) -> bool:
        return self.state in self.UNFINISHED

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from printing import numbers


class ImportRunQuerySet(models.QuerySet):
    def standing(self) -> "ImportRunQuerySet":
        """Those that nobody took back."""
        return self.filter(undone_at__isnull=True)


class ImportRun(models.Model):
    """One file taken into the register: who, when, what it did, and whether it was undone.

    The history rows it wrote carry `reason`, which is how they are found again.
    """

    class Kind(models.TextChoices):
        """What a file can hold; the value is the name the commands know it by."""

        ORGANISATIONS = "organisations", "tổ chức"
        RETURNS = "returns", "số liệu hằng năm"
        MEMBERSHIPS = "memberships", "thành viên Liên minh"
        MEMBERS = "members", "thành viên của hợp tác xã"
        LIFE_EVENTS = "life_events", "sự kiện"
        TARGETS = "targets", "chỉ tiêu kế hoạch"
        FIGURES = "figures", "số liệu tổng hợp"
        AWARDS = "awards", "khen thưởng"

    kind = models.CharField("loại dữ liệu", max_length=20, choices=Kind.choices)
    file_name = models.CharField("tên tệp", max_length=200)
    digest = models.CharField("mã băm SHA-256 của tệp", max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người nhập", null=True, related_name="+"
    )
    at = models.DateTimeField("lúc", auto_now_add=True)
    rows = models.PositiveIntegerField("số dòng", default=0)
    created = models.PositiveIntegerField("thêm", default=0)
    updated = models.PositiveIntegerField("sửa", default=0)
    unchanged = models.PositiveIntegerField("giữ nguyên", default=0)
    undone_at = models.DateTimeField("hoàn tác lúc", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người hoàn tác", null=True, blank=True, related_name="+"
    )
    undone_why = models.CharField("lý do hoàn tác", max_length=200, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = "lần nhập tệp"
        verbose_name_plural = "các lần nhập tệp"
        ordering = ["-pk"]
        permissions = [("undo_importrun", "Hoàn tác một lần nhập tệp")]
        indexes = [models.Index(fields=["digest"], name="import_run_digest")]
        constraints = [
            models.CheckConstraint(
                name="import_run_undone_in_full",
                condition=Q(undone_at__isnull=True, undone_why="") | (Q(undone_at__isnull=False) & ~Q(undone_why="")),
                violation_error_message="Hoàn tác phải ghi lý do.",
            ),
            models.CheckConstraint(
                name="import_run_counts_every_row",
                condition=Q(rows=F("created") + F("updated") + F("unchanged")),
                violation_error_message="Số dòng của tệp phải bằng số thêm, sửa và giữ nguyên cộng lại.",
            ),
        ]

    def __str__(self) -> str:
        return f"Nhập {self.file_name} lúc {timezone.localtime(self.at):%H:%M %d/%m/%Y}"

    @property
    def reason(self) -> str:
        """What the history rows of this import say of why they were written."""
        return f"Nhập tệp #{self.pk}: {self.file_name}"[:100]

    @property
    def undo_reason(self) -> str:
        """What the history rows say that take this import back."""
        return f"Hoàn tác nhập tệp #{self.pk}: {self.undone_why}"[:100]

    @property
    def summary(self) -> str:
        """What it did, in the middle of a sentence."""
        counts = (numbers.grouped(count) for count in (self.rows, self.created, self.updated, self.unchanged))
        return "{} dòng, thêm {}, sửa {}, giữ nguyên {}".format(*counts)

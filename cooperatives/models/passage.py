from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

SILENT = timedelta(minutes=2)
"""Without a step for so long, whatever was bringing a file in was killed."""


class PassageQuerySet(models.QuerySet):
    def left_behind(self) -> "PassageQuerySet":
        """Those that anybody may end: all on their way out, and what a kill left half in."""
        return self.filter(Q(stage="") | Q(moved_at__lt=timezone.now() - SILENT))


class Passage(models.Model):
    """A file of members on its way into the register, or out of it, in short steps; meanwhile nobody sees its members.

    Of a file on its way in, `run_number` is the number that its import run will have: the run itself is written with
    the last step, which ends the passage. Of one on its way out, the run is there and was taken back.
    """

    run_number = models.BigIntegerField("số của lần nhập", primary_key=True)
    stage = models.CharField("nơi tệp chờ", max_length=100, blank=True, help_text="để trống khi đang gỡ ra")
    moved_at = models.DateTimeField("bước gần nhất lúc", default=timezone.now)

    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp thành viên đang ghi hoặc đang gỡ"
        verbose_name_plural = "tệp thành viên đang ghi hoặc đang gỡ"
        default_permissions = ()

    def __str__(self) -> str:
        return f"Tệp của lần nhập #{self.run_number}"

    @property
    def is_leaving(self) -> bool:
        return not self.stage

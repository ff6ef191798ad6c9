from django.conf import settings
from django.db import models


class ImportLayout(models.Model):
    """How files with certain headings were read the last time: which column is what, as a person confirmed it.

    `fingerprint` tells the headings apart; `choices` is what office.importing.mapping.Mapping makes of itself.
    """

    kind = models.CharField("loại dữ liệu", max_length=20)
    fingerprint = models.CharField("dấu vân tay của các tiêu đề", max_length=64)
    headings = models.JSONField("các tiêu đề")
    choices = models.JSONField("cách đọc")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người xác nhận", null=True, related_name="+"
    )
    at = models.DateTimeField("lúc", auto_now=True)

    class Meta:
        verbose_name = "cách đọc tệp"
        verbose_name_plural = "các cách đọc tệp"
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "fingerprint"], name="import_layout_once_per_headings"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {', '.join(self.headings)}"

from django.db import models

from office.fields import LineField
from office.history_records import HistoricalRecords


class Series(models.Model):
    """Posts that continue one another, each with its number."""

    name = LineField("tên loạt bài", max_length=150, unique=True, error_messages={"unique": "Loạt bài này đã có."})
    slug = models.SlugField("đường dẫn", max_length=120, unique=True, error_messages={"unique": "Đường dẫn đã dùng."})
    description = models.TextField("giới thiệu", max_length=600, blank=True)
    history = HistoricalRecords(verbose_name="lịch sử loạt bài", verbose_name_plural="lịch sử loạt bài")

    class Meta:
        verbose_name = "loạt bài"
        verbose_name_plural = "loạt bài"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

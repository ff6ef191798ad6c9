from django.conf import settings
from django.db import models
from django.db.models import Q


class UnsavedText(models.Model):
    """What one person last typed into the page of a post, or of a new one, and has not saved. No history is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="người soạn", related_name="+")
    article = models.ForeignKey(
        "news.Article", models.CASCADE, verbose_name="bài viết", related_name="+", null=True, blank=True
    )
    typed = models.JSONField("đã gõ", help_text="Tên ô và nội dung")
    kept_at = models.DateTimeField("lúc", auto_now=True)

    class Meta:
        verbose_name = "bản chưa lưu"
        verbose_name_plural = "bản chưa lưu"
        constraints = [
            models.UniqueConstraint(fields=["user", "article"], name="unsaved_text_once"),
            models.UniqueConstraint(fields=["user"], condition=Q(article=None), name="unsaved_new_text_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.article or 'bài mới'}"

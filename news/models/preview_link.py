"""Addresses at which one reader sees a post before it is public."""

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from office.fields import LineField
from office.history_records import HistoricalRecords

_signer = signing.Signer(salt="news.preview_link")


class PreviewLinkQuerySet(models.QuerySet):
    def open(self, at: datetime | None = None) -> "PreviewLinkQuerySet":
        """Links that still lead somewhere."""
        return self.filter(revoked_at=None, expires_at__gt=at or timezone.now())

    def of_token(self, token: str) -> "PreviewLinkQuerySet":
        """The link that a token of an address was signed for; none for any other text."""
        try:
            key = _signer.unsign_object(token)
        except signing.BadSignature:
            return self.none()
        return self.filter(pk=key)


class PreviewLink(models.Model):
    """Leads one reader to a post as it stands, until it expires or is revoked. Its address is signed, not stored."""

    article = models.ForeignKey("news.Article", models.CASCADE, verbose_name="bài viết", related_name="preview_links")
    reader = LineField("gửi cho", max_length=100, help_text="Người sẽ đọc thử, ví dụ: Phó Chủ tịch phụ trách")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người tạo", related_name="+")
    made_at = models.DateTimeField("tạo lúc", default=timezone.now)
    expires_at = models.DateTimeField("hết hạn lúc")
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)
    history = HistoricalRecords(verbose_name="lịch sử đường dẫn", verbose_name_plural="lịch sử đường dẫn")

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "đường dẫn xem trước"
        verbose_name_plural = "đường dẫn xem trước"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="preview_link_expires_after_made",
                condition=Q(expires_at__gt=F("made_at")),
                violation_error_message="Đường dẫn phải hết hạn sau lúc tạo.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.article}, gửi {self.reader}"

    def get_absolute_url(self) -> str:
        return reverse("news:preview", args=[_signer.sign_object(self.pk)])

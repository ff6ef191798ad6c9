from django.core.exceptions import ValidationError
from django.db import models, transaction

from office.models import Office


def check_address(address: str) -> None:
    """Raise ValidationError unless `address` leads to a page of the portal (/…) or of the web (http://, https://)."""
    inside = address.startswith("/") and not address.startswith("//")
    if not (inside or address.startswith(("http://", "https://"))) or " " in address or "\\" in address:
        raise ValidationError(
            f"“{address}” không phải địa chỉ dùng được: hãy ghi địa chỉ bắt đầu bằng https://, http:// hoặc, với trang "
            "của cổng này, bằng một dấu /, không có dấu cách."
        )


class Framing(models.Model):
    """A row that many pages show around their own content; with every change, what was kept of it in memory ends."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            Office.renew_site_mark()

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            gone = super().delete(*args, **kwargs)
            Office.renew_site_mark()
        return gone

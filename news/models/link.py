from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from news.models.framing import Framing, check_address
from office.documents import DocumentField
from office.fields import LineField
from office.history_records import HistoricalRecords


def from_to(name: str) -> models.CheckConstraint:
    """A row shown from one day to another ends after it begins."""
    return models.CheckConstraint(
        name=name,
        condition=Q(shown_from=None) | Q(shown_to=None) | Q(shown_to__gte=F("shown_from")),
        violation_error_code="shown_to",
        violation_error_message="“Hiện đến hết ngày” không được trước “Hiện từ ngày”.",
    )


class ShownForAWhile(Framing):
    """Something shown from one day to another; an open side has no bound."""

    shown_from = models.DateField("hiện từ ngày", null=True, blank=True, help_text="Để trống: hiện ngay")
    shown_to = models.DateField("hiện đến hết ngày", null=True, blank=True, help_text="Để trống: không hết hạn")

    class Meta:
        abstract = True

    def is_shown(self, on: date) -> bool:
        begun = self.shown_from is None or self.shown_from <= on
        return begun and (self.shown_to is None or on <= self.shown_to)


class Link(Framing):
    """A site of somebody else that the office points to."""

    name = LineField("tên", max_length=120)
    address = LineField("địa chỉ", max_length=300, validators=[check_address])
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    history = HistoricalRecords(verbose_name="lịch sử liên kết", verbose_name_plural="lịch sử liên kết")

    class Meta:
        verbose_name = "liên kết"
        verbose_name_plural = "liên kết"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Banner(ShownForAWhile):
    """A picture that leads somewhere, on the home page for a while; without a picture it is not shown."""

    name = LineField("nội dung", max_length=160, help_text="Đọc cho người không nhìn thấy ảnh: ghi đủ chữ có trong ảnh")
    address = LineField("dẫn đến địa chỉ", max_length=300, blank=True, validators=[check_address])
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    picture = DocumentField("ảnh", folder="banners", blank=True, editable=False)
    width = models.PositiveSmallIntegerField(null=True, editable=False)
    height = models.PositiveSmallIntegerField(null=True, editable=False)
    history = HistoricalRecords(
        excluded_fields=["width", "height"], verbose_name="lịch sử biểu ngữ", verbose_name_plural="lịch sử biểu ngữ"
    )

    class Meta:
        verbose_name = "biểu ngữ"
        verbose_name_plural = "biểu ngữ"
        ordering = ["position", "pk"]
        constraints = [from_to("banner_ends_after_start")]

    def __str__(self) -> str:
        return self.name

    def is_shown(self, on: date) -> bool:
        return bool(self.picture) and super().is_shown(on)

    @property
    def picture_url(self) -> str:
        """The address of the picture; another one, when the picture is replaced."""
        return f"{reverse('news:banner', args=[self.pk])}?{self.picture.name.split('/')[1][:8]}"

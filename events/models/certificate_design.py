from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from events.models.award import AwardKind
from office.documents import DocumentField
from office.fields import LineField
from office.history_records import HistoricalRecords


def _millimetres(label: str, most: int, *, least: int = 0) -> models.DecimalField:
    return models.DecimalField(
        f"{label} (mm)",
        max_digits=5,
        decimal_places=1,
        validators=[
            MinValueValidator(Decimal(least), f"Từ {least} mm."),
            MaxValueValidator(Decimal(most), f"Không quá {most} mm."),
        ],
    )


class CertificateDesign(models.Model):
    """How certificates of some kinds are printed: the office's own picture below, and where each text stands on it."""

    name = LineField("tên mẫu", max_length=100, unique=True, error_messages={"unique": "Đã có mẫu tên này."})
    kinds = models.ManyToManyField(
        AwardKind, verbose_name="dùng cho hình thức", related_name="certificate_designs", blank=True
    )
    background = DocumentField("ảnh nền", folder="certificates", blank=True, editable=False)
    width = _millimetres("chiều rộng", 420, least=50)
    height = _millimetres("chiều cao", 420, least=50)
    history = HistoricalRecords(verbose_name="lịch sử mẫu", verbose_name_plural="lịch sử mẫu")

    class Meta:
        verbose_name = "mẫu bằng khen, giấy khen"
        verbose_name_plural = "mẫu bằng khen, giấy khen"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Element(models.TextChoices):
    """What stands on a certificate."""

    TITLE = "title", "tên hình thức"
    RECIPIENT = "recipient", "tên người nhận"
    POST = "post", "chức vụ, đơn vị"
    ACHIEVEMENT = "achievement", "thành tích"
    DECISION = "decision", "số, ngày quyết định"
    DAY = "day", "địa danh, ngày tháng"
    SIGNER_POST = "signer_post", "chức vụ người ký"
    SIGNER = "signer", "họ tên người ký"
    QR = "qr", "mã QR tra cứu"
    AUTHORITY = "authority", "người quyết định, tặng"


class Placement(models.Model):
    """Where one text of a design stands: its box from the left and top edges, how large, how bold."""

    class Align(models.TextChoices):
        LEFT = "left", "trái"
        CENTRE = "centre", "giữa"
        RIGHT = "right", "phải"

    design = models.ForeignKey(CertificateDesign, models.CASCADE, verbose_name="mẫu", related_name="placements")
    element = models.CharField("nội dung", max_length=11, choices=Element.choices)
    left = _millimetres("cách trái", 420)
    top = _millimetres("cách trên", 420)
    width = _millimetres("rộng", 420, least=5)
    size = models.DecimalField(
        "cỡ chữ (pt)",
        max_digits=4,
        decimal_places=1,
        default=Decimal(16),
        validators=[MinValueValidator(Decimal(6), "Từ 6 pt."), MaxValueValidator(Decimal(96), "Không quá 96 pt.")],
    )
    align = models.CharField("canh", max_length=6, choices=Align.choices, default=Align.CENTRE)
    bold = models.BooleanField("đậm", default=False)
    capitals = models.BooleanField("chữ hoa", default=False)
    colour = models.CharField(
        "màu", max_length=7, default="#000000", choices=[("#000000", "đen"), ("#b01116", "đỏ"), ("#7a5b00", "vàng đất")]
    )
    shown = models.BooleanField("in", default=True)

    class Meta:
        verbose_name = "vị trí trên mẫu"
        verbose_name_plural = "vị trí trên mẫu"
        ordering = ["design", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["design", "element"],
                name="placement_once",
                violation_error_message="Nội dung này đã có vị trí trên mẫu.",
            )
        ]

    def __str__(self) -> str:
        return self.get_element_display()

    def clean(self) -> None:
        """A box stands on its sheet."""
        if None not in (self.left, self.width) and self.left + self.width > self.design.width:
            raise ValidationError({"width": "Ô này ra ngoài mép phải của mẫu: hãy bớt chiều rộng hoặc dịch sang trái."})
        if self.top is not None and self.top > self.design.height:
            raise ValidationError({"top": "Ô này ở dưới mép dưới của mẫu."})

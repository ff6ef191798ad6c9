from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from news.models.article import Category
from news.models.link import ShownForAWhile, from_to
from office.fields import LineField
from office.history_records import HistoricalRecords

MOST = 12  # entries that one block shows


class HomeBlock(ShownForAWhile):
    """One block of the home page; what each kind shows is told in news/home_blocks.py."""

    class Kind(models.TextChoices):
        FIGURES = "figures", "số liệu năm công bố gần nhất"
        NEWEST = "newest", "tin mới nhất"
        CATEGORY = "category", "tin của một chuyên mục"
        ACTIVITIES = "activities", "tập huấn, hội chợ đã tổ chức"
        HONOURS = "honours", "khen thưởng mới nhất"
        PRODUCTS = "products", "sản phẩm có chứng nhận"
        DOCUMENTS = "documents", "văn bản mới"
        ALBUMS = "albums", "album ảnh mới"
        LINKS = "links", "liên kết"
        BANNERS = "banners", "biểu ngữ"
        TEXT = "text", "đoạn văn"

    kind = models.CharField("loại khối", max_length=10, choices=Kind.choices)
    title = LineField("tiêu đề", max_length=100, blank=True, help_text="Để trống: tiêu đề có sẵn của loại khối")
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    how_many = models.PositiveSmallIntegerField(
        "số mục hiện",
        default=5,
        validators=[
            MinValueValidator(1, "Mỗi khối hiện ít nhất một mục."),
            MaxValueValidator(MOST, f"Mỗi khối hiện nhiều nhất {MOST} mục: hãy ghi số nhỏ hơn."),
        ],
    )
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        verbose_name="chuyên mục",
        null=True,
        blank=True,
        help_text="Cho tin của một chuyên mục",
    )
    text = models.TextField("đoạn văn", blank=True, help_text="Cho khối đoạn văn")
    history = HistoricalRecords(verbose_name="lịch sử khối trang chủ", verbose_name_plural="lịch sử khối trang chủ")

    class Meta:
        verbose_name = "khối trang chủ"
        verbose_name_plural = "khối trang chủ"
        ordering = ["position", "pk"]
        constraints = [
            from_to("home_block_ends_after_start"),
            models.CheckConstraint(
                name="home_block_category_of_its_kind",
                condition=models.Q(kind="category", category__isnull=False)
                | (~models.Q(kind="category") & models.Q(category=None)),
                violation_error_code="category",
                violation_error_message="Khối tin của một chuyên mục phải có chuyên mục; khối khác để trống ô này.",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    def clean(self):
        if (self.kind == self.Kind.TEXT) != bool(self.text):
            raise ValidationError({"text": "Khối đoạn văn thì ghi nội dung; loại khối khác để trống ô này."})

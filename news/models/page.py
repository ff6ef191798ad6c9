from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse

from news.models.framing import Framing
from office.fields import LineField
from office.history_records import HistoricalRecords

STRUCTURE = "co-cau-to-chuc"  # the slug of the page that the portal draws by itself


class PageQuerySet(models.QuerySet):
    def public(self) -> "PageQuerySet":
        return self.filter(published=True)

    def in_language(self, language: str) -> "PageQuerySet":
        return self.filter(language=language)


class Page(Framing):
    """A lasting page of the office, such as what it does: in Vietnamese under /gioi-thieu/, in English under /en/."""

    class Language(models.TextChoices):
        VIETNAMESE = "vi", "tiếng Việt"
        ENGLISH = "en", "tiếng Anh"

    title = LineField("tiêu đề", max_length=160)
    slug = models.SlugField(
        "đường dẫn",
        max_length=100,
        validators=[
            RegexValidator(
                f"^{STRUCTURE}$",
                "Đường dẫn này là của trang Cơ cấu tổ chức, cổng tự lập từ sổ nhân sự các ban: hãy đặt đường dẫn khác.",
                inverse_match=True,
            )
        ],
    )
    language = models.CharField("ngôn ngữ", max_length=2, choices=Language.choices, default=Language.VIETNAMESE)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="thuộc trang",
        null=True,
        blank=True,
        related_name="children",
        help_text="Để trống: trang đứng riêng",
    )
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    body = models.TextField("nội dung")
    published = models.BooleanField("hiện công khai", default=False)
    updated_at = models.DateTimeField("sửa lúc", auto_now=True)
    history = HistoricalRecords(verbose_name="lịch sử trang", verbose_name_plural="lịch sử trang")

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = "trang giới thiệu"
        verbose_name_plural = "trang giới thiệu"
        ordering = ["language", "position", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "slug"],
                name="page_address_once",
                violation_error_code="slug",
                violation_error_message="Đã có trang dùng đường dẫn này trong cùng ngôn ngữ: hãy đặt đường dẫn khác.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self):
        above = self.parent
        if above and above.language != self.language:
            raise ValidationError(
                {"parent": f"“{above}” viết bằng {above.get_language_display()}: hãy chọn trang khác."}
            )
        if above and (above.parent_id or above.pk == self.pk or (self.pk and self.children.exists())):
            raise ValidationError({"parent": "Trang chỉ xếp hai bậc: hãy chọn một trang đứng riêng, hoặc để trống."})

    def get_absolute_url(self) -> str:
        return reverse("news:english" if self.language == self.Language.ENGLISH else "news:page", args=[self.slug])

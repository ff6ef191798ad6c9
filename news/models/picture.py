import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from office.documents import DocumentField
from office.fields import LineField, SearchKeyField, check_has_come, matching
from office.history_records import HistoricalRecords

SMALL, MEDIUM, LARGE = SIDES = (400, 800, 1600)
"""The longer side, in pixels, of the files that are kept of a picture; none is larger than what was sent."""


def random_name() -> str:
    """What addresses call a picture: nobody can guess it, and nothing a sender wrote is in it."""
    return secrets.token_hex(12)


class PictureQuerySet(models.QuerySet):
    def search(self, text: str) -> "PictureQuerySet":
        return matching(self, text)


class Picture(models.Model):
    """A picture of the library: encoded anew in three sizes, with what is said of it.

    Its files never change, so that an address once given out always shows the same. Strangers have it only where
    something public shows it, or where it is marked public: see news/pictures.py.
    """

    name = models.CharField("tên trên máy chủ", max_length=24, unique=True, default=random_name, editable=False)
    caption = LineField("chú thích", max_length=300, blank=True, help_text="Hiện dưới ảnh")
    alt = LineField(
        "mô tả ảnh", max_length=250, blank=True, help_text="Ảnh chụp gì, cho người không nhìn thấy ảnh nghe đọc"
    )
    is_decorative = models.BooleanField(
        "chỉ để trang trí", default=False, help_text="Ảnh không nói gì thêm: máy đọc màn hình bỏ qua"
    )
    photographer = LineField("người chụp", max_length=100, blank=True)
    source = LineField("nguồn", max_length=150, blank=True, help_text="Nơi có ảnh, khi không phải ảnh của Liên minh")
    taken_on = models.DateField("ngày chụp", null=True, blank=True, validators=[check_has_come])
    is_public = models.BooleanField(
        "ai có địa chỉ cũng xem được",
        default=False,
        help_text="Không chọn: người ngoài chỉ xem được khi ảnh nằm trong bài, album đã đăng",
    )
    width = models.PositiveSmallIntegerField("chiều ngang", editable=False)
    height = models.PositiveSmallIntegerField("chiều dọc", editable=False)
    small = DocumentField("ảnh nhỏ", folder="pictures", editable=False)
    medium = DocumentField("ảnh vừa", folder="pictures", editable=False)
    large = DocumentField("ảnh lớn", folder="pictures", editable=False)
    added_at = models.DateTimeField("thêm lúc", auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người thêm",
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    search_key = SearchKeyField(of=("caption", "alt", "photographer", "source"))
    history = HistoricalRecords(
        excluded_fields=["search_key"], verbose_name="lịch sử ảnh", verbose_name_plural="lịch sử ảnh"
    )

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = "ảnh"
        verbose_name_plural = "kho ảnh"
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="picture_is_described",
                condition=Q(is_decorative=True) | ~Q(alt=""),
                violation_error_message="Hãy mô tả ảnh cho người không nhìn thấy, hoặc chọn “chỉ để trang trí”.",
                violation_error_code="alt",
            )
        ]

    def __str__(self) -> str:
        return self.caption or self.alt or f"Ảnh {self.name[:8]}"

    @property
    def files(self) -> dict[int, models.fields.files.FieldFile]:
        """The stored files by the size that addresses name."""
        return dict(zip(SIDES, (self.small, self.medium, self.large), strict=True))

    @property
    def described(self) -> str:
        """What stands in the picture's place for those who do not see it; "" of one that only decorates."""
        return "" if self.is_decorative else self.alt

    @property
    def credit(self) -> str:
        """ "Ảnh: Bà Chụp, Báo Thử Nghiệm"; "" where nobody is named."""
        named = ", ".join(filter(None, (self.photographer, self.source)))
        return f"Ảnh: {named}" if named else ""

    def address(self, side: int) -> str:
        return reverse("news:picture", args=[self.name, side])

    @property
    def small_address(self) -> str:
        return self.address(SMALL)

    @property
    def medium_address(self) -> str:
        return self.address(MEDIUM)

    @property
    def large_address(self) -> str:
        return self.address(LARGE)

    def width_at(self, side: int) -> int:
        """The width in pixels of the file whose longer side is at most `side`."""
        longer = max(self.width, self.height)
        return self.width if longer <= side else max(1, (2 * self.width * side + longer) // (2 * longer))

    @property
    def srcset(self) -> str:
        """What a browser chooses from: every file that is larger than the one before."""
        widths = {self.width_at(side): self.address(side) for side in reversed(SIDES)}
        return ", ".join(f"{address} {width}w" for width, address in sorted(widths.items()))


class Illustration(models.Model):
    """A picture stands in the text of a post: written from the text whenever it is saved (news/citing/binding.py)."""

    article = models.ForeignKey("news.Article", models.CASCADE, verbose_name="bài viết", related_name="illustrations")
    picture = models.ForeignKey(Picture, models.PROTECT, verbose_name="ảnh", related_name="illustrations")

    class Meta:
        verbose_name = "ảnh trong bài"
        verbose_name_plural = "ảnh trong bài"
        constraints = [
            models.UniqueConstraint(
                fields=["article", "picture"],
                name="illustration_once_per_article",
                violation_error_message="Ảnh này đã được ghi là có trong bài.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.picture}"

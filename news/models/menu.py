from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from news.models.article import Category
from news.models.framing import Framing, check_address
from news.models.page import Page
from office.fields import LineField
from office.history_records import HistoricalRecords


class Section(models.TextChoices):
    """The sections every portal has; where each lies is told in news/frame.py."""

    HOME = "home", "Trang chủ"
    NEWS = "news", "Tin tức"
    ORGANISATIONS = "organisations", "Hợp tác xã"
    FIGURES = "figures", "Số liệu"
    PRODUCTS = "products", "Sản phẩm"
    HONOURS = "honours", "Khen thưởng"
    DOCUMENTS = "documents", "Văn bản"
    ALBUMS = "albums", "Thư viện ảnh"
    ABOUT = "about", "Giới thiệu"
    STRUCTURE = "structure", "Cơ cấu tổ chức"
    CONTACT = "contact", "Liên hệ"
    ENGLISH = "english", "English"


TARGETS = ("section", "page", "category", "address")


def _one_target() -> Q:
    empty = {"section": Q(section=""), "address": Q(address=""), "page": Q(page=None), "category": Q(category=None)}
    one = Q()
    for chosen in TARGETS:
        alone = ~empty[chosen]
        for other in TARGETS:
            alone &= empty[other] if other != chosen else Q()
        one |= alone
    return one


class MenuItem(Framing):
    """One entry of the menu at the head of every page or of the list at its foot. Entries lie at most two deep."""

    class Place(models.TextChoices):
        MAIN = "main", "menu chính"
        FOOTER = "footer", "chân trang"

    label = LineField("chữ hiện", max_length=60)
    place = models.CharField("hiện ở", max_length=6, choices=Place.choices, default=Place.MAIN)
    parent = models.ForeignKey(
        "self", models.CASCADE, verbose_name="nằm dưới mục", null=True, blank=True, related_name="children"
    )
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    section = models.CharField("phần của cổng", max_length=13, choices=Section.choices, blank=True)
    page = models.ForeignKey(Page, models.PROTECT, verbose_name="trang giới thiệu", null=True, blank=True)
    category = models.ForeignKey(Category, models.PROTECT, verbose_name="chuyên mục tin", null=True, blank=True)
    address = LineField(
        "địa chỉ khác",
        max_length=300,
        blank=True,
        validators=[check_address],
        help_text="https://… hoặc đường dẫn trong cổng bắt đầu bằng /",
    )
    history = HistoricalRecords(verbose_name="lịch sử mục menu", verbose_name_plural="lịch sử mục menu")

    class Meta:
        verbose_name = "mục menu"
        verbose_name_plural = "menu"
        ordering = ["place", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="menu_item_has_one_target",
                condition=_one_target(),
                violation_error_message="Mỗi mục dẫn đến đúng một nơi: hãy chọn một phần của cổng, một trang giới "
                "thiệu, một chuyên mục, hoặc ghi một địa chỉ khác; các ô còn lại để trống.",
            )
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self):
        above = self.parent
        if not above:
            return
        if above.place != self.place:
            raise ValidationError(
                {"parent": f"“{above}” hiện ở chỗ khác: hãy chọn mục cùng {self.get_place_display()}."}
            )
        if above.parent_id or above.pk == self.pk or (self.pk and self.children.exists()):
            raise ValidationError({"parent": "Menu chỉ xếp hai bậc: hãy chọn một mục đứng ngoài cùng, hoặc để trống."})

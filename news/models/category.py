"""The columns of the news pages, one within another, and who answers for which."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from office.fields import LineField
from office.history_records import HistoricalRecords

DEEPEST = 3  # levels: a column, a column within it, one within that


class CategoryQuerySet(models.QuerySet):
    def with_lineage(self) -> "CategoryQuerySet":
        """Each with the columns it lies in, in one query."""
        return self.select_related("parent__parent")

    def within(self, category: "Category") -> "CategoryQuerySet":
        """A column and all that lie in it."""
        return self.filter(Q(pk=category.pk) | Q(parent=category) | Q(parent__parent=category))


class Category(models.Model):
    """A column of the news pages. It may lie within another, three levels deep at most."""

    name = LineField("tên chuyên mục", max_length=80, unique=True, error_messages={"unique": "Chuyên mục này đã có."})
    slug = models.SlugField("đường dẫn", max_length=80, unique=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="nằm trong chuyên mục",
        related_name="children",
        null=True,
        blank=True,
        help_text="Để trống nếu là chuyên mục lớn nhất; nhiều nhất ba cấp",
    )
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    history = HistoricalRecords(verbose_name="lịch sử chuyên mục", verbose_name_plural="lịch sử chuyên mục")

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = "chuyên mục"
        verbose_name_plural = "chuyên mục"
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                name="category_not_within_itself",
                condition=Q(parent=None) | ~Q(parent=F("id")),
                violation_error_message="Chuyên mục không thể nằm trong chính nó.",
                violation_error_code="parent",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def lineage(self) -> list["Category"]:
        """The column and those it lies in, the nearest first; a few levels even where rows go round in a circle."""
        found: list[Category] = []
        one: Category | None = self
        while one is not None and len(found) <= DEEPEST:
            found.append(one)
            one = one.parent
        return found

    @property
    def path(self) -> str:
        """ "Hoạt động › Hội nghị": the column with those it lies in."""
        return " › ".join(one.name for one in reversed(self.lineage))

    @property
    def height(self) -> int:
        """How many levels stand in it, its own counted."""
        children = Category.objects.filter(parent=self.pk) if self.pk else Category.objects.none()
        if not children.exists():
            return 1
        return 3 if Category.objects.filter(parent__in=children).exists() else 2

    def clean(self):
        if not self.parent_id:
            return
        above = self.parent.lineage
        if self.pk and self.pk in [one.pk for one in above]:
            raise ValidationError(
                {"parent": f"“{self.parent}” nằm trong chính chuyên mục này: hãy chọn một chuyên mục khác."}
            )
        if len(above) + self.height > DEEPEST:
            raise ValidationError(
                {
                    "parent": f"Chuyên mục chỉ xếp được {DEEPEST} cấp: hãy chọn một chuyên mục ở cấp cao hơn "
                    f"“{self.parent}”."
                }
            )


class CategoryEditor(models.Model):
    """Somebody who answers for a column and all within it: where anybody does, only they publish there."""

    category = models.ForeignKey(Category, models.CASCADE, verbose_name="chuyên mục", related_name="editors")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="biên tập viên", related_name="edited_categories"
    )
    history = HistoricalRecords(verbose_name="lịch sử phụ trách", verbose_name_plural="lịch sử phụ trách")

    class Meta:
        verbose_name = "người phụ trách chuyên mục"
        verbose_name_plural = "người phụ trách chuyên mục"
        constraints = [
            models.UniqueConstraint(
                fields=["category", "user"],
                name="category_editor_once",
                violation_error_message="Người này đã phụ trách chuyên mục này.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.category}"

    def clean(self):
        if self.user_id and not self.user.has_perm("news.publish_article"):
            raise ValidationError(
                {"user": f"{self.user} chưa có vai trò Biên tập viên nên không đăng bài được: hãy cấp vai trò trước."}
            )

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from news.models.picture import Picture
from office.fields import LineField, SearchKeyField, matching
from office.history_records import HistoricalRecords


class Category(models.Model):
    """A column of the news pages."""

    name = LineField("tên chuyên mục", max_length=80, unique=True, error_messages={"unique": "Chuyên mục này đã có."})
    slug = models.SlugField("đường dẫn", max_length=80, unique=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    history = HistoricalRecords(verbose_name="lịch sử chuyên mục", verbose_name_plural="lịch sử chuyên mục")

    class Meta:
        verbose_name = "chuyên mục"
        verbose_name_plural = "chuyên mục"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class ArticleQuerySet(models.QuerySet):
    def public(self, at: datetime | None = None) -> "ArticleQuerySet":
        """What every public surface may show: published, and its time has come. `at` defaults to now."""
        return self.filter(status=Article.Status.PUBLISHED, published_at__lte=at or timezone.now())

    def for_lists(self) -> "ArticleQuerySet":
        """With their pictures, without the bodies, which lists do not show."""
        return self.select_related("picture").defer("body", "search_key")

    def search(self, text: str) -> "ArticleQuerySet":
        return matching(self, text)


class Article(models.Model):
    """A news post. Its author, the person who posted it and the source of a repost are three things."""

    class Status(models.TextChoices):
        DRAFT = "draft", "bản nháp"
        PUBLISHED = "published", "đã đăng"
        WITHDRAWN = "withdrawn", "đã gỡ"

    title = LineField("tiêu đề", max_length=250)
    slug = models.SlugField("đường dẫn", max_length=120, unique=True, error_messages={"unique": "Đường dẫn đã dùng."})
    category = models.ForeignKey(Category, models.PROTECT, verbose_name="chuyên mục", related_name="articles")
    lead = models.TextField("mở đầu", max_length=600, help_text="Một đoạn tóm tắt, hiện ở danh sách và đầu bài")
    body = models.TextField("nội dung")
    author = LineField("tác giả", max_length=100, blank=True)
    source = LineField("nguồn", max_length=150, blank=True, help_text="Bắt buộc khi đăng lại bài của nơi khác")
    picture = models.ForeignKey(
        Picture, models.PROTECT, verbose_name="ảnh đại diện", null=True, blank=True, related_name="lead_of"
    )
    status = models.CharField("trạng thái", max_length=10, choices=Status.choices, default=Status.DRAFT)
    published_at = models.DateTimeField("đăng lúc", null=True, blank=True, help_text="Có thể đặt giờ đăng về sau")
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người đăng", null=True, blank=True, editable=False
    )
    updated_at = models.DateTimeField("sửa lúc", auto_now=True)
    search_key = SearchKeyField(of=("title", "lead"))
    history = HistoricalRecords(
        excluded_fields=["search_key"], verbose_name="lịch sử bài viết", verbose_name_plural="lịch sử bài viết"
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "bài viết"
        verbose_name_plural = "bài viết"
        ordering = ["-published_at", "-pk"]
        permissions = [("publish_article", "Đăng và gỡ bài viết")]
        indexes = [models.Index(fields=["status", "-published_at"], name="article_public_newest")]
        constraints = [
            models.CheckConstraint(
                name="article_published_has_a_time",
                condition=~Q(status="published") | Q(published_at__isnull=False),
                violation_error_message="Bài đã đăng phải có giờ đăng.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("news:article", args=[self.slug])

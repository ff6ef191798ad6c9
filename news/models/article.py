from datetime import datetime

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from events.models import Conference
from news.models.category import Category
from news.models.picture import Picture
from news.models.series import Series
from news.models.tag import Tag
from office.fields import LineField, SearchKeyField, matching
from office.history_records import HistoricalRecords


class State(models.TextChoices):
    """Where a post stands at a moment: what was decided of it, and what the clock makes of that."""

    DRAFT = "draft", "bản nháp"
    IN_REVIEW = "in_review", "chờ duyệt"
    SCHEDULED = "scheduled", "hẹn giờ"
    PUBLISHED = "published", "đang hiện"
    EXPIRED = "expired", "hết hạn"
    WITHDRAWN = "withdrawn", "đã gỡ"


class ArticleQuerySet(models.QuerySet):
    def public(self, at: datetime | None = None) -> "ArticleQuerySet":
        """What every public surface may show: published, its time has come, not expired. `at` defaults to now."""
        at = at or timezone.now()
        return self._published().filter(published_at__lte=at).exclude(expires_at__lte=at)

    def in_state(self, state: State, at: datetime | None = None) -> "ArticleQuerySet":
        """Posts that stand so at a moment; every post stands in exactly one state."""
        at = at or timezone.now()
        if state == State.PUBLISHED:
            return self.public(at)
        if state == State.EXPIRED:
            return self._published().filter(expires_at__lte=at)
        if state == State.SCHEDULED:
            return self._published().filter(published_at__gt=at)
        return self.filter(status=state)

    def _published(self) -> "ArticleQuerySet":
        return self.filter(status=Article.Status.PUBLISHED)

    def released(self, at: datetime | None = None) -> "ArticleQuerySet":
        """What has been public and was not withdrawn, whether or not it is over by now: what statistics count."""
        return self._published().filter(published_at__lte=at or timezone.now())

    def in_category(self, category: Category) -> "ArticleQuerySet":
        """Posts of a column and of all that lie in it."""
        return self.filter(category__in=Category.objects.within(category))

    def visible_to(self, user) -> "ArticleQuerySet":
        """In the newsroom: who publishes, or only reads, sees all; who writes sees what they wrote."""
        if not user.has_perm("news.view_article"):
            return self.none()
        writes_only = user.has_perm("news.change_article") and not user.has_perm("news.publish_article")
        return self.filter(written_by=user) if writes_only else self

    def for_lists(self) -> "ArticleQuerySet":
        """With their pictures, without the bodies, which lists do not show."""
        return self.select_related("picture").defer("body", "search_key")

    def search(self, text: str) -> "ArticleQuerySet":
        return matching(self, text)


class Article(models.Model):
    """A news post.

    Its author as printed, who wrote it in here, who posted it, the photographer and the source of a repost are five
    things. Whether it is scheduled, shown or expired follows from `status`, its two times and the clock.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "bản nháp"
        IN_REVIEW = "in_review", "chờ duyệt"
        PUBLISHED = "published", "đã đăng"
        WITHDRAWN = "withdrawn", "đã gỡ"

    title = LineField("tiêu đề", max_length=250)
    slug = models.SlugField("đường dẫn", max_length=120, unique=True, error_messages={"unique": "Đường dẫn đã dùng."})
    category = models.ForeignKey(Category, models.PROTECT, verbose_name="chuyên mục", related_name="articles")
    lead = models.TextField("mở đầu", max_length=600, help_text="Một đoạn tóm tắt, hiện ở danh sách và đầu bài")
    body = models.TextField("nội dung")
    author = LineField("tác giả", max_length=100, blank=True)
    photographer = LineField("ảnh", max_length=100, blank=True, help_text="Người chụp ảnh trong bài")
    is_repost = models.BooleanField("đăng lại của nơi khác", default=False)
    source = LineField("nguồn", max_length=150, blank=True, help_text="Bắt buộc khi đăng lại bài của nơi khác")
    picture = models.ForeignKey(
        Picture, models.PROTECT, verbose_name="ảnh đại diện", null=True, blank=True, related_name="lead_of"
    )
    source_url = LineField(
        "địa chỉ bài gốc",
        max_length=500,
        blank=True,
        help_text="Bắt đầu bằng https:// hoặc http://",
        validators=[URLValidator(schemes=["http", "https"], message="Hãy chép cả địa chỉ, bắt đầu bằng https://.")],
    )
    series = models.ForeignKey(
        Series, models.PROTECT, verbose_name="loạt bài", related_name="articles", null=True, blank=True
    )
    series_number = models.PositiveSmallIntegerField("bài số", null=True, blank=True, help_text="Thứ tự trong loạt bài")
    tags = models.ManyToManyField(Tag, through="ArticleTag", verbose_name="thẻ", related_name="articles")
    conference = models.ForeignKey(
        Conference, models.SET_NULL, verbose_name="hội nghị", related_name="articles", null=True, blank=True
    )
    status = models.CharField("trạng thái", max_length=10, choices=Status.choices, default=Status.DRAFT)
    note = LineField("lý do trả lại, gỡ", max_length=300, blank=True, editable=False)
    published_at = models.DateTimeField("đăng lúc", null=True, blank=True, help_text="Có thể đặt giờ đăng về sau")
    expires_at = models.DateTimeField("hiện đến", null=True, blank=True, help_text="Để trống thì không hết hạn")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người soạn",
        related_name="written_articles",
        null=True,
        blank=True,
        editable=False,
    )
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
        permissions = [
            ("publish_article", "Đăng và gỡ bài viết"),
            ("view_statistics", "Xem thống kê tin, bài"),
        ]
        indexes = [models.Index(fields=["status", "-published_at"], name="article_public_newest")]
        constraints = [
            models.CheckConstraint(
                name="article_published_has_a_time",
                condition=~Q(status="published") | Q(published_at__isnull=False),
                violation_error_message="Bài đã đăng phải có giờ đăng.",
            ),
            models.CheckConstraint(
                name="article_expires_after_published",
                condition=Q(expires_at=None) | Q(published_at=None) | Q(expires_at__gt=F("published_at")),
                violation_error_message="“Hiện đến” phải sau giờ đăng.",
                violation_error_code="expires_at",
            ),
            models.CheckConstraint(
                name="article_repost_has_a_source",
                condition=Q(is_repost=False) | ~Q(source=""),
                violation_error_message="Bài đăng lại phải ghi nguồn: tên báo, cổng thông tin đã đăng bài gốc.",
                violation_error_code="source",
            ),
            models.CheckConstraint(
                name="article_source_url_is_of_the_web",
                condition=Q(source_url="") | Q(source_url__startswith="http://") | Q(source_url__startswith="https://"),
                violation_error_message="Địa chỉ bài gốc phải bắt đầu bằng https:// hoặc http://.",
                violation_error_code="source_url",
            ),
            models.CheckConstraint(
                name="article_numbered_within_a_series",
                condition=Q(series_number=None) | Q(series__isnull=False),
                violation_error_message="Chọn loạt bài trước khi ghi bài số mấy.",
                violation_error_code="series_number",
            ),
            models.UniqueConstraint(
                fields=["series", "series_number"],
                name="article_number_once_in_a_series",
                violation_error_message="Trong loạt bài đã có bài mang số này.",
                violation_error_code="series_number",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("news:article", args=[self.slug])

    @property
    def tag_names(self) -> str:
        """Its tags as they are typed: "tập huấn, vốn vay"."""
        return ", ".join(tag.name for tag in self.tags.all()) if self.pk else ""

    def has_ended(self, at: datetime) -> bool:
        """Whether the hour until which the post is to be shown is over."""
        return self.expires_at is not None and self.expires_at <= at

    def state(self, at: datetime | None = None) -> State:
        """Where the post stands at a moment, as ArticleQuerySet.in_state would find it. `at` defaults to now."""
        at = at or timezone.now()
        if self.status != self.Status.PUBLISHED:
            return State(self.status)
        if self.has_ended(at):
            return State.EXPIRED
        return State.PUBLISHED if self.published_at <= at else State.SCHEDULED

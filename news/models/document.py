from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from news.search.terms import words_of
from office.fields import LineField, SearchKeyField, matching
from office.history_records import HistoricalRecords

_LONGEST_SLUG = 100


class Named(models.Model):
    """A name the office chooses from, with its address."""

    name = LineField("tên", max_length=80, unique=True, error_messages={"unique": "Tên này đã có."})
    slug = models.SlugField("đường dẫn", max_length=80, unique=True, error_messages={"unique": "Đường dẫn đã dùng."})
    position = models.PositiveSmallIntegerField("thứ tự", default=1)

    class Meta:
        abstract = True
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class DocumentType(Named):
    """What a document is: law, decree, decision, plan …"""

    history = HistoricalRecords(verbose_name="lịch sử loại văn bản", verbose_name_plural="lịch sử loại văn bản")

    class Meta(Named.Meta):
        verbose_name = "loại văn bản"
        verbose_name_plural = "loại văn bản"


class DocumentArea(Named):
    """What documents are about, one area each."""

    history = HistoricalRecords(verbose_name="lịch sử lĩnh vực", verbose_name_plural="lịch sử lĩnh vực văn bản")

    class Meta(Named.Meta):
        verbose_name = "lĩnh vực văn bản"
        verbose_name_plural = "lĩnh vực văn bản"


class Validity(models.TextChoices):
    """Whether a document is in force on a day; the order is that of the list to choose from."""

    IN_FORCE = "con-hieu-luc", "còn hiệu lực"
    NOT_YET = "chua-co-hieu-luc", "chưa có hiệu lực"
    EXPIRED = "het-hieu-luc", "hết hiệu lực"
    REPLACED = "bi-thay-the", "bị thay thế"


class DocumentQuerySet(models.QuerySet):
    def public(self, at: datetime | None = None) -> "DocumentQuerySet":
        """What every public surface may show: published, and its time has come. `at` defaults to now."""
        return self.filter(is_public=True, published_at__lte=at or timezone.now())

    def of_validity(self, validity: Validity, *, on: date) -> "DocumentQuerySet":
        """Those that stand so at the end of `on`, as `Document.validity_on` tells of each."""
        replaced = self.filter(replaced_on__lte=on)
        if validity == Validity.REPLACED:
            return replaced
        standing = self.exclude(replaced_on__lte=on)
        if validity == Validity.EXPIRED:
            return standing.filter(valid_to__lt=on)
        standing = standing.exclude(valid_to__lt=on)
        if validity == Validity.NOT_YET:
            return standing.filter(valid_from__gt=on)
        return standing.exclude(valid_from__gt=on)

    def search(self, text: str) -> "DocumentQuerySet":
        return matching(self, text)


class Document(models.Model):
    """A document of the library: a law, a decision of the office, a plan. Only published ones are public."""

    number = LineField("số", max_length=30, help_text="Ví dụ 17; văn bản chưa lấy số thì ghi bản nháp ở nơi khác")
    symbol = LineField("ký hiệu", max_length=40, blank=True, help_text="Ví dụ 2023/QH15, QĐ-LMHTX")
    issued_on = models.DateField("ngày ban hành")
    issuer = LineField("cơ quan ban hành", max_length=150)
    type = models.ForeignKey(DocumentType, models.PROTECT, verbose_name="loại văn bản", related_name="documents")
    area = models.ForeignKey(
        DocumentArea, models.PROTECT, verbose_name="lĩnh vực", null=True, blank=True, related_name="documents"
    )
    subject = models.TextField("trích yếu", max_length=600)
    valid_from = models.DateField("có hiệu lực từ", null=True, blank=True, help_text="Để trống: từ ngày ban hành")
    valid_to = models.DateField("có hiệu lực đến hết", null=True, blank=True, help_text="Để trống: không định hạn")
    replaced_by = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="bị thay thế bởi",
        null=True,
        blank=True,
        editable=False,
        related_name="replaces",
    )
    replaced_on = models.DateField("bị thay thế từ", null=True, blank=True, editable=False)
    is_public = models.BooleanField("công khai", default=False, editable=False)
    published_at = models.DateTimeField("đăng lúc", null=True, blank=True, editable=False)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người đăng",
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    year = models.PositiveSmallIntegerField("năm", editable=False)
    slug = models.SlugField("đường dẫn", max_length=120, unique=True, editable=False)
    search_key = SearchKeyField(of=("designation", "subject", "issuer"))
    history = HistoricalRecords(
        excluded_fields=["search_key"], verbose_name="lịch sử văn bản", verbose_name_plural="lịch sử văn bản"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        ordering = ["-issued_on", "-pk"]
        permissions = [("publish_document", "Đăng, gỡ, thay thế văn bản")]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "symbol", "issuer", "year"],
                name="document_numbered_once",
                violation_error_message="Văn bản số, ký hiệu này của cơ quan ấy trong năm đã có trong thư viện.",
            ),
            models.CheckConstraint(
                name="document_public_has_a_time",
                condition=Q(is_public=False) | Q(published_at__isnull=False),
                violation_error_message="Văn bản công khai phải có giờ đăng.",
            ),
            models.CheckConstraint(
                name="document_validity_in_order",
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_code="valid_to",
                violation_error_message="Ngày hết hiệu lực không được trước ngày có hiệu lực.",
            ),
            models.CheckConstraint(
                name="document_replaced_whole",
                condition=Q(replaced_by__isnull=True, replaced_on__isnull=True)
                | Q(replaced_by__isnull=False, replaced_on__isnull=False),
                violation_error_message="Thay thế phải ghi cả văn bản mới và ngày thay thế.",
            ),
            models.CheckConstraint(
                name="document_not_replaced_by_itself",
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")),
                violation_error_message="Văn bản không thể thay thế chính nó.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.designation}"

    def save(self, *args, **kwargs):
        self.year = self.issued_on.year
        self.slug = self.slug or self._free_slug()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("news:document", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        self.year = self.issued_on.year if self.issued_on else None
        if self.issued_on and self.valid_to and self.valid_to < self.issued_on:
            raise ValidationError({"valid_to": "Ngày hết hiệu lực không được trước ngày ban hành."})

    def validate_constraints(self, exclude=None) -> None:
        """The year follows from the day of issue, so its constraint is asked though no form shows it."""
        super().validate_constraints(exclude=set(exclude or ()) - {"year"})

    @property
    def designation(self) -> str:
        """Number and symbol as they are written: "17/2023/QH15"."""
        return f"{self.number}/{self.symbol}" if self.symbol else self.number

    def validity_on(self, day: date) -> Validity:
        if self.replaced_on and self.replaced_on <= day:
            return Validity.REPLACED
        if self.valid_to and self.valid_to < day:
            return Validity.EXPIRED
        return Validity.NOT_YET if self.valid_from and self.valid_from > day else Validity.IN_FORCE

    @property
    def validity(self) -> Validity:
        return self.validity_on(timezone.localdate())

    def _free_slug(self) -> str:
        words = words_of(f"{self.type.name} {self.designation}")
        dated = [] if str(self.year) in words else [str(self.year)]
        wanted = "-".join([*words, *dated])[:_LONGEST_SLUG].strip("-")
        taken = set(Document.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
        numbers = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        return wanted if wanted not in taken else next(slug for slug in numbers if slug not in taken)

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from cooperatives.models.organisation import Organisation
from office.fields import LineField, SearchKeyField, matching
from office.history_records import HistoricalRecords


class DatedQuerySet(models.QuerySet):
    def valid(self, on: date) -> "DatedQuerySet":
        """Rows in force at the end of `on`; an open side has no bound."""
        return self.exclude(valid_from__gt=on).exclude(valid_to__lt=on)

    def expired(self, on: date) -> "DatedQuerySet":
        """Rows whose last day was before `on`."""
        return self.filter(valid_to__lt=on)

    def expiring(self, on: date, *, days: int) -> "DatedQuerySet":
        """Rows in force on `on` whose last day comes within `days` days."""
        return self.valid(on).filter(valid_to__lte=on + timedelta(days))

    def visible_to(self, user) -> "DatedQuerySet":
        return self if user.has_perm(f"cooperatives.view_{self.model._meta.model_name}") else self.none()


class CertificateQuerySet(DatedQuerySet):
    def to_renew(self, on: date, *, days: int) -> "CertificateQuerySet":
        """Those that have run out by `on`, or will within `days` days, of organisations that still exist."""
        existing = Organisation.objects.existing(on).values("pk")
        return self.filter(valid_to__lte=on + timedelta(days), organisation__in=existing).unrenewed()

    def unrenewed(self) -> "CertificateQuerySet":
        """Those whose place no later one of the same kind, for the same product, has taken."""
        product = Coalesce("product", 0)
        later = Certificate.objects.alias(given_for=product).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef("valid_to")),
            organisation=OuterRef("organisation"),
            kind=OuterRef("kind"),
            given_for=OuterRef("given_for"),
        )
        return self.alias(given_for=product).filter(~Exists(later))


def _dates_in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
        violation_error_code="valid_to",  # the field that is told of it
        violation_error_message="“Đến ngày” không được trước “Từ ngày”.",
    )


class ProductQuerySet(models.QuerySet):
    def search(self, text: str) -> "ProductQuerySet":
        return matching(self, text)

    def visible_to(self, user) -> "ProductQuerySet":
        return self if user.has_perm("cooperatives.view_product") else self.none()


class Product(models.Model):
    """Something an organisation makes or serves under a name of its own."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="tổ chức", related_name="products")
    name = LineField("tên sản phẩm", max_length=150)
    note = LineField("mô tả", max_length=300, blank=True)
    search_key = SearchKeyField(of=("name",))
    history = HistoricalRecords(
        excluded_fields=["search_key"], verbose_name="lịch sử sản phẩm", verbose_name_plural="lịch sử sản phẩm"
    )

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = "sản phẩm"
        verbose_name_plural = "sản phẩm"
        ordering = ["search_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="product_named_once",
                violation_error_code="name",
                violation_error_message="Tổ chức đã có sản phẩm mang tên này.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} – {self.organisation.name}"


class Certificate(models.Model):
    """A certificate of a product, or of the organisation's production where no product is named."""

    class Kind(models.TextChoices):
        OCOP = "ocop", "OCOP"
        VIETGAP = "vietgap", "VietGAP"
        GLOBALGAP = "globalgap", "GlobalGAP"
        ORGANIC = "organic", "hữu cơ"
        OTHER = "other", "chứng nhận khác"

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="tổ chức", related_name="certificates")
    product = models.ForeignKey(
        Product, models.PROTECT, verbose_name="sản phẩm", null=True, blank=True, related_name="certificates"
    )
    kind = models.CharField("loại chứng nhận", max_length=10, choices=Kind.choices)
    stars = models.PositiveSmallIntegerField(
        "số sao", null=True, blank=True, choices=[(number, f"{number} sao") for number in range(1, 6)]
    )
    number = LineField("số giấy", max_length=60, blank=True)
    issuer = LineField("cơ quan cấp", max_length=150, blank=True)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    search_key = SearchKeyField(of=("number", "issuer"))
    history = HistoricalRecords(
        excluded_fields=["search_key"], verbose_name="lịch sử chứng nhận", verbose_name_plural="lịch sử chứng nhận"
    )

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = "chứng nhận"
        verbose_name_plural = "chứng nhận"
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="certificate_stars_of_ocop",
                condition=Q(kind="ocop", stars__isnull=False, stars__range=(1, 5))
                | (~Q(kind="ocop") & Q(stars__isnull=True)),
                violation_error_code="stars",
                violation_error_message="Chứng nhận OCOP ghi từ 1 đến 5 sao; chứng nhận khác không có sao.",
            ),
            _dates_in_order("certificate_dates_in_order"),
        ]

    def __str__(self) -> str:
        stars = f" {self.stars} sao" if self.stars else ""
        return f"{self.get_kind_display()}{stars}"

    def clean(self) -> None:
        """A certificate is of one organisation, and so is what it is given for."""
        if self.product_id and self.organisation_id and self.product.organisation_id != self.organisation_id:
            raise ValidationError(
                {
                    "product": f"Sản phẩm “{self.product.name}” là của {self.product.organisation}: hãy chọn sản phẩm "
                    f"của {self.organisation}, hoặc để trống nếu chứng nhận cho cả tổ chức."
                }
            )


class ChainContract(models.Model):
    """A contract that binds an organisation into a value chain with a partner who buys, supplies or processes."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="tổ chức", related_name="contracts")
    partner = LineField("đối tác", max_length=150)
    subject = LineField("nội dung liên kết", max_length=200, blank=True)
    value = models.BigIntegerField("giá trị", null=True, blank=True, help_text="đồng")
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    search_key = SearchKeyField(of=("partner", "subject"))
    history = HistoricalRecords(
        excluded_fields=["search_key"],
        verbose_name="lịch sử hợp đồng liên kết",
        verbose_name_plural="lịch sử hợp đồng liên kết",
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "hợp đồng liên kết chuỗi"
        verbose_name_plural = "hợp đồng liên kết chuỗi"
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="contract_value_not_negative",
                condition=Q(value__isnull=True) | Q(value__gte=0),
                violation_error_code="value",
                violation_error_message="Giá trị hợp đồng không thể là số âm.",
            ),
            _dates_in_order("contract_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"Liên kết với {self.partner}"


class Practice(models.Model):
    """A way of working that the office follows up: since when, and until when, an organisation has had it."""

    class Kind(models.TextChoices):
        HIGH_TECH = "high_tech", "ứng dụng công nghệ cao"
        TRACEABILITY = "traceability", "truy xuất nguồn gốc"
        DIGITAL = "digital", "chuyển đổi số"

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="tổ chức", related_name="practices")
    kind = models.CharField("hình thức", max_length=12, choices=Kind.choices)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    note = LineField("ghi chú", max_length=300, blank=True)
    history = HistoricalRecords(
        verbose_name="lịch sử ứng dụng công nghệ", verbose_name_plural="lịch sử ứng dụng công nghệ"
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "ứng dụng công nghệ, truy xuất"
        verbose_name_plural = "ứng dụng công nghệ, truy xuất"
        ordering = ["kind", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                condition=Q(valid_to__isnull=True),
                name="practice_one_open",
                violation_error_code="kind",
                violation_error_message="Hình thức này đang được ghi là còn áp dụng.",
            ),
            _dates_in_order("practice_dates_in_order"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

"""The lists of products, certificates, contracts and practices."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from cooperatives.admin.belonging import OfOrganisationAdmin, validity_words
from cooperatives.admin.validity import DayFilter, RenewalFilter, ValidityFilter
from cooperatives.models import Certificate, ChainContract, Practice, Product
from printing import numbers


class CertifiedFilter(admin.SimpleListFilter):
    title = "chứng nhận còn hiệu lực"
    parameter_name = "chung_nhan"

    def lookups(self, request, model_admin):
        return [("co", "có"), ("khong", "không có")]

    def queryset(self, request, queryset):
        held = Exists(Certificate.objects.valid(timezone.localdate()).filter(product=OuterRef("pk")))
        if self.value() == "co":
            return queryset.filter(held)
        return queryset.filter(~held) if self.value() == "khong" else queryset


@admin.register(Product)
class ProductAdmin(OfOrganisationAdmin):
    """What organisations make under names of their own."""

    list_display = ["name", "organisation", "held", "note"]
    list_filter = [CertifiedFilter, "organisation__sector", "organisation__kind"]
    search_help_text = "Tìm theo tên sản phẩm, tên hoặc mã tổ chức; không cần gõ dấu"
    fields = ["organisation", "name", "note"]

    def get_queryset(self, request):
        valid = Prefetch("certificates", Certificate.objects.valid(timezone.localdate()), to_attr="in_force")
        return super().get_queryset(request).select_related("organisation").prefetch_related(valid)

    @admin.display(description="chứng nhận còn hiệu lực")
    def held(self, product) -> str:
        return ", ".join(str(certificate) for certificate in product.in_force)


@admin.register(Certificate)
class CertificateAdmin(OfOrganisationAdmin):
    """Certificates of products, or of an organisation's whole production."""

    list_display = ["name", "product_name", "organisation", "valid_to", "state", "number", "valid_from"]
    list_filter = [RenewalFilter, DayFilter, "kind", "stars", "organisation__sector"]
    list_select_related = ["organisation", "product"]
    search_keys = ("search_key", "product__search_key", "organisation__search_key")
    search_help_text = "Tìm theo sản phẩm, số giấy, cơ quan cấp, tên hoặc mã tổ chức; không cần gõ dấu"
    autocomplete_fields = ["organisation", "product"]
    fieldsets = [
        (None, {"fields": ["organisation", "product", "kind", "stars"]}),
        ("Giấy chứng nhận", {"fields": ["number", "issuer", "valid_from", "valid_to"]}),
    ]

    @admin.display(description="chứng nhận", ordering="kind")
    def name(self, certificate) -> str:
        return str(certificate)

    @admin.display(description="sản phẩm", ordering="product__search_key")
    def product_name(self, certificate) -> str:
        return certificate.product.name if certificate.product else "cả tổ chức"

    @admin.display(description="hiệu lực", ordering="valid_to")
    def state(self, certificate) -> str:
        return validity_words(certificate)


@admin.register(ChainContract)
class ChainContractAdmin(OfOrganisationAdmin):
    """Contracts that bind organisations into value chains."""

    list_display = ["partner", "organisation", "subject", "sum", "valid_from", "valid_to", "state"]
    list_filter = [ValidityFilter, DayFilter, "organisation__sector", "organisation__kind"]
    search_help_text = "Tìm theo đối tác, nội dung, tên hoặc mã tổ chức; không cần gõ dấu"
    fields = ["organisation", "partner", "subject", "value", "valid_from", "valid_to"]

    @admin.display(description="giá trị (đồng)", ordering="value")
    def sum(self, contract) -> str:
        return "chưa ghi" if contract.value is None else numbers.grouped(contract.value)

    @admin.display(description="hiệu lực", ordering="valid_to")
    def state(self, contract) -> str:
        return validity_words(contract)


@admin.register(Practice)
class PracticeAdmin(OfOrganisationAdmin):
    """Who uses high technology, traces what it sells, has gone digital: since when, and until when."""

    list_display = ["name", "organisation", "valid_from", "valid_to", "note"]
    list_filter = ["kind", ValidityFilter, DayFilter, "organisation__sector", "organisation__kind"]
    search_fields = ["organisation__search_key"]
    search_keys = ("organisation__search_key",)
    search_help_text = "Tìm theo tên hoặc mã tổ chức; không cần gõ dấu"
    fields = ["organisation", "kind", "valid_from", "valid_to", "note"]

    @admin.display(description="hình thức", ordering="kind")
    def name(self, practice) -> str:
        return str(practice)

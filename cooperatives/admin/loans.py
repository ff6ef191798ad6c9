"""Credit support: sources, and each project from its dossier to the last repayment."""

from django.contrib import admin
from django.db.models import F, Q
from django.utils import timezone

from cooperatives.admin.belonging import OfOrganisationAdmin
from cooperatives.forms.loans import LoanForm, RepayForm, StrikeRepaymentForm
from cooperatives.models import Loan, LoanSource, Repayment
from office.admin import GuardedTabularInline, PortalModelAdmin
from office.verbs import Verb
from printing import numbers


@admin.register(LoanSource)
class LoanSourceAdmin(PortalModelAdmin):
    list_display = ["name", "lender", "position"]
    search_fields = ["name"]

    def has_delete_permission(self, request, obj=None):
        return False


class StateFilter(admin.SimpleListFilter):
    title = "tình trạng"
    parameter_name = "tinh_trang"

    def lookups(self, request, model_admin):
        return [
            ("dang-xet", "đang xét"),
            ("da-duyet", "đã duyệt, chưa giải ngân"),
            ("khong", "không cho vay"),
            ("dang-vay", "đang vay"),
            ("qua-han", "quá hạn trả"),
            ("tra-het", "đã trả hết"),
        ]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        return {
            "dang-xet": lambda: queryset.filter(decided_on=None),
            "da-duyet": lambda: queryset.filter(approved__isnull=False, disbursed=None),
            "khong": lambda: queryset.exclude(refusal=""),
            "dang-vay": lambda: queryset.filter(disbursed__gt=F("repaid")),
            "qua-han": lambda: queryset.filter(Q(disbursed__gt=F("repaid")), due_on__lt=today),
            "tra-het": lambda: queryset.filter(disbursed=F("repaid")),
        }.get(self.value(), lambda: queryset)()


class RepaymentInline(GuardedTabularInline):
    """Read here; written by the verbs of the page, which see that no more is paid back than was lent."""

    model = Repayment
    fields = ["paid_on", "shown_amount"]
    readonly_fields = fields

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="số tiền")
    def shown_amount(self, repayment) -> str:
        return numbers.money(repayment.amount)


@admin.register(Loan)
class LoanAdmin(OfOrganisationAdmin):
    form = LoanForm
    verbs = [
        Verb("tra-no", "Ghi lần trả nợ", RepayForm, lambda loan: loan.is_owed),
        Verb("bo-lan-tra", "Bỏ lần trả ghi nhầm", StrikeRepaymentForm, lambda loan: loan.repaid > 0),
    ]
    list_display = ["project", "organisation", "source", "dossier", "applied_on", "state", "lent", "paid", "due_on"]
    list_filter = [StateFilter, "source", ("applied_on", admin.DateFieldListFilter)]
    list_select_related = ["organisation", "source"]
    date_hierarchy = "applied_on"
    search_help_text = "Tìm theo số hồ sơ, dự án, tên hoặc mã tổ chức; không cần gõ dấu"
    inlines = [RepaymentInline]
    readonly_fields = ["state", "paid"]
    fieldsets = [
        ("Hồ sơ", {"fields": ["organisation", "source", "dossier", "project", ("applied_on", "requested")]}),
        ("Quyết định", {"fields": [("decided_on", "approved"), "refusal"]}),
        ("Giải ngân, trả nợ", {"fields": [("disbursed_on", "disbursed"), "due_on", ("state", "paid")]}),
    ]

    @admin.display(description="tình trạng")
    def state(self, loan) -> str:
        return loan.state

    @admin.display(description="giải ngân", ordering="disbursed")
    def lent(self, loan) -> str:
        return numbers.grouped(loan.disbursed)

    @admin.display(description="đã trả", ordering="repaid")
    def paid(self, loan) -> str:
        return numbers.grouped(loan.repaid)

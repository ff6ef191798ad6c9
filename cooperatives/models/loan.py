"""Credit support: what organisations ask of funds and banks through the Alliance, are lent, and pay back."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import BigIntegerField, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from cooperatives.models.organisation import Organisation
from office.fields import LineField, SearchKeyField, check_has_come
from office.history_records import HistoricalRecords
from printing import dates, numbers

REPAID_TOO_MUCH = "Số đã trả vượt số tiền giải ngân: hãy kiểm tra các lần trả và số giải ngân."


class LoanSource(models.Model):
    """Where the money comes from: a support fund, a bank, a programme lent through a bank."""

    name = LineField("tên nguồn vốn", max_length=150, unique=True, error_messages={"unique": "Nguồn vốn này đã có."})
    lender = LineField("nơi cho vay", max_length=150, blank=True, help_text="Nếu cho vay qua một ngân hàng.")
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    history = HistoricalRecords(verbose_name="lịch sử nguồn vốn", verbose_name_plural="lịch sử nguồn vốn")

    class Meta:
        verbose_name = "nguồn vốn hỗ trợ"
        verbose_name_plural = "nguồn vốn hỗ trợ"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class LoanQuerySet(models.QuerySet):
    def visible_to(self, user) -> "LoanQuerySet":
        return self if user.has_perm("cooperatives.view_loan") else self.none()

    def with_paid_back(self, on: date) -> "LoanQuerySet":
        """Each with what was `paid_back` of it by the end of `on`."""
        paid = Repayment.objects.filter(loan=OuterRef("pk"), paid_on__lte=on).order_by().values("loan")
        paid = Subquery(paid.annotate(sum=Sum("amount")).values("sum"), output_field=BigIntegerField())
        return self.annotate(paid_back=Coalesce(paid, Value(0), output_field=BigIntegerField()))

    def balances(self, on: date) -> "LoanQuerySet":
        """Those disbursed by the end of `on`, with what was `paid_back` by then and the `balance` still owed."""
        return self.with_paid_back(on).filter(disbursed_on__lte=on).annotate(balance=F("disbursed") - F("paid_back"))

    def overdue(self, on: date) -> "LoanQuerySet":
        """Those whose last day to pay back was before `on` and that still owe something then."""
        return self.balances(on).filter(due_on__lt=on, balance__gt=0)

    def of_days(self, start: date, end: date) -> "LoanQuerySet":
        """Those of which anything was asked, decided or lent within the days, and those still owed at their end."""
        days = (start, end)
        owing = self.model.objects.balances(end).filter(balance__gt=0).values("pk")
        told = Q(applied_on__range=days) | Q(decided_on__range=days) | Q(disbursed_on__range=days)
        return self.filter(told | Q(pk__in=owing))


def _in_order(earlier: str, later: str, message: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"loan_{later}_after_{earlier}",
        condition=Q(**{f"{later}__isnull": True}) | Q(**{f"{later}__gte": F(earlier)}),
        violation_error_code=later,
        violation_error_message=message,
    )


def _at_most(amount: str, bound: str, message: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"loan_{amount}_at_most_{bound}",
        condition=Q(**{f"{amount}__isnull": True}) | Q(**{f"{amount}__gte": 1, f"{amount}__lte": F(bound)}),
        violation_error_code=amount,
        violation_error_message=message,
    )


class Loan(models.Model):
    """One project that an organisation asks a source to lend for, from the dossier to the last repayment.

    A dossier, named by its number, may ask for several projects, and an organisation may have several dossiers: the
    three are counted apart. `repaid` is the sum of its repayments, kept by the verbs that write them.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="tổ chức", related_name="loans")
    source = models.ForeignKey(LoanSource, models.PROTECT, verbose_name="nguồn vốn", related_name="loans")
    dossier = LineField(
        "số hồ sơ", max_length=60, help_text="Nhiều dự án trong một hồ sơ: mỗi dự án một dòng, cùng số hồ sơ."
    )
    project = LineField("dự án, mục đích vay", max_length=250)
    applied_on = models.DateField("ngày nhận hồ sơ", validators=[check_has_come])
    requested = models.BigIntegerField("số tiền đề nghị", help_text="đồng")
    decided_on = models.DateField("ngày quyết định", null=True, blank=True, validators=[check_has_come])
    approved = models.BigIntegerField("số tiền duyệt", null=True, blank=True, help_text="đồng")
    refusal = LineField("lý do không cho vay", max_length=300, blank=True)
    disbursed_on = models.DateField("ngày giải ngân", null=True, blank=True, validators=[check_has_come])
    disbursed = models.BigIntegerField("số tiền giải ngân", null=True, blank=True, help_text="đồng")
    due_on = models.DateField("hạn trả cuối cùng", null=True, blank=True)
    repaid = models.BigIntegerField("đã trả", default=0, editable=False)
    search_key = SearchKeyField(of=("dossier", "project"))
    history = HistoricalRecords(
        excluded_fields=["search_key"], verbose_name="lịch sử vay vốn", verbose_name_plural="lịch sử vay vốn"
    )

    objects = LoanQuerySet.as_manager()

    class Meta:
        verbose_name = "dự án vay vốn"
        verbose_name_plural = "dự án vay vốn"
        ordering = ["-applied_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="loan_asks_for_something",
                condition=Q(requested__gte=1),
                violation_error_code="requested",
                violation_error_message="Số tiền đề nghị phải lớn hơn 0.",
            ),
            models.CheckConstraint(
                name="loan_decided_one_way",
                condition=Q(decided_on__isnull=True, approved__isnull=True, refusal="")
                | Q(decided_on__isnull=False, approved__isnull=False, refusal="")
                | (Q(decided_on__isnull=False, approved__isnull=True) & ~Q(refusal="")),
                violation_error_code="decided_on",
                violation_error_message=(
                    "Quyết định phải có ngày và một trong hai: số tiền duyệt, hoặc lý do không cho vay."
                ),
            ),
            models.CheckConstraint(
                name="loan_disbursed_in_full",
                condition=Q(disbursed_on__isnull=True, disbursed__isnull=True, due_on__isnull=True)
                | Q(disbursed_on__isnull=False, disbursed__isnull=False, approved__isnull=False),
                violation_error_code="disbursed_on",
                violation_error_message=(
                    "Giải ngân phải ghi cả ngày và số tiền, của dự án đã duyệt; chưa giải ngân thì để trống cả hạn trả."
                ),
            ),
            _at_most("disbursed", "approved", "Số tiền giải ngân phải lớn hơn 0 và không vượt số tiền duyệt."),
            models.CheckConstraint(
                name="loan_approves_something",
                condition=Q(approved__isnull=True) | Q(approved__gte=1),
                violation_error_code="approved",
                violation_error_message="Số tiền duyệt phải lớn hơn 0; không duyệt thì ghi lý do không cho vay.",
            ),
            models.CheckConstraint(
                name="loan_repaid_at_most_disbursed",
                condition=Q(repaid=0) | Q(disbursed__isnull=False, repaid__gte=0, repaid__lte=F("disbursed")),
                violation_error_message=REPAID_TOO_MUCH,
            ),
            _in_order("applied_on", "decided_on", "Ngày quyết định không được trước ngày nhận hồ sơ."),
            _in_order("decided_on", "disbursed_on", "Ngày giải ngân không được trước ngày quyết định."),
            _in_order("disbursed_on", "due_on", "Hạn trả không được trước ngày giải ngân."),
        ]

    def __str__(self) -> str:
        return f"{self.project} ({self.dossier})"

    def clean(self) -> None:
        """What was paid back was lent before, and no less; the page, which does not ask for it, is told so here."""
        if self.repaid > (self.disbursed or 0):
            raise ValidationError({"disbursed": REPAID_TOO_MUCH})
        first = self.repayments.order_by("paid_on").first() if self.pk and self.disbursed_on else None
        if first and first.paid_on < self.disbursed_on:
            raise ValidationError(
                {"disbursed_on": f"Đã có lần trả ngày {dates.day(first.paid_on)}: giải ngân không thể sau ngày ấy."}
            )

    @property
    def is_owed(self) -> bool:
        return self.disbursed is not None and self.repaid < self.disbursed

    @property
    def state(self) -> str:
        """How far it has come today, in words."""
        return self.standing(timezone.localdate(), self.repaid)

    def standing(self, on: date, paid_back: int) -> str:
        """How far it had come at the end of a day by which so much was paid back, in words."""
        if self.disbursed_on and self.disbursed_on <= on:
            if paid_back >= self.disbursed:
                return "đã trả hết"
            return "quá hạn" if self.due_on and self.due_on < on else "đang vay"
        if self.decided_on is None or self.decided_on > on:
            return "đang xét"
        return "đã duyệt" if self.approved else "không cho vay"


class Repayment(models.Model):
    """Money paid back on a day; written and struck out by the verbs alone, which keep the sum on the loan."""

    loan = models.ForeignKey(Loan, models.PROTECT, verbose_name="dự án vay vốn", related_name="repayments")
    paid_on = models.DateField("ngày trả", validators=[check_has_come])
    amount = models.BigIntegerField("số tiền", help_text="đồng")
    history = HistoricalRecords(verbose_name="lịch sử trả nợ", verbose_name_plural="lịch sử trả nợ")

    class Meta:
        verbose_name = "lần trả nợ"
        verbose_name_plural = "các lần trả nợ"
        ordering = ["paid_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="repayment_of_something",
                condition=Q(amount__gte=1),
                violation_error_code="amount",
                violation_error_message="Số tiền trả phải lớn hơn 0.",
            )
        ]

    def __str__(self) -> str:
        return f"{dates.day(self.paid_on)}: {numbers.money(self.amount)}"

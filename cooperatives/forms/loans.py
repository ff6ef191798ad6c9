"""What the page of a loan and its verbs ask for."""

from django import forms

from cooperatives import workflow
from cooperatives.forms.fields import day_field
from cooperatives.models import Loan
from office.form_fields import MoneyField
from office.guard import GuardedForm
from office.verbs import VerbForm
from printing import numbers


class LoanForm(GuardedForm):
    """A loan's page: saved beside a repayment that somebody writes meanwhile, it keeps what was paid back."""

    class Meta:
        model = Loan
        fields = "__all__"

    def clean(self):
        cleaned = super().clean()  # locks the row
        if self.instance.pk:
            self.instance.repaid = Loan.objects.values_list("repaid", flat=True).get(pk=self.instance.pk)
        return cleaned


class RepayForm(VerbForm):
    done = "Đã ghi lần trả."

    on = day_field("ngày trả")
    amount = MoneyField(label="số tiền trả", min_value=1, help_text="đồng")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        owed = (self.subject.disbursed or 0) - self.subject.repaid
        self.explanation = f"Ghi một lần trả nợ gốc. Còn nợ {numbers.money(owed)}."

    def perform(self, *, by) -> None:
        workflow.repay(self.subject, **self.cleaned_data, by=by)


class StrikeRepaymentForm(VerbForm):
    explanation = "Bỏ một lần trả ghi nhầm. Lịch sử vẫn giữ lần trả ấy và người bỏ."
    done = "Đã bỏ lần trả ghi nhầm."

    repayment = forms.ModelChoiceField(
        queryset=None,
        label="lần trả",
        error_messages={"invalid_choice": "Lần trả này không còn trong sổ: hãy chọn lại."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["repayment"].queryset = self.subject.repayments.all()

    def perform(self, *, by) -> None:
        workflow.strike_repayment(self.subject, **self.cleaned_data, by=by)

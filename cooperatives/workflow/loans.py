from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cooperatives.models import Loan, Repayment
from printing import dates, numbers


@transaction.atomic
def repay(loan: Loan, *, on: date, amount: int, by) -> Repayment:
    """Record money paid back. Raises ValidationError on more than is owed, or before it was lent."""
    loan = _locked(loan)
    if loan.disbursed is None:
        raise ValidationError("Dự án này chưa giải ngân nên chưa có gì để trả.")
    if on < loan.disbursed_on:
        raise ValidationError({"on": f"Giải ngân ngày {dates.day(loan.disbursed_on)}: không thể trả trước ngày ấy."})
    owed = loan.disbursed - loan.repaid
    if amount > owed:
        raise ValidationError({"amount": f"Chỉ còn nợ {numbers.money(owed)}: số tiền trả không thể nhiều hơn."})
    repayment = Repayment(loan=loan, paid_on=on, amount=amount)
    repayment._history_user = by
    repayment.full_clean()
    repayment.save()
    _keep_sum(loan, loan.repaid + amount, by=by)
    return repayment


@transaction.atomic
def strike_repayment(loan: Loan, *, repayment: Repayment, by) -> None:
    """Take out a repayment that was recorded by mistake; the history keeps it. Raises ValidationError if it is gone."""
    loan = _locked(loan)
    found = loan.repayments.filter(pk=repayment.pk).first()
    if found is None:
        raise ValidationError("Lần trả này không còn trong sổ: có thể người khác vừa bỏ.")
    found._history_user = by
    found.delete()
    _keep_sum(loan, loan.repaid - found.amount, by=by)


def _locked(loan: Loan) -> Loan:
    return Loan.objects.select_for_update().get(pk=loan.pk)


def _keep_sum(loan: Loan, repaid: int, *, by) -> None:
    loan.repaid, loan._history_user = repaid, by
    loan.validate_constraints()
    loan.save(update_fields=["repaid"])

"""What staff fill in for a return and for a period, and what leadership confirms before publishing."""

from django import forms
from django.core.exceptions import ValidationError

from cooperatives.models import Kind, Organisation
from office.guard import GuardedForm
from office.verbs import VerbForm
from returns import workflow
from returns.checks import Facts, errors_in
from returns.models import AnnualReturn, Period, RatingScheme
from returns.questionnaire import questions_for
from returns.rating import judged
from returns.review import doubts_with_answers

_WHOSE = ("organisation", "period")


class ReturnForm(GuardedForm):
    """One organisation's return. Where it is known whose it is, each number has last year's beside it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        previous = self._previous()
        if previous:
            for question in questions_for(previous.organisation):
                self._compare(question.name, getattr(previous, question.name), f"{previous.period}")

    def clean(self):
        cleaned = super().clean()
        organisation, period = (cleaned.get(name) or getattr(self.instance, name, None) for name in _WHOSE)
        if organisation and period and not self.errors:
            self._judge(organisation, period, cleaned)
        if organisation and (scheme := cleaned.get("rating_scheme")):
            self._check_scheme(scheme, organisation)
        return cleaned

    def warnings(self) -> list[str]:
        """The doubts about what was saved that nobody let stand yet."""
        row = AnnualReturn.objects.select_related("organisation", "period").get(pk=self.instance.pk)
        doubts = [doubt.finding.message for doubt in doubts_with_answers(row) if doubt.overruled is None]
        return [f"{sentence} Nếu đúng, bấm “Chấp nhận điều nghi vấn” và ghi lý do." for sentence in doubts]

    def _judge(self, organisation: Organisation, period: Period, cleaned: dict) -> None:
        """Refuse what is locked, and what is wrong at its own question."""
        named = {(organisation, period, cleaned.get("stage") or self.instance.stage)}
        if stored := AnnualReturn.objects.filter(pk=self.instance.pk).first():
            named.add((stored.organisation, stored.period, stored.stage))
        for whose in named:
            try:
                workflow.check_can_change(*whose)
            except ValidationError as locked:
                self.add_error(None, locked)
        for error in errors_in(Facts(organisation, period, cleaned)):
            self.add_error(error.field if error.field in self.fields else None, error.message)

    def _check_scheme(self, scheme: RatingScheme, organisation: Organisation) -> None:
        """Refuse one that is not for this kind, and another than the one that points were given by."""
        if not scheme.rates(organisation.kind):
            kind = Kind(organisation.kind).label.lower()
            self.add_error("rating_scheme", f"Bộ tiêu chí này không dùng cho {kind}: hãy chọn bộ khác hoặc để trống.")
        elif self.instance.pk and self.instance.criterion_points.exclude(criterion__scheme=scheme).exists():
            self.add_error(
                "rating_scheme", "Đã chấm điểm theo bộ tiêu chí khác: hãy xóa điểm từng tiêu chí trước khi đổi bộ."
            )

    def _previous(self) -> AnnualReturn | None:
        organisation = self.instance.organisation_id or self.initial.get("organisation")
        period = self.instance.period if self.instance.period_id else self._named_period()
        if not (organisation and period):
            return None
        returns = AnnualReturn.objects.prevailing().select_related("period", "organisation")
        return returns.filter(organisation=organisation, period__code=period.same_a_year_before).first()

    def _named_period(self) -> Period | None:
        """The period that the address of an empty form names."""
        named = str(self.initial.get("period") or "")
        return Period.objects.filter(pk=named).first() if named.isdecimal() else None

    def _compare(self, name: str, value, period: str) -> None:
        field = self.fields.get(name)
        if field is None or isinstance(field, forms.ChoiceField):
            return
        shown = field.prepare_value(value) if value not in (None, "") else "chưa khai"
        field.help_text = f"{field.help_text}; {period}: {shown}".removeprefix("; ")


class PeriodForm(GuardedForm):
    """A period is named by its code, which implies its days; the office may set other days."""


class ProposalForm(VerbForm):
    explanation = (
        "Xếp loại, điểm và bộ tiêu chí của số liệu này lấy theo điểm từng tiêu chí. Xếp loại đang ghi sẽ được thay; "
        "lịch sử giữ lại xếp loại cũ."
    )
    done = "Đã lấy xếp loại theo điểm."

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        found = judged(self.subject)
        grade = self.subject.get_rating_display() or "chưa ghi"
        self.consequences = [f"Xếp loại: {grade} → {found.proposal}, {found.in_words}, theo {found.scheme}."]

    def perform(self, *, by) -> None:
        workflow.take_proposal(self.subject, by=by)


class PublishForm(VerbForm):
    explanation = (
        "Số liệu của năm sẽ hiện ở các trang công khai kể từ bây giờ. Tên người công bố và ngày công bố được ghi lại."
    )
    done = "Đã công bố số liệu."

    def perform(self, *, by) -> None:
        workflow.publish(self.subject, by=by)


class WithdrawForm(VerbForm):
    explanation = "Số liệu của năm sẽ không còn hiện ở các trang công khai. Số liệu đã nhập vẫn giữ nguyên."
    done = "Đã thôi công bố số liệu."

    def perform(self, *, by) -> None:
        workflow.withdraw(self.subject, by=by)

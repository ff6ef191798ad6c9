"""The answers to a questionnaire: read from what was typed, beside those of a year before, judged by the checks."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from django import forms
from django.db import models

from cooperatives.models import Organisation
from office.form_fields import DecimalField, IntegerField, MoneyField
from returns.checks import Facts, errors_in
from returns.models import AnnualReturn, MemberMinimum, Period, Submission
from returns.questionnaire import Question, questions_for
from returns.rating import judged, scheme_for, scheme_of

_FIELDS = (
    (models.PositiveIntegerField, IntegerField),
    (models.BigIntegerField, MoneyField),
    (models.DecimalField, DecimalField),
)


def earlier_return(organisation: Organisation, period: Period) -> AnnualReturn | None:
    """The return that counts of the same period a year before."""
    returns = AnnualReturn.objects.prevailing().select_related("period")
    return returns.filter(organisation=organisation, period__code=period.same_a_year_before).first()


def values_of(one: AnnualReturn | None, organisation: Organisation) -> dict:
    """What a return says to each question asked of its organisation; empty without a return."""
    return {question.name: getattr(one, question.name) for question in questions_for(organisation)} if one else {}


def facts_of_return(row: AnnualReturn) -> Facts:
    """What the checks judge of a return as it stands, by the scheme it is rated by and with its points."""
    facts = facts_of(row.organisation, row.period, values_of(row, row.organisation))
    found = judged(row)
    return replace(facts, scheme=scheme_of(row), points=found.score if found else None)


def facts_of(organisation: Organisation, period: Period, answers: Mapping, before: Mapping | None = None) -> Facts:
    """What the checks judge: `before` is looked up where it is not given."""
    if before is None:
        before = values_of(earlier_return(organisation, period), organisation)
    rule = MemberMinimum.objects.for_founding(organisation.kind, organisation.founded_on)
    least = rule.least if rule else None
    return Facts(organisation, period, answers, before, least, scheme_for(organisation, period))


def form_field(question: Question) -> forms.Field:
    """The box in which a question is answered: numbers are read the Vietnamese way."""
    field = question.field
    kind = next((box for sort, box in _FIELDS if isinstance(field, sort)), None)
    return field.formfield(form_class=kind) if kind else field.formfield()


def shown(question: Question, value) -> str:
    """An answer as its box shows it."""
    if value is None or value == "":
        return ""
    return str(form_field(question).prepare_value(value))


def in_words(question: Question, value) -> str:
    """An answer as a reader sees it: of a choice its label, of everything else what its box shows."""
    if question.field.choices:
        return str(dict(question.field.flatchoices).get(value, value or ""))
    return shown(question, value)


class AnswersForm(forms.Form):
    """The questionnaire of one organisation. What was typed stays as it was typed; errors stand at their question."""

    def __init__(self, *args, organisation: Organisation, period: Period, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation, self.period = organisation, period
        for question in questions_for(organisation):
            self.fields[question.name] = form_field(question)
            self.fields[question.name].required = False

    @cached_property
    def earlier(self) -> AnnualReturn | None:
        """The return of a year before, asked for when first needed."""
        return earlier_return(self.organisation, self.period)

    def clean(self):
        cleaned = super().clean()
        for error in errors_in(Facts(self.organisation, self.period, cleaned)):
            self.add_error(error.field if error.field in self.fields else None, error.message)
        return cleaned

    @property
    def typed(self) -> dict[str, str]:
        """The words in the boxes, by question, blank ones left out; without NUL, which PostgreSQL does not keep."""
        words = {name: str(self.data.get(self.add_prefix(name), "")).replace("\0", "").strip() for name in self.fields}
        return {name: text for name, text in words.items() if text}


def form_of(submission: Submission) -> AnswersForm:
    """The questionnaire filled with a submission's words."""
    return AnswersForm(submission.answers, organisation=submission.organisation, period=submission.campaign.period)

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.html import format_html

from cooperatives.models import Kind
from office.admin import GuardedTabularInline, PortalModelAdmin
from office.form_fields import DecimalField
from office.guard import GuardedForm, GuardedFormSet
from printing import numbers
from returns.models import AnnualReturn, CriterionPoints, RatingCriterion, RatingGrade, RatingScheme
from returns.questionnaire import QUESTIONNAIRES
from returns.rating import scheme_of

DECIMALS = {models.DecimalField: {"form_class": DecimalField}}


class GradeInline(GuardedTabularInline):
    model = RatingGrade
    formfield_overrides = DECIMALS


class CriterionInline(GuardedTabularInline):
    model = RatingCriterion
    formfield_overrides = DECIMALS


def _rated_kinds() -> list[tuple[str, str]]:
    """The kinds whose questionnaire asks for a rating."""
    return [
        (kind, Kind(kind).label)
        for kind, sections in QUESTIONNAIRES.items()
        if any(one.name == "rating" for section in sections for one in section.questions)
    ]


class SchemeForm(GuardedForm):
    kinds = forms.MultipleChoiceField(
        label="Dùng cho loại hình", choices=_rated_kinds, widget=forms.CheckboxSelectMultiple
    )


@admin.register(RatingScheme)
class RatingSchemeAdmin(PortalModelAdmin):
    """Schemes of rating with their thresholds and criteria: what the law or the province sets, as rows."""

    form = SchemeForm
    list_display = ["name", "decree", "valid_from", "valid_to"]
    fields = ["name", "decree", "kinds", "valid_from", "valid_to"]
    inlines = [GradeInline, CriterionInline]

    def has_delete_permission(self, request, obj=None):
        return False


class _Named(forms.Select):
    """The one choice there is, as words; its key is sent along."""

    def render(self, name, value, attrs=None, renderer=None):
        words = next((label for key, label in self.choices if str(key) == str(value)), "")
        return format_html('{}<input type="hidden" name="{}" value="{}">', words, name, value or "")


class _CriterionField(forms.ModelChoiceField):
    """Names the criterion of a row; a row of which only this is known was not touched."""

    widget = _Named

    def has_changed(self, initial, data) -> bool:
        return False

    def label_from_instance(self, criterion: RatingCriterion) -> str:
        most = f" (tối đa {numbers.grouped(criterion.most)})" if criterion.most is not None else ""
        return f"{criterion}{most}"


class PointsForm(GuardedForm):
    criterion = _CriterionField(label="tiêu chí", queryset=RatingCriterion.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "points" not in self.fields:  # to one who only reads
            return
        self.fields["points"].required = False
        named = self.instance.criterion_id or self.initial.get("criterion")
        sent = self.data.get(self.add_prefix("criterion"), "")
        named = int(sent) if not self.instance.pk and sent.isdecimal() else named
        self.fields["criterion"].queryset = RatingCriterion.objects.filter(pk=named)


class PointsFormSet(GuardedFormSet):
    """A row for every criterion of the scheme; a row left or made blank is a criterion not judged."""

    def __init__(self, *args, instance: AnnualReturn, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.initial_extra = [{"criterion": criterion.pk} for criterion in missing_criteria(instance)]

    def _should_delete_form(self, form):
        emptied = form.instance.pk and "points" in form.cleaned_data and form.cleaned_data["points"] is None
        return emptied or super()._should_delete_form(form)

    def delete_existing(self, obj, commit=True):
        """The history keeps the points there were, not the blank that took their place."""
        super().delete_existing(self.model.objects.get(pk=obj.pk), commit=commit)


class PointsInline(GuardedTabularInline):
    """The points of a return's rating, on its page once it is known by which scheme it is rated."""

    model = CriterionPoints
    form = PointsForm
    formset = PointsFormSet
    formfield_overrides = DECIMALS
    fields = ["criterion", "points"]
    classes = ["collapse", "points-of-criteria"]

    def get_extra(self, request, obj=None, **kwargs):
        return len(missing_criteria(obj)) if obj else 0

    def get_max_num(self, request, obj=None, **kwargs):
        """No row can be added to those of the criteria."""
        return self.get_extra(request, obj) + (obj.criterion_points.count() if obj else 0)


def missing_criteria(row: AnnualReturn) -> list[RatingCriterion]:
    """The criteria of the scheme of a return that have no points in it."""
    scheme = scheme_of(row) if row.pk else None
    return list(scheme.criteria.exclude(points__annual_return=row)) if scheme else []

"""What staff type into the ledger, and what leadership approves."""

from datetime import date

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.utils import timezone

from office.guard import GuardedForm
from office.verbs import VerbForm
from printing import dates
from reports import workflow
from reports.contradictions import contradictions
from reports.declaring import Declarable, read_value, shown_value
from reports.indicators import Indicator
from reports.models import Figure, OfficeIndicator, Qualifier
from reports.models.office_indicator import code_for
from reports.slices import SliceRefused, key_of
from returns.models import Period

STATED = [stage for stage in Figure.Stage.choices if stage[0] != Figure.Stage.PLAN]
PLANNED = [choice for choice in Qualifier.choices if choice[0] not in (Qualifier.OVER, Qualifier.UNDER)]


def check_has_come(day: date | None) -> None:
    if day and day > timezone.localdate():
        raise ValidationError(f"Ngày {dates.day(day)} chưa đến: hãy kiểm tra lại năm.")


class ValueField(forms.CharField):
    """A value of the ledger as typed: what numbers it may be, its indicator says, which the form asks."""

    indicator: Indicator | None = None

    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "max_length": 60})

    def widget_attrs(self, widget) -> dict:
        return {**super().widget_attrs(widget), "autocomplete": "off", "class": "number"}

    def prepare_value(self, value):
        if value is None or isinstance(value, str) or self.indicator is None:
            return value
        return shown_value(self.indicator, value)

    def has_changed(self, initial, data) -> bool:
        return (self.prepare_value(initial) or "") != (data or "").strip()

    def read(self, each: Indicator | None, typed: str):
        """The number typed, in the unit of an indicator; None while that is unknown. Raises ValidationError."""
        try:
            return read_value(each, typed) if each else None
        except ValueError as refusal:
            raise ValidationError(str(refusal)) from refusal


class LineForm(GuardedForm):
    """A line of the ledger: its numbers are read as its indicator counts."""

    indicator = forms.ChoiceField(label="Chỉ tiêu")
    value = ValueField(label="Giá trị", help_text="Theo đơn vị của chỉ tiêu; tiền ghi bằng đồng hoặc 17 tỷ 942 triệu.")
    upper = ValueField(label="Đến", required=False, help_text="Đầu trên, khi giao hoặc nêu một khoảng.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.declarable = Declarable()
        if "indicator" not in self.fields:  # somebody who only reads
            return
        self.fields["indicator"].choices = [("", "---------"), *self.declarable.choices]
        for name in ("value", "upper"):
            self.fields[name].indicator = self.declarable.by_code.get(self.instance.indicator)

    def _named(self) -> Indicator | None:
        return self.declarable.by_code.get(self.cleaned_data.get("indicator", ""))

    def clean_value(self):
        return self.fields["value"].read(self._named(), self.cleaned_data["value"])

    def clean_upper(self):
        return self.fields["upper"].read(self._named(), self.cleaned_data["upper"])

    def clean_as_of(self):
        check_has_come(self.cleaned_data["as_of"])
        return self.cleaned_data["as_of"]

    def clean(self):
        cleaned = super().clean()
        dimension, written, period = (cleaned.get(name) for name in ("dimension", "key", "period"))
        if dimension and written and period:
            try:
                cleaned["key"] = key_of(dimension, written, on=period.end)
            except SliceRefused as refused:
                self.add_error("key", str(refused))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """What the constraints tell of is looked at whole, though no box asks for it."""
        return super()._get_validation_exclusions() - {"stage", "superseded_on", "approved_on", "approved_by"}

    def warnings(self) -> list[str]:
        return contradictions([self.instance])


class FigureForm(LineForm):
    """A value that was estimated, counted or published. One that changes has to be approved again."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "stage" in self.fields:
            self.fields["stage"].choices = STATED

    def clean(self):
        cleaned = super().clean()
        if self.instance.approved_on and set(self.changed_data) - {"note", "reason", "opened_as"}:
            self.instance.approved_on = self.instance.approved_by = None
        return cleaned


class TargetForm(LineForm):
    """A plan: for a whole year, by the document that assigns it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.stage = Figure.Stage.PLAN
        for name, label in (("as_of", "Ngày giao"), ("source", "Văn bản giao")):
            if name in self.fields:
                self.fields[name].label = label
        if "qualifier" in self.fields:
            self.fields["qualifier"].choices = PLANNED


class OfficeIndicatorForm(GuardedForm):
    """An indicator of the office. Its code follows from its name where none is given, and stays."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "code" in self.fields:
            self.fields["code"].required = False

    def clean(self):
        cleaned = super().clean()
        if "code" in self.fields and not cleaned.get("code") and cleaned.get("name") and "code" not in self.errors:
            taken = set(OfficeIndicator.objects.values_list("code", flat=True))
            cleaned["code"] = code_for(cleaned["name"], taken)
        return cleaned


class ApproveForm(VerbForm):
    explanation = (
        "Số công bố được ghi là đã duyệt, kèm tên người duyệt và ngày duyệt. Sau đó ai sửa số thì phải duyệt lại."
    )
    done = "Đã duyệt số công bố."
    reason = forms.CharField(label="lý do khác số tính được", max_length=300, required=False, strip=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("reason", self.subject.reason)
        self.consequences = contradictions([self.subject])

    consequences_title = "Cần biết trước khi duyệt"

    def perform(self, *, by) -> None:
        workflow.approve(self.subject, reason=self.cleaned_data["reason"], by=by)


class ReviseTargetForm(VerbForm):
    explanation = "Kế hoạch cũ được giữ lại, ghi là đã thay từ ngày điều chỉnh; từ đó mọi tỷ lệ tính trên kế hoạch mới."
    done = "Đã ghi kế hoạch điều chỉnh."
    error_fields = {"as_of": "on"}
    on = forms.DateField(
        label="ngày điều chỉnh", widget=AdminDateWidget, validators=[check_has_come], help_text="ngày/tháng/năm"
    )
    qualifier = forms.ChoiceField(label="dấu", choices=PLANNED)
    value = ValueField(label="giá trị mới")
    upper = ValueField(label="đến", required=False)
    source = forms.CharField(label="văn bản điều chỉnh", max_length=200, strip=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.indicator = Declarable().by_code[self.subject.indicator]
        for name in ("value", "upper"):
            self.fields[name].indicator = self.indicator
            self.fields[name].help_text = self.indicator.unit
        self.initial |= {name: getattr(self.subject, name) for name in ("qualifier", "value", "upper")}

    def clean_value(self):
        return self.fields["value"].read(self.indicator, self.cleaned_data["value"])

    def clean_upper(self):
        return self.fields["upper"].read(self.indicator, self.cleaned_data["upper"])

    def perform(self, *, by) -> None:
        workflow.revise_target(self.subject, **self.cleaned_data, by=by)


class CopyTargetsForm(forms.Form):
    """Which year's plans to carry into which."""

    source = forms.CharField(label="từ năm", max_length=4)
    to = forms.CharField(label="sang năm", max_length=4)

    def clean_source(self):
        return self._year("source")

    def clean_to(self):
        return self._year("to")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("source") and cleaned.get("source") == cleaned.get("to"):
            self.add_error("to", "Hãy chọn một năm khác năm lấy kế hoạch.")
        return cleaned

    def _year(self, name: str) -> str:
        try:
            period = Period.from_code(self.cleaned_data[name])
        except ValueError as refused:
            raise ValidationError("Hãy ghi một năm, ví dụ 2024.") from refused
        if period.kind != Period.Kind.YEAR:
            raise ValidationError("Hãy ghi một năm, ví dụ 2024.")
        return period.code

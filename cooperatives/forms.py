"""What staff fill in to enter an organisation, and for each change of its life."""

from django import forms
from django.contrib.admin import site
from django.contrib.admin.widgets import AdminDateWidget, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.utils import timezone

from cooperatives import workflow
from cooperatives.models import ActivityState, LifeEvent, Organisation, Participant, Place
from office.guard import GuardedForm
from office.text import clean_line
from office.verbs import VerbForm


class LineInput(forms.CharField):
    """One line of text, kept as the models keep theirs."""

    def to_python(self, value):
        return clean_line(super().to_python(value))


def _day(label: str, **kwargs) -> forms.DateField:
    return forms.DateField(label=label, widget=AdminDateWidget, help_text="ngày/tháng/năm", **kwargs)


class OrganisationForm(GuardedForm):
    """An organisation of one kind. The kind is the menu entry's; founding is entered once, with its decision."""

    decision = LineInput(label="Số quyết định thành lập", max_length=60, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kind = getattr(self._meta.model, "KIND", None)
        if kind and self.instance._state.adding:
            self.instance.kind = kind
        if "successor_place" in self.fields:
            heirs = [heir.pk for heir in self.instance.possible_successors()]
            self.fields["successor_place"].queryset = Place.objects.filter(pk__in=heirs).select_related("parent")

    def clean_founded_on(self):
        day = self.cleaned_data["founded_on"]
        if day > timezone.localdate():
            raise ValidationError(f"Ngày thành lập {day:%d/%m/%Y} chưa đến. Hãy kiểm tra lại năm.")
        return day


class EndForm(VerbForm):
    explanation = (
        "Ghi việc tổ chức chấm dứt tồn tại. Từ ngày này tổ chức không còn được tính; tư cách thành viên Liên minh "
        "và tình trạng hoạt động đang có kết thúc cùng ngày. Hồ sơ và số liệu cũ vẫn giữ nguyên."
    )
    done = "Đã ghi việc chấm dứt."
    error_fields = {"date": "on", "ended_on": "on"}

    kind = forms.ChoiceField(label="lý do", choices=[("", "---------")])
    on = _day("ngày chấm dứt")
    into = forms.ModelMultipleChoiceField(
        label="tổ chức tiếp nhận hoặc hình thành",
        queryset=Organisation.objects.all(),
        required=False,
        help_text="Ghi khi hợp nhất, sáp nhập, chia, chuyển đổi. Tổ chức mới hình thành phải được nhập trước.",
    )
    decision = LineInput(label="số quyết định", max_length=60, required=False)
    note = LineInput(label="ghi chú", max_length=300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        endings = [(kind.value, kind.label) for kind in workflow.ENDINGS]
        self.fields["kind"].choices = [("", "---------"), *endings]
        self.fields["into"].widget = AutocompleteSelectMultiple(Participant._meta.get_field("organisation"), site)
        self.fields["into"].queryset = Organisation.objects.exclude(pk=self.subject.pk)

    def clean(self):
        cleaned = super().clean()
        kind, into = cleaned.get("kind"), cleaned.get("into")
        if kind and into is not None:
            self._check_receivers(LifeEvent.Kind(kind), list(into), cleaned.get("on"))
        return cleaned

    def _check_receivers(self, kind: LifeEvent.Kind, into: list[Organisation], on) -> None:
        receives = workflow.PARTS[kind][1]
        if receives is None and into:
            self.add_error("into", f"Khi {kind.label} thì không có tổ chức tiếp nhận: hãy để trống ô này.")
        if receives is not None and not into:
            self.add_error("into", f"Khi {kind.label} phải ghi tổ chức tiếp nhận hoặc hình thành.")
        for other in into:
            if receives is Participant.Role.CONTINUES and on and not other.exists_on(on):
                self.add_error("into", f"{other} không tồn tại vào ngày {on:%d/%m/%Y} nên không tiếp nhận được.")

    def perform(self, *, by) -> None:
        workflow.end(self.subject, **self.cleaned_data, by=by)


class VerifyActivityForm(VerbForm):
    explanation = "Ghi tình trạng hoạt động thực tế đã xác minh. Tình trạng trước đó kết thúc vào ngày này."
    done = "Đã ghi tình trạng hoạt động."
    error_fields = {"until": "since"}

    state = forms.ChoiceField(label="tình trạng", choices=ActivityState.choices)
    since = _day("từ ngày")
    verified_by = LineInput(label="người xác minh", max_length=100, required=False)
    verified_on = _day("ngày xác minh", required=False)

    def clean_since(self):
        since = self.cleaned_data["since"]
        if not self.subject.exists_on(since):
            raise ValidationError(f"{self.subject} không tồn tại vào ngày {since:%d/%m/%Y}.")
        return since

    def perform(self, *, by) -> None:
        workflow.verify_activity(self.subject, **self.cleaned_data, by=by)


class AdmitForm(VerbForm):
    explanation = "Kết nạp tổ chức làm thành viên Liên minh."
    done = "Đã ghi việc kết nạp."
    error_fields = {"admitted_on": "on"}

    on = _day("ngày kết nạp")
    decision = LineInput(label="văn bản", max_length=100, required=False)

    def perform(self, *, by) -> None:
        workflow.admit(self.subject, **self.cleaned_data, by=by)


class LeaveForm(VerbForm):
    explanation = "Ghi việc tổ chức ra khỏi Liên minh. Tổ chức vẫn tồn tại."
    done = "Đã ghi việc ra khỏi Liên minh."
    error_fields = {"left_on": "on"}

    on = _day("ngày ra khỏi Liên minh")

    def perform(self, *, by) -> None:
        membership = self.subject.memberships.filter(left_on__isnull=True).first()
        if membership is None:
            raise ValidationError(f"{self.subject} hiện không phải thành viên Liên minh.")
        workflow.leave(membership, **self.cleaned_data, by=by)

"""Pages for what is recorded apart from an organisation's legal life: its real activity, whom it belongs to."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from cooperatives import workflow
from cooperatives.forms.fields import LineInput, day_field
from cooperatives.models import ActivityState, Organisation, UnionMembership
from office.verbs import VerbForm


class VerifyActivityForm(VerbForm):
    explanation = (
        "Ghi tình trạng hoạt động thực tế đã xác minh; tình trạng pháp lý không đổi. Tình trạng khác thì tình trạng "
        "trước kết thúc vào ngày bắt đầu. Vẫn như trước thì giữ nguyên hai ô đầu, ghi người và ngày xác minh lại."
    )
    done = "Đã ghi tình trạng hoạt động."
    error_fields = {"until": "since"}
    dated_by = "since"

    state = forms.ChoiceField(label="tình trạng", choices=ActivityState.choices)
    since = day_field("từ ngày")
    verified_by = LineInput(label="người xác minh", max_length=100, required=False)
    verified_on = day_field("ngày xác minh", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.current = self.subject.activity_records.filter(until__isnull=True).first()
        if self.current:
            self.fields["state"].initial, self.fields["since"].initial = self.current.state, self.current.since

    def clean(self):
        cleaned = super().clean()
        if self.current and {"state", "since"} <= cleaned.keys() and cleaned["state"] == self.current.state:
            self._check_anew(cleaned)
        return cleaned

    def _check_anew(self, cleaned: dict) -> None:
        begun = f"{self.current.since:%d/%m/%Y}"
        if cleaned["since"] != self.current.since:
            self.add_error("since", f"Tình trạng này đã ghi từ ngày {begun}: xác minh lại thì giữ nguyên ngày ấy.")
        elif not (cleaned.get("verified_by") or cleaned.get("verified_on")):
            self.add_error("verified_by", "Xác minh lại tình trạng cũ thì hãy ghi người hoặc ngày xác minh.")

    def perform(self, *, by) -> None:
        workflow.verify_activity(self.subject, **self.cleaned_data, by=by)


class AdmitForm(VerbForm):
    explanation = "Kết nạp tổ chức làm thành viên Liên minh."
    done = "Đã ghi việc kết nạp."
    error_fields = {"admitted_on": "on"}
    dated_by = "on"

    on = day_field("ngày kết nạp")
    decision = LineInput(label="văn bản", max_length=100, required=False)

    def perform(self, *, by) -> None:
        workflow.admit(self.subject, **self.cleaned_data, by=by)


class LeaveForm(VerbForm):
    explanation = "Ghi việc tổ chức ra khỏi Liên minh. Tổ chức vẫn tồn tại."
    done = "Đã ghi việc ra khỏi Liên minh."
    error_fields = {"left_on": "on"}
    dated_by = "on"

    on = day_field("ngày ra khỏi Liên minh")

    def perform(self, *, by) -> None:
        membership = self.subject.memberships.filter(left_on__isnull=True).first()
        if membership is None:
            raise ValidationError(f"{self.subject} hiện không phải thành viên Liên minh.")
        workflow.leave(membership, **self.cleaned_data, by=by)


class JoinUnionForm(VerbForm):
    explanation = "Ghi việc hợp tác xã vào một liên hiệp hợp tác xã."
    done = "Đã ghi việc vào liên hiệp."
    error_fields = {"joined_on": "on", "organisation": "union"}

    union = forms.ModelChoiceField(label="liên hiệp", queryset=Organisation.objects.none())
    on = day_field("ngày vào")
    decision = LineInput(label="văn bản", max_length=100, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        unions = Organisation.objects.existing(on=timezone.localdate()).of_kind("union")
        self.fields["union"].queryset = unions.exclude(
            pk__in=self.subject.unions.filter(left_on__isnull=True).values("union")
        )

    def perform(self, *, by) -> None:
        workflow.join_union(self.subject, **self.cleaned_data, by=by)


class LeaveUnionForm(VerbForm):
    explanation = "Ghi việc hợp tác xã ra khỏi liên hiệp. Hợp tác xã vẫn tồn tại."
    done = "Đã ghi việc ra khỏi liên hiệp."
    error_fields = {"left_on": "on"}

    membership = forms.ModelChoiceField(label="liên hiệp", queryset=UnionMembership.objects.none(), empty_label=None)
    on = day_field("ngày ra")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["membership"]
        field.queryset = self.subject.unions.filter(left_on__isnull=True).select_related("union", "organisation")
        field.label_from_instance = lambda stay: f"{stay.union}, vào ngày {stay.joined_on:%d/%m/%Y}"

    def perform(self, *, by) -> None:
        workflow.leave_union(self.cleaned_data["membership"], on=self.cleaned_data["on"], by=by)

"""What staff fill in to run a campaign and to answer what was sent in."""

from django import forms
from django.contrib.admin import site
from django.contrib.admin.widgets import AdminDateWidget, AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils import timezone

from cooperatives.models import Kind, Organisation
from cooperatives.models.organisation import OrganisationQuerySet
from office.guard import GuardedForm
from office.verbs import VerbForm
from printing import numbers
from returns import workflow
from returns.models import REPORTING_KINDS, Correction, Stage


def _day(label: str, **kwargs) -> forms.DateField:
    return forms.DateField(label=label, widget=AdminDateWidget, help_text="ngày/tháng/năm", **kwargs)


class CampaignForm(GuardedForm):
    """A campaign: the kinds it asks are ticked; the day of existence is the period's last unless told otherwise."""

    kinds = forms.MultipleChoiceField(
        label="Loại hình được hỏi",
        choices=[(kind.value, kind.label) for kind in REPORTING_KINDS],
        widget=forms.CheckboxSelectMultiple,
        initial=[kind.value for kind in REPORTING_KINDS],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "expected_on" in self.fields:
            self.fields["expected_on"].required = False

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("period") and not cleaned.get("expected_on"):
            cleaned["expected_on"] = cleaned["period"].end
        return cleaned


class IssueLinksForm(VerbForm):
    explanation = (
        "Mỗi tổ chức được hỏi mà chưa có đường dẫn đang dùng sẽ có một đường dẫn riêng để tự điền số liệu, không cần "
        "tài khoản. Danh sách đường dẫn tải ở trang tiến độ."
    )
    done = "Đã cấp đường dẫn."

    kinds = forms.MultipleChoiceField(label="loại hình", choices=(), widget=forms.CheckboxSelectMultiple)
    expires_on = _day("dùng đến hết ngày")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [(kind, Kind(kind).label) for kind in self.subject.kinds]
        self.fields["kinds"].initial = self.subject.kinds
        self.fields["expires_on"].initial = self.subject.closes_on

    def clean_expires_on(self):
        day = self.cleaned_data["expires_on"]
        if day < timezone.localdate():
            raise ValidationError("Ngày này đã qua: đường dẫn sẽ không dùng được.")
        return day

    def perform(self, *, by) -> None:
        asked = self.subject.expected().visible_to(by).of_kind(*self.cleaned_data["kinds"])
        made = workflow.issue_links(self.subject, asked, expires_on=self.cleaned_data["expires_on"], by=by)
        self.done = f"Đã cấp {numbers.counted(made)} đường dẫn."


class CorrectionForm(VerbForm):
    explanation = "Cho một tổ chức sửa số liệu sau khi đợt thu đã khóa. Lý do được lưu lại cùng tên người cho phép."
    done = "Đã gia hạn."

    organisation = forms.ModelChoiceField(label="tổ chức", queryset=Organisation.objects.all())
    until = _day("sửa đến hết ngày")
    reason = forms.CharField(label="lý do", max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].widget = AutocompleteSelect(Correction._meta.get_field("organisation"), site)
        self.fields["organisation"].queryset = self.asked()

    def asked(self) -> OrganisationQuerySet:
        return self.subject.expected()

    def perform(self, *, by) -> None:
        named = {"period": self.subject.period, "stage": self.subject.stage}
        workflow.grant_correction(**self.cleaned_data, **named, by=by)


class PublishedCorrectionForm(CorrectionForm):
    explanation = (
        "Cho một tổ chức sửa số liệu mà công chúng đã đọc. Lý do được lưu lại cùng tên người cho phép; mọi thay đổi "
        "sau công bố được liệt kê ở trang của kỳ."
    )
    done = "Đã cho phép sửa."
    field_order = ["organisation", "stage"]

    stage = forms.ChoiceField(label="giai đoạn", choices=Stage.choices, initial=Stage.OFFICIAL)

    def asked(self) -> OrganisationQuerySet:
        return Organisation.objects.of_kind(*REPORTING_KINDS)

    def perform(self, *, by) -> None:
        workflow.grant_correction(**self.cleaned_data, period=self.subject, by=by)


class RevokeForm(VerbForm):
    explanation = "Đường dẫn này không mở được nữa. Những gì đã điền vẫn còn; có thể cấp đường dẫn mới từ đợt thu."
    done = "Đã thu hồi đường dẫn."

    def perform(self, *, by) -> None:
        workflow.revoke(self.subject, by=by)

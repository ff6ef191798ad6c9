"""What the verbs of meetings ask for, on pages of the admin."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from cooperatives.forms.fields import day_field
from events import workflow
from events.models import Conclusion, Person
from office.guard import GuardedForm
from office.text import search_key
from office.verbs import VerbForm


class PersonForm(GuardedForm):
    """A person's page: says, and saves all the same, when somebody of the same name is kept."""

    class Meta:
        model = Person
        fields = ["full_name", "post", "organisation", "phone"]

    def warnings(self) -> list[str]:
        key = search_key(self.instance.full_name)
        alike = Person.objects.exclude(pk=self.instance.pk).search(self.instance.full_name)
        same = [str(one) for one in alike if search_key(one.full_name) == key]
        if not same:
            return []
        return [f"Đã có người cùng tên: {'; '.join(same)}. Nếu là một người, hãy dùng dòng đang có."]


class IssueResolutionForm(VerbForm):
    explanation = "Cấp số của sổ nghị quyết trong năm. Sau khi ban hành, nghị quyết không sửa được nữa."
    consequences_title = "Cần biết trước khi ban hành"
    done = "Đã cấp số và ban hành nghị quyết."

    on = day_field("ngày ban hành")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        conference = self.subject.conference
        self.fields["on"].initial = conference.held_on
        self.consequences = conference.shortfalls

    def perform(self, *, by) -> None:
        workflow.issue_resolution(self.subject, **self.cleaned_data, by=by)


class DoneForm(VerbForm):
    explanation = "Ghi kết luận đã được thực hiện, kèm kết quả nếu có."
    done = "Đã ghi kết luận được thực hiện."

    done_on = day_field("hoàn thành ngày")
    note = forms.CharField(label="kết quả", max_length=300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["done_on"].initial = timezone.localdate()
        self.fields["note"].initial = self.subject.note

    def perform(self, *, by) -> None:
        workflow.finish_conclusion(self.subject, **self.cleaned_data, by=by)


class ReopenForm(VerbForm):
    explanation = "Bỏ ngày hoàn thành ghi nhầm: kết luận trở lại là chưa thực hiện xong."
    done = "Kết luận trở lại là chưa thực hiện xong."

    note = forms.CharField(label="lý do", max_length=300)

    def perform(self, *, by) -> None:
        workflow.reopen_conclusion(self.subject, **self.cleaned_data, by=by)


def is_open(conclusion: Conclusion) -> bool:
    return conclusion.done_on is None


def people_of(typed: str) -> list[tuple[str, str]]:
    """Names and titles, one person to a line, parted by a semicolon."""
    parts = [line.partition(";") for line in typed.splitlines() if line.strip()]
    nameless = [titles for name, _, titles in parts if not name.strip()]
    if nameless:
        raise ValidationError(f"Dòng “;{nameless[0]}” thiếu họ tên: ghi họ tên trước dấu chấm phẩy, chức danh sau.")
    return [(name.strip(), titles.strip()) for name, _, titles in parts]

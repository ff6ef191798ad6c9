"""Letters from the public: read, dealt with, never rewritten."""

from django import forms
from django.contrib import admin

from news import letters
from news.models import ContactMessage
from office.admin import PortalModelAdmin
from office.text import clean_line
from office.verbs import Verb, VerbForm

State = ContactMessage.State


class DealtWithForm(VerbForm):
    explanation = "Thư rời danh sách việc cần làm; kết quả được giữ cùng thư."
    done = "Đã ghi kết quả xử lý."

    outcome = forms.CharField(label="kết quả xử lý", max_length=300, help_text="Ví dụ: đã gọi lại, đã chuyển phòng …")

    def perform(self, *, by) -> None:
        letters.deal_with(self.subject, outcome=clean_line(self.cleaned_data["outcome"]), by=by)


class SpamForm(VerbForm):
    explanation = "Thư rời danh sách việc cần làm; vẫn được giữ và mở lại được."
    done = "Đã ghi là thư rác."

    def perform(self, *, by) -> None:
        letters.mark_as_spam(self.subject, by=by)


class ReopenForm(VerbForm):
    explanation = "Thư trở lại danh sách việc cần làm."
    done = "Đã mở lại thư."

    def perform(self, *, by) -> None:
        letters.reopen(self.subject, by=by)


def _waits(letter: ContactMessage) -> bool:
    return letter.state == State.NEW


@admin.register(ContactMessage)
class ContactMessageAdmin(PortalModelAdmin):
    list_display = ["subject", "name", "contact", "received_at", "state"]
    list_filter = ["state"]
    search_fields = ["search_key"]
    search_help_text = "Tìm theo tên, địa chỉ, việc; không cần gõ dấu"
    fields = ["subject", "name", "contact", "message", "received_at", "state", "outcome", "handled_by"]
    verbs = [
        Verb("da-xu-ly", "Ghi đã xử lý", DealtWithForm, _waits, may=letters.check_can_answer),
        Verb("thu-rac", "Thư rác", SpamForm, _waits, may=letters.check_can_answer),
        Verb("mo-lai", "Mở lại", ReopenForm, lambda letter: not _waits(letter), may=letters.check_can_answer),
    ]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """What somebody wrote stays as written; the verbs ask for a right of their own."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False

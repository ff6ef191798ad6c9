from django.contrib import admin
from django.utils.html import format_html, format_html_join

from cooperatives.admin.filters import OfficerFilter
from cooperatives.models import Organisation
from office.admin import PortalModelAdmin
from office.verbs import Verb
from returns import workflow
from returns.admin.review_table import review_table
from returns.models import Submission
from returns.review import Compared, compared, doubts_of, unanswered_in
from returns.review_forms import AcceptForm, SendBackForm, SetAsideForm, SettleForm
from returns.rivals import rival_of

COMPARED = ("Chỉ tiêu", "Kỳ trước", "Đang có", "Gửi về")
OFF = ("Ước", "Lệch so với ước", "Tỷ lệ lệch")


def _waits(submission: Submission) -> bool:
    return submission.state == Submission.State.SUBMITTED


def _has_rival(submission: Submission) -> bool:
    return _waits(submission) and rival_of(submission) is not None


class OwnFilter(OfficerFilter):
    path = "organisation__"


@admin.register(Submission)
class SubmissionAdmin(PortalModelAdmin):
    """What organisations sent in: looked at beside last year's, then accepted, returned or set aside."""

    list_display = ["organisation", "campaign", "state", "source", "filled_by", "submitted_at"]
    list_filter = ["state", "source", "campaign", "organisation__kind", OwnFilter]
    list_select_related = ["organisation", "campaign__period"]
    search_fields = ["organisation__search_key"]
    search_help_text = "Tìm theo tên, mã của tổ chức; không cần gõ dấu"
    verbs = [
        Verb("nhan", "Nhận số liệu", AcceptForm, _waits, may=workflow.check_can_collect),
        Verb("doi-chieu", "Chọn giữa hai bản", SettleForm, _has_rival, may=workflow.check_can_collect),
        Verb("tra-lai", "Trả lại", SendBackForm, _waits, may=workflow.check_can_collect),
        Verb("de-rieng", "Không dùng bản này", SetAsideForm, _waits, may=workflow.check_can_collect),
    ]
    readonly_fields = ["doubts", "open_questions", "comparison"]
    fieldsets = [
        (None, {"fields": ["organisation", "campaign", "state", "source", "filled_by", "phone", "file_name"]}),
        ("Đối chiếu", {"fields": ["doubts", "open_questions", "comparison"]}),
        (
            "Quá trình",
            {
                "fields": [
                    "created_at",
                    "submitted_at",
                    "returned_at",
                    "returned_by",
                    "message",
                    "accepted_at",
                    "accepted_by",
                ]
            },
        ),
    ]

    class Media:
        css = {"all": ["css/campaign.css"]}

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        """Nothing sent in is edited here: what is wrong goes back to its sender."""
        return False

    def get_search_results(self, request, queryset, search_term):
        found = Organisation.objects.search(search_term).values("pk")
        return (queryset.filter(organisation__in=found) if search_term else queryset), False

    @admin.display(description="điều cần xem lại")
    def doubts(self, submission) -> str:
        found = [(each.message,) for each in doubts_of(submission)]
        return format_html('<ul class="record">{}</ul>', format_html_join("", "<li>{}</li>", found)) if found else "–"

    @admin.display(description="câu chưa trả lời")
    def open_questions(self, submission) -> str:
        return ", ".join(question.label for question in unanswered_in(submission)) or "không có"

    @admin.display(description="số liệu gửi về")
    def comparison(self, submission) -> str:
        rows = compared(submission)
        has_estimate = any(row.revised for row in rows)
        head = (*COMPARED, *(OFF if has_estimate else ()))
        lines = [(*_words(row), *(_off(row) if has_estimate else ())) for row in rows]
        return review_table(head, lines, [row.differs for row in rows])


def _words(row: Compared) -> tuple[str, ...]:
    return (row.question.label, row.question.unit, row.before, row.stands, row.sent)


def _off(row: Compared) -> tuple[str, ...]:
    one = row.revised
    return (one.printed_estimate, one.printed_difference, one.printed_percent) if one else ("", "", "")

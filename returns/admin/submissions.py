from django.contrib import admin
from django.utils.html import format_html, format_html_join

from cooperatives.models import Organisation
from office.admin import PortalModelAdmin
from office.verbs import Verb
from returns import workflow
from returns.models import Submission
from returns.review import compared, doubts_of
from returns.review_forms import AcceptForm, SendBackForm, SetAsideForm

COMPARED = ("Chỉ tiêu", "Kỳ trước", "Đang có", "Gửi về")


def _waits(submission: Submission) -> bool:
    return submission.state == Submission.State.SUBMITTED


@admin.register(Submission)
class SubmissionAdmin(PortalModelAdmin):
    """What organisations sent in: looked at beside last year's, then accepted, returned or set aside."""

    list_display = ["organisation", "campaign", "state", "source", "filled_by", "submitted_at"]
    list_filter = ["state", "source", "campaign", "organisation__kind"]
    list_select_related = ["organisation", "campaign__period"]
    search_fields = ["organisation__search_key"]
    search_help_text = "Tìm theo tên, mã của tổ chức; không cần gõ dấu"
    verbs = [
        Verb("nhan", "Nhận số liệu", AcceptForm, _waits, may=workflow.check_can_collect),
        Verb("tra-lai", "Trả lại", SendBackForm, _waits, may=workflow.check_can_collect),
        Verb("de-rieng", "Không dùng bản này", SetAsideForm, _waits, may=workflow.check_can_collect),
    ]
    readonly_fields = ["doubts", "comparison"]
    fieldsets = [
        (None, {"fields": ["organisation", "campaign", "state", "source", "filled_by", "phone", "file_name"]}),
        ("Đối chiếu", {"fields": ["doubts", "comparison"]}),
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

    @admin.display(description="số liệu gửi về")
    def comparison(self, submission) -> str:
        rows = [
            ("differs" if row.differs else "", row.question.label, row.question.unit, row.before, row.stands, row.sent)
            for row in compared(submission)
        ]
        line = '<tr class="{}"><th scope="row">{} <small>{}</small></th><td>{}</td><td>{}</td><td>{}</td></tr>'
        head = format_html_join("", '<th scope="col">{}</th>', ((each,) for each in COMPARED))
        return format_html(
            '<table class="review"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>',
            head,
            format_html_join("", line, rows),
        )

from django.contrib import admin

from office.verbs import Verb
from reports import workflow
from reports.admin.lines import LineAdmin
from reports.forms import STATED, ApproveForm, FigureForm
from reports.importing import FigureResource
from reports.models import Figure


def _waits(figure: Figure) -> bool:
    return figure.stage == Figure.Stage.PUBLISHED and figure.approved_on is None


class StageFilter(admin.SimpleListFilter):
    title = "giai đoạn"
    parameter_name = "giai_doan"

    def lookups(self, request, model_admin):
        return [*STATED, ("cho-duyet", "công bố, chờ duyệt")]

    def queryset(self, request, queryset):
        if self.value() == "cho-duyet":
            return queryset.awaiting_approval()
        return queryset.filter(stage=self.value()) if self.value() else queryset


@admin.register(Figure)
class FigureAdmin(LineAdmin):
    """What was estimated, counted or published; leadership approves what was published."""

    resource_classes = [FigureResource]
    form = FigureForm
    verbs = [Verb("duyet", "Duyệt số công bố", ApproveForm, _waits, may=workflow.check_can_approve)]
    list_display = ["name", "period_label", "part", "stage", "stated", "source", "approved_on"]
    list_filter = [StageFilter, "period", "dimension"]
    readonly_fields = [*LineAdmin.readonly_fields, "approved_on", "approved_by"]
    fieldsets = [
        (None, {"fields": ["indicator", "period", "stage"]}),
        ("Giá trị", {"fields": ["qualifier", "value", "upper", "as_of"]}),
        (
            "Phần",
            {
                "fields": ["dimension", "key"],
                "description": "Để trống cho toàn tỉnh. Phần ghi như: HTX, QTDND, THT; mã hoặc tên xã; tốt, khá.",
            },
        ),
        ("Nguồn", {"fields": ["source", "note", "reason"]}),
        ("Ai ghi, ai duyệt", {"fields": ["entered_by", "entered_at", "approved_on", "approved_by"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).stated()

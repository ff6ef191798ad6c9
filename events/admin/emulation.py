"""Emulation in the admin: movements, blocks, lists of proposals, decisions."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from events.admin.years import PlainYear
from events.emulation import certificates, deciding, forms, proposing, ranking, states
from events.models import (
    Block,
    BlockYear,
    CertificateDesign,
    Contestant,
    Criterion,
    Decision,
    Movement,
    Nomination,
    OpenCase,
    Proposal,
)
from office.admin import GuardedTabularInline, PortalModelAdmin
from office.verbs import Verb, VerbForm
from printing import numbers

State = Proposal.State
TOLD_AT_ONCE = 10  # findings said after saving; the page lists them all


class NeverDeleted:
    """Nothing of emulation is deleted: what was proposed and decided stays on record."""

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Movement)
class MovementAdmin(NeverDeleted, PortalModelAdmin):
    list_display = ["name", "kind", "occasion", "starts_on", "ends_on"]
    list_filter = ["kind"]
    search_fields = ["search_key"]


@admin.register(OpenCase)
class OpenCaseAdmin(NeverDeleted, PortalModelAdmin):
    list_display = ["whom", "kind", "opened_on", "closed_on", "document"]
    list_filter = ["kind", ("closed_on", admin.EmptyFieldListFilter)]
    list_select_related = ["organisation"]
    search_fields = ["search_key"]
    autocomplete_fields = ["organisation"]

    @admin.display(description="tập thể, cá nhân", ordering="search_key")
    def whom(self, case: OpenCase) -> str:
        return case.organisation.name if case.organisation_id else case.person_name


@admin.register(Block)
class BlockAdmin(NeverDeleted, PortalModelAdmin):
    list_display = ["name", "level", "shared_ranks"]
    list_filter = ["level"]
    search_fields = ["name"]


class CriterionInline(GuardedTabularInline):
    model = Criterion
    fields = ["position", "name", "most_points", "declared"]


class ContestantInline(GuardedTabularInline):
    model = Contestant
    fields = ["organisation", "outside_name", "registered_on", "pledge", "rank", "judge"]
    readonly_fields = ["rank", "judge"]
    autocomplete_fields = ["organisation"]

    @admin.display(description="điểm")
    def judge(self, one: Contestant) -> str:
        if one.pk is None:
            return ""
        return format_html('<a href="{}">Chấm điểm</a>', reverse("admin:events_contestant_change", args=[one.pk]))


def _always(record) -> bool:
    return True


@admin.register(BlockYear)
class BlockYearAdmin(NeverDeleted, PlainYear, PortalModelAdmin):
    fields = ["block", "year", "head", "covenant_on"]
    list_display = ["block", "shown_year", "head", "covenant_on"]
    list_filter = ["year", "block__level"]
    list_select_related = ["block"]
    search_fields = ["block__name"]
    autocomplete_fields = ["block"]
    inlines = [CriterionInline, ContestantInline]
    verbs = [
        Verb("dien-so", "Điền số từ báo cáo", forms.FillForm, _always, may=ranking.check_can_judge),
        Verb("xep-hang", "Xếp hạng", forms.RankForm, _always, may=ranking.check_can_judge),
    ]

    @admin.display(description="năm", ordering="year")
    def shown_year(self, one: BlockYear) -> str:
        return str(one.year)


@admin.register(Contestant)
class ContestantAdmin(NeverDeleted, PortalModelAdmin):
    """Contestants are entered on the page of their block; here their points are."""

    list_display = ["name", "block_year", "registered_on", "rank"]
    list_filter = ["block_year__year", "block_year__block", "rank"]
    list_select_related = ["organisation", "block_year__block"]
    search_fields = ["search_key"]
    fields = ["block_year", "organisation", "outside_name", "registered_on", "pledge", "rank", "points"]
    readonly_fields = ["block_year", "organisation", "outside_name", "rank", "points"]
    verbs = [Verb("cham-diem", "Chấm điểm", forms.ScoreForm, _always, may=ranking.check_can_judge)]

    def has_add_permission(self, request):
        return False

    @admin.display(description="đơn vị", ordering="organisation__search_key")
    def name(self, one: Contestant) -> str:
        return one.name

    @admin.display(description="điểm")
    def points(self, one: Contestant) -> str:
        scores = one.scores.select_related("criterion")
        lines = ((score.criterion.name, score.told) for score in scores)
        return format_html('<ul class="record">{}</ul>', format_html_join("", "<li>{}: {}</li>", lines))


class NominationInline(GuardedTabularInline):
    model = Nomination
    fields = [
        "position",
        "kind",
        "basis",
        "organisation",
        "person_name",
        "person_post",
        "movement",
        "block",
        "rank",
        "achievement",
        "grounds",
    ]
    autocomplete_fields = ["kind", "organisation", "movement", "grounds"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("kind", "organisation").prefetch_related("grounds")

    def _editable(self, obj: Proposal | None) -> bool:
        return obj is None or obj.may_be_edited

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and self._editable(obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._editable(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._editable(obj)


def _verb(slug: str, name: str, form: type[VerbForm]) -> Verb:
    """A change of state, offered where it starts and to whom states.TRANSITIONS names."""
    transition = states.TRANSITIONS[name]
    return Verb(
        slug,
        transition.label,
        form,
        lambda proposal: proposal.state in transition.sources,
        may=lambda user: states.check_may(name, user),
    )


@admin.register(Proposal)
class ProposalAdmin(NeverDeleted, PlainYear, PortalModelAdmin):
    """Lists of proposals. Editing one that was submitted or approved makes a draft of it again."""

    list_display = ["title", "shown_year", "state", "reference", "issued_on", "addressee"]
    list_filter = ["state", "year"]
    search_fields = ["search_key"]
    search_help_text = "Tìm theo nội dung, số tờ trình; không cần gõ dấu"
    inlines = [NominationInline]
    readonly_fields = ["state", "created_by", "council", "approval", "reference", "issued_on", "doubts", "pages"]
    verbs = [
        Verb(
            "lay-tu-khoi",
            "Lấy từ xếp hạng khối",
            forms.FromBlocksForm,
            lambda proposal: proposal.state == State.DRAFT,
            may=lambda user: states.check_may("submit", user),
        ),
        _verb("trinh-hoi-dong", "submit", forms.SubmitForm),
        _verb("bieu-quyet", "vote", forms.VoteForm),
        _verb("duyet", "approve", forms.ApproveForm),
        _verb("tra-lai", "send_back", forms.SendBackForm),
        _verb("ban-hanh", "issue", forms.IssueForm),
        _verb("ghi-quyet-dinh", "decide", forms.DecideForm),
    ]

    fieldsets = [
        (None, {"fields": ["title", "year", "addressee", "reasons"]}),
        (
            "Quá trình",
            {"fields": ["state", "created_by", "council", "approval", "reference", "issued_on", "doubts", "pages"]},
        ),
    ]

    def get_fieldsets(self, request, obj=None):
        """Of a new list there is nothing to tell yet."""
        return super().get_fieldsets(request, obj)[: 2 if obj else 1]

    def has_change_permission(self, request, obj=None):
        """What was sent out is edited no more: a new list is drawn up."""
        return super().has_change_permission(request, obj) and (obj is None or obj.may_be_edited)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        proposal = form.instance
        edited = form.has_changed() or any(formset.has_changed() for formset in formsets)
        if change and edited and proposing.reopen(proposal, by=request.user):
            sentence = "Danh sách vừa sửa nên trở lại đang lập: hãy trình Hội đồng, biểu quyết và duyệt lại."
            self.message_user(request, sentence, messages.WARNING)
        for _, found in list(proposing.findings_of(proposal))[:TOLD_AT_ONCE]:
            self.message_user(request, found.message, messages.WARNING)

    @admin.display(description="năm", ordering="year")
    def shown_year(self, proposal: Proposal) -> str:
        return str(proposal.year)

    @admin.display(description="Hội đồng")
    def council(self, proposal: Proposal) -> str:
        if not proposal.met_on:
            return "chưa họp"
        present = f", {numbers.counted(proposal.present)} người dự" if proposal.present else ""
        return f"họp ngày {proposal.met_on:%d/%m/%Y}, biên bản số {proposal.minutes}{present}"

    @admin.display(description="duyệt")
    def approval(self, proposal: Proposal) -> str:
        if not proposal.approved_by_id:
            return "chưa duyệt"
        return f"{proposal.approved_by}, {proposal.approved_at:%d/%m/%Y}"

    @admin.display(description="điều cần xem lại")
    def doubts(self, proposal: Proposal) -> str:
        if proposal.state == State.DECIDED:
            return "–"
        found = [(each.message,) for _, each in proposing.findings_of(proposal)]
        return format_html('<ul class="record">{}</ul>', format_html_join("", "<li>{}</li>", found)) if found else "–"

    @admin.display(description="xem")
    def pages(self, proposal: Proposal) -> str:
        return format_html(
            '<a href="{}">Đề nghị, quyết định, đã trao; tờ trình</a>', reverse("events:proposal", args=[proposal.pk])
        )


def _has_awards_to_present(paper: Decision) -> bool:
    return paper.awards.awaiting_presentation().exists()


@admin.register(Decision)
class DecisionAdmin(NeverDeleted, PortalModelAdmin):
    """Decisions on lists are recorded on the page of their list; here what they gave is seen and presented."""

    list_display = ["number", "decided_on", "issuer", "signer", "proposal"]
    list_filter = ["year", "issuer"]
    list_select_related = ["proposal"]
    search_fields = ["search_key"]
    fields = ["number", "decided_on", "issuer", "signer", "met_on", "proposal", "gave"]
    readonly_fields = fields
    verbs = [
        Verb("trao", "Ghi việc trao", forms.PresentForm, _has_awards_to_present, may=deciding.check_can_record),
        Verb("ngoai-de-nghi", "Ghi khen ngoài đề nghị", forms.BeyondForm, _always, may=deciding.check_can_record),
        Verb("sua-ghi-nham", "Sửa số, ngày ghi nhầm", forms.CorrectForm, _always, may=deciding.check_can_record),
    ]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """What was decided is not edited: it is recorded once, by the page of its list, and put right by its verb."""
        return False

    @admin.display(description="khen thưởng")
    def gave(self, paper: Decision) -> str:
        awards = paper.awards.select_related("kind", "organisation")
        lines = ((reverse("admin:events_award_change", args=[one.pk]), one.recipient_name, one.kind) for one in awards)
        listed = format_html_join("", '<li><a href="{}">{}</a>, {}</li>', lines)
        return format_html('<ul class="record">{}</ul>', listed)


@admin.register(CertificateDesign)
class CertificateDesignAdmin(NeverDeleted, PortalModelAdmin):
    """Designs of certificates; where each text stands is set on a page that shows it."""

    list_display = ["name", "width", "height"]
    search_fields = ["name"]
    filter_horizontal = ["kinds"]
    fields = ["name", "kinds", "width", "height", "picture", "places"]
    readonly_fields = ["picture", "places"]
    verbs = [Verb("anh-nen", "Thay ảnh nền", forms.BackgroundForm, _always)]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change:
            certificates.place_as_usual(obj)

    @admin.display(description="ảnh nền")
    def picture(self, design: CertificateDesign) -> str:
        return "có" if design.background else "chưa có: lưu mẫu rồi bấm “Thay ảnh nền”"

    @admin.display(description="vị trí")
    def places(self, design: CertificateDesign) -> str:
        if design.pk is None:
            return "chỉnh sau khi lưu"
        address = reverse("events:certificate_design", args=[design.pk])
        return format_html('<a href="{}">Xem thử và chỉnh vị trí</a>', address)


REVOKE = Verb(
    "thu-hoi",
    "Thu hồi khen thưởng",
    forms.RevokeForm,
    lambda award: bool(award.decided_on and not award.revoked_on),
    may=deciding.check_can_revoke,
)
DECIDED_FIELDS = [
    "kind",
    "basis",
    "achievement_year",
    "organisation",
    "person_name",
    "person_post",
    "block",
    "rank",
    "proposal",
    "proposed_on",
    "decision",
    "decided_on",
]
"""What the paper of a decision says of an award: where the paper is recorded, nobody edits it here."""

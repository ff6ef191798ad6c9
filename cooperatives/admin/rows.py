"""The rows that belong to an organisation: those edited on its page, and what its history page tells besides."""

from cooperatives.admin.belonging import OfOrganisationInline
from cooperatives.models import (
    COOPERATIVE_KINDS,
    ActivityRecord,
    AllianceMembership,
    Certificate,
    ChainContract,
    Kind,
    Organisation,
    Participant,
    Post,
    Practice,
    Product,
    UnionMembership,
)
from office.guard import GuardedForm

_PRODUCING = (Kind.COOPERATIVE, Kind.UNION, Kind.GROUP, Kind.ENTERPRISE)
_HELD_BY_ONE = (Post.Role.CHAIR, Post.Role.DIRECTOR, Post.Role.GROUP_LEADER)


class PostForm(GuardedForm):
    """A post. Two people in a post that one person holds is odd: mostly the first was not ended."""

    def warnings(self) -> list[str]:
        post = self.instance
        if post.role not in _HELD_BY_ONE:
            return []
        others = Post.objects.filter(organisation=post.organisation_id, role=post.role).exclude(pk=post.pk)
        others = others.exclude(ended_on__lte=post.started_on) if post.started_on else others
        others = others.exclude(started_on__gte=post.ended_on) if post.ended_on else others
        return [
            f"{post.get_role_display()}: {other.person} và {post.person} đang được ghi giữ chức cùng lúc. "
            "Nếu một người đã thôi, hãy ghi “đến trước ngày” cho người ấy."
            for other in others[:1]
        ]


class PostInline(OfOrganisationInline):
    model = Post
    form = PostForm
    fields = ["role", "person", "started_on", "ended_on", "training", "represents", "phone"]


class PlainUnions:
    """Unions are few: they are chosen from a plain list."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "union":
            kwargs["queryset"] = Organisation.objects.of_kind(Kind.UNION)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class UnionMembersInline(OfOrganisationInline):
    """On a union's page: its members."""

    model = UnionMembership
    fk_name = "union"
    kinds = (Kind.UNION,)
    fields = ["organisation", "joined_on", "left_on", "decision"]
    autocomplete_fields = ["organisation"]
    verbose_name = "thành viên của liên hiệp"
    verbose_name_plural = "thành viên của liên hiệp"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organisation")


class UnionsInline(PlainUnions, OfOrganisationInline):
    """On a cooperative's page: the unions that it belongs to."""

    model = UnionMembership
    fk_name = "organisation"
    kinds = COOPERATIVE_KINDS
    fields = ["union", "joined_on", "left_on", "decision"]
    verbose_name = "liên hiệp"
    verbose_name_plural = "tham gia liên hiệp"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("union")


class ProductInline(OfOrganisationInline):
    model = Product
    kinds = _PRODUCING
    fields = ["name", "note"]


class CertificateInline(OfOrganisationInline):
    """A certificate names a product of the same organisation: no other is offered."""

    model = Certificate
    kinds = _PRODUCING
    fields = ["kind", "stars", "product", "number", "issuer", "valid_from", "valid_to"]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        if obj and "product" in formset.form.base_fields:
            field = formset.form.base_fields["product"]
            field.queryset = Product.objects.filter(organisation=obj.pk)
            field.widget.can_add_related = field.widget.can_change_related = False
            field.widget.can_delete_related = field.widget.can_view_related = False
            field.choices = [("", "cả tổ chức"), *field.queryset.values_list("pk", "name")]  # read once for all rows
        return formset


class ContractInline(OfOrganisationInline):
    model = ChainContract
    fields = ["partner", "subject", "value", "valid_from", "valid_to"]


class PracticeInline(OfOrganisationInline):
    model = Practice
    fields = ["kind", "valid_from", "valid_to", "note"]


ORGANISATION_INLINES = [
    PostInline,
    UnionMembersInline,
    UnionsInline,
    ProductInline,
    CertificateInline,
    ContractInline,
    PracticeInline,
]
ORGANISATION_HISTORY = [(model, "organisation") for model in (AllianceMembership, ActivityRecord, Participant)]

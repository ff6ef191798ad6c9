"""The rows that belong to an organisation: those edited on its page, and what its history page tells besides."""

from cooperatives.admin.posts import PostInline
from cooperatives.admin.products import CertificateInline, ContractInline, PracticeInline, ProductInline
from cooperatives.admin.unions import UnionMembersInline, UnionsInline
from cooperatives.models import ActivityRecord, AllianceMembership, Participant

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

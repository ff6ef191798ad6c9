"""Every kind of file that can be imported, by the name the commands know it by."""

from django.core.management.base import CommandError

from cooperatives.importing import LifeEventResource, MembershipResource, OrganisationResource
from office.importing import TableResource
from returns.importing import ReturnResource

WRONG_USAGE = 2
KINDS: dict[str, type[TableResource]] = {
    resource.kind: resource
    for resource in (OrganisationResource, ReturnResource, MembershipResource, LifeEventResource)
}


def resource_of(kind: str) -> type[TableResource]:
    """Return the resource of a kind. Raises CommandError, as wrong usage, naming those there are."""
    if kind not in KINDS:
        raise CommandError(f"Không có loại “{kind}”. Hãy chọn: {', '.join(KINDS)}.", returncode=WRONG_USAGE)
    return KINDS[kind]

"""Every kind of file that can be imported, by the name the commands know it by."""

from pathlib import Path

from django.core.management.base import CommandError

from cooperatives.importing import LifeEventResource, MembershipResource, OrganisationResource
from cooperatives.members.columns import MemberResource
from cooperatives.members.taking import import_members
from events.importing import AwardResource
from office.importing import ImportReport, TableResource, run_import
from reports.importing.lines import FigureResource, TargetResource
from returns.importing import ReturnResource

__all__ = ["KINDS", "FigureResource", "TargetResource", "import_file", "resource_of"]

WRONG_USAGE = 2
KINDS: dict[str, type[TableResource]] = {
    resource.kind: resource
    for resource in (
        OrganisationResource,
        ReturnResource,
        MembershipResource,
        MemberResource,
        LifeEventResource,
        AwardResource,
        TargetResource,
        FigureResource,
    )
}


def resource_of(kind: str) -> type[TableResource]:
    """Return the resource of a kind. Raises CommandError, as wrong usage, naming those there are."""
    if kind not in KINDS:
        raise CommandError(f"Không có loại “{kind}”. Hãy chọn: {', '.join(KINDS)}.", returncode=WRONG_USAGE)
    return KINDS[kind]


def import_file(kind: str, file: Path, *, dry_run: bool, by=None) -> ImportReport:
    """Take a file in, whole or not at all. Raises CommandError for an unknown kind, OSError for an unreadable file."""
    resource = resource_of(kind)
    if resource is MemberResource:
        return import_members(file, name=file.name, dry_run=dry_run, by=by)
    return run_import(resource, file.read_bytes(), name=file.name, dry_run=dry_run, by=by)

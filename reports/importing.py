"""Every kind of file that can be imported, by the name the commands know it by."""

from cooperatives.importing import OrganisationResource
from office.importing import TableResource
from returns.importing import ReturnResource

KINDS: dict[str, type[TableResource]] = {resource.kind: resource for resource in (OrganisationResource, ReturnResource)}

"""What the register takes from files: organisations with their lives, what happened to them, stays in the alliance."""

from cooperatives.importing.life_events import LifeEventResource
from cooperatives.importing.memberships import MembershipResource
from cooperatives.importing.organisations import OrganisationResource

__all__ = ["LifeEventResource", "MembershipResource", "OrganisationResource"]

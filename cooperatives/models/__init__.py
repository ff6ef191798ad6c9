from cooperatives.models.activity import ActivityRecord, ActivityState
from cooperatives.models.life_event import LifeEvent, Participant
from cooperatives.models.membership import AllianceMembership
from cooperatives.models.organisation import (
    COOPERATIVE_KINDS,
    Cooperative,
    CreditFund,
    Enterprise,
    Group,
    Kind,
    Organisation,
    Sector,
    Union,
)
from cooperatives.models.place import Level, Place, PlaceSuccession

__all__ = [
    "COOPERATIVE_KINDS",
    "ActivityRecord",
    "ActivityState",
    "AllianceMembership",
    "Cooperative",
    "CreditFund",
    "Enterprise",
    "Group",
    "Kind",
    "Level",
    "LifeEvent",
    "Organisation",
    "Participant",
    "Place",
    "PlaceSuccession",
    "Sector",
    "Union",
]

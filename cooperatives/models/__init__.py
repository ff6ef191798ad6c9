from cooperatives.models.activity import ActivityRecord, ActivityState
from cooperatives.models.ceased import CeasedOrganisation
from cooperatives.models.life_event import LifeEvent, Participant
from cooperatives.models.loan import Loan, LoanSource, Repayment
from cooperatives.models.member import Member
from cooperatives.models.membership import AllianceMembership, UnionMembership
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
from cooperatives.models.passage import Passage
from cooperatives.models.place import Level, Place, PlaceSuccession
from cooperatives.models.post import Post
from cooperatives.models.product import Certificate, ChainContract, Practice, Product
from cooperatives.models.size_rule import Size, SizeRule, size_of

__all__ = [
    "COOPERATIVE_KINDS",
    "ActivityRecord",
    "ActivityState",
    "AllianceMembership",
    "CeasedOrganisation",
    "Certificate",
    "ChainContract",
    "Cooperative",
    "CreditFund",
    "Enterprise",
    "Group",
    "Kind",
    "Level",
    "LifeEvent",
    "Loan",
    "LoanSource",
    "Member",
    "Organisation",
    "Participant",
    "Passage",
    "Place",
    "PlaceSuccession",
    "Post",
    "Practice",
    "Product",
    "Repayment",
    "Sector",
    "Size",
    "SizeRule",
    "Union",
    "UnionMembership",
    "size_of",
]

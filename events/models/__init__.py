from events.models.award import Award, AwardKind, Basis, Rank, Recipient
from events.models.block import Block, BlockYear, Contestant, Criterion, Score
from events.models.certificate_design import CertificateDesign, Element, Placement
from events.models.conference import Body, Chair, Conference, ConferenceBody
from events.models.decision import Decision
from events.models.movement import Movement
from events.models.open_case import OpenCase
from events.models.proposal import Nomination, Proposal

__all__ = [
    "Award",
    "AwardKind",
    "Basis",
    "Block",
    "BlockYear",
    "Body",
    "CertificateDesign",
    "Chair",
    "Conference",
    "ConferenceBody",
    "Contestant",
    "Criterion",
    "Decision",
    "Element",
    "Movement",
    "Nomination",
    "OpenCase",
    "Placement",
    "Proposal",
    "Rank",
    "Recipient",
    "Score",
]

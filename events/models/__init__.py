from events.models.activity import Activity, Attendee
from events.models.award import Award, AwardKind, Basis, Rank, Recipient
from events.models.block import Block, BlockYear, Contestant, Criterion, Score
from events.models.body import Body, Term
from events.models.certificate_design import CertificateDesign, Element, Placement
from events.models.conference import Chair, Conference, ConferenceBody
from events.models.decision import Decision
from events.models.delegate import Delegate, Invitation
from events.models.movement import Movement
from events.models.open_case import OpenCase
from events.models.photo import Photo
from events.models.proceedings import AgendaItem, Conclusion, Contribution, Paper, Resolution, Vote
from events.models.proposal import Nomination, Proposal
from events.models.seat import Person, Seat, titles_of

__all__ = [
    "Activity",
    "AgendaItem",
    "Attendee",
    "Award",
    "AwardKind",
    "Basis",
    "Block",
    "BlockYear",
    "Body",
    "CertificateDesign",
    "Chair",
    "Conclusion",
    "Conference",
    "ConferenceBody",
    "Contestant",
    "Contribution",
    "Criterion",
    "Decision",
    "Delegate",
    "Element",
    "Invitation",
    "Movement",
    "Nomination",
    "OpenCase",
    "Paper",
    "Person",
    "Photo",
    "Placement",
    "Proposal",
    "Rank",
    "Recipient",
    "Resolution",
    "Score",
    "Seat",
    "Term",
    "Vote",
    "titles_of",
]

from events.models.award import Award, AwardKind, Basis, Rank, Recipient
from events.models.body import Body, Term
from events.models.conference import Chair, Conference, ConferenceBody
from events.models.delegate import Delegate, Invitation
from events.models.proceedings import AgendaItem, Conclusion, Contribution, Paper, Resolution, Vote
from events.models.seat import Person, Seat, titles_of

__all__ = [
    "AgendaItem",
    "Award",
    "AwardKind",
    "Basis",
    "Body",
    "Chair",
    "Conclusion",
    "Conference",
    "ConferenceBody",
    "Contribution",
    "Delegate",
    "Invitation",
    "Paper",
    "Person",
    "Rank",
    "Recipient",
    "Resolution",
    "Seat",
    "Term",
    "Vote",
    "titles_of",
]

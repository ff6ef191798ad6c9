from events.models.award import Award, AwardKind, Basis, Rank, Recipient
from events.models.conference import Body, Chair, Conference, ConferenceBody

__all__ = ["Award", "AwardKind", "Basis", "Body", "Chair", "Conference", "ConferenceBody", "Rank", "Recipient"]

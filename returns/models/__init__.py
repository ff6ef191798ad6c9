from returns.models.annual_return import PARTS, AnnualReturn, Rating, Stage
from returns.models.campaign import REPORTING_KINDS, Campaign, Correction, Phase
from returns.models.contact import Contact
from returns.models.criterion_points import CriterionPoints
from returns.models.member_minimum import MemberMinimum
from returns.models.period import Period, PeriodRefused
from returns.models.rating_scheme import RatingCriterion, RatingGrade, RatingScheme
from returns.models.received_form import ReceivedForm
from returns.models.submission import Overruling, ReportingLink, Submission

__all__ = [
    "PARTS",
    "REPORTING_KINDS",
    "AnnualReturn",
    "Campaign",
    "Contact",
    "Correction",
    "CriterionPoints",
    "MemberMinimum",
    "Overruling",
    "Period",
    "PeriodRefused",
    "Phase",
    "Rating",
    "RatingCriterion",
    "RatingGrade",
    "RatingScheme",
    "ReceivedForm",
    "ReportingLink",
    "Stage",
    "Submission",
]

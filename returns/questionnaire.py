"""What is asked of each kind of organisation: one declaration, from which everything else follows.

The form, the Excel form, the printed form, the review page and the rule of completeness all read it. A question is a
field of AnnualReturn, whose label and unit it shows. To ask something new, add the field and name it in a section
here; a test fails while a field is in no section.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import models

from cooperatives.models import Kind, Organisation, Sector
from returns.models import AnnualReturn


@dataclass(frozen=True)
class Question:
    """One figure asked for. An answer is `needed` for a return to be complete; `sectors` empty asks every sector.

    What is for the `office` alone is asked of its staff and never of the organisation.
    """

    name: str
    needed: bool = True
    sectors: tuple[str, ...] = ()
    office: bool = False

    @property
    def field(self) -> models.Field:
        return AnnualReturn._meta.get_field(self.name)

    @property
    def label(self) -> str:
        text = str(self.field.verbose_name)
        return text[:1].upper() + text[1:]

    @property
    def unit(self) -> str:
        """The unit the answer is written in; "" where the label says it."""
        return str(self.field.help_text)


@dataclass(frozen=True)
class Section:
    """Questions under one heading, in the order they are asked."""

    title: str
    questions: tuple[Question, ...]


def _section(title: str, *names: str, optional: Iterable[str] = (), **more) -> Section:
    return Section(title, tuple(Question(name, needed=name not in tuple(optional), **more) for name in names))


_PEOPLE = _section(
    "Thành viên, lao động",
    "members",
    "women_members",
    "official_members",
    "regular_workers",
    "member_workers",
    "seasonal_workers",
    "average_income",
    optional=("women_members", "official_members", "member_workers", "seasonal_workers"),
)
_MANAGERS = _section(
    "Cán bộ quản lý",
    "managers",
    "managers_basic",
    "managers_higher",
    optional=("managers", "managers_basic", "managers_higher"),
)
_RESULTS = _section(
    "Kết quả hoạt động",
    "revenue",
    "internal_revenue",
    "profit",
    "budget_contribution",
    optional=("internal_revenue", "budget_contribution"),
)
_RATING = Section(
    "Xếp loại",
    (
        Question("rating", needed=False),
        Question("rating_score", needed=False),
        Question("unrated_reason", needed=False),
        Question("rating_scheme", needed=False, office=True),
    ),
)
_LAND = _section("Đất", "farmed_area", sectors=(Sector.AGRICULTURE,))

QUESTIONNAIRES: dict[str, tuple[Section, ...]] = {
    Kind.COOPERATIVE: (
        _PEOPLE,
        _MANAGERS,
        _section("Vốn, tài sản", "charter_capital", "total_assets", "common_fund", optional=("common_fund",)),
        _RESULTS,
        _LAND,
        _RATING,
    ),
    Kind.CREDIT_FUND: (
        _PEOPLE,
        _MANAGERS,
        _section("Vốn, tài sản", "charter_capital", "total_assets", "equity", optional=("equity",)),
        _section(
            "Huy động vốn, cho vay",
            "transaction_offices",
            "deposits",
            "loans_outstanding",
            "bad_debt",
            optional=("transaction_offices",),
        ),
        _section("Kết quả hoạt động", "revenue", "profit", "budget_contribution", optional=("revenue",)),
        _RATING,
    ),
    Kind.UNION: (
        _section(
            "Thành viên, lao động",
            "member_cooperatives",
            "regular_workers",
            "seasonal_workers",
            "average_income",
            optional=("seasonal_workers",),
        ),
        _MANAGERS,
        _section("Vốn, tài sản", "charter_capital", "total_assets", "common_fund", optional=("common_fund",)),
        _RESULTS,
    ),
    Kind.GROUP: (
        _section(
            "Tổ viên, lao động",
            "members",
            "women_members",
            "seasonal_workers",
            "average_income",
            optional=("women_members", "seasonal_workers"),
        ),
        _section("Vốn góp", "charter_capital"),
        _section("Kết quả hoạt động", "revenue", "profit", optional=("profit",)),
        _section("Đất", "farmed_area", sectors=(Sector.AGRICULTURE,), optional=("farmed_area",)),
    ),
}


def sections_for(organisation: Organisation, *, office: bool = False) -> tuple[Section, ...]:
    """What is asked of an organisation: its kind's sections, without the questions of other sectors.

    With `office`, also what only the office's staff answer.
    """
    asked = []
    for section in QUESTIONNAIRES.get(organisation.kind, ()):
        questions = tuple(one for one in section.questions if _asks(one, organisation) and (office or not one.office))
        if questions:
            asked.append(Section(section.title, questions))
    return tuple(asked)


def _asks(question: Question, organisation: Organisation) -> bool:
    return not question.sectors or organisation.sector in question.sectors


def questions_for(organisation: Organisation, *, office: bool = False) -> Iterator[Question]:
    """Every question asked of an organisation, in order."""
    return (question for section in sections_for(organisation, office=office) for question in section.questions)


def unanswered(organisation: Organisation, answers: Mapping[str, object]) -> list[Question]:
    """The needed questions without an answer. Nought is an answer, blank is none."""
    return [one for one in questions_for(organisation) if one.needed and answers.get(one.name) in (None, "")]


def every_section() -> tuple[Section, ...]:
    """Everything that is asked of anybody, each question once: for where it is not known yet whose return it is."""
    titles: dict[str, dict[str, Question]] = {}
    seen: set[str] = set()
    for sections in QUESTIONNAIRES.values():
        for section in sections:
            fresh = {one.name: one for one in section.questions if one.name not in seen}
            titles.setdefault(section.title, {}).update(fresh)
            seen |= fresh.keys()
    return tuple(Section(title, tuple(questions.values())) for title, questions in titles.items() if questions)

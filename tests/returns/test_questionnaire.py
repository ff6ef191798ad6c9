import pytest

from cooperatives.models import Kind, Organisation, Sector
from returns.models import REPORTING_KINDS, AnnualReturn
from returns.questionnaire import QUESTIONNAIRES, questions_for, sections_for, unanswered

ABOUT_THE_ROW = {"id", "organisation", "period", "stage"}


def names(organisation: Organisation) -> list[str]:
    return [question.name for question in questions_for(organisation)]


def test_every_reporting_kind_has_its_questionnaire():
    assert set(QUESTIONNAIRES) == set(REPORTING_KINDS)


def test_every_figure_of_a_return_is_asked_of_somebody():
    asked = {one.name for sections in QUESTIONNAIRES.values() for section in sections for one in section.questions}

    assert {field.name for field in AnnualReturn._meta.fields} - ABOUT_THE_ROW == asked


def test_no_questionnaire_asks_twice():
    doubles = {
        kind: names
        for kind, sections in QUESTIONNAIRES.items()
        if len(names := [one.name for section in sections for one in section.questions]) != len(set(names))
    }

    assert doubles == {}


def test_land_is_asked_of_those_who_farm():
    farm = Organisation(kind=Kind.COOPERATIVE, sector=Sector.AGRICULTURE)
    works = Organisation(kind=Kind.COOPERATIVE, sector=Sector.INDUSTRY)

    assert ("farmed_area" in names(farm), "farmed_area" in names(works)) == (True, False)
    assert [section.title for section in sections_for(works)][-1] == "Xếp loại"


def test_deposits_and_loans_are_asked_of_credit_funds_alone():
    assert [kind for kind in REPORTING_KINDS if {"deposits", "bad_debt"} <= set(names(Organisation(kind=kind)))] == [
        Kind.CREDIT_FUND
    ]


def test_an_enterprise_is_asked_nothing():
    assert names(Organisation(kind=Kind.ENTERPRISE)) == []


class TestUnanswered:
    @pytest.fixture
    def group(self) -> Organisation:
        return Organisation(kind=Kind.GROUP, sector=Sector.SERVICES)

    def test_nought_is_an_answer_and_blank_is_none(self, group):
        answers = {"members": 0, "average_income": None, "charter_capital": 5, "revenue": ""}

        assert [one.name for one in unanswered(group, answers)] == ["average_income", "revenue"]

    def test_what_need_not_be_answered_is_not_missed(self, group):
        answers = {"members": 3, "average_income": 1, "charter_capital": 1, "revenue": 1, "women_members": None}

        assert unanswered(group, answers) == []

    def test_a_question_shows_the_label_and_unit_of_its_field(self, group):
        revenue = next(one for one in questions_for(group) if one.name == "revenue")

        assert (revenue.label, revenue.unit) == ("Doanh thu", "đồng")


def test_what_is_for_the_office_is_not_asked_of_the_organisation():
    htx = Organisation(kind=Kind.COOPERATIVE, sector=Sector.SERVICES)

    assert [one.name for one in questions_for(htx, office=True) if one.name not in names(htx)] == ["rating_scheme"]

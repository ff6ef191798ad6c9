"""The register of members beside the returns: who differs, by how much."""

from datetime import date

import pytest
from django.urls import reverse

from cooperatives.models import Member, Organisation
from reports.member_register import compared
from returns.models import Period

pytestmark = pytest.mark.django_db
PAGE = reverse("reports:member_register", args=["2023"])


@pytest.fixture
def register(founded, reported):
    """Three that keep a register: one agrees, one differs, one declared nothing; and one without a register."""

    def members(organisation, count, **fields):
        for number in range(count):
            Member.objects.create(organisation=organisation, code=f"{fields}{number}"[:30], name="Lan", **fields)

    agrees, differs, silent, none = (founded(code, name=code) for code in ("Khớp", "Lệch", "Lặng", "Không sổ"))
    members(agrees, 2)
    members(differs, 3)
    members(differs, 1, left_on=date(2023, 12, 31))
    members(differs, 1, joined_on=date(2024, 1, 1))
    members(silent, 1)
    reported(agrees, members=2)
    reported(differs, members=1200)
    reported(none, members=5)
    return Period.objects.named("2023")


def test_those_that_differ_are_told_with_both_numbers(register):
    table = compared(register, within=Organisation.objects.all())

    assert table.rows == (("Lặng", "Lặng", 1, None, "chưa khai"), ("Lệch", "Lệch", 3, 1200, "−1.197"))
    assert table.total == ("Cộng các tổ chức có cả hai", "", 5, 1202, "−1.197")


def test_those_that_agree_are_shown_when_asked(register):
    table = compared(register, within=Organisation.objects.all(), only_differing=False)

    assert [row[0] for row in table.rows] == ["Khớp", "Lặng", "Lệch"]


def test_only_the_organisations_asked_for_are_compared(register):
    assert compared(register, within=Organisation.objects.filter(code="Khớp")).rows == ()


def test_there_is_one_question_to_each_source(register, django_assert_num_queries):
    with django_assert_num_queries(3):
        compared(register, within=Organisation.objects.all())


def test_leadership_and_staff_read_the_page(register, browser, leader, staff):
    texts = [browser(user).get(PAGE).text for user in (leader, staff)]

    assert ["Lệch" in text and "−1.197" in text for text in texts] == [True, True]
    assert "Khớp" in browser(staff).get(f"{PAGE}?tat_ca=1").text


def test_others_do_not(register, browser, editor):
    assert (browser(editor).get(PAGE).status_code, browser().get(PAGE).status_code) == (403, 302)


def test_an_impossible_period_is_not_found(browser, staff):
    assert browser(staff).get(reverse("reports:member_register", args=["20x3"])).status_code == 404


def test_a_period_nobody_reports_on_compares_nothing(register, staff, browser):
    for code in ("2013..2017", "2023-6T", "2100"):
        assert browser(staff).get(reverse("reports:member_register", args=[code])).status_code == 200

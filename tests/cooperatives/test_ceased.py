"""Organisations that have stopped without being dissolved are a list of their own."""

from datetime import date

import pytest

from cooperatives import workflow
from cooperatives.models import CeasedOrganisation, Kind
from tests.cooperatives.life_pages import page

LIST = "/quan-tri/cooperatives/ceasedorganisation/"
DAY = date(2022, 7, 1)


@pytest.fixture
def ceased(founded, staff):
    """Enter an organisation that has stopped working: ceased("HTX1", verified_by="Đoàn")."""

    def make(code: str, *, since: date = DAY, **verified):
        organisation = founded(code, kind=verified.pop("kind", Kind.COOPERATIVE), name=f"Hợp tác xã {code}")
        workflow.verify_activity(organisation, state="ceased", since=since, by=staff, **verified)
        return organisation

    return make


def listed(client, **asked) -> list[tuple]:
    rows = client.get(LIST, asked).context["cl"].result_list
    return [(row.code, row.ceased_since, row.ceased_verified_by, row.ceased_verified_on) for row in rows]


def test_names_since_when_and_who_verified_it_the_longest_first(ceased, founded, staff, browser):
    ceased("B", verified_by="Đoàn kiểm tra", verified_on=date(2023, 5, 1))
    ceased("A", since=date(2021, 1, 1))
    workflow.verify_activity(founded("C"), state="suspended", since=DAY, by=staff)

    assert listed(browser(staff)) == [
        ("A", date(2021, 1, 1), "", None),
        ("B", DAY, "Đoàn kiểm tra", date(2023, 5, 1)),
    ]


def test_loses_those_that_work_again_or_are_dissolved(ceased, staff):
    again, gone, still = ceased("A"), ceased("B"), ceased("C")
    workflow.verify_activity(again, state="active", since=date(2023, 1, 1), by=staff)
    workflow.end(gone, kind="dissolved", on=date(2023, 1, 1), by=staff)

    assert [one.pk for one in CeasedOrganisation.objects.all()] == [still.pk]


def test_leads_to_verifying_again_and_to_the_one_page_of_the_organisation(ceased, staff, browser):
    organisation = ceased("A", kind=Kind.CREDIT_FUND)
    client = browser(staff)

    html = client.get(LIST).content.decode()

    assert f'<a href="{page(organisation, "xac-minh")}" aria-label="Xác minh lại Hợp tác xã A">Xác minh lại</a>' in html
    assert f'<a href="{page(organisation)}">Hợp tác xã A (A)</a>' in html
    assert client.get(f"{LIST}{organisation.pk}/change/").url == page(organisation)


def test_is_searched_and_narrowed_like_every_list(ceased, staff, browser):
    ceased("MOT"), ceased("HAI", kind=Kind.GROUP)
    client = browser(staff)

    assert [code for code, *_ in listed(client, q="hop tac xa mot")] == ["MOT"]
    assert [code for code, *_ in listed(client, kind__exact="group")] == ["HAI"]


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_database_as_often_for_three_rows_as_for_one(rows, ceased, staff, browser, django_assert_num_queries):
    for number in range(rows):
        ceased(f"M{number}")
    client = browser(staff)
    client.get(LIST)

    with django_assert_num_queries(8):
        client.get(LIST)


def test_is_only_looked_at(ceased, leader, editor, administrator, browser):
    organisation = ceased("A")

    assert [code for code, *_ in listed(browser(leader))] == ["A"]
    assert browser(editor).get(LIST).status_code == 403
    assert browser().get(LIST).status_code == 302
    assert browser(administrator).get(f"{LIST}add/").status_code == 403
    assert browser(administrator).post(f"{LIST}{organisation.pk}/delete/", {"post": "yes"}).status_code == 403


def test_offers_verifying_only_to_those_who_may(ceased, leader, browser):
    organisation = ceased("A")

    html = browser(leader).get(LIST).text

    assert "Hợp tác xã A" in html
    assert page(organisation, "xac-minh") not in html
    assert "Xác minh lại" not in html

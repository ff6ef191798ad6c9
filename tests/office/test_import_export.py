"""What a list shows, its export holds: no more, no less, and taken in again it changes nothing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from cooperatives import workflow
from cooperatives.importing import LifeEventResource, MembershipResource, OrganisationResource
from cooperatives.models import Kind, Organisation, Sector
from office.importing import TableResource, run_import
from printing.spreadsheet import read_rows
from printing.xlsx import csv_bytes, workbook_bytes
from returns.importing import LARGEST_AREA, ReturnResource
from returns.models import AnnualReturn, Rating, Stage

pytestmark = pytest.mark.django_db
WRITERS = {"csv": csv_bytes, "xlsx": lambda table: workbook_bytes(table, bare=True)}


def exported(client, of: str, ending: str = "csv", asked: str = "") -> list[str]:
    """The first cell of every line of an export."""
    answer = client.get(reverse(f"admin:{of}_export", args=[ending]) + asked)
    return [row.cells[0] for row in read_rows(answer.content, name=f"xuat.{ending}").rows]


def untouched(resource: type[TableResource], queryset, ending: str) -> None:
    """Export, import: every row is there and nothing of it is new or changed."""
    content = WRITERS[ending](resource().as_table(queryset))
    report = run_import(resource, content, name=f"xuat.{ending}", dry_run=False, by=None)
    assert (report.errors, report.created, report.updated, report.unchanged) == ([], 0, 0, queryset.count())


class TestTheListAsItIsAsked:
    @pytest.fixture
    def register(self, founded):
        founded("H1", name="HTX Rau An Bình")
        founded("H2", name="HTX Lúa Đông Hưng")
        workflow.end(founded("H3", name="HTX Rau Cũ"), kind="dissolved", on=date(2020, 1, 1), by=None)
        founded("T1", name="THT Rau", kind=Kind.GROUP)

    @pytest.mark.parametrize("ending", list(WRITERS))
    @pytest.mark.parametrize(
        ("asked", "codes"),
        [
            ("", ["H1", "H2", "H3", "T1"]),
            ("?q=rau", ["H1", "H3", "T1"]),
            ("?kind__exact=group", ["T1"]),
            ("?q=rau&kind__exact=cooperative", ["H1", "H3"]),
            ("?q=rau&p=7&o=-2", ["H1", "H3", "T1"]),
            ("?sector__exact=agriculture&q=dong%20hung", ["H2"]),
        ],
    )
    def test_search_and_filters_are_kept(self, asked, codes, ending, register, leader, browser):
        assert sorted(exported(browser(leader), "cooperatives_organisation", ending, asked)) == codes

    def test_a_kind_s_list_gives_its_kind(self, register, leader, browser):
        assert exported(browser(leader), "cooperatives_group") == ["T1"]

    def test_the_list_leads_to_the_export_of_what_it_shows(self, register, leader, browser):
        listing = reverse("admin:cooperatives_organisation_changelist")
        export = reverse("admin:cooperatives_organisation_export", args=["xlsx"])

        html = browser(leader).get(f"{listing}?q=rau&kind__exact=group").content.decode()

        assert f'href="{export}?q=rau&amp;kind__exact=group"' in html

    def test_nonsense_in_the_address_leads_back_to_the_list(self, register, leader, browser):
        address = reverse("admin:cooperatives_organisation_export", args=["csv"])

        assert browser(leader).get(f"{address}?no_such__field=1").status_code == 302

    def test_returns_are_searched_by_their_organisation(self, founded, reported, leader, browser):
        reported(founded("H1", name="HTX Rau"), "2022", members=1)
        reported(founded("H2", name="HTX Lúa"), "2022", members=2)

        assert exported(browser(leader), "returns_annualreturn", asked="?q=lua") == ["H2"]


class TestExportThenImport:
    """Names that a spreadsheet would run, codes with zeros, blanks, negatives, areas: all come back as they were."""

    often = settings(
        max_examples=15,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    line = some.text(
        some.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters="\u2028"), max_size=40
    )
    name = line.filter(lambda text: text.strip() and any(letter.isalpha() for letter in text))
    day = some.dates(date(1950, 1, 1), date(2019, 12, 31))

    @pytest.mark.parametrize("ending", list(WRITERS))
    @often
    @given(
        lives=some.lists(
            some.tuples(name, line, line, day, some.sampled_from(Kind), some.sampled_from(["", *Sector.values])),
            min_size=1,
            max_size=6,
        )
    )
    def test_organisations(self, ending, lives):
        start = Organisation.objects.count()
        made = []
        for number, (name, address, representative, on, kind, sector) in enumerate(lives, start):
            one = Organisation(code=f"{number:05}", name=name, address=address, kind=kind, founded_on=on, sector=sector)
            one.representative = representative
            one.full_clean(exclude=["ended_on"])
            workflow.found(one, by=None)
            made.append(one.pk)

        untouched(OrganisationResource, Organisation.objects.filter(pk__in=made), ending)

    @pytest.mark.parametrize("ending", list(WRITERS))
    @often
    @given(
        numbers=some.fixed_dictionaries(
            {
                "members": some.none() | some.integers(0, 10**6),
                "revenue": some.none() | some.integers(0, 10**15),
                "profit": some.none() | some.integers(-(10**15), 10**15),
                "farmed_area": some.none()
                | some.integers(0, 100 * LARGEST_AREA).map(lambda hundredths: Decimal(hundredths) / 100),
                "rating": some.sampled_from(["", *Rating.values]),
                "stage": some.sampled_from(Stage),
            }
        ),
        year=some.integers(1990, 2025),
    )
    def test_returns(self, ending, numbers, year, founded, reported):
        AnnualReturn.objects.all().delete()
        one = Organisation.objects.filter(code="00017").first() or founded("00017", on=date(1980, 1, 1))
        reported(one, str(year), **numbers)

        untouched(ReturnResource, AnnualReturn.objects.all(), ending)

    @pytest.mark.parametrize("ending", list(WRITERS))
    @often
    @given(stays=some.lists(some.integers(1, 400), min_size=1, max_size=4), is_open=some.booleans(), decision=line)
    def test_memberships(self, ending, stays, is_open, decision):
        number = Organisation.objects.count()
        one = Organisation(code=f"{number:05}", name="HTX Thử", kind=Kind.COOPERATIVE, founded_on=date(2000, 1, 1))
        workflow.found(one, by=None)
        on = date(2001, 1, 1)
        for place, days in enumerate(stays, 1):
            stay = workflow.admit(one, on=on, decision=decision, by=None)
            on += timedelta(days=days)
            if place < len(stays) or not is_open:
                workflow.leave(stay, on=on, by=None)
            on += timedelta(days=1)

        untouched(MembershipResource, one.memberships.all(), ending)

    @pytest.mark.parametrize("ending", list(WRITERS))
    def test_events(self, ending, founded):
        one, two, three = (founded(f"0000{number}") for number in (1, 2, 3))
        new = Organisation(code="00009", name="HTX Mới", kind=Kind.COOPERATIVE, founded_on=date(2021, 1, 1))
        workflow.suspend(one, on=date(2020, 1, 1), by=None)
        workflow.resume(one, on=date(2020, 6, 1), by=None)
        workflow.reorganise([one, two], into=[new], kind="consolidated", on=date(2021, 1, 1), by=None)
        workflow.end(three, kind="dissolved", on=date(2022, 1, 1), by=None)

        events = one.life_events.model.objects.exclude(kind="founded")
        untouched(LifeEventResource, events, ending)

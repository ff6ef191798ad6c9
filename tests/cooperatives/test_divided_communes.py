"""An old commune that was divided: which part an organisation is in is recorded, asked for, imported, never guessed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cooperatives import workflow
from cooperatives.boundaries import Boundaries, chosen_on
from cooperatives.importing import OrganisationResource
from cooperatives.models import Level, Organisation, Participant, Place
from cooperatives.place_loading import load_places
from office.importing import run_import
from office.worklist import tasks_for
from printing.xlsx import csv_bytes
from tests.cooperatives.files import htx, refused, taken
from tests.office.sheets import counts

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 1)
MORE = ("Xã/phường",)


@pytest.fixture
def divided() -> Place:
    """Xã Lạc Đạo, Huyện Văn Lâm: divided between Xã Lạc Đạo and another of today."""
    load_places("33")
    return Place.objects.get(code="11989", valid_from=None)


@pytest.fixture
def parts(divided) -> list[Place]:
    return list(divided.successors.order_by("code"))


@pytest.fixture
def whole(divided) -> Place:
    return Place.objects.get(code="12505", valid_from=None)


class TestTheRecord:
    def test_names_one_of_the_parts(self, founded, divided, parts):
        founded("H1", place=divided, successor_place=parts[1]).full_clean()

    def test_refuses_what_is_no_part(self, founded, divided, whole):
        one = founded("H1", place=divided)
        one.successor_place = whole.successors.get()

        with pytest.raises(ValidationError, match=r"được chia về .+; .+: hãy chọn một trong số đó"):
            one.full_clean()

    def test_refuses_a_part_of_a_commune_that_was_not_divided(self, founded, whole):
        one = founded("H1", place=whole)
        one.successor_place = whole.successors.get()

        with pytest.raises(ValidationError, match=r"chỉ ghi khi xã, phường cũ được chia .* hãy để trống"):
            one.full_clean()

    def test_a_move_keeps_the_part_that_was_left_and_its_undoing_gives_it_back(self, founded, divided, parts, whole):
        one = founded("H1", place=divided, successor_place=parts[1])

        event = workflow.move(one, to=whole, on=date(2024, 1, 1), by=None)

        def chosen(day: date) -> int | None:
            return Organisation.objects.values_list(chosen_on(day), flat=True).get()

        assert Participant.objects.get(event=event).former_successor == parts[1]
        assert (chosen(date(2023, 12, 31)), chosen(TODAY)) == (parts[1].pk, None)
        workflow.undo(event, reason="Ghi nhầm", by=None)
        one.refresh_from_db()
        assert (one.place, one.successor_place) == (divided, parts[1])


class TestTheForm:
    def fields(self, client, organisation) -> dict:
        address = reverse("admin:cooperatives_cooperative_change", args=[organisation.pk])
        return client.get(address).context["adminform"].form.fields

    def test_asks_only_where_the_commune_was_divided(self, founded, divided, whole, browser, staff):
        client = browser(staff)

        asked = [
            "successor_place" in self.fields(client, founded(code, place=place))
            for code, place in (("H1", divided), ("H2", whole), ("H3", None))
        ]

        assert asked == [True, False, False]

    def test_offers_the_parts_and_nothing_else(self, founded, divided, parts, browser, staff):
        fields = self.fields(browser(staff), founded("H1", place=divided))

        assert set(fields["successor_place"].queryset) == set(parts)


class TestTheWorklist:
    def test_counts_what_is_not_known_and_opens_the_list_of_just_those(self, founded, divided, parts, browser, staff):
        unclear = founded("H1", place=divided)
        founded("H2", place=divided, successor_place=parts[0])

        (task,) = [task for task in tasks_for(staff) if "chưa rõ xã mới" in task.sentence]

        assert task.sentence == "01 tổ chức đang tồn tại chưa rõ xã mới (xã cũ chia về nhiều đơn vị)"
        assert list(browser(staff).get(task.url).context["cl"].queryset) == [unclear]

    def test_is_silent_when_all_is_known(self, founded, divided, parts, staff):
        founded("H1", place=divided, successor_place=parts[0])

        assert [task for task in tasks_for(staff) if "chưa rõ xã mới" in task.sentence] == []


class TestTheImport:
    def test_a_row_that_names_a_part_fills_it_and_moves_nobody(self, founded, divided, parts):
        founded("HTX1", name="HTX Một", on=date(1980, 2, 1), place=divided)

        assert counts(taken(htx(parts[1].full_name), more=MORE)) == (0, 1, 0)

        one = Organisation.objects.get()
        assert (one.place, one.successor_place) == (divided, parts[1])
        assert (one.life_events.count(), one.history.first().successor_place) == (1, parts[1])

    def test_a_row_that_names_the_one_successor_changes_nothing(self, founded, whole):
        founded("HTX1", name="HTX Một", on=date(1980, 2, 1), place=whole)

        assert counts(taken(htx(whole.successors.get().full_name), more=MORE)) == (0, 0, 1)

        assert Organisation.objects.get().place == whole

    def test_both_columns_may_be_filled(self, founded, divided, parts):
        report = taken(htx(f"{divided.full_name} ({divided.code})", parts[1].full_name), more=(*MORE, "Xã/phường mới"))

        one = Organisation.objects.get()
        assert (counts(report), one.place, one.successor_place) == ((1, 0, 0), divided, parts[1])

    def test_what_is_no_part_is_refused(self, founded, divided, whole):
        founded("HTX1", name="HTX Một", on=date(1980, 2, 1), place=divided)

        (sentence,) = refused(htx(whole.successors.get().full_name), more=("Xã/phường mới",))

        assert "không phải một trong nhiều đơn vị mà Xã Lạc Đạo, Huyện Văn Lâm được chia về" in sentence

    def test_a_corrected_seat_forgets_a_part_that_is_not_its_own(self, founded, divided, parts, whole):
        founded("HTX1", name="HTX Một", on=date(1980, 2, 1), place=divided, successor_place=parts[1])

        assert counts(taken(htx(whole.full_name), more=MORE)) == (0, 1, 0)

        one = Organisation.objects.get()
        assert (one.place, one.successor_place) == (whole, None)

    def test_what_was_exported_changes_nothing(self, founded, divided, parts, staff):
        for number, part in enumerate([*parts, None]):
            founded(f"H{number}", place=divided, successor_place=part)

        content = csv_bytes(OrganisationResource(by=staff).as_table(Organisation.objects.all()))

        report = run_import(OrganisationResource, content, name="tổ chức.csv", dry_run=False, by=staff)
        assert (report.errors, counts(report)) == ([], (0, 0, 3))


def test_an_organisation_of_unknown_part_is_in_neither_but_in_their_province(founded, divided, parts):
    founded("H1", place=divided)
    province = parts[0].parent

    def listed(place: Place) -> int:
        return Organisation.objects.in_place(place, on=TODAY, boundaries=Boundaries.TODAY).count()

    assert [listed(place) for place in (*parts, province)] == [0, 0, 1]
    assert province.level == Level.PROVINCE

"""A file of events is recorded by the verbs of the register, whole or not at all, and a second time changes nothing."""

from datetime import date

import pytest
from django.urls import reverse

from cooperatives import workflow
from cooperatives.importing import LifeEventResource, OrganisationResource
from cooperatives.models import Kind, LifeEvent, Organisation, Participant, Place
from office.importing import run_import
from printing.xlsx import csv_bytes
from tests.cooperatives.files import everything
from tests.office.sheets import counts, imported, told

pytestmark = pytest.mark.django_db
HEADER = [column.header for column in LifeEventResource.columns()]
DAY = date(2022, 7, 1)


def event(kind, on="01/7/2022", codes="", into="", of="", quantity="", decision="", note="") -> list:
    return [kind, on, codes, into, of, quantity, decision, note]


def taken(*rows: list, form="csv", **how):
    return imported(LifeEventResource, [HEADER, *rows], form, **how)


def stored() -> list[tuple]:
    """Every event but foundings: kind, day, who has which part."""
    events = LifeEvent.objects.exclude(kind="founded").order_by("date", "pk").prefetch_related("participants")
    return [
        (each.kind, each.date, sorted(each.participants.values_list("organisation__code", "role"))) for each in events
    ]


@pytest.fixture
def htx(founded):
    return [founded(f"H{number}") for number in range(1, 5)]


class TestAnEvent:
    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            (event("giải thể", codes="H1"), ("dissolved", [("H1", "ends")])),
            (event("Phá sản", codes="H1; H2"), ("bankrupt", [("H1", "ends"), ("H2", "ends")])),
            (
                event("sáp nhập", codes="H1;H2", into="H3"),
                ("merged", [("H1", "ends"), ("H2", "ends"), ("H3", "continues")]),
            ),
            (event("sáp nhập", codes="H1"), ("merged", [("H1", "ends")])),
            (
                event("hợp nhất", codes="H1;H2", into="N1"),
                ("consolidated", [("H1", "ends"), ("H2", "ends"), ("N1", "begins")]),
            ),
            (event("chia", codes="H1", into="N1;N2"), ("split", [("H1", "ends"), ("N1", "begins"), ("N2", "begins")])),
            (event("tách", codes="H1", into="N1"), ("separated", [("H1", "continues"), ("N1", "begins")])),
            (event("chuyển đổi", codes="H1", into="N1"), ("converted", [("H1", "ends"), ("N1", "begins")])),
            (event("tạm ngừng", codes="H1"), ("suspended", [("H1", "continues")])),
            (event("chuyển địa bàn", codes="H1"), ("moved", [("H1", "continues")])),
            (event("đổi tên", codes="H1"), ("renamed", [("H1", "continues")])),
            (event("điều chỉnh", of="THT", quantity="-40"), ("adjusted", [])),
        ],
        ids=lambda value: value[0] if isinstance(value, list) else "",
    )
    @pytest.mark.parametrize("form", ["csv", "xlsx"])
    def test_is_recorded_once_with_its_parties(self, row, expected, form, htx, founded, staff):
        founded("N1", on=DAY)
        founded("N2", on=DAY)
        kind, parts = expected

        assert counts(taken(row, form=form, by=staff)) == (1, 0, 0)
        assert stored() == [(kind, DAY, parts)]
        assert counts(taken(row, form=form, by=staff)) == (0, 0, 1)
        assert stored() == [(kind, DAY, parts)]
        assert LifeEvent.objects.get(kind=kind).history.latest().history_user == staff

    def test_carries_its_paper(self, htx):
        taken(event("giải thể", codes="H1", decision="15/QĐ-UBND", note="không còn hoạt động"))

        [one] = LifeEvent.objects.filter(kind="dissolved")
        assert (one.decision, one.note) == ("15/QĐ-UBND", "không còn hoạt động")

    def test_ends_what_ends_with_the_organisation(self, htx):
        workflow.admit(htx[0], on=date(2016, 1, 1), by=None)

        taken(event("giải thể", codes="H1"))

        assert htx[0].memberships.get().left_on == DAY

    def test_may_come_before_another_further_up_in_the_file(self, htx):
        report = taken(
            event("giải thể", "05/10/2023", "H1"),
            event("hoạt động lại", "01/9/2022", "H1"),
            event("tạm ngừng", "01/3/2022", "H1"),
        )

        assert counts(report) == (3, 0, 0)
        assert [kind for kind, _, _ in stored()] == ["suspended", "resumed", "dissolved"]

    def test_a_founding_is_known_from_the_organisation(self, htx):
        assert counts(taken(event("thành lập", "01/01/2015", "H1"))) == (0, 0, 1)
        assert counts(taken(event("thành lập", "01/01/2015", "H1", decision="01/QĐ"))) == (0, 1, 0)
        assert LifeEvent.objects.get(participants__organisation=htx[0]).decision == "01/QĐ"

    def test_a_lost_founding_is_found_again(self, htx):
        LifeEvent.objects.filter(participants__organisation=htx[0]).delete()

        assert counts(taken(event("thành lập", "01/01/2015", "H1", decision="01/QĐ"))) == (1, 0, 0)
        assert LifeEvent.objects.get(participants__organisation=htx[0]).decision == "01/QĐ"

    def test_a_move_leads_to_the_commune_of_that_day(self, founded):
        old = Place.objects.create(code="12345", name="Xã Cũ", level="commune", valid_to=date(2025, 6, 30))
        Place.objects.create(code="12345", name="Xã Mới", level="commune", valid_from=date(2025, 7, 1))
        start = Place.objects.create(code="12346", name="Xã Đầu", level="commune")
        one = founded("H1", place=start)

        assert counts(taken(event("chuyển địa bàn", codes="H1", into="12345"))) == (1, 0, 0)
        one.refresh_from_db()
        assert one.place == old
        assert counts(taken(event("chuyển địa bàn", codes="H1", into="12345"))) == (0, 0, 1)

    def test_a_recount_may_name_its_commune(self):
        place = Place.objects.create(code="12346", name="Xã Đầu", level="commune")

        taken(event("điều chỉnh", into="12346", of="HTX", quantity="5"))

        [one] = LifeEvent.objects.all()
        assert (one.adjusted_kind, one.adjustment, one.adjusted_place) == ("cooperative", 5, place)


class TestAKnownEvent:
    def test_gets_its_decision(self, htx):
        taken(event("giải thể", codes="H1"))

        report = taken(event("giải thể", codes="H1", decision="15/QĐ", note="ghi sau"))

        assert counts(report) == (0, 1, 0)
        assert report.changes[0].details == ("Số quyết định: (trống) → 15/QĐ", "Ghi chú: (trống) → ghi sau")
        assert LifeEvent.objects.get(kind="dissolved").decision == "15/QĐ"

    def test_blank_cells_leave_it_as_it_is(self, htx):
        taken(event("sáp nhập", codes="H1;H2", into="H3", decision="15/QĐ"))

        assert counts(taken(event("sáp nhập", codes="H1"))) == (0, 0, 1)
        assert LifeEvent.objects.get(kind="merged").decision == "15/QĐ"

    @pytest.mark.parametrize(
        ("ending", "label", "into", "parts"),
        [
            ("merged", "sáp nhập", "H3", [("H1", "ends"), ("H2", "ends"), ("H3", "continues")]),
            ("consolidated", "hợp nhất", "N1", [("H1", "ends"), ("H2", "ends"), ("N1", "begins")]),
        ],
    )
    def test_endings_of_the_organisations_file_become_one_event(self, ending, label, into, parts, htx, founded):
        founded("N1", on=DAY)
        workflow.admit(htx[1], on=date(2016, 1, 1), by=None)
        for one in htx[:2]:
            workflow.end(one, kind=ending, on=DAY, by=None)

        row = event(label, codes="H1;H2", into=into, decision="15/QĐ")

        assert counts(taken(row)) == (0, 1, 0)
        assert stored() == [(ending, DAY, parts)]
        [one] = LifeEvent.objects.filter(kind=ending)
        assert htx[1].memberships.get().closed_by == one
        assert counts(taken(row)) == (0, 0, 1)
        workflow.undo(one, reason="ghi nhầm", by=None)
        assert Organisation.objects.filter(ended_on=None).count() == 5

    def test_each_merged_one_may_have_a_line_of_its_own(self, htx):
        rows = [event("sáp nhập", codes=code, into="H3") for code in ("H1", "H2")]

        assert counts(taken(*rows)) == (2, 0, 0)
        assert counts(taken(*rows)) == (0, 0, 2)

    def test_takes_in_one_that_still_lives(self, htx):
        taken(event("phá sản", codes="H1"))

        assert counts(taken(event("phá sản", codes="H1;H2"))) == (0, 1, 0)
        assert stored() == [("bankrupt", DAY, [("H1", "ends"), ("H2", "ends")])]

    def test_two_recounts_that_look_alike_are_two(self):
        for sector in ("agriculture", "services"):
            workflow.adjust(kind=Kind.COOPERATIVE, quantity=3, on=DAY, sector=sector, by=None)
        row = event("điều chỉnh", of="HTX", quantity="3")

        assert counts(taken(row, row)) == (0, 0, 2)
        assert told(taken(row, row, row, row)) == [(5, "Sự kiện", "điều chỉnh")]

    def test_what_is_exported_is_known(self, htx, founded):
        places = [Place.objects.create(code=f"1234{n}", name=f"Xã {n}", level="commune") for n in range(3)]
        mover = founded("M1", place=places[0])
        workflow.move(mover, to=places[1], on=date(2021, 1, 1), by=None)
        workflow.move(mover, to=places[2], on=date(2022, 1, 1), by=None)
        founded("N1", on=DAY)
        taken(
            event("hợp nhất", codes="H1;H2", into="N1", decision="1/QĐ", note="ghi chú"),
            event("tạm ngừng", codes="H3"),
            event("điều chỉnh", of="THT", quantity="-4", into="12341"),
        )
        before = everything()

        file = csv_bytes(LifeEventResource().as_table(LifeEvent.objects.all()))
        report = run_import(LifeEventResource, file, name="life_events.csv", dry_run=False, by=None)

        assert counts(report) == (0, 0, 10)
        assert everything() == before
        assert "chuyển địa bàn,01/01/2021,M1,12341" in file.decode()


class TestABadRow:
    @pytest.mark.parametrize(
        ("row", "column", "words"),
        [
            (event("giải thể"), "Mã", "Thiếu “Mã”"),
            (event("giải thể", codes="H9"), "Mã", "Không có tổ chức nào mang mã “H9”"),
            (event("giải thể", codes="h1"), "Mã", "gần nhất là “H1”"),
            (event("giải thể", codes="H1;H1"), "Mã", "ghi hai lần"),
            (event("giải thể", codes="H1", into="H2"), "Mã liên quan", "để trống"),
            (event("giải thể", codes="H1", of="HTX"), "Loại hình", "chỉ ghi cho điều chỉnh"),
            (event("giải thể", codes="H1", quantity="1"), "Số lượng", "chỉ ghi cho điều chỉnh"),
            (event("giải thể", "01/01/2015", "H1"), "Ngày", "phải sau ngày thành lập"),
            (event("giải thể", "01/01/2999", "H1"), "Ngày", "chưa đến"),
            (event("giải tán", codes="H1"), "Sự kiện", "không phải sự kiện"),
            (event("tạm ngừng", codes="H1;H2"), "Mã", "tách thành nhiều dòng"),
            (event("hoạt động lại", codes="H1"), "Mã", "không tạm ngừng"),
            (event("tách", codes="H1"), "Mã liên quan", "được tách ra"),
            (event("hợp nhất", codes="H1", into="H2"), "Mã", "phải thành lập đúng ngày 01/07/2022"),
            (event("sáp nhập", codes="H1", into="H1"), "Mã", "không thể vừa sáp nhập vừa tiếp nhận"),
            (event("thành lập", codes="H1"), "Mã", "đã bắt đầu bằng việc thành lập ngày 01/01/2015"),
            (
                event("chuyển địa bàn", codes="H1", into="99999"),
                "Mã liên quan",
                "Không có xã, phường nào mang mã “99999”",
            ),
            (event("điều chỉnh", of="THT"), "Số lượng", "phải ghi số lượng"),
            (event("điều chỉnh", quantity="4"), "Loại hình", "phải ghi loại hình"),
            (event("điều chỉnh", of="THT", quantity="0"), "Số lượng", "không thay đổi gì"),
            (event("điều chỉnh", of="THT", quantity="4,5"), "Số lượng", "số nguyên"),
            (event("điều chỉnh", of="THT", quantity="4", codes="H1"), "Mã", "hãy để trống"),
        ],
    )
    def test_is_refused_at_its_column_with_nothing_written(self, row, column, words, htx):
        before = everything()

        report = taken(event("giải thể", "01/8/2022", "H4"), row)

        assert [(error.row, error.column) for error in report.errors] == [(3, column)]
        assert words in report.errors[0].message
        assert everything() == before

    def test_every_error_is_told_at_once(self, htx):
        report = taken(event("giải thể", codes="H9"), event("điều chỉnh"), event("hoạt động lại", codes="H1"))

        assert told(report) == [
            (2, "Mã", "H9"),
            (3, "Loại hình", ""),
            (3, "Số lượng", ""),
            (4, "Mã", "H1"),
        ]

    def test_other_parties_than_those_recorded_are_refused(self, htx):
        taken(event("sáp nhập", codes="H1;H2", into="H3"))

        report = taken(event("sáp nhập", codes="H1", into="H4"), event("sáp nhập", codes="H2;H4", into="H3"))

        assert told(report) == [(2, "Mã liên quan", "H4"), (3, "Mã", "H2;H4")]
        assert "Sổ đã ghi sự kiện này với mã H3" in report.errors[0].message

    def test_the_same_line_twice_is_refused(self, htx):
        assert told(taken(event("giải thể", codes="H1"), event("giải thể", codes="H1"))) == [(3, "Sự kiện", "giải thể")]

    def test_one_cannot_end_twice(self, htx):
        report = taken(event("giải thể", codes="H1"), event("phá sản", "02/7/2022", "H1"))

        assert [(error.row, error.column) for error in report.errors] == [(3, "Mã")]
        assert "đã chấm dứt ngày 01/07/2022" in report.errors[0].message

    def test_a_dry_run_writes_nothing(self, htx):
        before = everything()

        assert counts(taken(event("giải thể", codes="H1"), dry_run=True)) == (1, 0, 0)
        assert everything() == before

    def test_what_one_may_not_see_is_not_there(self, htx, person):
        report = taken(event("giải thể", codes="H1"), by=person(None, "nguoila"))

        assert [error.column for error in report.errors] == ["Mã"]


def test_a_whole_province_is_exported_and_known_again(staff, browser):
    """More organisations than SQLite takes alternatives in one question."""
    codes = [f"P{number}" for number in range(1100)]
    founding = {"name": "Tổ hợp tác", "kind": Kind.GROUP, "founded_on": DAY}
    organisations = Organisation.objects.bulk_create(Organisation(code=code, **founding) for code in codes)
    events = LifeEvent.objects.bulk_create(LifeEvent(kind="founded", date=DAY) for _ in codes)
    Participant.objects.bulk_create(
        Participant(event=event, organisation=one, role="begins")
        for event, one in zip(events, organisations, strict=True)
    )

    file = browser(staff).get(reverse("admin:cooperatives_lifeevent_export", args=["csv"])).content
    report = run_import(LifeEventResource, file, name="life_events.csv", dry_run=True, by=staff)

    assert counts(report) == (0, 0, 1100)


def test_a_province_moves_to_another_office_with_two_files(htx, founded):
    """Organisations and then events, as exported by one office, make the same lives in an empty register."""
    founded("N1", on=DAY)
    taken(
        event("hợp nhất", codes="H1;H2", into="N1", decision="1/QĐ"),
        event("sáp nhập", "05/8/2023", codes="H3", into="H4"),
        event("tạm ngừng", "06/8/2023", codes="H4"),
    )
    life = stored()
    files = [
        (resource, csv_bytes(resource().as_table(model.objects.all())))
        for resource, model in ((OrganisationResource, Organisation), (LifeEventResource, LifeEvent))
    ]
    LifeEvent.objects.all().delete()
    for one in Organisation.objects.all():
        one.activity_records.all().delete()
        one.delete()

    for resource, file in files:
        assert run_import(resource, file, name="tep.csv", dry_run=False, by=None).errors == []

    assert stored() == life

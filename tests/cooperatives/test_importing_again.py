"""A file that names known organisations changes what it says differently, corrects the past, and nothing else."""

import random
from datetime import date

import pytest
from django.utils import timezone

from cooperatives import workflow
from cooperatives.importing import OrganisationResource
from cooperatives.models import (
    ActivityRecord,
    AllianceMembership,
    Kind,
    LifeEvent,
    Organisation,
    Place,
    Sector,
)
from cooperatives.place_loading import load_places
from office.importing import run_import
from printing.xlsx import csv_bytes, workbook_bytes
from tests.cooperatives.files import everything, htx, refused, taken
from tests.office.sheets import FORMS, counts

pytestmark = pytest.mark.django_db


def first_of(month: str | None) -> date | None:
    """The first day of "2013-06", of the year in "2013"."""
    return month and date.fromisoformat(f"{month}-01-01"[:10])


SPELLINGS = ["00123", " 00123 ", "00123\u00a0", "\u200b00123", "00123\ufeff", "\t00123", "00\u200d123", "'00123"]
SPELLINGS += [
    123,
    123.0,
    "123",
    "0123",
    "000123",
    "００１２３",
    "１２３",
    "00 123",
    "00\u00a0123",
    "1.23E+02",
    "1,23E+02",
]
SPELLINGS += ["00\u202f123", "00１２３"]


@pytest.mark.parametrize("spelt", SPELLINGS, ids=ascii)
def test_however_a_code_is_spelt_nobody_is_entered_twice(spelt, founded):
    founded("00123", name="HTX Một", on=date(1980, 2, 1))

    report = taken(htx(code=spelt), form="xlsx")

    assert len(SPELLINGS) >= 20
    assert (report.created, Organisation.objects.count()) == (0, 1)
    assert report.errors or report.unchanged == 1


def test_a_file_in_another_order_changes_nothing():
    rows = [htx(code=f"{number:05}", founded="01/02/1980") for number in range(60)]
    taken(*rows)
    before = everything()

    assert counts(taken(*random.Random(4).sample(rows, 60))) == (0, 0, 60)
    assert everything() == before


class TestImportingAgain:
    LIFE = (
        "Tình trạng hoạt động",
        "Ngày kết nạp Liên minh",
        "Ngày ra khỏi Liên minh",
        "Ngày chấm dứt",
        "Lý do chấm dứt",
    )

    @pytest.mark.parametrize("form", FORMS)
    def test_the_same_file_changes_nothing(self, form):
        rows = [
            htx("đang hoạt động", "1/1/1990", "1/1/1995", "1/1/2000", "phá sản"),
            htx("ngừng hoạt động", "1/1/1990", None, None, None, code="HTX2"),
        ]
        taken(*rows, more=self.LIFE, form=form)
        before = everything()

        assert counts(taken(*rows, more=self.LIFE, form=form)) == (0, 0, 2)
        assert everything() == before

    @pytest.mark.parametrize("write", [csv_bytes, lambda table: workbook_bytes(table, bare=True)])
    def test_what_was_exported_changes_nothing(self, write, founded, staff):
        load_places("33")
        old, new = (Place.objects.filter(level="commune", valid_to__isnull=ended) for ended in (False, True))
        for number, place in enumerate([*old[:40], *new[:40], None]):
            one = founded(f"0{number:03}", name=f"=HTX {number}", place=place, phone="+84 912 345 678")
            workflow.verify_activity(one, state="active", since=one.founded_on, by=None)
            workflow.admit(one, on=date(2016, 1, 1), by=None)
        workflow.end(one, kind="merged", on=date(2020, 1, 1), by=None)
        before = everything()

        content = write(OrganisationResource(by=staff).as_table(Organisation.objects.all()))
        report = run_import(OrganisationResource, content, name="xuat", dry_run=False, by=staff)

        assert counts(report) == (0, 0, 81)
        assert everything() == before

    def test_changes_what_changed_and_says_what(self, founded, staff):
        one = founded("HTX1", name="HTX Cũ", address="Thôn Cũ")

        report = taken(
            ["HTX1", "HTX Mới", "HTX", "01/01/2015", "thủy sản", None], more=("Lĩnh vực", "Địa chỉ"), by=staff
        )

        one.refresh_from_db()
        [change] = report.changes
        assert counts(report) == (0, 1, 0)
        assert (one.name, one.sector, one.address) == ("HTX Mới", Sector.AGRICULTURE, "Thôn Cũ")
        assert (change.row, change.what, change.details) == (2, "HTX Mới (HTX1)", ("Tên: HTX Cũ → HTX Mới",))
        assert (one.history.count(), one.history.first().history_user) == (2, staff)
        assert list(Organisation.objects.search("htx moi")) == [one]

    def test_corrects_the_day_of_founding_with_its_event(self, founded):
        one = founded("HTX1", on=date(2015, 1, 1))
        workflow.verify_activity(one, state="active", since=date(2015, 1, 1), by=None)

        assert counts(taken(htx(founded="05/03/2014"))) == (0, 1, 0)

        one.refresh_from_db()
        event = LifeEvent.objects.get()
        assert (one.founded_on, event.date, event.history.count()) == (date(2014, 3, 5), date(2014, 3, 5), 2)
        assert ActivityRecord.objects.get().since == date(2014, 3, 5)

    def test_records_an_end_and_corrects_it_later(self, founded):
        one = founded("HTX1", on=date(2015, 1, 1))
        workflow.admit(one, on=date(2016, 1, 1), by=None)
        more = ("Ngày chấm dứt", "Lý do chấm dứt")

        assert counts(taken(htx("01/05/2020", "giải thể", founded="1/1/2015"), more=more)) == (0, 1, 0)
        assert counts(taken(htx("01/06/2020", "phá sản", founded="1/1/2015"), more=more)) == (0, 1, 0)

        one.refresh_from_db()
        event = LifeEvent.objects.get(participants__role="ends")
        assert (one.ended_on, event.date, event.kind) == (date(2020, 6, 1), date(2020, 6, 1), "bankrupt")
        assert AllianceMembership.objects.get().left_on == date(2020, 6, 1)

    def test_moves_a_whole_life_later(self, founded):
        one = founded("HTX1", on=date(2015, 1, 1))
        workflow.end(one, kind="dissolved", on=date(2018, 1, 1), by=None)
        more = ("Ngày chấm dứt", "Lý do chấm dứt")

        assert counts(taken(htx("1/1/2022", "giải thể", founded="1/1/2020"), more=more)) == (0, 1, 0)

        one.refresh_from_db()
        assert (one.founded_on, one.ended_on) == (date(2020, 1, 1), date(2022, 1, 1))

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (("2010", "2012", None, None), ("2015", "2016", None, None)),
            (("2010", "2012", None, None), ("2005", "2007", None, None)),
            (("2010", "2012", None, None), ("2015", "2016", "2018", "2018")),
            (("2010", "2011", "2014", "2014"), ("2012", "2013", "2013-06", "2013-06")),
            (("2010", "2012", "2014", "2014"), ("2011", "2013", "2018", "2018")),
            (("2010", "2012", "2014", "2014"), ("2006", "2007", "2009", "2009")),
            (("2010", "2012", "2014", "2014"), ("2010", "2011", "2011-06", "2012")),
            (("2010", "2012", "2013-06", "2014"), ("2012", "2013", "2015", "2016")),
        ],
    )
    def test_moves_a_life_together_with_the_stay_in_the_alliance(self, before, after, founded):
        """Each life: founded, admitted, left, ended, on the first day of the month."""
        one = founded("HTX1", on=first_of(before[0]))
        workflow.verify_activity(one, state="active", since=one.founded_on, by=None)
        stay = workflow.admit(one, on=first_of(before[1]), by=None)
        if before[2] != before[3]:
            workflow.leave(stay, on=first_of(before[2]), by=None)
        if before[3]:
            workflow.end(one, kind="dissolved", on=first_of(before[3]), by=None)

        founding, admitted, left, ended = [day and f"{first_of(day):%d/%m/%Y}" for day in after]
        report = taken(
            htx(admitted, left, ended, "giải thể" if ended else None, founded=founding),
            more=("Ngày kết nạp Liên minh", "Ngày ra khỏi Liên minh", "Ngày chấm dứt", "Lý do chấm dứt"),
        )

        one.refresh_from_db()
        stay.refresh_from_db()
        assert (report.errors, counts(report)) == ([], (0, 1, 0))
        assert (one.founded_on, stay.admitted_on, stay.left_on, one.ended_on) == tuple(map(first_of, after))
        ended_with_it = before[3] and before[2] == before[3] and after[2] == after[3]
        assert bool(stay.closed_by) == bool(ended_with_it)

    def test_tells_the_day_that_stands_in_the_way_of_a_later_founding(self, founded):
        workflow.admit(founded("HTX1", on=date(2010, 1, 1)), on=date(2012, 1, 1), by=None)

        [sentence] = refused(htx(founded="1/1/2015"))

        assert sentence == "Ngày kết nạp 01/01/2012 trước ngày thành lập 01/01/2015: hãy kiểm tra cả hai."

    def test_leaves_what_several_share(self, founded):
        two, three = founded("HTX2", on=date(2015, 1, 1)), founded("HTX3", on=date(2020, 1, 1))
        for one in (founded("HTX1", on=date(2015, 1, 1)), two):
            workflow.end(one, kind="consolidated", on=date(2020, 1, 1), into=[three], by=None)

        sentences = refused(
            htx("02/01/2020", "hợp nhất", founded="1/1/2015"),
            htx(None, None, code="HTX3", founded="1/2/2020"),
            more=("Ngày chấm dứt", "Lý do chấm dứt"),
        )

        assert [sentence.partition(" cùng ")[0] for sentence in sentences] == [
            "HTX Một (HTX1) chấm dứt trong việc hợp nhất ngày 01/01/2020",
            "HTX Một (HTX3) bắt đầu từ việc hợp nhất ngày 01/01/2020",
        ]

    def test_never_changes_the_kind(self, founded):
        founded("HTX1", kind=Kind.GROUP, on=date(1980, 2, 1))

        [sentence] = refused(htx())

        assert sentence.startswith("Trong sổ, HTX1 là Tổ hợp tác; tổ chức giữ một loại hình suốt đời.")

    def test_records_a_new_state_from_today_and_puts_it_right_the_same_day(self, founded):
        one = founded("HTX1", on=date(1980, 2, 1))
        today = timezone.localdate()
        for state in ("đang hoạt động", "tạm ngừng", "chưa xác định"):
            assert counts(taken(htx(state), more=("Tình trạng hoạt động",))) == (0, 1, 0)

        records = [(record.state, record.since, record.until) for record in one.activity_records.order_by("since")]
        assert records == [("active", date(1980, 2, 1), today), ("unknown", today, None)]

    def test_does_not_revive_the_ended(self, founded):
        one = founded("HTX1", on=date(1980, 2, 1))
        workflow.verify_activity(one, state="active", since=date(1980, 2, 1), by=None)
        workflow.end(one, kind="dissolved", on=date(2000, 1, 1), by=None)

        [sentence] = refused(htx("tạm ngừng"), more=("Tình trạng hoạt động",))

        assert sentence.startswith("Tổ chức đã chấm dứt ngày 01/01/2000")

    @pytest.mark.parametrize(
        ("stays", "typed", "result"),
        [
            ([], ("1/1/2010", None), [("2010-01-01", None)]),
            ([], ("1/1/2010", "1/1/2012"), [("2010-01-01", "2012-01-01")]),
            ([("2010-01-01", None)], ("2/1/2010", None), [("2010-01-02", None)]),
            ([("2010-01-01", None)], (None, "1/1/2012"), [("2010-01-01", "2012-01-01")]),
            (
                [("2010-01-01", "2012-01-01")],
                ("1/1/2015", None),
                [("2010-01-01", "2012-01-01"), ("2015-01-01", None)],
            ),
            ([("2010-01-01", "2012-01-01")], (None, "2/1/2012"), [("2010-01-01", "2012-01-02")]),
        ],
    )
    def test_follows_the_stay_in_the_alliance(self, stays, typed, result, founded):
        one = founded("HTX1", on=date(1980, 2, 1))
        for admitted, left in stays:
            AllianceMembership.objects.create(organisation=one, admitted_on=admitted, left_on=left)

        report = taken(htx(*typed), more=("Ngày kết nạp Liên minh", "Ngày ra khỏi Liên minh"))

        rows = one.memberships.order_by("admitted_on").values_list("admitted_on", "left_on")
        assert counts(report) == (0, 1, 0)
        assert [(str(admitted), left and str(left)) for admitted, left in rows] == result

    def test_asks_which_of_several_stays(self, founded):
        one = founded("HTX1", on=date(1980, 2, 1))
        for admitted, left in (("2010-01-01", "2012-01-01"), ("2015-01-01", None)):
            AllianceMembership.objects.create(organisation=one, admitted_on=admitted, left_on=left)

        [sentence] = refused(htx("1/1/2011"), more=("Ngày kết nạp Liên minh",))

        assert sentence.startswith("HTX1 có nhiều lần là thành viên Liên minh")

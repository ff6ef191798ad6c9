"""Whatever is changed of a sealed report is refused by the database or found by `verify`."""

import json
from pathlib import Path

import pytest
from django.contrib.admin import site
from django.core import serializers
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from office.models import NumberBook
from reports import drafting, errata
from reports import report_workflow as workflow
from reports.models import Erratum, Report, Seal
from reports.sealing import chain, files
from reports.sealing.verify import Difference, verify
from returns.models import AnnualReturn
from tests.reports.sealing.conftest import lock, unlock
from tests.reports.sealing.flips import missed_flips, overwrite

pytestmark = pytest.mark.django_db
FLIPS = 150
LOCK = "khóa của cơ sở dữ liệu"


@pytest.fixture
def two(sealed, staff, leader) -> list[Seal]:
    other = drafting.begin(kind="year_end", issuer="executive", period=sealed.period, by=staff)
    workflow.approve(workflow.submit(other, by=staff), by=leader)
    return [sealed.seal, workflow.seal(other, by=leader)]


def sql(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def stored(seal: Seal, ending: str, private: Path) -> Path:
    return private / str(getattr(seal, ending))


def told() -> list[tuple[str, str]]:
    """What differs but the locks, which a test has to lift to change anything at all."""
    return [(each.report, each.what) for each in verify().differences if each.what != LOCK]


def test_what_is_as_it_was_sealed_is_found_whole(two):
    found = verify()

    assert (found.seals, found.head, found.differences) == (2, two[1].chain_hash, [])


def test_where_nothing_is_sealed_nothing_differs(db):
    assert (verify().seals, verify().differences) == (0, [])


class TestChannelsTheDatabaseRefuses:
    """Ten of the twelve ways to change a row; the two of files are below."""

    def refused(self, change) -> None:
        with (
            pytest.raises((IntegrityError, ProtectedError), match=r"không sửa, không xóa|protected"),
            transaction.atomic(),
        ):
            change()

    def test_saving(self, sealed):
        sealed.seal.canonical = "{}"
        self.refused(sealed.seal.save)
        sealed.number = 99
        self.refused(sealed.save)

    def test_updating_many(self, sealed):
        self.refused(lambda: Seal.objects.update(canonical="{}"))
        self.refused(lambda: Report.objects.update(number=99))

    def test_updating_in_bulk(self, sealed):
        self.refused(lambda: Seal.objects.bulk_update([sealed.seal], ["pdf_hash"]))
        self.refused(lambda: Report.objects.bulk_update([sealed], ["number"]))

    def test_putting_in_anew_over_what_is_there(self, sealed):
        seal = Seal.objects.get()
        how = {"update_conflicts": True, "unique_fields": ["position"], "update_fields": ["canonical"]}
        self.refused(lambda: Seal.objects.bulk_create([seal], **how))

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite knows REPLACE")
    def test_replacing(self, sealed):
        columns = ", ".join(field.column for field in Seal._meta.concrete_fields)
        changed = columns.replace("canonical", "'{}'")
        self.refused(lambda: sql(f"REPLACE INTO reports_seal ({columns}) SELECT {changed} FROM reports_seal"))

    @pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL knows TRUNCATE")
    def test_emptying_the_table(self, sealed):
        sql("SET CONSTRAINTS ALL IMMEDIATE")  # what is checked later keeps a table from being emptied, too
        self.refused(lambda: sql("TRUNCATE reports_seal CASCADE"))

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE reports_seal SET canonical = '{}'",
            "DELETE FROM reports_seal",
            "UPDATE reports_report SET state = 'draft'",
            "UPDATE reports_report SET approved_by_id = NULL, approved_at = NULL",
            "DELETE FROM reports_report",
        ],
    )
    def test_statements_of_ones_own(self, sealed, statement):
        self.refused(lambda: sql(statement))

    def test_deleting_what_it_hangs_on(self, sealed, leader):
        for owner in (sealed, sealed.period, leader):
            self.refused(owner.delete)

    def test_loading_a_file_of_rows(self, sealed):
        for row in (sealed.seal, sealed):
            [changed] = json.loads(serializers.serialize("json", [row]))
            changed["fields"] |= {"canonical": "{}"} if isinstance(row, Seal) else {"number": 99}
            [loaded] = serializers.deserialize("json", json.dumps([changed]))
            self.refused(loaded.save)

    def test_the_errata_too(self, sealed, staff):
        noted = sealed.seal.errata.create(code="members", said="1", now="2", reason="Sai", noted_by=staff)
        noted.reason = "Khác"
        self.refused(noted.save)
        self.refused(noted.delete)

    def test_no_page_of_the_admin_and_no_import_reaches_them(self):
        assert [model for model in site._registry if model._meta.label in ("reports.Seal", "reports.Erratum")] == []

    def test_what_is_not_sealed_may_change(self, approved, leader):
        workflow.send_back(approved, reason="Sửa", by=leader)

        assert Report.objects.get().state == "draft"


class TestWhatVerifyFinds:
    def test_another_content(self, unlocked):
        Seal.objects.update(canonical=unlocked.seal.canonical.replace("120 thành viên", "999 thành viên"))

        assert (str(unlocked), "mã băm nội dung") in told()

    def test_a_content_whose_hash_was_made_to_fit(self, unlocked):
        forged = unlocked.seal.canonical.replace("120 thành viên", "999 thành viên")
        Seal.objects.update(canonical=forged, content_hash=chain.content_hash(forged))

        assert told() == [(str(unlocked), "mã băm chuỗi")]

    def test_an_erratum_that_gives_another_reason(self, unlocked, staff):
        AnnualReturn.objects.update(members=121)
        errata.note(unlocked.seal, code="members", part="", now="121 thành viên", reason="Báo muộn", by=staff)
        assert told() == []

        Erratum.objects.update(reason="Lý do khác")

        assert told() == [(str(unlocked), "đính chính “members”")]

    def test_a_row_of_the_report_that_says_otherwise(self, unlocked):
        Report.objects.update(number=99)

        assert told() == [(str(unlocked), "số văn bản")]

    def test_another_who_approved(self, unlocked, staff, administrator):
        Report.objects.update(approved_by=administrator)

        assert told() == [(str(unlocked), "mã băm chuỗi")]

    def test_a_link_of_the_chain_made_to_fit_breaks_at_the_next(self, two):
        unlock()
        first = two[0]
        first.sealed_at = first.sealed_at.replace(year=2020)
        first.chain_hash = chain.chain_hash(first)
        first.save()
        lock()

        assert told() == [(str(two[1].report), "mã băm chuỗi của bản trước")]

    def test_the_end_of_the_chain_cut_off(self, two):
        unlock()
        sql("DELETE FROM reports_seal WHERE position = 2")
        lock()

        assert (str(two[1].report), "bản ban hành") in told()
        assert ("", "số bản đã ban hành theo sổ") in told()

    def test_one_in_the_middle_taken_out(self, two):
        unlock()
        sql("DELETE FROM reports_seal WHERE position = 1")
        lock()

        assert (str(two[1].report), "thứ tự trong chuỗi") in told()

    def test_a_file_overwritten(self, sealed, private):
        overwrite(stored(sealed.seal, "docx", private), b"PK khac")

        assert told() == [(str(sealed), "tệp docx")]

    def test_two_files_swapped(self, two, private):
        paths = [stored(seal, "pdf", private) for seal in two]
        first, second = (path.read_bytes() for path in paths)
        overwrite(paths[0], second)
        overwrite(paths[1], first)

        assert told() == [(str(seal.report), "tệp pdf") for seal in two]

    def test_a_file_gone(self, sealed, private):
        stored(sealed.seal, "xlsx", private).unlink()

        assert verify().differences == [
            Difference(str(sealed), "tệp xlsx", str(sealed.seal.xlsx), "không có tệp"),
        ]

    def test_a_file_that_no_seal_names(self, sealed, private):
        files.settle(str(sealed.seal.pdf))  # as after the commit, which this test does not reach
        stranger = stored(sealed.seal, "pdf", private).with_name("them.pdf")
        stranger.write_bytes(b"%PDF-")

        assert verify().differences == [
            Difference("", "tệp trong kho bản ban hành", "không có", f"sealed/{stranger.parent.name}/them.pdf")
        ]

    def test_what_is_being_sealed_is_no_stranger(self, sealed):
        files.keep("dang-in", {"pdf": b"%PDF-"})

        assert told() == []

    def test_a_lock_taken_off_the_database(self, unlocked):
        assert [each.what for each in verify().differences] == [LOCK] * 6

    def test_the_book_of_positions_set_back(self, sealed):
        NumberBook.objects.filter(name=chain.BOOK).update(last=0)

        assert told() == [("", "số bản đã ban hành theo sổ")]


class TestFlippedBits:
    """One bit of a file or of a row; script/bench turns a thousand."""

    def test_every_one_is_found(self, unlocked):
        assert missed_flips(unlocked.seal, FLIPS) == []

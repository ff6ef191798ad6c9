"""Sealing: a number without gaps, files whose bytes stay, a hash at every foot; refused while anything is open."""

import io
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from docx import Document as WordFile
from pypdf import PdfReader

from events.models import Conference
from office.models import NumberBook
from office.numbering import take_number
from printing.files import FORMS, Form
from printing.pdf import PdfFailed
from printing.signing import is_signed
from reports import drafting
from reports import report_workflow as workflow
from reports.errata import errata_of
from reports.models import Figure, Report
from reports.sealing import files
from reports.sealing.chain import ENDINGS
from reports.sealing.issuing import BOOK
from reports.sealing.verify import verify
from returns.models import AnnualReturn
from tests.printing.test_signing import PASSWORD, certificate
from tests.reports.sealing.conftest import clear

pytestmark = pytest.mark.django_db


def contents(seal) -> dict[str, bytes]:
    return {ending: files.content(str(getattr(seal, ending))) for ending in ENDINGS}


def test_the_number_comes_from_the_register_of_the_year_it_is_signed_in(approved, leader, quick_paper):
    take_number(book=BOOK, year=2023)

    seal = workflow.seal(approved, by=leader)

    assert (seal.report.number, seal.report.number_year) == (2, 2023)


def test_the_day_it_bears_stays_when_its_conference_is_held_another_day(year, draft, staff, leader, quick_paper):
    draft.conference = Conference.objects.create(
        title="Hội nghị thử", kind="year_end", held_on=date(2023, 12, 26), period_reported=year
    )
    draft.save()
    workflow.seal(workflow.approve(workflow.submit(draft, by=staff), by=leader), by=leader)

    Conference.objects.update(held_on=date(2023, 12, 29))

    sealed = Report.objects.get()
    assert (sealed.signed_on, not errata_of(sealed.seal).any) == (date(2023, 12, 26), True)


def test_every_page_sheet_and_section_says_the_mark(approved, leader):
    seal = workflow.seal(approved, by=leader)

    said, made = f"Mã kiểm chứng: {seal.content_hash[:12]}", contents(seal)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(made["pdf"])).pages]
    parts = list(WordFile(io.BytesIO(made["docx"])).sections)
    sheets = openpyxl.load_workbook(io.BytesIO(made["xlsx"])).worksheets
    assert [said in page for page in pages] == [True] * len(pages)
    assert {foot.paragraphs[0].text for part in parts for foot in (part.footer, part.first_page_footer)} == {said}
    assert {sheet.oddFooter.left.text for sheet in sheets} == {said}


def test_a_failed_printing_keeps_the_number_for_the_same_report(approved, leader, monkeypatch, quick_paper):
    def fail(document, **options):
        raise PdfFailed("Bản in mất quá nhiều thời gian nên đã dừng.")

    with monkeypatch.context() as broken:
        broken.setitem(FORMS, "pdf", Form("pdf", "PDF", "application/pdf", fail))
        with pytest.raises(ValidationError, match="mất quá nhiều thời gian"):
            workflow.seal(approved, by=leader)
    approved.refresh_from_db()
    assert (approved.state, approved.number) == ("approved", 1)

    seal = workflow.seal(approved, by=leader)

    assert (seal.report.number, NumberBook.objects.get(name=BOOK).last) == (1, 1)
    assert files.strangers() == []


def test_a_second_sealing_of_the_same_report_is_refused_and_leaves_nothing(approved, leader, quick_paper):
    workflow.seal(approved, by=leader)

    with pytest.raises(ValidationError, match="đã ban hành"):
        workflow.seal(approved, by=leader)

    assert len(list(files._folder().iterdir())) == 1


def test_two_reports_are_chained(sealed, staff, leader):
    other = drafting.begin(kind="year_end", issuer="executive", period=sealed.period, by=staff)
    workflow.approve(workflow.submit(other, by=staff), by=leader)

    seal = workflow.seal(other, by=leader)

    assert (seal.position, seal.previous_hash, seal.report.number) == (2, sealed.seal.chain_hash, 2)


class TestWhatChangedSinceApproval:
    def test_a_changed_figure_is_named_with_what_it_was_and_is(self, approved, leader, quick_paper):
        AnnualReturn.objects.update(members=121)

        with pytest.raises(ValidationError) as refusal:
            workflow.seal(approved, by=leader)

        [said] = refusal.value.messages
        assert said.startswith("Báo cáo không còn như khi duyệt: ")
        assert "Thành viên của tổ chức KTTT: 120 thành viên → 121 thành viên" in said
        assert said.endswith("Hãy duyệt lại, hoặc trả lại để sửa.")
        assert Report.objects.get().number is None

    def test_approved_anew_it_is_sealed(self, approved, leader, quick_paper):
        AnnualReturn.objects.update(members=121)
        workflow.approve(approved, by=leader)

        assert workflow.seal(approved, by=leader).position == 1

    def test_a_changed_word_is_named_by_its_section(self, approved, leader, quick_paper):
        key = next(iter(workflow.write(approved).texts))
        approved.passages.create(section=key, text="Lời khác")

        with pytest.raises(ValidationError, match=f"lời mục “{key}”"):
            workflow.seal(approved, by=leader)

    def test_another_signatory_is_named(self, approved, leader, office, quick_paper):
        office.place_name = "Nơi Khác"
        office.save()

        with pytest.raises(ValidationError, match="đầu văn bản"):
            workflow.seal(approved, by=leader)

    def test_a_number_stays_in_the_register_of_its_year(self, approved, staff, leader, quick_paper):
        Report.objects.update(number=1, number_year=2023, signed_on=date(2024, 1, 5))
        workflow.approve(approved, by=leader)

        with pytest.raises(ValidationError, match=r"Số 1 đã cấp .* thuộc sổ năm 2023"):
            workflow.seal(approved, by=leader)


class TestStatedOtherwise:
    def state(self, period, by, **line) -> Figure:
        return Figure.objects.create(period=period, entered_by=by, **line)

    def test_a_published_value_that_differs_waits_for_a_reason(self, year, draft, staff, leader, quick_paper):
        line = self.state(year, staff, indicator="members", value=130, stage="published")
        workflow.approve(workflow.submit(draft, by=staff), by=leader)

        with pytest.raises(ValidationError, match=r"số công bố 130 .* khác số tính được 120 .*chưa ghi lý do"):
            workflow.seal(draft, by=leader)

        line.reason = "Cộng cả tổ hợp tác chưa đăng ký"
        line.save()
        workflow.approve(draft, by=leader)
        assert workflow.seal(draft, by=leader).position == 1

    def test_a_total_that_is_not_its_parts_waits_for_a_reason(self, year, draft, staff, leader, quick_paper):
        whole = self.state(year, staff, indicator="training_classes", value=10)
        for key, value in (("agriculture", 4), ("services", 5)):
            self.state(year, staff, indicator="training_classes", value=value, dimension="sector", key=key)
        workflow.approve(workflow.submit(draft, by=staff), by=leader)

        with pytest.raises(ValidationError, match=r"4 \+ 5 = 9 lớp, khác tổng đã ghi 10 lớp"):
            workflow.seal(draft, by=leader)

        whole.reason = "Một lớp chung"
        whole.save()
        workflow.approve(draft, by=leader)
        assert workflow.seal(draft, by=leader).position == 1


class TestFiles:
    def test_they_lie_where_only_the_portal_reads_them(self, sealed, private):
        stored = private / str(sealed.seal.pdf)

        assert stored.stat().st_mode & 0o777 == 0o400
        assert len(stored.parent.name) == 24

    def test_what_a_kill_left_is_swept_and_what_a_seal_names_is_not(self, sealed, private, monkeypatch):
        left = private / files.keep("mo-coi", {"pdf": b"%PDF-"})["pdf"]
        flagged = (private / str(sealed.seal.pdf)).with_name(files.UNDER_WAY)
        flagged.touch()  # killed between the commit and this
        monkeypatch.setattr(files, "LOST_SECONDS", -1)

        files.sweep()

        assert (left.parent.exists(), flagged.exists()) == (False, False)
        assert set(contents(sealed.seal)) == set(ENDINGS)

    def test_what_came_a_moment_ago_is_not_swept(self, sealed, private):
        coming = private / files.keep("dang-in", {"pdf": b"%PDF-"})["pdf"]

        files.sweep()

        assert coming.exists()

    def test_a_folder_that_nothing_says_is_under_way_is_never_swept(self, sealed, private, monkeypatch):
        kept = private / files.keep("cua-ban-khac", {"pdf": b"%PDF-"})["pdf"]
        kept.with_name(files.UNDER_WAY).unlink()
        monkeypatch.setattr(files, "LOST_SECONDS", -1)

        files.sweep()

        assert kept.exists()


def test_the_same_report_sealed_again_elsewhere_is_the_same_content_and_the_same_bytes(sealed, staff, leader):
    """As in another database: other keys, another hour, another who seals."""
    first = sealed.seal
    clear()
    NumberBook.objects.all().delete()
    again = drafting.begin(kind="year_end", issuer="office", period=sealed.period, by=staff)
    workflow.approve(workflow.submit(again, by=staff), by=leader)

    second = workflow.seal(again, by=leader)

    def hashes(seal) -> list[str]:
        return [seal.content_hash, seal.pdf_hash, seal.docx_hash, seal.xlsx_hash]

    assert second.report_id != first.report_id
    assert hashes(second) == hashes(first)


class TestWithACertificate:
    @pytest.fixture
    def signing(self, settings, tmp_path):
        settings.SIGNING_CERTIFICATE = certificate(tmp_path, ends=datetime.now(UTC) + timedelta(9))
        settings.SIGNING_PASSWORD = PASSWORD

    def test_the_stored_pdf_is_signed_and_found_whole(self, approved, leader, signing):
        seal = workflow.seal(approved, by=leader)

        assert is_signed(contents(seal)["pdf"])
        assert verify().differences == []

    def test_one_that_cannot_sign_refuses_the_sealing_in_words(self, approved, leader, signing, settings):
        settings.SIGNING_PASSWORD = "sai"

        with pytest.raises(ValidationError, match="Không mở được chứng thư số"):
            workflow.seal(approved, by=leader)

        approved.refresh_from_db()
        assert (approved.state, files.strangers()) == ("approved", [])

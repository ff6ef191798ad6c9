"""The year-end report says what the figures say, in good administrative Vietnamese, and never invents."""

import io
from datetime import date

import docx
import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from pypdf import PdfReader

from cooperatives import workflow
from cooperatives.models import Kind, LifeEvent, Organisation, Place, Sector
from events.models import Award, AwardKind, Conference
from office.models import Signatory
from printing.document import Exhibit
from printing.files import FORMS
from printing.pdf import PdfFailed
from reports.writing import NothingToReport, write_generated
from returns.models import AnnualReturn, Period, Rating
from tests.printing.test_docx import said_in_order
from tests.reports.ledger import planned, stated

pytestmark = pytest.mark.django_db


def year_end(period, **options):
    return write_generated("year_end", period, **options).document


@pytest.fixture
def year(office, founded, reported):
    """A small year that has a little of everything: 2022 and 2023."""
    farm, shop = founded("H1"), founded("H2", sector=Sector.SERVICES)
    fund = founded("Q1", kind=Kind.CREDIT_FUND)
    founded("T1", kind=Kind.GROUP, on=date(2023, 5, 1))
    founded("H3", on=date(2023, 6, 1))
    gone = founded("H4")
    workflow.end(gone, kind=LifeEvent.Kind.DISSOLVED, on=date(2023, 8, 1), by=None)
    workflow.admit(farm, on=date(2023, 2, 1), by=None)
    workflow.verify_activity(shop, state="ceased", since=date(2023, 1, 1), by=None)
    reported(farm, "2022", members=567_000, revenue=2_000_000_000, rating=Rating.GOOD)
    reported(farm, "2023", members=570_000, revenue=2_100_000_000, rating=Rating.GOOD)
    reported(fund, "2023", members=286, deposits=12_000_000_000, loans_outstanding=10_000_000_000, bad_debt=50_000_000)
    return Period.objects.named("2023")


@pytest.fixture
def conference(year):
    return Conference.objects.create(
        title="Hội nghị tổng kết (thử)",
        kind=Conference.Kind.YEAR_END,
        held_on=date(2023, 12, 26),
        period_reported=year,
        tasks="Việc thứ nhất\n- Việc thứ hai.\n\n",
        proposals="Một kiến nghị",
    )


def said(document) -> str:
    return "\n".join(block for block in document.blocks if isinstance(block, str))


def headings(document) -> list[str]:
    return [f"{number}. {section.heading}" for number, section, _ in document.numbered_sections]


def test_sentences_carry_the_figures_and_how_they_moved(year):
    text = said(year_end(year))

    for sentence in (
        "Đến ngày 31/12/2023, toàn tỉnh có 04 hợp tác xã (HTX), trong đó: 02 HTX nông nghiệp, 01 HTX phi nông nghiệp, "
        "01 Quỹ tín dụng nhân dân; không thay đổi so với cuối năm 2022.",
        "Đến ngày 31/12/2023, toàn tỉnh có 01 tổ hợp tác, tăng 01 tổ so với cuối năm 2022.",
        "Ngày 31/12/2022 chưa có tổ nào; trong năm thành lập mới 01 tổ; đến ngày 31/12/2023 có 01 tổ.",
        "Ngày 31/12/2022 có 04 HTX; trong năm thành lập mới 01 HTX, giải thể 01 HTX; đến ngày 31/12/2023 có 04 HTX.",
        "Theo tình trạng hoạt động: 01 HTX ngừng hoạt động chưa giải thể, 03 HTX chưa xác định tình trạng.",
        "Doanh thu bình quân của 01 HTX có khai là 2,1 tỷ đồng/HTX, tăng 5% so với năm 2022",
        "vốn huy động 12 tỷ đồng",
        "tỷ lệ nợ xấu của 01 quỹ có khai là 0,5%",
        "Tổng số thành viên của các tổ chức kinh tế tập thể là 570.286 thành viên, "
        "tăng 3.286 thành viên so với cuối năm 2022.",
        "Trong năm kết nạp mới 01 thành viên; tổng số thành viên Liên minh là 01 thành viên.",
        "Còn 01 HTX ngừng hoạt động nhưng chưa giải thể.",
    ):
        assert sentence in text


def test_what_was_planned_stands_beside_what_was_done(year):
    planned("cooperatives", "2023", 5)
    planned("bad_debt_ratio", "2023", 1, qualifier="at_most")
    planned("unions", "2023", 0)
    planned("deposits", "2024", 9)

    exhibits = [block for block in year_end(year).blocks if isinstance(block, Exhibit)]

    [plans] = [each.table for each in exhibits if "Kết quả thực hiện" in each.table.title]
    assert plans.title == "Bảng 2. Kết quả thực hiện chỉ tiêu kế hoạch năm 2023"
    assert plans.rows == (
        ("Hợp tác xã", "HTX", "5", "4", "80%"),
        ("Liên hiệp hợp tác xã", "LHHTX", "0", "0", "–"),
        ("Tỷ lệ nợ xấu của QTDND", "%", "tối đa 1%", "0,5%", "trong mức tối đa"),
    )


def test_a_year_without_plans_has_no_table_of_them(year):
    exhibits = [block for block in year_end(year).blocks if isinstance(block, Exhibit)]

    assert [each for each in exhibits if "kế hoạch" in each.table.title] == []


def test_a_published_value_that_differs_is_told_under_the_table_with_its_reason(year):
    stated("cooperatives", "2023", 5, "published", reason="Gồm một HTX chưa cấp giấy")

    notes = next(block.table.notes for block in year_end(year).blocks if isinstance(block, Exhibit))

    assert "Hợp tác xã: số đã công bố 5 HTX (Gồm một HTX chưa cấp giấy)." in notes


def test_what_did_not_happen_or_is_not_known_is_not_said(year):
    text = said(year_end(year))

    for words in ("None", "–", "sáp nhập", "diện tích", "lợi nhuận", "0 HTX"):
        assert words not in text


def test_sections_nobody_filled_are_left_out_and_numbers_run_on(year, conference):
    with_dossier = headings(year_end(year))
    conference.delete()

    assert with_dossier == [
        "I. Tình hình kinh tế tập thể",
        "II. Kết quả công tác của Liên minh HTX tỉnh Thử Nghiệm",
        "III. Hạn chế, nguyên nhân",
        "IV. Phương hướng, nhiệm vụ năm 2024",
        "V. Kiến nghị, đề xuất",
    ]
    assert headings(year_end(year)) == with_dossier[:3]


def test_typed_points_become_paragraphs_of_one_form(year, conference):
    text = said(year_end(year))

    assert "- Việc thứ nhất.\n- Việc thứ hai.\n- Một kiến nghị." in text


def test_the_report_is_dated_on_the_day_of_its_conference_and_signed_by_who_may_sign_then(year, conference):
    Signatory.objects.create(
        full_name="Bà Thôi Ký", post="Chủ tịch", valid_from=date(2015, 1, 1), valid_to=date(2023, 12, 25)
    )
    Signatory.objects.create(
        full_name="Ông Được Ký", authority="TM. BAN THƯỜNG VỤ", post="CHỦ TỊCH", valid_from=date(2023, 12, 26)
    )

    document = year_end(year, number="7")

    assert document.letterhead.place_and_day == "Thử Nghiệm, ngày 26 tháng 12 năm 2023"
    assert document.letterhead.number_line == "Số: 07/BC-LMHTX"
    assert document.signature.name == "Ông Được Ký"


def test_a_report_signed_before_the_year_is_out_tells_of_no_day_to_come(year, conference, founded):
    founded("H9", on=date(2023, 12, 28))

    document = year_end(year)

    assert "Đến ngày 26/12/2023, toàn tỉnh có 04 hợp tác xã (HTX)" in said(document)
    assert {table.as_of for _, table in document.tables} == {date(2023, 12, 26)}


def test_commendation_is_counted_and_tabled(year, conference):
    kind = AwardKind.objects.create(form="Bằng khen", level="Liên minh HTX Việt Nam")
    for name in ("A", "B"):
        Award.objects.create(kind=kind, person_name=name, achievement_year=2023, decided_on=date(2023, 12, 1))
    Award.objects.create(kind=kind, person_name="Chưa quyết định", achievement_year=2023)

    document = year_end(year)

    (table,) = [
        block.table for block in document.blocks if isinstance(block, Exhibit) and "Khen thưởng" in block.table.title
    ]
    assert "Có 0 tập thể và 02 cá nhân được khen thưởng về thành tích năm 2023" in said(document)
    assert table.rows == (("Bằng khen", "Liên minh HTX Việt Nam", 0, 2, 2),)


def test_tables_and_pictures_are_numbered_as_they_are_read(year):
    titles = [block.table.title for block in year_end(year).blocks if isinstance(block, Exhibit)]

    assert (
        titles
        == [
            "Bảng 1. Một số chỉ tiêu chủ yếu năm 2023",
            "Hình 1. Số hợp tác xã và tổ hợp tác qua các năm",
            "Bảng 2. Khen thưởng theo hình thức và đối tượng",
        ][: len(titles)]
    )


def test_averages_say_over_how_many_they_are_and_why_not_over_the_same(year, reported):
    reported(Organisation.objects.get(code="H2"), "2023", revenue=1_900_000_000, profit=400_000_000)
    AnnualReturn.objects.filter(organisation__code="Q1").update(profit=600_000_000)
    AnnualReturn.objects.filter(organisation__code="H1", period__code="2023").update(profit=500_000_000)

    document = year_end(year)

    assert "Doanh thu bình quân của 02 HTX có khai là 2 tỷ đồng/HTX" in said(document)
    assert "lợi nhuận bình quân của 03 HTX có khai là 500 triệu đồng/HTX" in said(document)
    (table, *_) = document.annexes
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Doanh thu bình quân (trên 02 HTX)"] == ("đồng/HTX", "2.000.000.000", "2.000.000.000", "không đổi")
    notes = " ".join(table.notes)
    assert "Kỳ trước tính trên: doanh thu bình quân 01 HTX" in notes
    assert (
        "Không so trực tiếp các số bình quân có cơ sở khác nhau: doanh thu bình quân 02 HTX (không có QTDND khai); "
        "lợi nhuận bình quân 03 HTX (gồm 01 QTDND)."
    ) in notes


def test_averages_over_the_same_organisations_need_no_explaining(year):
    assert "Không so trực tiếp" not in " ".join(year_end(year).annexes[0].notes)


def test_every_row_of_the_tables_keeps_its_unit_and_its_difference(year):
    rows = {row[0]: row[1:] for row in year_end(year).annexes[0].rows}

    assert rows["Doanh thu HTX"] == ("đồng", "2.000.000.000", "2.100.000.000", "+100.000.000")


def test_cooperatives_without_a_sector_are_told_of_so_that_the_parts_add_up(year, founded):
    founded("H8", sector="")
    workflow.adjust(kind=Kind.COOPERATIVE, quantity=2, on=date(2023, 7, 1), by=None)

    text = said(year_end(year))

    assert (
        "toàn tỉnh có 07 hợp tác xã (HTX), trong đó: 02 HTX nông nghiệp, 01 HTX phi nông nghiệp, "
        "01 Quỹ tín dụng nhân dân, 03 HTX chưa ghi lĩnh vực"
    ) in text
    assert "01 HTX ngừng hoạt động chưa giải thể, 06 HTX chưa xác định tình trạng." in text
    assert "giải thể 01 HTX, điều chỉnh tăng 02 HTX; đến ngày 31/12/2023 có 07 HTX." in text


def test_a_report_of_several_years_compares_with_the_year_before_them(year):
    document = write_generated("term", Period.objects.named("2022..2023")).document

    assert "Doanh thu bình quân năm 2023 của 01 HTX có khai là 2,1 tỷ đồng/HTX" in said(document)
    assert "trong kỳ thành lập mới" in said(document)
    assert "so với năm 2022" not in said(document)
    assert {row[0]: row[2] for row in document.annexes[0].rows}["Doanh thu HTX"] == "–"


def test_annexes_give_every_figure_and_every_commune(year):
    figures_table, places, *_ = year_end(year).annexes

    assert [row[0] for row in figures_table.rows][:2] == ["Hợp tác xã", "HTX nông nghiệp"]
    assert places.total == (None, "Toàn tỉnh", 4, 1, 1, 570_286)
    assert sum(row[2] for row in places.rows) == 4


def test_the_communes_stand_by_name_and_what_has_none_stands_last(year, founded):
    for code, name in (("1", "Xã Ong"), ("2", "Phường Sao"), ("3", "Xã Ánh")):
        founded(f"P{code}", place=Place.objects.create(code=code, name=name, level="commune"))

    (_, places, *_) = year_end(year).annexes

    assert [row[:2] for row in places.rows] == [(1, "Phường Sao"), (2, "Xã Ánh"), (3, "Xã Ong"), (4, "Chưa ghi")]


def test_nothing_is_printed_of_a_year_nobody_reported_on(office):
    with pytest.raises(NothingToReport, match="Chưa có tổ chức nào gửi số liệu năm 2021"):
        year_end(Period.objects.named("2021"))


def test_nothing_is_printed_for_an_office_without_a_name(founded, reported):
    reported(founded("H1"), members=1)

    with pytest.raises(NothingToReport, match="Chưa có thông tin cơ quan"):
        year_end(Period.objects.named("2023"))


def test_the_command_writes_the_paper(year, tmp_path):
    path = tmp_path / "bao-cao.pdf"

    call_command("report", "2023", pdf=path, stdout=io.StringIO())

    first = PdfReader(path).pages[0].extract_text()
    assert "BÁO CÁO" in first
    assert "LIÊN MINH HỢP TÁC XÃ\nTỈNH THỬ NGHIỆM" in first
    assert [path.name for path in tmp_path.iterdir()] == ["bao-cao.pdf"]


def test_the_command_writes_the_same_report_in_three_forms(year, conference, tmp_path):
    paths = {ending: tmp_path / f"bao-cao.{ending}" for ending in ("pdf", "docx", "xlsx")}

    call_command("report", "2023", number="7", stdout=io.StringIO(), **paths)

    assert said_in_order(paths["docx"].read_bytes(), paths["pdf"].read_bytes()) == []
    word, book = docx.Document(paths["docx"]), openpyxl.load_workbook(paths["xlsx"])
    document = year_end(year, number="7")
    assert [block for block in document.blocks if isinstance(block, str)] == [
        paragraph.text for paragraph in word.paragraphs if paragraph.style.name == "Body Text"
    ][len(document.opening) :]
    assert [name for name, _ in document.tables] == book.sheetnames
    assert book.sheetnames[:4] == ["Bảng 1", "Hình 1", "Phụ lục I", "Phụ lục II"]
    assert "07/BC-LMHTX" in book["Bảng 1"]["A2"].value


def test_the_tables_of_the_three_forms_hold_the_same_figures(year, tmp_path):
    document = year_end(year)
    word = docx.Document(io.BytesIO(FORMS["docx"].make(document)))
    book = openpyxl.load_workbook(io.BytesIO(FORMS["xlsx"].make(document)))

    figures_table, *others = document.annexes
    table = word.tables[-1 - len(others)]
    printed = {cells[0].text: [cell.text for cell in cells] for cells in (row.cells for row in table.rows)}
    typed = {row[0]: list(row[1:]) for row in book["Phụ lục I"].iter_rows(min_row=4, values_only=True)}
    assert printed["Doanh thu HTX"] == ["Doanh thu HTX", "đồng", "2.000.000.000", "2.100.000.000", "+100.000.000"]
    assert typed["Doanh thu HTX"] == ["đồng", 2_000_000_000, 2_100_000_000, 100_000_000]
    assert typed["Tỷ lệ nợ xấu của QTDND (trên 01 quỹ)"] == ["%", None, 0.5, None]
    assert [[cell.replace("\u200b", "") for cell in row] for row in printed.values()][1:] == [
        list(row) for row in figures_table.rows
    ]


def test_the_command_says_where_it_cannot_write_and_writes_nothing(year, tmp_path):
    with pytest.raises(CommandError, match="Không ghi được tệp") as refused:
        call_command(
            "report", "2023", docx=tmp_path / "x.docx", xlsx=tmp_path / "không có" / "x.xlsx", stdout=io.StringIO()
        )

    assert refused.value.returncode == 1
    assert list(tmp_path.iterdir()) == []


def test_a_paper_that_cannot_be_made_keeps_the_other_forms_from_being_written(year, tmp_path, monkeypatch):
    def fail(*_, **__):
        raise PdfFailed("Bản in quá dài.")

    monkeypatch.setattr("printing.files.document_pdf", fail)

    with pytest.raises(CommandError, match="Bản in quá dài") as refused:
        call_command("report", "2023", docx=tmp_path / "x.docx", pdf=tmp_path / "x.pdf", stdout=io.StringIO())

    assert refused.value.returncode == 1
    assert list(tmp_path.iterdir()) == []


def test_the_command_asks_for_a_file_to_write_and_for_one_to_each_form(year, tmp_path):
    with pytest.raises(CommandError, match="ít nhất một tệp để ghi: --pdf, --docx, --xlsx") as nothing:
        call_command("report", "2023", stdout=io.StringIO())
    with pytest.raises(CommandError, match="một tệp riêng") as twice:
        call_command("report", "2023", pdf=tmp_path / "x", docx=tmp_path / "." / "x", stdout=io.StringIO())

    assert (nothing.value.returncode, twice.value.returncode) == (2, 2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", ["abc", "0", "7a", "-7", "1.234", "²"])
def test_a_number_that_is_none_is_refused(number, year, tmp_path):
    with pytest.raises(CommandError, match="không phải số thứ tự") as refused:
        call_command("report", "2023", number=number, pdf=tmp_path / "x.pdf", stdout=io.StringIO())

    assert refused.value.returncode == 2
    assert f"Số văn bản “{number}” không phải số thứ tự" in str(refused.value)


@pytest.mark.parametrize(("period", "code"), [("năm ngoái", 2), ("2019", 1)])
def test_the_command_refuses_with_its_exit_code(period, code, office, tmp_path):
    with pytest.raises(CommandError) as refused:
        call_command("report", period, pdf=tmp_path / "x.pdf", stdout=io.StringIO())

    assert refused.value.returncode == code
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_the_buttons_give_the_report_in_each_form_to_those_who_may(ending, begins, year, browser, leader):
    client, address = browser(leader), reverse("reports:year_end_file", args=["2023", ending])

    assert f'href="{address}"' in client.get(reverse("reports:index")).text
    answer = client.get(address)

    assert answer["Content-Type"] == FORMS[ending].content_type
    assert answer["Content-Disposition"] == f'attachment; filename="bao-cao-tong-ket-2023.{ending}"'
    assert answer.content.startswith(begins)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("ending", FORMS)
def test_no_form_is_given_to_a_stranger_or_to_whom_figures_are_not_shown(ending, year, browser, editor):
    address = reverse("reports:year_end_file", args=["2023", ending])

    stranger, refused = browser().get(address), browser(editor).get(address)

    assert stranger.status_code == 302
    assert stranger["Location"].endswith(f"?next={address}")
    assert refused.status_code == 403
    assert "Trang này dành cho lãnh đạo và cán bộ phụ trách số liệu" in refused.text


@pytest.mark.parametrize("ending", ["doc", "html", "pdf.exe"])
def test_a_form_that_does_not_exist_is_not_found(ending, year, browser, leader):
    assert browser(leader).get(f"/bao-cao/2023/tong-ket.{ending}").status_code == 404


@pytest.mark.parametrize("ending", FORMS)
def test_a_year_without_returns_says_so_on_the_page(ending, office, browser, staff):
    answer = browser(staff).get(reverse("reports:year_end_file", args=["2021", ending]))

    assert answer.status_code == 409
    assert "Chưa có tổ chức nào gửi số liệu năm 2021" in answer.text


def test_a_paper_that_cannot_be_made_says_why_on_the_page(year, browser, staff, monkeypatch):
    def fail(*_, **__):
        raise PdfFailed("Bản in quá dài.")

    monkeypatch.setattr("printing.files.document_pdf", fail)

    answer = browser(staff).get(reverse("reports:year_end_file", args=["2023", "pdf"]))

    assert answer.status_code == 503
    assert "Bản in quá dài." in answer.text
    assert "In ở phía sau" in answer.text

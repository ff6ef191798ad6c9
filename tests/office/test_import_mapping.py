"""A file with headings of its own: each column and doubt is asked, nothing guessed, the answers remembered."""

import io
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cooperatives.importing import OrganisationResource
from cooperatives.models import Level, Organisation, Place
from office.importing.mapping import ColumnChoice, Mapping, exact_mapping, mapped_rows, without_number
from office.importing.pages import Upload
from office.importing.proposals import proposed
from office.models import ImportLayout, ImportRun
from printing.sheet import Sheet, SheetRow, Unit
from returns.importing import ReturnResource
from returns.models import AnnualReturn
from tests.office.page import form_on
from tests.office.sheets import as_csv, as_xlsx

ORGANISATIONS, RETURNS = "cooperatives_organisation", "returns_annualreturn"
UNFAMILIAR = [
    ["STT", "Mã HTX", "Tên hợp tác xã", "Loại hình", "Năm thành lập"],
    [1, "X1", "HTX Một", "HTX", 1998],
    [2, "X2", "HTX Hai", "HTX", "13/02/1980"],
]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(Upload, "folder", tmp_path / "imports")
    return tmp_path / "imports"


def address(page: str, of: str = ORGANISATIONS) -> str:
    return reverse(f"admin:{of}_{page}")


def upload(client, rows, of: str = ORGANISATIONS, form=as_xlsx):
    name = "tep.csv" if form is as_csv else "tep.xlsx"
    return client.post(address("import", of), {"file": SimpleUploadedFile(name, form(rows))})


def answered(client, asked, of: str = ORGANISATIONS, **answers):
    return client.post(address("import_mapping", of), {**form_on(asked), **answers})


def confirmed(client, preview, of: str = ORGANISATIONS, **answers):
    return client.post(address("process_import", of), {**form_on(preview), **answers}, follow=True)


def chosen(asked) -> dict[str, str]:
    """What the page proposes, by heading."""
    form = asked.context["form"]
    return {card.column.heading: form._chosen(card.column.place).target for card in form.cards}


def complaints(asked) -> dict[str, list[str]]:
    return dict(asked.context["form"].errors)


class TestWhatIsAsked:
    def test_exact_headers_are_asked_nothing(self, staff, browser):
        rows = [["Mã", "Tên", "Loại hình", "Ngày thành lập"], ["X1", "HTX Một", "HTX", "01/02/1980"]]

        assert "Ghi vào sổ" in upload(browser(staff), rows).content.decode()

    def test_other_headings_lead_to_the_page_of_columns_with_proposals(self, staff, browser, folder):
        asked = upload(browser(staff), UNFAMILIAR)

        assert (asked.status_code, Organisation.objects.count(), len(list(folder.iterdir()))) == (200, 0, 1)
        assert chosen(asked) == {
            "Mã HTX": "Mã",
            "Tên hợp tác xã": "Tên",
            "Loại hình": "Loại hình",
            "Năm thành lập": "Ngày thành lập",
        }
        html = asked.content.decode()
        assert "<span>HTX Một</span><span>HTX Hai</span>" in html
        assert "đề xuất, hãy kiểm tra" in html

    def test_a_year_alone_is_asked_and_not_guessed(self, staff, browser):
        client = browser(staff)
        asked = upload(client, UNFAMILIAR)

        assert complaints(answered(client, asked)) == {"years_3": ["Hãy trả lời câu hỏi này: máy không tự đoán."]}

    def test_a_year_alone_is_asked_under_exact_headers_too(self, staff, browser):
        rows = [["Mã", "Tên", "Loại hình", "Ngày thành lập"], ["X1", "HTX Một", "HTX", 1998]]

        html = upload(browser(staff), rows).content.decode()

        assert "01 ô chỉ ghi năm (ví dụ 1998)" in html

    def test_answered_the_file_is_shown_then_taken(self, staff, browser):
        client = browser(staff)

        preview = answered(client, upload(client, UNFAMILIAR), years_3="co")
        done = confirmed(client, preview)

        assert "2 dòng, thêm 2, sửa 0, giữ nguyên 0" in preview.content.decode()
        assert [str(message) for message in done.context["messages"]] == [
            "Đã nhập tệp tep.xlsx: 2 dòng, thêm 2, sửa 0, giữ nguyên 0."
        ]
        founded = dict(Organisation.objects.values_list("code", "founded_on"))
        assert founded == {"X1": date(1998, 1, 1), "X2": date(1980, 2, 13)}

    def test_years_that_are_no_days_are_told_as_errors(self, staff, browser):
        client = browser(staff)

        answer = answered(client, upload(client, UNFAMILIAR), years_3="khong")

        assert answer.status_code == 400
        assert [(one.row, one.column, one.value) for one in answer.context["report"].errors] == [
            (2, "Ngày thành lập", "1998")
        ]

    def test_numbers_of_days_are_asked(self, staff, browser):
        client = browser(staff)
        rows = [["Mã", "Tên", "Loại hình", "Ngày TL"], ["X1", "HTX Một", "HTX", 29252]]
        asked = upload(client, rows)
        preview = answered(client, asked, column_3=_place("Ngày thành lập"))
        assert "29252 là 01/02/1980" in preview.content.decode()

        confirmed(client, answered(client, preview, serials_3="co"))

        assert Organisation.objects.get().founded_on == date(1980, 2, 1)

    def test_one_column_of_ours_is_filled_once(self, staff, browser):
        client = browser(staff)
        rows = [["Mã", "Tên", "Tên tắt", "Loại hình", "Ngày thành lập"], ["X1", "HTX Một", "Một", "HTX", "01/02/1980"]]

        answer = answered(client, upload(client, rows), column_2=_place("Tên"))

        assert complaints(answer) == {"column_2": ["Cột “Tên” cũng được ghi vào “Tên”: hãy giữ lại một cột."]}

    def test_what_every_record_needs_must_be_somewhere(self, staff, browser):
        client = browser(staff)
        rows = [["Mã", "Tên", "Ngày thành lập"], ["X1", "HTX Một", "01/02/1980"]]
        asked = upload(client, rows)

        assert complaints(answered(client, asked))["__all__"] == [
            "Chưa cột nào được ghi vào “Loại hình”, cột này bắt buộc: hãy chọn cột của tệp, "
            "hoặc ghi một giá trị chung cho mọi dòng ở cuối trang."
        ]
        confirmed(client, answered(client, asked, constant_2="THT"))
        assert Organisation.objects.get().kind == "group"


def _place(header: str, resource=OrganisationResource) -> str:
    return str([column.header for column in resource.columns()].index(header))


class TestUnits:
    ROWS = [["Mã", "Năm", "Doanh thu (triệu đồng)"], ["X1", "2023", 2100], ["X2", "2023", "1.250,5"]]

    def test_millions_are_asked_then_multiplied(self, founded, staff, browser):
        founded("X1")
        founded("X2")
        client = browser(staff)
        asked = upload(client, self.ROWS, RETURNS)
        html = asked.content.decode()
        assert "nhân với 1.000.000 (2.100 thành 2.100.000.000)" in html
        assert complaints(answered(client, asked, RETURNS)) == {
            "unit_2": ["Hãy trả lời câu hỏi này: máy không tự đoán."]
        }

        confirmed(client, answered(client, asked, RETURNS, unit_2="co"), RETURNS)

        assert list(AnnualReturn.objects.order_by("pk").values_list("revenue", flat=True)) == [
            2_100_000_000,
            1_250_500_000,
        ]

    def test_a_doubtful_number_is_refused_with_both_readings(self, founded, staff, browser):
        founded("X1")
        client = browser(staff)
        rows = [self.ROWS[0], ["X1", "2023", "1.234"]]

        answer = answered(client, upload(client, rows, RETURNS), RETURNS, unit_2="co")

        [error] = answer.context["report"].errors
        assert (error.row, error.column, error.value) == (2, "Doanh thu", "1.234")

    def test_numbers_stay_as_they_are_when_the_unit_is_denied(self, founded, staff, browser):
        founded("X1")
        founded("X2")
        client = browser(staff)
        rows = [self.ROWS[0], ["X1", "2023", 2100]]

        confirmed(client, answered(client, upload(client, rows, RETURNS), RETURNS, unit_2="khong"), RETURNS)

        assert AnnualReturn.objects.get().revenue == 2100

    def test_what_sums_of_binary_numbers_leave_is_no_fraction_of_a_dong(self):
        sheet = _sheet(["Mã", "Kỳ", "Doanh thu"], [["X1", "2023", Decimal("1234.5600000000002")]])
        sheet = Sheet(sheet.header, sheet.rows, units=(Unit(), Unit(), Unit(Decimal(10**6), "triệu đồng")))
        mapping = Mapping((ColumnChoice("Mã"), ColumnChoice("Kỳ"), ColumnChoice("Doanh thu", multiplied=True)))

        [row] = mapped_rows(sheet, mapping, ReturnResource.columns())

        assert (row.errors, row.values["revenue"]) == ([], 1_234_560_000)


def _sheet(header: list[str], rows: list[list]) -> Sheet:
    lines = tuple(SheetRow(number, tuple(cells)) for number, cells in enumerate(rows, 2))
    return Sheet(tuple(header), lines, positions=tuple(range(len(header))), units=(Unit(),) * len(header))


class TestMarks:
    ROWS = [
        ["Mã", "Kỳ", "Tốt", "Khá", "Trung bình"],
        ["X1", "2023", "x", None, None],
        ["X2", "2023", None, "X", None],
        ["X3", "2023", None, None, None],
    ]

    def test_one_column_per_choice_is_proposed_and_read(self, founded, staff, browser):
        for code in ("X1", "X2", "X3"):
            founded(code)
        client = browser(staff)
        asked = upload(client, [*self.ROWS, ["X1", "2022", None, None, "có"]], RETURNS)
        assert chosen(asked)["Tốt"] == chosen(asked)["Trung bình"] == "Xếp loại"

        confirmed(client, answered(client, asked, RETURNS), RETURNS)

        rated = AnnualReturn.objects.values_list("organisation__code", "period__code", "rating")
        assert set(rated) == {
            ("X1", "2023", "good"),
            ("X2", "2023", "fair"),
            ("X3", "2023", ""),
            ("X1", "2022", "average"),
        }

    @pytest.mark.parametrize(
        ("cells", "sentence"),
        [
            (["x", "x", None], "Đánh dấu ở cả “tốt” và “khá”: hãy giữ một dấu."),
            (["tạm", None, None], "Cột “tốt” chỉ để đánh dấu x, nhưng ô ghi “tạm”: hãy ghi x hoặc để trống."),
        ],
    )
    def test_two_marks_or_none_of_the_kind_are_refused(self, cells, sentence):
        sheet = _sheet(self.ROWS[0], [["X1", "2023", *cells]])
        words = ("tốt", "khá", "trung bình")
        mapping = Mapping(
            (ColumnChoice("Mã"), ColumnChoice("Kỳ"), *(ColumnChoice("Xếp loại", mark=word) for word in words))
        )

        [row] = mapped_rows(sheet, mapping, ReturnResource.columns())

        assert [(error.column, error.message) for error in row.errors] == [("Xếp loại", sentence)]


class TestSections:
    ROWS = [
        ["STT", "Mã", "Tên", "Loại hình", "Ngày thành lập"],
        ["I", "Xã An Ninh", None, None, None],
        [1, "X1", "HTX Một", "HTX", "01/02/1980"],
        [2, "X2", "HTX Hai", "HTX", "01/02/1981"],
        ["II", "Xã Bình An", None, None, None],
        [3, "X3", "HTX Ba", "HTX", "01/02/1982"],
    ]

    @pytest.fixture
    def communes(self, db):
        for number, name in enumerate(("Xã An Ninh", "Xã Bình An"), 12345):
            Place.objects.create(code=f"{number}", name=name, level=Level.COMMUNE, valid_from=date(2025, 7, 1))

    def test_heading_rows_fill_the_column_that_is_chosen(self, staff, browser, communes):
        client = browser(staff)
        asked = upload(client, self.ROWS)
        assert "section_0" in complaints(answered(client, asked))

        confirmed(client, answered(client, asked, section_0=_place("Xã/phường")))

        assert dict(Organisation.objects.values_list("code", "place__name")) == {
            "X1": "Xã An Ninh",
            "X2": "Xã An Ninh",
            "X3": "Xã Bình An",
        }

    def test_heading_rows_may_say_nothing(self, staff, browser):
        client = browser(staff)

        confirmed(client, answered(client, upload(client, self.ROWS), section_0="none"))

        assert list(Organisation.objects.values_list("place", flat=True)) == [None, None, None]

    @pytest.mark.parametrize(
        ("heading", "name"),
        [
            ("I. Xã An Ninh", "Xã An Ninh"),
            ("12) Thị trấn Vôi", "Thị trấn Vôi"),
            ("a. Nông nghiệp", "Nông nghiệp"),
            ("1.2 Dịch vụ", "Dịch vụ"),
            ("Xã An Ninh", "Xã An Ninh"),
            ("Ý Yên", "Ý Yên"),
            ("A Lưới", "A Lưới"),
            ("Xã", "Xã"),
        ],
    )
    def test_the_number_before_a_heading_is_no_part_of_it(self, heading, name):
        assert without_number(heading) == name


class TestOldText:
    ROWS = [
        ["M· HTX", "Tªn hîp t¸c x·", "Lo¹i h×nh", "Ngµy thµnh lËp"],
        ["X1", "Hîp t¸c x· n«ng nghiÖp §«ng H­ng", "HTX", "01/02/1980"],
        ["X2", "Hîp t¸c x· thñy s¶n B×nh Minh", "HTX", "01/02/1981"],
    ]

    def read_as(self, client, asked, legacy: str):
        return client.post(address("import_reading"), {"token": asked.context["token"], "legacy": legacy})

    def test_old_letters_are_shown_before_and_after_and_asked(self, staff, browser):
        html = upload(browser(staff), self.ROWS).content.decode()

        assert "TCVN3" in html
        assert "<del>Tªn hîp t¸c x·</del>" in html
        assert "<ins>Tên hợp tác xã</ins>" in html

    def test_agreed_to_they_are_read_as_unicode(self, staff, browser):
        client = browser(staff)
        asked = self.read_as(client, upload(client, self.ROWS), "TCVN3")
        assert chosen(asked)["Tên hợp tác xã"] == "Tên"

        confirmed(client, answered(client, asked))

        assert set(Organisation.objects.values_list("name", flat=True)) == {
            "Hợp tác xã nông nghiệp Đông Hưng",
            "Hợp tác xã thủy sản Bình Minh",
        }

    def test_denied_they_stay_as_they_are(self, staff, browser):
        client = browser(staff)

        asked = self.read_as(client, upload(client, self.ROWS), "none")

        assert asked.context["sheet"].header[1] == "Tªn hîp t¸c x·"


class TestSheets:
    @staticmethod
    def workbook(_rows) -> bytes:
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            for name, code in (("Năm cũ", "X1"), ("Năm nay", "X2")):
                sheet = book.add_worksheet(name)
                sheet.write_row(0, 0, ["Mã HTX", "Tên HTX", "Loại hình", "Ngày thành lập"])
                sheet.write_row(1, 0, [code, f"HTX {name}", "HTX", "01/02/1980"])
        return out.getvalue()

    def asked_again(self, client, sheet: str):
        asked = upload(client, None, form=self.workbook)
        return client.post(address("import_reading"), {"token": asked.context["token"], "sheet": sheet})

    def test_another_sheet_of_the_workbook_may_be_read(self, staff, browser):
        client = browser(staff)

        asked = self.asked_again(client, "Năm nay")
        preview = client.post(address("import_mapping"), mapping_form(asked))
        confirmed(client, preview)

        assert list(Organisation.objects.values_list("code", "name")) == [("X2", "HTX Năm nay")]

    def test_a_sheet_that_is_not_there_is_refused_in_words(self, staff, browser):
        answer = self.asked_again(browser(staff), "Không có")

        assert answer.status_code == 400
        assert "Không có" in answer.context["report"].errors[0].message


def mapping_form(asked) -> dict:
    """What the page proposes, sent as it is."""
    form = asked.context["form"]
    columns = {f"column_{card.column.place}": card.target.value() for card in form.cards}
    return {"token": asked.context["token"], **columns}


class TestWhatIsRemembered:
    def test_the_next_file_of_these_headings_is_offered_the_same(self, staff, person, browser):
        client = browser(staff)
        confirmed(client, answered(client, upload(client, UNFAMILIAR), years_3="co"))
        other = browser(person("Cán bộ", "canbo2"))

        asked = upload(other, [UNFAMILIAR[0], [1, "X3", "HTX Ba", "HTX", 2001]])

        assert "như lần trước" in asked.content.decode()
        confirmed(other, answered(other, asked))
        assert Organisation.objects.get(code="X3").founded_on == date(2001, 1, 1)

    def test_one_layout_is_kept_per_headings_with_who_confirmed_it_last(self, staff, browser):
        client = browser(staff)
        for answer in ("co", "co"):
            confirmed(client, answered(client, upload(client, UNFAMILIAR), years_3=answer))
            Organisation.objects.filter(code="X1").update(name="HTX Khác")

        layout = ImportLayout.objects.get()
        assert (layout.kind, layout.headings, layout.by) == ("organisations", UNFAMILIAR[0][1:], staff)

    def test_a_layout_that_no_longer_fits_is_not_offered(self, staff, browser):
        client = browser(staff)
        confirmed(client, answered(client, upload(client, UNFAMILIAR), years_3="co"))
        layout = ImportLayout.objects.get()
        layout.choices["columns"][0]["target"] = "Cột đã bỏ"
        layout.save()

        assert "như lần trước" not in upload(client, UNFAMILIAR).content.decode()

    def test_exact_headers_leave_nothing_to_remember(self, staff, browser):
        client = browser(staff)
        rows = [["Mã", "Tên", "Loại hình", "Ngày thành lập"], ["X1", "HTX Một", "HTX", "01/02/1980"]]

        confirmed(client, upload(client, rows))

        assert (Organisation.objects.count(), ImportLayout.objects.count()) == (1, 0)


class TestTotals:
    HEADER = ["Mã", "Kỳ", "Doanh thu"]

    def preview(self, founded, client, stated):
        founded("X1")
        founded("X2")
        rows = [self.HEADER, ["X1", "2023", 100], ["X2", "2023", 250], ["Tổng cộng", None, stated]]
        return upload(client, rows, RETURNS)

    def test_a_total_that_is_the_sum_is_no_row_and_no_warning(self, founded, staff, browser):
        preview = self.preview(founded, browser(staff), 350)

        assert preview.context["report"].mismatches == []
        assert "2 dòng, thêm 2" in preview.content.decode()

    def test_a_total_that_is_not_has_to_be_ticked_as_seen(self, founded, staff, browser):
        client = browser(staff)
        preview = self.preview(founded, client, 360)
        assert "ghi 360 nhưng cộng các dòng được 350" in preview.content.decode()

        unseen = confirmed(client, preview, RETURNS)
        assert "hãy đánh dấu là đã xem" in unseen.content.decode()
        assert AnnualReturn.objects.count() == 0

        confirmed(client, unseen, RETURNS, seen="on")
        assert AnnualReturn.objects.count() == 2


class TestTheSameFileAgain:
    ROWS = [["Mã", "Tên", "Loại hình", "Ngày thành lập"], ["X1", "HTX Một", "HTX", "01/02/1980"]]

    def test_is_recognised_and_changes_nothing(self, staff, browser):
        client = browser(staff)
        confirmed(client, upload(client, self.ROWS, form=as_csv))

        again = upload(client, self.ROWS, form=as_csv)

        run = ImportRun.objects.get()
        html = again.content.decode()
        assert f"Tệp này đã được nhập lúc {run}"[:24] in html
        assert "bởi Người canbo; nhập lại không thay đổi gì." in html
        assert "1 dòng, thêm 0, sửa 0, giữ nguyên 1" in html
        assert "Ghi vào sổ</" not in html

    def test_says_so_when_the_register_has_changed_since(self, staff, browser):
        client = browser(staff)
        confirmed(client, upload(client, self.ROWS, form=as_csv))
        Organisation.objects.update(name="HTX Khác")

        assert "sổ đã khác từ đó" in upload(client, self.ROWS, form=as_csv).content.decode()


class TestTheRegisterChangedMeanwhile:
    ROWS = [
        ["Mã", "Tên", "Loại hình", "Ngày thành lập"],
        ["X1", "HTX Một", "HTX", "01/02/1980"],
        ["X2", "HTX Hai", "HTX", "01/02/1980"],
    ]

    def test_what_would_now_be_done_otherwise_is_shown_again(self, founded, staff, browser):
        founded("X1", name="HTX Cũ", on=date(1980, 2, 1))
        client = browser(staff)
        preview = upload(client, self.ROWS)
        Organisation.objects.filter(code="X1").update(name="HTX Khác")

        again = confirmed(client, preview)

        html = again.content.decode()
        assert "Sổ đã thay đổi từ lúc bạn xem trước nên chưa ghi gì: nay có 1 dòng sẽ làm khác" in html
        assert "Tên: HTX Khác → HTX Một" in html
        assert html.count("<strong>khác lần xem trước</strong>") == 1
        assert (Organisation.objects.count(), ImportRun.objects.count()) == (1, 0)

        confirmed(client, again)
        assert dict(Organisation.objects.values_list("code", "name")) == {"X1": "HTX Một", "X2": "HTX Hai"}

    def test_two_people_with_one_file_write_it_once(self, staff, person, browser):
        one, other = browser(staff), browser(person("Cán bộ", "canbo2"))
        previews = [upload(client, self.ROWS) for client in (one, other)]

        confirmed(one, previews[0])
        second = confirmed(other, previews[1])

        assert "Mọi dòng của tệp đều giống sổ" in second.content.decode()
        assert (Organisation.objects.count(), ImportRun.objects.count()) == (2, 1)


class TestWhoMay:
    PAGES = ("import_reading", "import_mapping", "import_marked", "import_plan")

    def test_strangers_log_in_others_are_refused_and_nobody_only_looks(self, staff, leader, editor, browser, db):
        for page in map(address, self.PAGES):
            assert browser().post(page).url == f"{reverse('admin:login')}?next={page}"
            assert [browser(one).post(page).status_code for one in (leader, editor)] == [403, 403]
            assert browser(staff).get(page).status_code == 405

    def test_somebody_else_s_file_is_not_read(self, staff, person, browser):
        token = upload(browser(staff), UNFAMILIAR).context["token"]
        other = browser(person("Cán bộ", "canbo2"))

        for page in map(address, self.PAGES):
            answer = other.post(page, {"token": token}, follow=True)
            assert "hãy chọn lại tệp" in answer.content.decode()

    @pytest.mark.parametrize("answers", [{"column_0": "999"}, {"column_0": "x:y"}, {"column_0": "2:lạ"}])
    def test_forged_answers_are_refused(self, answers, staff, browser):
        client = browser(staff)

        answer = answered(client, upload(client, UNFAMILIAR), years_3="co", **answers)

        assert answer.status_code == 400
        assert "column_0" in complaints(answer)


class TestProposals:
    @pytest.mark.parametrize(
        ("heading", "header"),
        [
            ("Tên HTX", "Tên"),
            ("Tên người đại diện", "Người đại diện"),
            ("MST", "Mã số thuế"),
            ("SĐT", "Điện thoại"),
            ("Số điện thoại liên hệ", "Điện thoại"),
            ("Giám đốc", "Người đại diện"),
            ("Ngày kết nạp vào Liên minh", "Ngày kết nạp Liên minh"),
            ("Thông tin chung / Địa chỉ", "Địa chỉ"),
            ("TT", ""),
            ("Ghi chú", ""),
            ("Lỗi", ""),
            ("Email", ""),
        ],
    )
    def test_headings_are_recognised_or_left_alone(self, heading, header):
        sheet = _sheet([heading], [["abc"]])

        mapping = proposed(sheet, OrganisationResource.columns(), OrganisationResource.also_called)

        assert mapping.columns[0].target == header

    def test_what_resembles_one_column_most_gets_it(self):
        sheet = _sheet(["Mã số thuế", "Mã HTX", "Tên HTX", "Tên người đại diện"], [["1", "X1", "HTX", "Ông A"]])

        mapping = proposed(sheet, OrganisationResource.columns(), OrganisationResource.also_called)

        assert [choice.target for choice in mapping.columns] == ["Mã số thuế", "Mã", "Tên", "Người đại diện"]

    def test_the_column_of_messages_is_passed_over(self):
        sheet = _sheet(["Mã", "Kỳ", "Lỗi"], [["X1", "2023", "Doanh thu: …"]])

        mapping = exact_mapping(sheet, ReturnResource.columns())

        assert [choice.target for choice in mapping.columns] == ["Mã", "Kỳ", ""]


def test_a_mapping_comes_back_from_its_json_as_it_was():
    mapping = Mapping((ColumnChoice("Mã"), ColumnChoice("Xếp loại", mark="tốt")), ("Lĩnh vực",), {"Kỳ": "2023"})

    assert Mapping.from_json(mapping.as_json()) == mapping


def test_the_pages_carry_no_script_or_style_of_their_own(staff, browser):
    client = browser(staff)
    asked = upload(client, UNFAMILIAR)
    pages = [asked, answered(client, asked, years_3="co"), upload(client, TestOldText.ROWS)]

    for page in pages:
        main = page.content.decode().partition('id="content-main"')[2]
        assert [mark for mark in ("<script", "style=", "onclick", "onchange") if mark in main] == []


def test_csv_is_asked_the_same_way(staff, browser):
    client = browser(staff)

    preview = answered(client, upload(client, UNFAMILIAR, form=as_csv), years_3="co")

    assert "2 dòng, thêm 2" in preview.content.decode()

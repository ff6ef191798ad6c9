"""A file of organisations goes into the register whole or not at all, and says at once everything that is wrong."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cooperatives.importing import OrganisationResource
from cooperatives.models import (
    Kind,
    LifeEvent,
    Organisation,
    Sector,
)
from office.importing import run_import
from tests.cooperatives.files import FULL, HEADER, everything, htx, of, refused, taken
from tests.office.sheets import FORMS, as_csv, counts, imported, told

pytestmark = pytest.mark.django_db


class TestANewOrganisation:
    @pytest.mark.parametrize("form", FORMS)
    def test_is_entered_with_its_whole_life(self, form, staff):
        row = ["HTX1", "HTX Một", "HTX", "Dịch vụ", "1000000001", None, "Thôn Thử", "01/02/1980", "đang hoạt động"]
        row += ["15/3/2020", "giải thể", "01/5/1995", None, "Nguyễn Thử", "0227 123 456", None]

        report = imported(OrganisationResource, [FULL, row], form, by=staff)

        one = Organisation.objects.get()
        [state], [stay] = one.activity_records.all(), one.memberships.all()
        assert counts(report) == (1, 0, 0)
        assert (one.kind, one.sector, one.founded_on) == (Kind.COOPERATIVE, Sector.SERVICES, date(1980, 2, 1))
        assert (one.tax_code, one.address, one.phone) == ("1000000001", "Thôn Thử", "0227 123 456")
        assert [(event.kind, event.date) for event in LifeEvent.objects.order_by("date")] == [
            ("founded", date(1980, 2, 1)),
            ("dissolved", date(2020, 3, 15)),
        ]
        assert [part.role for part in one.participations.order_by("event__date")] == ["begins", "ends"]
        assert (state.state, state.since, state.until) == ("active", date(1980, 2, 1), date(2020, 3, 15))
        assert (stay.admitted_on, stay.left_on) == (date(1995, 5, 1), date(2020, 3, 15))
        assert list(Organisation.objects.search("nguyen thu")) == [one]
        assert {row.history.get().history_user for row in (one, state, stay)} == {staff}

    @pytest.mark.parametrize(
        "written",
        ["01/02/1980", "1/2/1980", "01-02-1980", "1980-02-01"],
    )
    def test_began_on_the_first_of_february(self, written):
        assert counts(taken(htx(founded=written))) == (1, 0, 0)
        assert Organisation.objects.get().founded_on == date(1980, 2, 1)

    def test_may_have_begun_on_a_thirteenth(self):
        assert counts(taken(htx(founded="13/02/1980"))) == (1, 0, 0)
        assert Organisation.objects.get().founded_on == date(1980, 2, 13)

    def test_takes_the_date_of_a_date_cell(self):
        assert counts(taken(htx(founded=date(1980, 2, 13)), form="xlsx")) == (1, 0, 0)
        assert Organisation.objects.get().founded_on == date(1980, 2, 13)

    @pytest.mark.parametrize(
        ("word", "kind"),
        [
            ("HTX", Kind.COOPERATIVE),
            ("hợp tác xã", Kind.COOPERATIVE),
            ("QTDND", Kind.CREDIT_FUND),
            ("Quy tin dung nhan dan", Kind.CREDIT_FUND),
            ("LHHTX", Kind.UNION),
            ("Liên hiệp HTX", Kind.UNION),
            ("THT", Kind.GROUP),
            ("Tổ hợp tác", Kind.GROUP),
            ("dn", Kind.ENTERPRISE),
        ],
    )
    def test_has_the_kind_the_word_means(self, word, kind):
        taken(htx(kind=word))

        assert Organisation.objects.get().kind == kind

    @pytest.mark.parametrize(
        ("word", "sector"),
        [
            ("nông nghiệp", Sector.AGRICULTURE),
            ("Nông, lâm, ngư, diêm nghiệp", Sector.AGRICULTURE),
            ("thuỷ sản", Sector.AGRICULTURE),
            ("Tiểu thủ công nghiệp", Sector.INDUSTRY),
            ("Công nghiệp, xây dựng", Sector.INDUSTRY),
            ("VẬN TẢI", Sector.SERVICES),
            ("Thương mại, dịch vụ", Sector.SERVICES),
            ("ngân hàng", Sector.FINANCE),
            ("Phi nông nghiệp", Sector.OTHER),
            (None, ""),
        ],
    )
    def test_has_the_sector_the_word_means(self, word, sector):
        taken(htx(word), more=("Lĩnh vực",))

        assert Organisation.objects.get().sector == sector

    def test_that_lends_is_in_finance_unless_it_says_otherwise(self):
        report = taken(htx(None, kind="QTDND"), htx("dịch vụ", code="Q2", kind="QTDND"), more=("Lĩnh vực",))

        assert [one.sector for one in Organisation.objects.order_by("code")] == [Sector.FINANCE, Sector.SERVICES]
        assert report.warnings == ["Dòng 3: quỹ tín dụng nhân dân thường thuộc lĩnh vực tài chính."]

    def test_keeps_the_zeros_of_its_code(self):
        taken(htx(code="02269"))

        assert Organisation.objects.get().code == "02269"

    def test_may_have_a_number_for_a_code(self):
        taken(htx(code=2269), form="xlsx")

        assert Organisation.objects.get().code == "2269"

    def test_is_only_looked_at_in_a_dry_run(self):
        before = everything()

        report = taken(htx(), dry_run=True)

        assert counts(report) == (1, 0, 0)
        assert everything() == before


class TestTheHeader:
    @pytest.mark.parametrize("header", ["MÃ", " mã * ", "Ma\u0303", "mã*"])
    def test_is_read_whatever_its_case_form_and_mark(self, header):
        report = imported(OrganisationResource, [[header, *HEADER[1:]], htx()])

        assert counts(report) == (1, 0, 0)

    def test_comes_in_any_order(self):
        report = imported(OrganisationResource, [HEADER[::-1], htx()[::-1]])

        assert counts(report) == (1, 0, 0)

    def test_names_what_is_missing_unknown_and_doubled(self):
        report = imported(OrganisationResource, [["Mã", "Tên", "Tên", "Ngay thanh lap"], ["1", "a", "b", "1/1/1990"]])

        assert [(error.row, error.column, error.message) for error in report.errors] == [
            (1, "Tên", "Cột “Tên” có hai lần trong tệp: hãy giữ lại một cột."),
            (
                1,
                "Ngay thanh lap",
                "Không có cột nào tên “Ngay thanh lap”, gần nhất là “Ngày thành lập”: "
                "hãy sửa tiêu đề hoặc xóa cột này.",
            ),
            (
                1,
                "Loại hình",
                "Tệp thiếu cột “Loại hình”, cột này bắt buộc: hãy thêm cột hoặc dùng tệp mẫu.",
            ),
            (
                1,
                "Ngày thành lập",
                "Tệp thiếu cột “Ngày thành lập”, cột này bắt buộc: hãy thêm cột hoặc dùng tệp mẫu.",
            ),
        ]


class TestAFileIsRefusedWhole:
    def test_with_every_error_at_once(self):
        rows = [
            htx(),
            htx(code="HTX2", founded="31/02/1980"),
            ["HTX3", "", "KHÔNG CÓ", "1/1/1990"],
            htx(code="HTX4", founded=f"{timezone.localdate() + timedelta(1):%d/%m/%Y}"),
            htx(code="HTX5", founded="1/1/80"),
        ]
        before = everything()

        report = taken(*rows)

        assert [(error.row, error.column) for error in report.errors] == [
            (3, "Ngày thành lập"),
            (4, "Tên"),
            (4, "Loại hình"),
            (5, "Ngày thành lập"),
            (6, "Ngày thành lập"),
        ]
        assert report.errors[0].message == "“31/02/1980” không có trên lịch: hãy kiểm tra ngày 31 tháng 2 năm 1980."
        assert (report.errors[1].value, report.errors[2].value) == ("", "KHÔNG CÓ")
        assert (report.rows, report.created) == (5, 0)
        assert everything() == before

    @pytest.mark.parametrize("word", ["Tổng cộng", "TỔNG SỐ", "Cộng", "Tổng cộng: 2 HTX"])
    def test_for_a_total_row(self, word):
        report = taken(htx(), [word, None, None, None])

        assert told(report) == [(3, "", word)]
        assert report.errors[0].message == "Đây là dòng tổng, không phải một bản ghi: hãy xóa dòng này rồi nhập lại."

    def test_but_not_for_a_name_that_sounds_like_one(self):
        assert counts(taken(["CÔNG1", "Công ty Thử", "DN", "1/1/2000"])) == (1, 0, 0)

    def test_for_two_lines_with_one_code(self):
        report = taken(htx(), htx(code="HTX2"), htx(), htx())

        assert told(report) == [(4, "Mã", "HTX1"), (5, "Mã", "HTX1")]
        assert report.errors[0].message == "Dòng 4 lặp lại dòng 2: hãy giữ lại một dòng."

    @pytest.mark.parametrize(("form", "lost"), [("csv", "2269"), ("xlsx", 2269), ("xlsx", "2269"), ("xlsx", "002269")])
    def test_for_a_code_that_lost_its_zeros(self, form, lost, founded):
        founded("02269")

        [sentence] = refused(htx(code=lost), form=form)

        assert sentence.startswith(f"Mã “{lost}” và mã “02269” chỉ khác số 0 ở đầu, có lẽ một ô đã mất số 0")

    def test_for_a_code_of_another_case(self, founded):
        founded("HTX1")

        assert refused(htx(code="htx1")) == [
            "Mã “htx1” và mã “HTX1” chỉ khác chữ hoa, chữ thường: hãy ghi cùng một mã, hoặc đặt mã khác hẳn."
        ]

    def test_for_two_new_codes_that_only_zeros_tell_apart(self):
        assert len(refused(htx(code="02269"), htx(code="2269"))) == 2

    @pytest.mark.parametrize(
        ("column", "value", "sentence"),
        [
            ("Mã số thuế", "123", "Mã số thuế gồm 10 chữ số, đơn vị phụ thuộc thêm 3 chữ số."),
            ("Địa chỉ", "x" * 201, "Dài 201 ký tự, chỉ nhận tối đa 200: hãy rút gọn."),
            (
                "Lý do chấm dứt",
                "giải thể",
                "Có lý do chấm dứt mà không có ngày: hãy ghi ngày chấm dứt, hoặc xóa lý do.",
            ),
            (
                "Ngày chấm dứt",
                "01/01/2000",
                "Có ngày chấm dứt mà không có lý do: hãy ghi lý do chấm dứt, hoặc xóa ngày.",
            ),
            (
                "Ngày ra khỏi Liên minh",
                "01/01/2000",
                "Có ngày ra khỏi Liên minh mà không rõ ngày kết nạp: hãy ghi ngày kết nạp.",
            ),
            (
                "Ngày kết nạp Liên minh",
                "01/01/1979",
                "Ngày kết nạp 01/01/1979 trước ngày thành lập 01/02/1980: hãy kiểm tra cả hai.",
            ),
            ("Xã/phường", "Xã Không Có", "Không có xã, phường nào tên “Xã Không Có”. Hãy sửa lại tên hoặc dùng mã."),
        ],
    )
    def test_for_what_cannot_be(self, column, value, sentence):
        assert refused(htx(value), more=(column,)) == [sentence]

    def test_for_an_unknown_word_with_the_words_that_are_known(self):
        [sentence] = refused(htx("luyện kim"), more=("Lĩnh vực",))

        assert sentence.startswith("“luyện kim” không phải lĩnh vực: hãy ghi một trong các từ: nông nghiệp;")

    @pytest.mark.parametrize("number", [912345678, 227123456])
    def test_for_a_telephone_that_lost_its_zero(self, number):
        assert len(refused(htx(number), more=("Điện thoại",), form="xlsx")) == 1

    @pytest.mark.parametrize("form", FORMS)
    def test_for_a_tax_code_that_lost_its_zero(self, form):
        [sentence] = refused(htx("100123456"), more=("Mã số thuế",), form=form)

        assert sentence.endswith("hãy định dạng ô là Văn bản rồi gõ 0100123456.")

    def test_for_a_tax_code_of_another(self, founded):
        founded("HTX9", tax_code="1000000001")

        sentences = refused(
            htx("1000000001"), htx("1000000002", code="A"), htx("1000000002", code="B"), more=("Mã số thuế",)
        )

        assert sentences == [
            "Mã số thuế này đã ghi cho tổ chức mã HTX9: hãy kiểm tra lại.",
            "Mã số thuế này đã ghi cho tổ chức mã A: hãy kiểm tra lại.",
        ]

    def test_for_a_cell_that_excel_made_a_date(self):
        [sentence] = refused(htx(date(2024, 2, 1)), more=("Địa chỉ",), form="xlsx")

        assert sentence.startswith("Excel đã đổi ô này thành “01/02/2024”, không còn là chữ")

    @pytest.mark.parametrize(
        ("content", "name", "sentence"),
        [
            (b"", "tep.xlsx", "Tệp tep.xlsx trống: không có dòng nào. Hãy kiểm tra lại tệp đã chọn."),
            (
                as_csv(of(htx())),
                "tep.xlsx",
                "Tệp tep.xlsx không phải sổ Excel dù có đuôi ấy: hãy lưu lại thành .xlsx, hoặc đổi đuôi thành .csv.",
            ),
            (as_csv(of()), "tep.csv", "Tệp tep.csv chỉ có dòng tiêu đề, không có dòng số liệu nào."),
        ],
    )
    def test_when_it_is_no_table(self, content, name, sentence):
        report = run_import(OrganisationResource, content, name=name, dry_run=False, by=None)

        assert [error.message for error in report.errors] == [sentence]
        assert everything()["cooperatives.Organisation"] == 0


def test_a_province_takes_few_questions(django_assert_max_num_queries):
    rows = [htx("đang hoạt động", code=f"HTX{number}") for number in range(300)]

    with django_assert_max_num_queries(60):
        assert counts(taken(*rows, more=("Tình trạng hoạt động",))) == (300, 0, 0)
    with django_assert_max_num_queries(20):
        assert counts(taken(*rows, more=("Tình trạng hoạt động",))) == (0, 0, 300)

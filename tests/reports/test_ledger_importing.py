"""Files of plans and figures: each value means what was typed in the unit of its indicator, or is refused in words."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from office.importing import run_import
from office.importing.undo import undo_import
from office.models import ImportRun
from printing.xlsx import csv_bytes, workbook_bytes
from reports.importing import FigureResource, TargetResource
from reports.models import Figure, OfficeIndicator, Target
from returns.models import Period
from tests.office.sheets import FORMS, counts, imported, told

pytestmark = pytest.mark.django_db
FULL = [column.header for column in FigureResource.columns()]


def figures(*rows: list, columns: tuple[str, ...] = (), **how):
    return imported(FigureResource, [["Chỉ tiêu", "Kỳ", "Giá trị", *columns], *rows], **how)


def targets(*rows: list, columns: tuple[str, ...] = (), **how):
    return imported(TargetResource, [["Chỉ tiêu", "Kỳ", "Giá trị", *columns], *rows], **how)


def refusal(take, *rows: list, columns: tuple[str, ...] = (), **how) -> tuple[str, str]:
    """The column and the sentence of the only refusal, which wrote nothing."""
    before = (Figure.objects.count(), OfficeIndicator.objects.count(), Period.objects.count())
    [error] = take(*rows, columns=columns, **how).errors
    assert (Figure.objects.count(), OfficeIndicator.objects.count(), Period.objects.count()) == before
    return error.column, error.message


@pytest.mark.parametrize("form", FORMS)
def test_a_row_of_figures_is_a_line_of_the_ledger(form, staff):
    row = [
        "Thành viên HTX",
        "thành viên",
        "2022",
        "63.000",
        None,
        "trên",
        "công bố",
        "Báo cáo 33",
        "31/12/2022",
        "tròn",
    ]

    report = imported(FigureResource, [FULL, row], form, by=staff)

    line = Figure.objects.get()
    assert counts(report) == (1, 0, 0)
    assert (line.indicator, line.period.code, line.stage) == ("cooperative_members", "2022", "published")
    assert (line.value, line.qualifier, line.stated) == (63_000, "over", "trên 63.000 thành viên")
    assert (line.source, line.as_of.isoformat(), line.note) == ("Báo cáo 33", "2022-12-31", "tròn")
    assert line.entered_by == line.history.get().history_user == line.period.history.get().history_user == staff


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("new_cooperatives", "new_cooperatives"),
        ("HTX thành lập mới", "new_cooperatives"),
        ("htx THANH LAP moi", "new_cooperatives"),
        ("Tỷ lệ HTX được xếp loại đạt khá trở lên", "good_or_better_share"),
    ],
)
def test_an_indicator_is_named_by_code_or_by_label_however_typed(typed, code):
    assert counts(targets([typed, "2023", "80"])) == (1, 0, 0)
    assert Target.objects.get().indicator == code


@pytest.mark.parametrize(
    ("row", "columns", "stated"),
    [
        pytest.param(["good_or_better_share", "2023", "61%"], ("từ … trở lên",), "từ 61% trở lên", id="at least"),
        pytest.param(["bad_debt_ratio", "2023", "2"], ("tối đa",), "tối đa 2%", id="at most"),
        pytest.param(["regular_workers", "2023", "9.600"], ("khoảng",), "khoảng 9.600 người", id="about"),
        pytest.param(["new_groups", "2023", "300"], (None,), "300 THT", id="exactly, where nothing is said"),
        pytest.param(["new_groups", "2023", "300"], ("≥",), "từ 300 THT trở lên", id="by its sign"),
        pytest.param(
            ["support_loan_amount", "2023", "17 tỷ 942 triệu đồng"], ("=",), "17.942.000.000 đồng", id="money in words"
        ),
        pytest.param(["farmed_area", "2023", "66.807,55"], ("=",), "66.807,55 ha", id="hectares"),
    ],
)
def test_a_plan_is_exact_or_a_bound(row, columns, stated):
    assert counts(targets([*row, *columns], columns=("Dấu",))) == (1, 0, 0)
    assert Target.objects.get().stated == stated


def test_a_plan_may_be_a_range_and_over_several_years():
    assert counts(targets(["new_cooperatives", "2021..2025", "80", "100"], columns=("Đến",))) == (1, 0, 0)

    assert (Target.objects.get().stated, Target.objects.get().period.code) == ("80 HTX - 100 HTX", "2021..2025")


@pytest.mark.parametrize(
    ("row", "columns", "column", "words"),
    [
        pytest.param(["new_groups", "", "300"], (), "Kỳ", "Thiếu “Kỳ”", id="no period"),
        pytest.param(["new_groups", "2023-Q5", "300"], (), "Kỳ", "không phải một kỳ báo cáo", id="unknown period"),
        pytest.param(["new_groups", "2023-6T", "300"], (), "Kỳ", "hãy ghi kỳ 2023", id="a part of a year"),
        pytest.param(["new_groups", "2023", "ba trăm"], (), "Giá trị", "không phải số nguyên", id="no number"),
        pytest.param(["new_groups", "2023", "12,5"], (), "Giá trị", "không rõ là 125 hay 12,5", id="half a group"),
        pytest.param(["farmed_area", "2023", "1.234"], (), "Giá trị", "không rõ là 1234 hay 1,234", id="two readings"),
        pytest.param(["new_groups", "2023", "-3"], (), "Giá trị", "là số âm", id="negative"),
        pytest.param(["new_groups", "2023", "9" * 16], (), "Giá trị", "quá lớn", id="too large"),
        pytest.param(["Số HTX mới tinh", "2023", "3"], (), "Chỉ tiêu", "Không có chỉ tiêu", id="unknown indicator"),
        pytest.param(
            ["HTX thành lập mợ", "2023", "3"], (), "Chỉ tiêu", "gần nhất là “HTX thành lập mới”", id="misspelt"
        ),
        pytest.param(["new_groups", "2023", "300", "200"], ("Đến",), "Đến", "phải lớn hơn giá trị", id="falling range"),
        pytest.param(["new_groups", "2023", "300", "trên"], ("Dấu",), "Dấu", "Kế hoạch không ghi “trên”", id="over"),
        pytest.param(["new_groups", "2023", "300", "xấp xỉ"], ("Dấu",), "Dấu", "không phải dấu", id="unknown sign"),
        pytest.param(
            ["new_groups", "2023", "3", "5", "tối đa"], ("Đến", "Dấu"), "Dấu", "chỉ đi với dấu =", id="bounded range"
        ),
    ],
)
def test_a_plan_that_cannot_be_is_refused_where_it_stands(row, columns, column, words):
    where, sentence = refusal(targets, row, columns=columns)

    assert (where, words in sentence) == (column, True), sentence


@pytest.mark.parametrize(
    ("row", "words"),
    [
        pytest.param(["Doanh thu HTX", "2023", "5", "triệu đồng"], "“Doanh thu HTX” tính bằng đồng", id="a multiple"),
        pytest.param(["Hợp tác xã", "2023", "5", "người"], "tính bằng HTX, không phải người", id="another thing"),
        pytest.param(["bad_debt_ratio", "2023", "5", "quỹ"], "tính bằng %, không phải quỹ", id="no percentage"),
        pytest.param(["Hợp tác xã", "2023", "5", "%"], "tính bằng HTX, không phải %", id="a percentage"),
    ],
)
def test_a_unit_that_does_not_fit_is_refused(row, words):
    where, sentence = refusal(figures, row, columns=("Đơn vị",))

    assert (where, words in sentence) == ("Đơn vị", True), sentence


@pytest.mark.parametrize("unit", ["HTX", "htx", " HTX "])
def test_a_unit_that_fits_is_taken_however_typed(unit):
    assert counts(figures(["Hợp tác xã", "2022", "652", unit], columns=("Đơn vị",))) == (1, 0, 0)


def test_two_values_for_one_slice_are_refused():
    report = figures(["Hợp tác xã", "2022", "652"], ["cooperatives", "2022", "653"])

    assert told(report) == [(3, "Chỉ tiêu", "cooperatives")]
    assert "Dòng 3 lặp lại dòng 2" in report.errors[0].message
    assert Figure.objects.count() == 0


def test_the_same_indicator_at_several_stages_is_several_lines():
    rows = [
        ["Hợp tác xã", "2022", value, stage]
        for value, stage in (("650", "ước"), ("652", "chính thức"), ("655", "công bố"))
    ]

    assert counts(figures(*rows, ["Hợp tác xã", "2022", "640", "kế hoạch"], columns=("Giai đoạn",))) == (4, 0, 0)
    assert {line.stage for line in Figure.objects.all()} == {"plan", "estimate", "official", "published"}


def test_a_file_taken_again_changes_nothing(staff):
    rows = [["Hợp tác xã", "2022", "652"], ["Số cuộc vận động", "2022", "5"]]
    figures(*[[*row, unit] for row, unit in zip(rows, ("HTX", "cuộc"), strict=True)], columns=("Đơn vị",), by=staff)

    again = figures(*[[*row, unit] for row, unit in zip(rows, ("HTX", "cuộc"), strict=True)], columns=("Đơn vị",))

    assert counts(again) == (0, 0, 2)
    assert Figure.history.count() == 2


def test_a_corrected_value_changes_its_line_and_keeps_what_was_there():
    figures(["Hợp tác xã", "2022", "652"])

    report = figures(["Hợp tác xã", "2022", "653"])

    assert counts(report) == (0, 1, 0)
    assert report.changes[0].details == ("Giá trị: 652 → 653",)
    assert [past.value for past in Figure.history.order_by("history_id")] == [652, 653]


class TestIndicatorsOfTheOffice:
    def test_an_unknown_indicator_with_a_unit_is_brought_by_the_file(self, staff):
        report = figures(["Số cuộc vận động", "2023-6T", "5", "cuộc"], columns=("Đơn vị",), by=staff)

        one = OfficeIndicator.objects.get()
        assert counts(report) == (1, 0, 0)
        assert (one.code, one.name, one.unit, one.nature) == ("so_cuoc_van_dong", "Số cuộc vận động", "cuộc", "flow")
        assert one.history.get().history_user == staff
        assert Figure.objects.get().stated == "5 cuộc"
        assert report.warnings[0].startswith("Thêm chỉ tiêu của cơ quan “Số cuộc vận động”, đơn vị cuộc")

    def test_a_name_that_is_nearly_another_is_told_of(self):
        report = figures(["HTX thành lập mớ", "2023", "5", "HTX"], columns=("Đơn vị",))

        assert "Tên gần giống “HTX thành lập mới”" in report.warnings[0]

    def test_one_with_decimals_anywhere_counts_with_decimals(self):
        rows = [["Diện tích rừng", "2022", "12,5", "ha"], ["Diện tích rừng", "2023", "1.234", "ha"]]

        where, sentence = refusal(figures, *rows, columns=("Đơn vị",))

        assert (where, "không rõ là 1234 hay 1,234" in sentence) == ("Giá trị", True)

    def test_a_percentage_is_a_ratio(self):
        figures(["HTX mới đúng luật", "2023", "100", "%"], columns=("Đơn vị",))

        one = OfficeIndicator.objects.get()
        assert (one.nature, one.decimals, Figure.objects.get().stated) == ("ratio", 1, "100%")

    def test_two_units_for_one_indicator_are_refused(self):
        rows = [["Số cuộc vận động", "2022", "5", "cuộc"], ["so cuoc van dong", "2023", "5", "lần"]]

        where, sentence = refusal(figures, *rows, columns=("Đơn vị",))

        assert (where, "khác “cuộc” ở dòng 2" in sentence) == ("Đơn vị", True)

    def test_it_has_plans_like_any_other(self):
        figures(["Số cuộc vận động", "2023", "5", "cuộc"], columns=("Đơn vị",))

        assert counts(targets(["số cuộc vận động", "2023", "10"])) == (1, 0, 0)
        assert Target.objects.get().stated == "10 cuộc"


@pytest.mark.parametrize(("cell", "words"), [(0.61, "không rõ là 0,61% hay 61%"), (1, "không rõ là 1% hay 100%")])
def test_a_small_number_in_a_workbook_may_be_a_share_and_is_asked_about(cell, words):
    where, sentence = refusal(targets, ["good_or_better_share", 2023, cell], form="xlsx")

    assert (where, words in sentence) == ("Giá trị", True), sentence


def test_cells_of_a_workbook_keep_their_numbers():
    rows = [["farmed_area", 2022, 66807.55], ["revenue", 2022, 412_296_737_000], ["good_or_better_share", 2022, 61.5]]

    assert counts(figures(*rows, form="xlsx")) == (3, 0, 0)
    values = dict(Figure.objects.values_list("indicator", "value"))
    assert values == {
        "farmed_area": Decimal("66807.55"),
        "revenue": 412_296_737_000,
        "good_or_better_share": Decimal("61.5"),
    }


class TestRevisions:
    def test_another_document_revises_the_plan_and_keeps_the_first(self):
        targets(["new_groups", "2023", "50", "01/KH"], columns=("Văn bản giao",))

        report = targets(["new_groups", "2023", "60", "09/KH"], columns=("Văn bản giao",))

        assert counts(report) == (0, 1, 0)
        assert "kế hoạch theo 01/KH được giữ" in report.warnings[0]
        assert [(one.value, one.source) for one in Target.objects.current()] == [(60, "09/KH")]
        assert [(one.value, one.source) for one in Target.objects.filter(superseded_on__isnull=False)] == [
            (50, "01/KH")
        ]

    def test_the_same_document_corrects_it(self):
        targets(["new_groups", "2023", "50", "01/KH"], columns=("Văn bản giao",))
        targets(["new_groups", "2023", "60", "01/KH"], columns=("Văn bản giao",))

        assert [one.value for one in Target.objects.all()] == [60]

    def test_a_revision_can_be_taken_back(self, staff):
        targets(["new_groups", "2023", "50", "01/KH"], columns=("Văn bản giao",))
        before = list(Figure.objects.values())
        targets(["new_groups", "2023", "60", "09/KH"], columns=("Văn bản giao",), by=staff)

        undo_import(ImportRun.objects.latest("pk"), reason="Nhầm tệp", by=staff)

        assert list(Figure.objects.values()) == before


class TestTakingBack:
    def test_leaves_nothing_of_the_file(self, staff):
        figures(["Số cuộc vận động", "2023", "5", "cuộc"], columns=("Đơn vị",), by=staff)

        undo_import(ImportRun.objects.get(), reason="Nhầm tệp", by=staff)

        assert (Figure.objects.count(), OfficeIndicator.objects.count(), Period.objects.count()) == (0, 0, 0)

    def test_is_refused_where_others_use_an_indicator_it_brought(self, staff):
        figures(["Số cuộc vận động", "2023", "5", "cuộc"], columns=("Đơn vị",), by=staff)
        run = ImportRun.objects.get()
        targets(["Số cuộc vận động", "2024", "10"], by=staff)

        with pytest.raises(ValidationError, match="Số cuộc vận động, năm 2024") as refused:
            undo_import(run, reason="Nhầm tệp", by=staff)

        assert "đang dùng chỉ tiêu của tệp này" in str(refused.value)
        assert OfficeIndicator.objects.count() == 1


class TestWhatIsToldAtOnce:
    def test_a_plan_below_what_the_year_before_brought(self):
        figures(["training_classes", "2022", "11"])

        report = targets(["training_classes", "2023", "10"])

        assert report.warnings == ["Lớp tập huấn: kế hoạch năm 2023 10 lớp thấp hơn thực hiện năm 2022 là 11 lớp."]

    def test_a_published_value_that_is_not_the_computed_one_is_taken_all_the_same(self, founded):
        founded("H1")

        report = figures(["Hợp tác xã", "2023", "3", "công bố"], columns=("Giai đoạn",))

        assert counts(report) == (1, 0, 0)
        assert "Hợp tác xã năm 2023: 3 HTX khác số tính được 1 HTX" in report.warnings[0]


@pytest.mark.parametrize(
    ("form", "write"), [("csv", csv_bytes), ("xlsx", lambda table: workbook_bytes(table, bare=True))]
)
def test_what_the_list_exports_changes_nothing_when_taken_again(form, write, staff):
    figures(
        ["Diện tích canh tác của HTX", "2022", "66.807,5", "ha", "trên"],
        ["Doanh thu HTX", "2022", "412.296.737.000", "đồng", "="],
        ["good_or_better_share", "2022", "61,5", "%", "="],
        ["Số cuộc vận động", "2022", "1.250", "cuộc", "khoảng"],
        columns=("Đơn vị", "Dấu"),
    )

    report = imported_bytes(write(FigureResource().as_table(Figure.objects.all())), form)

    assert (report.errors, report.unchanged) == ([], 4)


def imported_bytes(content: bytes, form: str):
    return run_import(FigureResource, content, name=f"tep.{form}", dry_run=False, by=None)


@pytest.mark.parametrize("codes", [["members"], ["members", "groups", "revenue"]])
def test_lines_of_one_year_are_held_against_figures_read_once(codes, founded, django_assert_max_num_queries):
    founded("H1")

    with django_assert_max_num_queries(34):
        assert counts(figures(*([code, "2023", "5"] for code in codes))) == (len(codes), 0, 0)

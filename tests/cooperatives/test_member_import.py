"""A file of members is taken in whole, by the same words as every other file, or not at all."""

import sqlite3
from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from cooperatives.members import taking
from cooperatives.members.stage import stage, stages
from cooperatives.members.taking import import_members
from cooperatives.models import Kind, Member
from office.importing.undo import undo_import
from office.models import ImportRun
from tests.cooperatives.member_files import HEADER, HUNG, LAN, as_csv, as_xlsx

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"


@pytest.fixture
def h1(founded):
    return founded("H1")


@pytest.fixture
def take(tmp_path, h1):
    """Import rows as CSV: take([...], dry_run=True)."""

    def run(*rows, header=HEADER, dry_run=False, by=None):
        return import_members(as_csv(tmp_path / "tv.csv", *rows, header=header), name="tv.csv", dry_run=dry_run, by=by)

    return run


def told(report) -> list[tuple]:
    return [(error.row, error.column, error.value, error.message) for error in report.errors]


def counts(report) -> tuple:
    return (report.rows, report.created, report.updated, report.unchanged, told(report))


FACTS = ("code", "name", "party", "kind", "sex", "birth_year", "capital", "joined_on", "left_on", "search_key")
LAN_STORED = (
    *("TV1", "Nguyễn Thị Lan", "individual", "official", "female", 1975, 2_000_000),
    *(date(2010, 2, 13), None, "nguyen thi lan tv1"),
)


def test_what_the_file_says_is_what_is_stored(take, h1):
    report = take(LAN, HUNG)

    assert counts(report) == (2, 2, 0, 0, [])
    assert list(Member.objects.order_by("code").values_list(*FACTS)) == [
        LAN_STORED,
        *[
            (
                *("TV2", "Trần Văn Hùng", "individual", "official", "male", 1980, 500_000),
                *(date(2012, 2, 1), date(2020, 12, 31), "tran van hung tv2"),
            )
        ],
    ]
    assert set(Member.objects.values_list("organisation", flat=True)) == {h1.pk}


def test_a_workbook_says_the_same(tmp_path, h1):
    lan = ["H1", "TV1", "Nguyễn Thị Lan", "cá nhân", "chính thức", "nữ", 1975, 2_000_000, datetime(2010, 2, 13), ""]

    report = import_members(as_xlsx(tmp_path / "tv.xlsx", lan), name="tv.xlsx", dry_run=False)

    assert counts(report) == (1, 1, 0, 0, [])
    assert list(Member.objects.values_list(*FACTS)) == [LAN_STORED]


def test_the_same_file_again_changes_nothing(take):
    take(LAN, HUNG)

    assert counts(take(LAN, HUNG)) == (2, 0, 0, 2, [])
    assert Member.history.count() == 0


def test_a_dry_run_tells_and_writes_nothing(take):
    assert counts(take(LAN, HUNG, dry_run=True)) == (2, 2, 0, 0, [])
    assert (Member.objects.count(), ImportRun.objects.count()) == (0, 0)


def test_a_change_is_shown_before_and_kept_after_with_both_versions(take, staff):
    take(LAN, by=staff)
    first = ImportRun.objects.get()
    changed = [*LAN[:2], "Nguyễn Thị Lân", *LAN[3:7], "3.000.000", *LAN[8:]]

    preview = take(changed, HUNG, dry_run=True)
    report = take(changed, HUNG, by=staff)

    assert [(one.row, one.what, one.details) for one in preview.changes] == [
        (2, "Nguyễn Thị Lan (TV1)", ("Họ tên: Nguyễn Thị Lan → Nguyễn Thị Lân", "Vốn góp: 2.000.000 → 3.000.000"))
    ]
    assert counts(report) == (2, 1, 1, 0, [])
    assert list(
        Member.history.order_by("history_id").values_list(
            "history_type", "name", "capital", "history_user", "history_change_reason"
        )
    ) == [
        ("+", "Nguyễn Thị Lan", 2_000_000, staff.pk, first.reason),
        ("~", "Nguyễn Thị Lân", 3_000_000, staff.pk, ImportRun.objects.latest("pk").reason),
    ]
    assert Member.history.earliest("history_id").history_date == first.at
    assert Member.objects.get(code="TV1").search_key == "nguyen thi lan tv1"


def test_a_blank_cell_leaves_what_is_stored(take):
    take(LAN)

    report = take(["H1", "TV1", "Nguyễn Thị Lan", *[""] * 7])

    assert counts(report) == (1, 0, 0, 1, [])
    assert list(Member.objects.values_list(*FACTS)) == [LAN_STORED]


def test_a_member_changed_by_hand_keeps_the_version_its_file_gave(take, staff):
    take(LAN, by=staff)
    member = Member.objects.get()

    member.capital = 1
    member.save()

    assert list(member.history.order_by("history_id").values_list("history_type", "capital", "history_user")) == [
        ("+", 2_000_000, staff.pk),
        ("~", 1, None),
    ]


@pytest.mark.parametrize(
    ("place", "cell", "column", "message"),
    [
        pytest.param(0, "H9", "Mã HTX", "Không có tổ chức nào mang mã “H9”", id="unknown organisation"),
        pytest.param(0, "h1", "Mã HTX", "nhưng có “H1”", id="organisation in another case"),
        pytest.param(0, "", "Mã HTX", "cột này bắt buộc", id="no organisation"),
        pytest.param(1, "", "Mã thành viên", "cột này bắt buộc", id="no code"),
        pytest.param(2, "", "Họ tên", "cột này bắt buộc", id="no name"),
        pytest.param(2, "A" * 151, "Họ tên", "tối đa 150", id="long name"),
        pytest.param(2, "Lan\u0007", "Họ tên", "ký tự điều khiển", id="control character"),
        pytest.param(2, "\u0303\u0301", "Họ tên", "không có chữ cái", id="accents on nothing"),
        pytest.param(1, "\u0301", "Mã thành viên", "không có chữ cái", id="accent for a code"),
        pytest.param(3, "con cá", "Đối tượng", "không phải đối tượng", id="unknown party"),
        pytest.param(5, "khác", "Giới tính", "không phải giới tính", id="unknown sex"),
        pytest.param(6, "75", "Năm sinh", "đủ bốn chữ số", id="year of two digits"),
        pytest.param(6, "2999", "Năm sinh", "chưa đến", id="year to come"),
        pytest.param(7, "12.5", "Vốn góp", "12.5", id="capital in doubt"),
        pytest.param(7, "-5", "Vốn góp", "số âm", id="negative capital"),
        pytest.param(8, "31/02/2010", "Ngày vào", "không có trên lịch", id="no such day"),
        pytest.param(8, "01/01/2999", "Ngày vào", "chưa đến", id="day to come"),
        pytest.param(9, "13/02/2010", "Ngày ra", "phải sau ngày vào", id="leaves on the day of joining"),
    ],
)
def test_what_cannot_be_is_refused_at_its_cell_and_nothing_is_written(take, place, cell, column, message):
    report = take(HUNG, [*LAN[:place], cell, *LAN[place + 1 :]])

    assert [(error.row, error.column, error.value) for error in report.errors] == [(3, column, cell)]
    assert message in report.errors[0].message
    assert (report.created, Member.objects.count(), list(stages())) == (0, 0, [])


@pytest.mark.parametrize("mark", ["\u200b", "\u00ad", "\u2060", "\ufeff", "\u061c"])
@pytest.mark.parametrize(("place", "column"), [(0, "Mã HTX"), (1, "Mã thành viên")])
def test_a_code_with_a_mark_that_no_eye_sees_is_refused(take, mark, place, column):
    """Dropped without a word, it might be another's code."""
    line = [*LAN[:place], f"{LAN[place]}{mark}", *LAN[place + 1 :]]

    report = take(line)

    assert [(error.row, error.column) for error in report.errors] == [(2, column)]
    assert report.errors[0].message == "Mã này có ký tự ẩn, mắt không thấy: hãy xóa cả ô rồi gõ lại mã."


def test_an_enterprise_has_no_members(take, founded):
    founded("DN1", kind=Kind.ENTERPRISE)

    report = take(LAN, ["DN1", *HUNG[1:]])

    assert [(error.row, error.column) for error in report.errors] == [(3, "Mã HTX")]
    assert "“DN1” là doanh nghiệp, không có sổ thành viên" in report.errors[0].message


@pytest.mark.parametrize("kind", [Kind.CREDIT_FUND, Kind.UNION, Kind.GROUP])
def test_every_other_kind_has(take, founded, kind):
    founded("T1", kind=kind)

    assert take(["T1", *LAN[1:]]).created == 1


def test_every_error_is_told_at_once(take):
    report = take(["H9", "", *LAN[2:]], [*LAN[:6], "75", *LAN[7:]])

    assert [(error.row, error.column) for error in report.errors] == [
        (2, "Mã thành viên"),
        (2, "Mã HTX"),
        (3, "Năm sinh"),
    ]


def test_of_very_many_errors_the_first_are_told_and_the_rest_counted(take, monkeypatch):
    monkeypatch.setattr(taking, "MAX_ERRORS", 2)

    report = take(*[[*LAN[:1], f"TV{n}", *LAN[2:6], "75", *LAN[7:]] for n in range(5)])

    assert [error.row for error in report.errors] == [2, 3]
    assert report.warnings == ["Chỉ liệt kê 2 lỗi đầu; còn 3 lỗi nữa."]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("TV1", "Dòng 3 lặp lại dòng 2: hãy giữ lại một dòng."),
        ("tv1", "Mã “tv1” và mã “TV1” ở dòng 2 chỉ khác số 0 ở đầu hoặc chữ hoa"),
        ("0TV1", "Mã “0TV1” và mã “TV1” ở dòng 2 chỉ khác số 0 ở đầu hoặc chữ hoa"),
    ],
)
def test_two_lines_are_not_the_same_member(take, code, message):
    report = take(LAN, ["H1", code, *LAN[2:]])

    assert [(error.row, error.column, error.value) for error in report.errors] == [(3, "Mã thành viên", code)]
    assert report.errors[0].message.startswith(message)


def test_the_same_code_in_two_cooperatives_is_two_members(take, founded):
    founded("H2")

    assert counts(take(LAN, ["H2", *LAN[1:]])) == (2, 2, 0, 0, [])


def test_a_day_that_contradicts_what_is_stored_is_refused(take):
    take(LAN)

    report = take(["H1", "TV1", "Nguyễn Thị Lan", *[""] * 6, "01/01/2010"])

    assert told(report) == [
        (
            2,
            "Ngày ra",
            "01/01/2010",
            "Ngày ra phải sau ngày vào (trong sổ, ngày vào là 13/02/2010): hãy kiểm tra cả hai.",
        )
    ]


def test_a_total_line_is_no_member(take):
    report = take(LAN, ["Tổng cộng", *[""] * 6, "2.000.000", "", ""])

    assert [(error.row, error.column) for error in report.errors] == [(3, "")]
    assert "dòng tổng" in report.errors[0].message


def test_headers_are_ours_in_any_order_case_and_form(take):
    header = ["HỌ TÊN", " mã thành viên * ", "Mã HTX"]

    assert counts(take(["Lan", "TV1", "H1"], header=header)) == (1, 1, 0, 0, [])


def test_an_unknown_or_missing_column_is_refused(take):
    report = take(["Lan", "TV1", "x"], header=["Họ tên", "Mã thành viên", "Dân tộc"])

    assert [error.column for error in report.errors] == ["Dân tộc", "Mã HTX"]


def test_a_backslash_a_tab_and_two_spaces_come_through(take):
    take(["H1", "A\\b", "Lan\\n  Anh\tHoa", *LAN[3:]])

    assert list(Member.objects.values_list("code", "name", "search_key")) == [
        ("A\\b", "Lan\\n Anh Hoa", "lan\\n anh hoa a\\b")
    ]


def test_a_name_of_separate_accents_is_stored_composed(take):
    take(["H1", "TV1", "Nguye\u0302\u0303n Đức", *LAN[3:]])

    assert list(Member.objects.values_list("name", "search_key")) == [("Nguyễn Đức", "nguyen duc tv1")]


def test_lines_are_those_of_the_file_past_blank_lines_and_cells_of_two_lines(tmp_path, h1):
    path = tmp_path / "tv.csv"
    path.write_text('\nMã HTX,Mã thành viên,Họ tên\nH1,TV1,"Nguyễn\nLan"\n,,\nH9,TV2,Hoa\n', encoding="utf-8")

    report = import_members(path, name="tv.csv", dry_run=True)

    assert [(error.row, error.column) for error in report.errors] == [(6, "Mã HTX")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "trống", id="nothing"),
        pytest.param("Mã HTX,Mã thành viên,Họ tên\n".encode(), "chỉ có dòng tiêu đề", id="header only"),
        pytest.param("Mã HTX,Mã thành viên,Họ tên\nH1,A,B,C\n".encode(), "ngoài các cột", id="too wide"),
        pytest.param(b"M\xe3 HTX,T\xean\n", "không phải Unicode", id="not Unicode"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, ".xls", id="old Excel"),
        pytest.param(b"PK\x03\x04" + b"x" * 100, "bị hỏng", id="broken workbook"),
        pytest.param('Mã HTX,Mã thành viên,Họ tên\nH1,"A"B,C\n'.encode(), "dấu ngoặc kép", id="broken quotes"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(tmp_path, h1, content, message):
    path = tmp_path / "tv.csv"
    path.write_bytes(content)

    report = import_members(path, name="tv.csv", dry_run=False)

    assert len(report.errors) == 1
    assert message in report.errors[0].message


def test_what_nobody_may_see_is_not_written_to(take, person):
    report = take(LAN, by=person(None, "khach"))

    assert [error.column for error in report.errors] == ["Mã HTX"]


def test_what_a_killed_command_left_goes_after_a_day(take):
    old, new = stage("command_1000_ab"), stage("command_99999999999_ab")
    old.mark(), new.mark()

    take(LAN, dry_run=True)

    assert list(stages()) == ["command_99999999999_ab"]
    new.drop()


def test_a_stage_of_sqlite_is_private(private, settings, take):
    if connection.vendor != "sqlite":
        pytest.skip("stages are tables of the database")
    stage("job_1").mark()

    [path] = (settings.PRIVATE_ROOT / "stages").iterdir()

    assert path.stat().st_mode & 0o777 == 0o600
    assert sqlite3.connect(path).execute("SELECT COUNT(*) FROM rows").fetchone() == (0,)
    stage("job_1").drop()


def test_old_encodings_are_not_guessed(take):
    report = take(["H1", "TV1", "NguyÔn V¨n Hïng"], ["H1", "TV2", "TrÇn ThÞ H¹nh"], header=HEADER[:3])

    assert len(report.errors) == 1
    assert "TCVN3" in report.errors[0].message


class TestUndoing:
    @pytest.fixture
    def imported(self, take, staff):
        """Lan is stored; a second file changes her name and brings Hùng."""
        take(LAN, by=staff)
        take([*LAN[:2], "Nguyễn Thị Lân", *LAN[3:]], HUNG, by=staff)
        return ImportRun.objects.latest("pk")

    def test_everything_is_again_as_it_was_and_the_history_tells_all(self, imported, staff):
        undo_import(imported, reason="nhầm tệp", by=staff)

        assert list(Member.objects.values_list(*FACTS)) == [LAN_STORED]
        assert list(Member.history.order_by("history_id").values_list("code", "history_type", "name")) == [
            ("TV1", "+", "Nguyễn Thị Lan"),
            ("TV1", "~", "Nguyễn Thị Lân"),
            ("TV1", "~", "Nguyễn Thị Lan"),
            ("TV2", "+", "Trần Văn Hùng"),
            ("TV2", "-", "Trần Văn Hùng"),
        ]
        assert (
            Member.history.latest("history_id").history_change_reason == f"Hoàn tác nhập tệp #{imported.pk}: nhầm tệp"
        )
        assert [Member.objects.search(word).count() for word in ("lan", "hung")] == [1, 0]

    @pytest.mark.parametrize("code", ["TV1", "TV2"])
    def test_who_was_changed_since_stands_in_the_way(self, imported, staff, code):
        member = Member.objects.get(code=code)
        member.capital = 5
        member.save()

        with pytest.raises(ValidationError, match="đã được sửa"):
            undo_import(imported, reason="nhầm tệp", by=staff)

        assert Member.objects.count() == 2
        assert Member.objects.get(code=code).capital == 5

    def test_the_same_file_goes_in_again_afterwards(self, imported, staff, take):
        undo_import(imported, reason="nhầm tệp", by=staff)

        assert counts(take(LAN, HUNG)) == (2, 1, 0, 1, [])

"""`manage.py import_data KIND FILE` and `manage.py export_template KIND FILE`, as design's fixed interface has them."""

import io
import json
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from cooperatives.models import Organisation
from events.models import AwardKind
from office.importing import run_import
from office.models import ImportRun
from reports.importing import KINDS, import_file
from tests.office.sheets import as_csv

pytestmark = pytest.mark.django_db
GOOD = [["Mã", "Tên", "Loại hình", "Ngày thành lập"], ["X1", "HTX Một", "HTX", "01/02/1980"]]
BAD = [*GOOD, ["X2", "HTX Hai", "HTX", "31/02/1980"], ["X3", "", "KHÔNG CÓ", "1/1/1990"]]


@pytest.fixture
def file(tmp_path):
    """Write rows to a file and return its path."""

    def write(rows: list[list], name: str = "tep.csv") -> str:
        path = tmp_path / name
        path.write_bytes(as_csv(rows))
        return str(path)

    return write


def said(*arguments: str) -> tuple[int, str]:
    """The exit code and what stands on stdout."""
    out = io.StringIO()
    try:
        call_command(*arguments, stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue()
    return 0, out.getvalue()


def test_a_good_file_is_done(file):
    code, text = said("import_data", "organisations", file(GOOD), "--json")

    assert code == 0
    assert json.loads(text) == {
        "kind": "organisations",
        "rows": 1,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "errors": [],
        "warnings": [],
    }
    assert Organisation.objects.count() == 1


def test_a_dry_run_writes_nothing(file):
    code, text = said("import_data", "organisations", file(GOOD), "--dry-run")

    assert (code, text) == (0, "Sẽ nhập 1 dòng, thêm 1, sửa 0, giữ nguyên 0.\n")
    assert Organisation.objects.count() == 0


def test_a_bad_file_is_refused_with_every_error(file):
    code, text = said("import_data", "organisations", file(BAD), "--json")

    document = json.loads(text)
    assert (code, document["rows"], document["created"]) == (1, 3, 0)
    assert [list(error) for error in document["errors"]] == [["row", "column", "value", "message"]] * 3
    assert [(error["row"], error["column"], error["value"]) for error in document["errors"]] == [
        (3, "Ngày thành lập", "31/02/1980"),
        (4, "Tên", ""),
        (4, "Loại hình", "KHÔNG CÓ"),
    ]
    assert Organisation.objects.count() == 0


def test_people_read_the_errors_in_vietnamese(file):
    code, text = said("import_data", "organisations", file(BAD))

    assert (code, text.splitlines()[1]) == (1, "Dòng 4, cột Tên: Thiếu “Tên”: cột này bắt buộc, hãy ghi vào ô.")


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.csv", "trống"),
        (b"", "a.xlsx", "trống"),
        (as_csv(GOOD), "a.xlsx", "không phải sổ Excel dù có đuôi ấy"),
        (as_csv(GOOD[:1]), "a.csv", "chỉ có dòng tiêu đề"),
        (b"PK\x03\x04rubbish", "a.xlsx", "bị hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls", "Excel kiểu cũ"),
        (b"\x00\x01\x02", "a.csv", "không phải văn bản CSV"),
    ],
)
def test_what_is_no_table_is_refused_in_words(content, name, words, tmp_path):
    (tmp_path / name).write_bytes(content)

    code, text = said("import_data", "organisations", str(tmp_path / name))

    assert (code, words in text) == (1, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("import_data", "cooperatives", "tep.csv"),
        ("import_data", "organisations", "/khong/co/tep.csv"),
        ("export_template", "cooperatives", "tep.xlsx"),
        ("export_template", "organisations", "/khong/co/tep.xlsx"),
        ("import", "cooperatives.Organisation", "tep.csv"),
    ],
)
def test_wrong_usage_ends_in_two(arguments):
    assert said(*arguments) == (2, "")


@pytest.mark.parametrize("kind", KINDS)
def test_the_template_has_the_columns_and_is_read_by_the_import(kind, tmp_path):
    path = tmp_path / "mau.xlsx"

    assert said("export_template", kind, str(path)) == (0, f"Đã ghi tệp mẫu {path}.\n")

    [header] = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True, max_row=1)
    assert [cell.removesuffix(" *") for cell in header] == [column.header for column in KINDS[kind].columns()]
    report = run_import(KINDS[kind], path.read_bytes(), name="mau.xlsx", dry_run=False, by=None)
    assert [error.message for error in report.errors] == [
        "Tệp mau.xlsx chỉ có dòng tiêu đề, không có dòng số liệu nào."
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_the_guidance_can_be_imported(kind, founded, file):
    if kind != "organisations":
        founded("HTX0001")
    AwardKind.objects.create(form="Bằng khen", level="Ủy ban nhân dân tỉnh")
    columns = [column for column in KINDS[kind].columns() if column.header != "Xã/phường"]
    rows = [[column.header for column in columns], [column.example for column in columns]]

    report = import_file(kind, Path(file(rows)), dry_run=False)

    assert (report.errors, report.created) == ([], 1)


def test_every_kind_of_file_has_a_name_the_list_of_imports_can_show():
    assert set(KINDS) <= set(ImportRun.Kind.values)


def test_a_total_is_refused_though_the_page_would_check_by_it(founded, file):
    founded("X1")
    rows = [["Mã", "Kỳ", "Doanh thu"], ["X1", "2023", 100], ["Tổng cộng", None, 100]]

    out = io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("import_data", "returns", file(rows), "--json", stdout=out)

    assert refused.value.returncode == 1
    assert [(error["row"], error["column"]) for error in json.loads(out.getvalue())["errors"]] == [(3, "")]


def test_headings_of_its_own_are_refused_with_the_nearest_named(file):
    rows = [["Mã", "Tên HTX", "Loại hình", "Ngày thành lập"], ["X1", "HTX Một", "HTX", "01/02/1980"]]

    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("import_data", "organisations", file(rows), "--json", stdout=out)

    assert [(error["column"], error["value"]) for error in json.loads(out.getvalue())["errors"]] == [
        ("Tên HTX", "Tên HTX"),
        ("Tên", ""),
    ]
    assert Organisation.objects.count() == 0

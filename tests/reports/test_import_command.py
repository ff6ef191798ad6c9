"""`import_data` and `export_template`: one document, three exit codes, nothing half done."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from cooperatives.models import Organisation
from printing.spreadsheet import SpreadsheetRefused, read_rows
from reports.importing import KINDS

pytestmark = pytest.mark.django_db
GOOD = "Mã,Tên,Loại hình,Ngày thành lập\nX1,HTX Một,HTX,01/02/1980\n"


def run(path, *options: str, kind: str = "organisations") -> tuple[int, str]:
    said = io.StringIO()
    try:
        call_command("import_data", kind, str(path), *options, stdout=said)
    except SystemExit as ended:
        return ended.code, said.getvalue()
    return 0, said.getvalue()


@pytest.fixture
def file(tmp_path):
    def write(content: str | bytes, name: str = "tep.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def test_a_good_file_is_done(file):
    code, said = run(file(GOOD), "--json")

    assert (code, json.loads(said)) == (
        0,
        {"kind": "organisations", "rows": 1, "created": 1, "updated": 0, "unchanged": 0, "errors": [], "warnings": []},
    )


def test_a_bad_file_is_refused_with_every_mistake(file):
    code, said = run(file(GOOD + "X2,,KHÔNG CÓ,31/02/1980\n"), "--json")

    errors = json.loads(said)["errors"]
    assert code == 1
    assert [(error["row"], error["column"]) for error in errors] == [
        (3, "Loại hình"),
        (3, "Ngày thành lập"),
        (3, "Tên"),
    ]
    assert errors[1]["value"] == "31/02/1980"
    assert Organisation.objects.count() == 0


def test_a_trial_writes_nothing(file):
    assert run(file(GOOD), "--dry-run") == (0, "Sẽ thêm 1, sửa 0, giữ nguyên 0 trong 1 dòng.\n")
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.csv", "trống"),
        (b"", "a.xlsx", "trống"),
        (GOOD, "a.xlsx", "không phải sổ Excel dù có đuôi ấy"),
        ("Mã,Tên,Loại hình,Ngày thành lập\n", "a.csv", "chỉ có dòng tiêu đề"),
        (b"PK\x03\x04rubbish", "a.xlsx", "bị hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls", "Excel kiểu cũ"),
        ("Tên lạ\nx\n", "a.csv", "Không có cột “Tên lạ”"),
    ],
)
def test_what_is_no_such_table_is_refused_in_words(content, name, words, file):
    code, said = run(file(content, name))

    assert code == 1
    assert words in said


@pytest.mark.parametrize("arguments", [("khong-co", "a.csv"), ("organisations", "/khong/co.csv")])
def test_wrong_usage_has_a_code_of_its_own(arguments):
    with pytest.raises(CommandError) as refused:
        call_command("import_data", *arguments, stdout=io.StringIO())

    assert getattr(refused.value, "returncode", 2) == 2 or "invalid choice" in str(refused.value)


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_holds_the_exact_headers_and_nothing_to_import(kind, tmp_path):
    path = tmp_path / "mau.xlsx"
    call_command("export_template", kind, str(path), stdout=io.StringIO())

    with pytest.raises(SpreadsheetRefused, match="chỉ có dòng tiêu đề"):
        read_rows(path.read_bytes(), name="mau.xlsx")

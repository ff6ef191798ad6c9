"""`manage.py proofread FILE` tells what is doubtful; having found something is no failure."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.printing.word_files import word_file

WRONG = "Toàn tỉnh có 312 HTX, gồm 240 HTX nông nghiệp, 50 HTX phi nông nghiệp và 25 QTDND."
MESSAGE = "240 + 50 + 25 = 315, nhiều hơn tổng 312 HTX là 3."


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "bai.txt"
    path.write_text(f"Mở đầu\n{WRONG}\n", encoding="utf-8")
    return path


def printed(*arguments) -> str:
    said = io.StringIO()
    call_command("proofread", *map(str, arguments), stdout=said)
    return said.getvalue()


def refused(*arguments) -> tuple[int, str]:
    with pytest.raises(CommandError) as error:
        printed(*arguments)
    return error.value.returncode, str(error.value)


def test_the_document_lists_line_text_kind_and_message(file):
    assert json.loads(printed(file, "--json")) == [
        {"line": 2, "text": WRONG, "kind": "parts_total", "message": MESSAGE}
    ]


def test_people_read_the_line_the_doubt_and_the_sentence(file):
    assert printed(file) == f"Dòng 2: Các phần không khớp tổng. {MESSAGE}\n    {WRONG}\n"


def test_a_word_file_is_read_too(tmp_path):
    path = tmp_path / "bai.docx"
    path.write_bytes(word_file("Mở đầu", "", WRONG))

    assert [finding["line"] for finding in json.loads(printed(path, "--json"))] == [3]


def test_silence_is_an_empty_list_and_a_sentence(tmp_path):
    path = tmp_path / "bai.txt"
    path.write_text("Hội nghị tổ chức ngày 26/12/2023.", encoding="utf-8")

    assert (json.loads(printed(path, "--json")), printed(path)) == ([], "Không thấy điều nghi vấn nào.\n")


def test_a_missing_file_and_an_unknown_period_are_wrong_usage(file, db):
    assert refused(file.with_name("khac.txt"))[0] == 2
    code, sentence = refused(file, "--period", "năm nào")
    assert (code, "không phải một kỳ báo cáo" in sentence) == (2, True)


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "bai.pdf"
    path.write_bytes(b"%PDF-1.7")

    code, sentence = refused(path)

    assert (code, "hãy lưu lại thành Word (.docx)" in sentence) == (1, True)


@pytest.mark.django_db
def test_with_a_period_the_text_is_compared_with_the_figures(tmp_path, founded, reported):
    reported(founded("H1"), members=10)
    path = tmp_path / "bai.txt"
    path.write_text("Năm 2023, toàn tỉnh có 02 HTX.", encoding="utf-8")

    (finding,) = json.loads(printed(path, "--period", "2023", "--json"))

    assert (finding["kind"], json.loads(printed(path, "--json"))) == ("ledger", [])
    assert finding["message"].startswith("Trong bài ghi 2 HTX; theo hệ thống, Hợp tác xã năm 2023 là 1 HTX.")

"""`seal` and `verify` at the command line: what they print, and 0, 1 or 2 as they end."""

import json

import pytest
from django.core.management import CommandError, call_command

from reports.models import Report

pytestmark = pytest.mark.django_db


def seal(*arguments: str) -> None:
    call_command("seal", *arguments)


def refused(*arguments: str) -> tuple[int, str]:
    with pytest.raises(CommandError) as refusal:
        call_command(*arguments)
    return refusal.value.returncode, str(refusal.value)


def test_the_approved_report_of_a_period_is_sealed(approved, leader, quick_paper, capsys):
    seal("2023", "--by", leader.username, "--json")

    told, one = json.loads(capsys.readouterr().out), Report.objects.get().seal
    assert told == {
        "report": str(approved),
        "number": 1,
        "position": 1,
        "content_hash": one.content_hash,
        "chain_hash": one.chain_hash,
        "files": {"pdf": one.pdf_hash, "docx": one.docx_hash, "xlsx": one.xlsx_hash},
    }


def test_without_a_name_it_is_sealed_by_whoever_approved_it(approved, leader, quick_paper, capsys):
    seal("2023")

    assert Report.objects.get().seal.sealed_by == leader
    assert capsys.readouterr().out.startswith(f"Đã ban hành: {approved}, số 1.\n")


def test_where_none_is_approved_that_is_said(submitted):
    assert refused("seal", "2023") == (
        1,
        f"“{submitted}” chờ duyệt: chỉ báo cáo đã duyệt mới ban hành được.",
    )


def test_where_there_is_none_that_is_said(year):
    code, said = refused("seal", "2023", "--issuer", "steering")

    assert (code, said.endswith("hãy lập, trình và duyệt trước.")) == (1, True)


@pytest.mark.parametrize("arguments", [("2023-13T",), ("2023", "--by", "khongco")])
def test_wrong_usage(approved, arguments):
    assert refused("seal", *arguments)[0] == 2


def test_who_may_not_seal_is_refused_with_nothing_written(approved, staff):
    assert refused("seal", "2023", "--by", staff.username) == (1, "Chỉ lãnh đạo được ban hành báo cáo.")
    assert Report.objects.get().number is None


def test_verify_says_that_all_is_whole(sealed, capsys):
    call_command("verify", "--json")

    assert json.loads(capsys.readouterr().out) == {"seals": 1, "differences": []}


def test_verify_names_what_differs_and_ends_with_one(sealed, private, capsys):
    path = private / str(sealed.seal.xlsx)
    path.unlink()

    assert refused("verify", "--json") == (1, "Có 01 chỗ khác.")

    assert json.loads(capsys.readouterr().out) == {
        "seals": 1,
        "differences": [
            {
                "report": str(sealed),
                "what": "tệp xlsx",
                "expected": str(sealed.seal.xlsx),
                "found": "không có tệp",
            }
        ],
    }


def test_verify_tells_people_the_end_of_the_chain(sealed, capsys):
    call_command("verify")

    assert capsys.readouterr().out.splitlines() == [
        "01 bản ban hành.",
        f"Mã băm cuối chuỗi: {sealed.seal.chain_hash}",
        "Nguyên vẹn.",
    ]

"""The command prints what stands: a report begun with what was written into it, a sealed one as it was sealed."""

import hashlib
import io
from datetime import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from reports.models import Passage, Report, Seal
from returns.models import Period

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private(settings, tmp_path_factory):
    settings.PRIVATE_ROOT = tmp_path_factory.mktemp("private")


@pytest.fixture
def year(office, founded, reported):
    reported(founded("H1"), "2023", members=10)
    return Period.objects.named("2023")


def printed(period: str, path, **options) -> bytes:
    call_command("report", period, docx=path, stdout=io.StringIO(), **options)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"kind": "mid_year"}, "Báo cáo sơ kết 6 tháng cần kỳ dạng 2023-6T"),
        ({"kind": "term"}, "Báo cáo tổng kết nhiệm kỳ cần kỳ dạng 2020..2025"),
    ],
)
def test_a_kind_that_the_period_does_not_suit_is_wrong_usage(options, words, year, tmp_path):
    with pytest.raises(CommandError, match=words) as refused:
        printed("2023", tmp_path / "x.docx", **options)

    assert (refused.value.returncode, list(tmp_path.iterdir())) == (2, [])


def test_a_period_of_no_kind_of_report_is_wrong_usage(year, tmp_path):
    with pytest.raises(CommandError, match="Không có loại báo cáo nào cho 4 tháng đầu năm 2023") as refused:
        printed("2023-4T", tmp_path / "x.docx")

    assert refused.value.returncode == 2


def test_a_committee_without_its_data_is_refused_and_nothing_written(year, tmp_path):
    with pytest.raises(CommandError, match="Chưa có thông tin Ban Chỉ đạo") as refused:
        printed("2023", tmp_path / "x.docx", issuer="steering")

    assert (refused.value.returncode, list(tmp_path.iterdir())) == (1, [])


def test_a_report_begun_is_printed_with_what_was_written_into_it(year, tmp_path):
    generated = printed("2023", tmp_path / "a.docx")
    report = Report.objects.create(kind="year_end", period=year)
    Passage.objects.create(report=report, section="tasks", text="- Một việc viết tay.")

    assert printed("2023", tmp_path / "b.docx") != generated


@pytest.fixture
def sealed(year, leader, staff):
    now = timezone.make_aware(datetime(2024, 1, 5, 9))
    report = Report.objects.create(
        kind="year_end",
        period=year,
        state="sealed",
        submitted_by=staff,
        submitted_at=now,
        approved_by=leader,
        approved_at=now,
        number=7,
        number_year=2024,
    )
    bytes_of = {ending: b"sealed " + ending.encode() for ending in ("pdf", "docx", "xlsx")}
    files = {ending: ContentFile(content, f"7.{ending}") for ending, content in bytes_of.items()}
    files |= {f"{ending}_hash": hashlib.sha256(content).hexdigest() for ending, content in bytes_of.items()}
    Seal.objects.create(report=report, position=1, chain_hash="c", sealed_at=now, sealed_by=leader, **files)
    return report


def test_a_sealed_report_gives_the_very_files_that_were_sealed(sealed, tmp_path):
    assert printed("2023", tmp_path / "x.docx") == b"sealed docx"


def test_a_file_that_is_not_the_sealed_one_any_more_is_not_given_out(sealed, settings, tmp_path):
    (settings.PRIVATE_ROOT / str(sealed.seal.docx)).write_bytes(b"sealed dockx")

    with pytest.raises(CommandError, match="Tệp Word không còn như khi ban hành"):
        printed("2023", tmp_path / "x.docx")

    assert list(tmp_path.iterdir()) == []


def test_a_sealed_report_takes_no_other_number(sealed, tmp_path):
    with pytest.raises(CommandError, match="đã ban hành, số 7 năm 2024: hãy bỏ --number") as refused:
        printed("2023", tmp_path / "x.docx", number="8")

    assert (refused.value.returncode, list(tmp_path.iterdir())) == (2, [])

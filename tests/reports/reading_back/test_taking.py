"""Taking into a report what was decided of an edited file: all or nothing, by who may, over what was read."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from printing.docx_reading import as_text
from printing.unpack_word import read as unpacked
from reports.models import Passage, Report
from reports.reading_back import Decided, TextChanged, compare, sent, take_back
from reports.reading_back.shown import LEAVE, TAKE, TO_DATA, TO_TEXT, ShownSection
from tests.reports.reading_back.conftest import written
from tests.reports.reading_back.word import Edited

pytestmark = pytest.mark.django_db
COUNT = "03 hợp tác xã (HTX)"


def decide(content: bytes, report: Report, **choices: str) -> dict[str, Decided]:
    """What somebody chose of every change, by field with _ for -; what is not named is taken, numbers stay bound."""
    now = written(report)
    sections = compare(report, now, sent(as_text(unpacked(content, "a.docx")), report, now, name="a.docx")).sections
    chosen = {name.replace("_", "-"): choice for name, choice in choices.items()}
    decided = {}
    for section in sections:
        fields = {change.field: TAKE for change in ShownSection(section, {}, {}).changes} | chosen
        decided[section.key] = Decided(section.version, tuple(ShownSection(section, {}, fields).decided()))
    return decided


def passages(report: Report) -> dict[str, str]:
    return dict(report.passages.values_list("section", "text"))


def test_what_was_taken_is_written_with_its_numbers_bound(report, edited, staff):
    edited.replace(" ngừng hoạt động nhưng chưa giải thể.", " đã ngừng hoạt động.")

    changed = take_back(report, decide(edited.content, report), by=staff)

    assert changed == ["Hạn chế, nguyên nhân"]
    assert passages(report) == {
        "limitations": "Còn [[ceased_cooperatives|01 HTX]] đã ngừng hoạt động.\n"
        "Còn [[undetermined_cooperatives|02 HTX]] chưa xác định được tình trạng hoạt động.\n"
        "Còn [[returns_missing|03 tổ chức]] chưa gửi số liệu.\n- Một hạn chế."
    }


def test_it_is_kept_who_took_it(report, edited, staff):
    edited.replace("Việc thứ hai.", "Việc thứ ba.")

    take_back(report, decide(edited.content, report), by=staff)

    [kept] = Passage.history.all()
    assert (kept.history_user, kept.history_change_reason) == (staff, "Đọc lại từ tệp Word")


def test_what_was_left_stays(report, edited, staff):
    edited.replace("Việc thứ hai.", "Việc thứ ba.")
    edited.add_before("- Việc thứ nhất.", "Đoạn mở.")

    take_back(report, decide(edited.content, report, tasks_0=LEAVE), by=staff)

    assert passages(report) == {"tasks": "- Việc thứ nhất.\n- Việc thứ ba."}


def test_nothing_is_written_where_everything_was_left(report, edited, staff):
    edited.replace("Việc thứ hai.", "Việc thứ ba.")

    assert take_back(report, decide(edited.content, report, tasks_0=LEAVE), by=staff) == []
    assert passages(report) == {}


def test_a_number_that_is_to_be_put_right_in_the_data_stays_bound(report, edited, staff):
    edited.replace(COUNT, "05 hợp tác xã (HTX)")

    assert take_back(report, decide(edited.content, report, cooperatives_0_0=TO_DATA), by=staff) == []
    assert passages(report) == {}


def test_a_number_that_is_put_right_in_the_sentence_becomes_text(report, edited, staff):
    edited.replace(COUNT, "05 hợp tác xã (HTX)")

    take_back(report, decide(edited.content, report, cooperatives_0_0=TO_TEXT), by=staff)

    first = passages(report)["cooperatives"].splitlines()[0]
    assert first.startswith("Đến ngày 31/12/2023, toàn tỉnh có 05 hợp tác xã (HTX), trong đó: [[agricultural_coop")


def test_a_section_that_was_deleted_says_nothing_any_more(report, edited, staff):
    for element in edited.section("tasks"):
        element.getparent().remove(element)

    take_back(report, decide(edited.content, report), by=staff)

    assert passages(report) == {"tasks": ""}
    assert "Phương hướng, nhiệm vụ năm 2024" not in [
        section.heading for _, section, _ in written(report).document.numbered_sections
    ]


def test_what_was_taken_is_what_the_next_file_says(report, edited, staff):
    edited.add_before("- Việc thứ nhất.", "Đoạn mở của cơ quan.")
    take_back(report, decide(edited.content, report), by=staff)

    assert decide(Edited.of(written(report)).content, report) == {}


def test_text_that_changed_meanwhile_refuses_all_of_it(report, edited, staff):
    edited.replace("Việc thứ hai.", "Việc thứ ba.")
    edited.replace(" ngừng hoạt động nhưng chưa giải thể.", " đã ngừng.")
    decisions = decide(edited.content, report)
    Passage.objects.create(report=report, section="tasks", text="- Việc khác.")

    with pytest.raises(TextChanged, match="vừa đổi từ khi tệp được đọc"):
        take_back(report, decisions, by=staff)

    assert passages(report) == {"tasks": "- Việc khác."}


def test_a_report_that_was_handed_in_takes_nothing(report, edited, staff):
    edited.replace("Việc thứ hai.", "Việc thứ ba.")
    decisions = decide(edited.content, report)
    Report.objects.filter(pk=report.pk).update(state="review", submitted_by=staff, submitted_at=timezone.now())

    with pytest.raises(ValidationError, match="nên không sửa được nữa"):
        take_back(report, decisions, by=staff)

    assert passages(report) == {}


def test_who_only_reads_takes_nothing(report, edited, leader):
    with pytest.raises(PermissionDenied, match="Chỉ cán bộ được soạn báo cáo"):
        take_back(report, {}, by=leader)


def test_a_text_too_long_for_a_section_refuses_all_of_it(report, edited, staff):
    edited.replace("Việc thứ hai.", "Việc " * 13_000)
    edited.replace(" ngừng hoạt động nhưng chưa giải thể.", " đã ngừng.")

    with pytest.raises(ValidationError, match=r"dài hơn 60\.000 ký tự: chưa ghi gì"):
        take_back(report, decide(edited.content, report), by=staff)

    assert passages(report) == {}

"""What an edited Word file says otherwise than its report: words, numbers, what is not read and what is refused."""

from copy import deepcopy

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from printing.chips import chips
from printing.docx_reading import as_text
from printing.unpack_word import read as unpacked
from reports.models import Passage, Report
from reports.reading_back import Change, compare, sent
from reports.writing import KINDS
from reports.writing.origin import OriginRefused
from returns.models import Period
from tests.reports.reading_back.conftest import written
from tests.reports.reading_back.word import Edited, run

pytestmark = pytest.mark.django_db
TASKS = "- Việc thứ nhất."


def read(content: bytes, report: Report):
    """What the page does, without a child for each file: tests/printing/test_docx_reading.py asks for those."""
    now = written(report)
    return compare(report, now, sent(as_text(unpacked(content, "a.docx")), report, now, name="a.docx"))


def changes(edited: Edited, report: Report) -> dict[str, list[Change]]:
    return {section.key: section.changes for section in read(edited.content, report).sections}


def notices(edited: Edited, report: Report) -> tuple[str, ...]:
    return read(edited.content, report).notices


@pytest.mark.parametrize("kind", list(KINDS))
def test_an_untouched_file_says_nothing_otherwise(report, edited, kind):
    Report.objects.filter(pk=report.pk).update(kind=kind)

    comparison = read(edited.content, report)

    assert (comparison.sections, comparison.notices) == ((), ())


def test_words_that_were_edited_keep_the_numbers_bound(report, edited):
    edited.replace(" ngừng hoạt động nhưng chưa giải thể.", " đã ngừng hoạt động.")

    assert changes(edited, report) == {
        "limitations": [
            Change(
                "Còn [[ceased_cooperatives|01 HTX]] ngừng hoạt động nhưng chưa giải thể.",
                "Còn [[ceased_cooperatives|01 HTX]] đã ngừng hoạt động.",
            )
        ]
    }


def test_a_number_that_was_edited_stands_beside_that_of_the_ledger(report, edited):
    edited.replace("03 hợp tác xã (HTX)", "05 hợp tác xã (HTX)")

    [change] = changes(edited, report)["cooperatives"]

    [number] = change.numbers
    assert (number.name, number.label) == ("cooperatives:hợp tác xã (HTX)", "Hợp tác xã")
    assert (number.said, number.now) == ("05 hợp tác xã (HTX)", "03 hợp tác xã (HTX)")
    assert not change.is_of_words


def test_a_number_in_several_runs_is_read_as_one(report, edited):
    content = edited.control("cooperatives:hợp tác xã (HTX)").find(qn("w:sdtContent"))
    content.append(run(" đã đăng ký"))

    [change] = changes(edited, report)["cooperatives"]

    assert [number.said for number in change.numbers] == ["03 hợp tác xã (HTX) đã đăng ký"]


def test_new_paragraphs_headings_and_points_are_found(report, edited):
    edited.add_before(TASKS, "Đoạn mở.")
    edited.add_before(TASKS, "Tiêu đề của cơ quan", "Heading 3")

    assert changes(edited, report) == {"tasks": [Change("", "Đoạn mở."), Change("", "## Tiêu đề của cơ quan")]}


def test_a_paragraph_that_was_deleted_is_told(report, edited):
    edited.delete(TASKS)

    assert changes(edited, report) == {"tasks": [Change(TASKS, "")]}


def test_a_section_that_was_deleted_is_told_line_by_line(report, edited):
    for element in edited.section("tasks"):
        element.getparent().remove(element)

    assert changes(edited, report) == {"tasks": [Change(TASKS, ""), Change("- Việc thứ hai.", "")]}


def test_sections_in_another_order_say_the_same(report, edited):
    first, second = edited.section("limitations"), edited.section("tasks")
    for element in second:
        first[0].addprevious(element)

    comparison = read(edited.content, report)

    assert comparison.sections == ()
    assert [sentence for sentence in comparison.notices if "thứ tự khác" in sentence] != []


def test_a_heading_without_its_bookmark_is_found_by_its_words(report, edited):
    for mark in list(edited.word.element.body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        mark.getparent().remove(mark)
    edited.replace("Việc thứ hai.", "Việc thứ ba.")

    assert changes(edited, report) == {"tasks": [Change("- Việc thứ hai.", "- Việc thứ ba.")]}


def test_a_file_that_lost_its_controls_still_says_the_same(report, edited):
    edited.without_controls()

    assert changes(edited, report) == {}


def test_a_control_whose_tag_was_lost_is_known_by_its_bookmark(report, edited):
    for about in edited.word.element.body.iter(qn("w:sdtPr")):
        for child in list(about):
            about.remove(child)
    edited.replace("03 hợp tác xã (HTX)", "05 hợp tác xã (HTX)")

    [change] = changes(edited, report)["cooperatives"]

    assert [number.name for number in change.numbers] == ["cooperatives:hợp tác xã (HTX)"]


def test_a_control_that_was_deleted_leaves_its_words_unbound(report, edited):
    control = edited.control("ceased_cooperatives")
    control.addprevious(run("một HTX"))
    control.getparent().remove(control)

    [change] = changes(edited, report)["limitations"]

    assert change.new == "Còn một HTX ngừng hoạt động nhưng chưa giải thể."
    assert change.unbound == ("HTX ngừng hoạt động chưa giải thể",)


def test_digits_that_equal_a_figure_stay_text(report, edited):
    edited.add_before(TASKS, "Củng cố 03 HTX.")

    [change] = changes(edited, report)["tasks"]

    assert chips(change.new) == []


def test_a_control_that_stands_twice_is_bound_twice(report, edited):
    control = edited.control("ceased_cooperatives")
    control.addnext(deepcopy(control))

    [change] = changes(edited, report)["limitations"]

    assert [chip.name for chip in chips(change.new)] == ["ceased_cooperatives"] * 2
    assert change.numbers == ()


@pytest.mark.parametrize("tag", ["khong_co", "a]][[b", "bang:key_figures", "movement.htx.khong_co", "x" * 200, "|"])
def test_a_forged_tag_leaves_text(report, edited, tag):
    edited.control("ceased_cooperatives").find(f"{qn('w:sdtPr')}/{qn('w:tag')}").set(qn("w:val"), tag)
    edited.replace("01 HTX", "09 HTX")

    edited.control(tag)  # it is there
    found = [change for each in changes(edited, report).values() for change in each]

    assert [chip.name for change in found for chip in chips(change.new) if chip.name == tag] == []


def test_what_only_looks_like_a_chip_is_text_unless_it_names_a_figure(report, edited):
    edited.add_before(TASKS, "Có [[khong_co|999 HTX]], [[cooperatives|999 HTX]].")

    assert [change.new for change in changes(edited, report)["tasks"]] == ["Có 999 HTX, [[cooperatives|03 HTX]]."]


def test_a_figure_that_moved_since_is_no_change_of_the_file(report, edited, founded):
    founded("H9")

    assert changes(edited, report) == {}


def test_a_file_whose_figures_moved_is_shown_over_those_of_today(report, edited, founded):
    edited.replace(" ngừng hoạt động nhưng chưa giải thể.", " đã ngừng.")
    edited.add_before("Đến ngày 31/12/2023, toàn tỉnh có 03", "Đoạn mở.")
    founded("H9")

    found = changes(edited, report)

    assert [change.new for change in found["cooperatives"]] == ["Đoạn mở."]
    assert [change.numbers for each in found.values() for change in each] == [(), ()]


def test_cells_of_a_table_are_not_read_and_that_is_said(report, edited):
    table = next(table for table in edited.word.tables if table.style and table.style.name == "Table Grid")
    table.rows[1].cells[2].paragraphs[0].runs[0].text = "99"

    comparison = read(edited.content, report)

    assert comparison.sections == ()
    assert comparison.notices == (
        "Trong tệp có ô của bảng bị sửa: số trong bảng theo số liệu của cổng, không đọc lại. Số sai thì sửa ở sổ liệu.",
    )


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (lambda word: word.replace("Phương hướng, nhiệm vụ năm 2024", "Việc năm tới"), "Tên mục “Việc năm tới” khác"),
        (lambda word: word.replace(". Một số chỉ tiêu", ". Vài chỉ tiêu"), "Tên bảng trong tệp khác"),
        (lambda word: word.replace("như sau:", "sau đây:"), "Phần mở đầu của tệp khác"),
        (
            lambda word: word.paragraph(TASKS)._p.addprevious(
                parse_xml(f"<w:tbl {nsdecls('w')}><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>")
            ),
            "Tệp có bảng kẻ thêm",
        ),
    ],
    ids=["heading", "caption", "opening", "table"],
)
def test_what_is_not_read_is_said(report, edited, edit, sentence):
    edit(edited)

    comparison = read(edited.content, report)

    assert comparison.sections == ()
    assert [told.startswith(sentence) for told in comparison.notices] == [True]


def test_tracked_changes_are_read_as_accepted(report, edited):
    paragraph = edited.paragraph(TASKS)._p
    old = paragraph.find(qn("w:r"))
    gone = parse_xml(f'<w:del {nsdecls("w")} w:id="900" w:author="A"/>')
    old.addprevious(gone)
    old.find(qn("w:t")).tag = qn("w:delText")
    gone.append(old)
    come = parse_xml(f'<w:ins {nsdecls("w")} w:id="901" w:author="A"/>')
    come.append(run("- Việc đã sửa;"))
    gone.addnext(come)

    assert changes(edited, report) == {"tasks": [Change(TASKS, "- Việc đã sửa;")]}
    assert "Track Changes" in notices(edited, report)[0]


def test_what_changed_in_the_report_alone_is_no_change_of_the_file(report, edited):
    Passage.objects.create(report=report, section="tasks", text="- Việc khác.")

    assert changes(edited, report) == {}


def test_a_section_that_changed_on_both_sides_is_shown_in_three_versions(report, edited):
    edited.replace("Việc thứ hai.", "Việc thứ ba.")
    Passage.objects.create(report=report, section="tasks", text="- Việc khác.")

    [section] = read(edited.content, report).sections

    assert (section.key, section.is_contested, section.changes) == ("tasks", True, [])
    assert section.written == (TASKS, "- Việc thứ hai.")
    assert section.in_file == (TASKS, "- Việc thứ ba.")
    assert section.now == ("- Việc khác.",)


def test_a_file_sent_twice_says_nothing_the_second_time(report, edited):
    edited.replace("Việc thứ hai.", "Việc thứ ba.")
    Passage.objects.create(report=report, section="tasks", text=f"{TASKS}\n- Việc thứ ba.")

    assert changes(edited, report) == {}


def test_a_table_that_was_moved_is_moved(report, edited):
    _, *rest = edited.section("overview")
    [text] = [element for element in rest if "Tổng số thành viên" in "".join(element.itertext())]
    rest[-1].addnext(text)

    assert [(change.old, change.new) for change in changes(edited, report)["overview"]] in (
        [
            ("", "[[bang:key_figures]]"),
            ("", "[[bang:trend]]"),
            ("[[bang:key_figures]]", ""),
            ("[[bang:trend]]", ""),
        ],
        [(_members(report), ""), ("", _members(report))],
    )


def _members(report):
    return written(report).texts["overview"]


def refusal(content: bytes, report: Report) -> str:
    with pytest.raises(OriginRefused) as refused:
        read(content, report)
    return str(refused.value)


def test_a_file_that_is_not_ours_is_refused(report):
    assert "không có dấu của cổng" in refusal(_blank(), report)


def test_the_file_of_another_report_is_refused_by_its_name(report, edited):
    period = Period.from_code("2022")
    other = Report.objects.create(kind="year_end", period=Period.objects.filter(code="2022").first() or period)

    assert refusal(edited.content, other) == (f"Tệp này là của báo cáo khác: {report}. Hãy gửi ở trang của báo cáo ấy.")


def test_the_file_of_another_edition_is_refused(report, edited):
    second = Report.objects.create(
        kind="year_end", period=report.period, conference=report.conference, edition=2, corrects=report
    )

    assert refusal(edited.content, second).startswith("Tệp này là của bản thứ 1, còn đây là bản thứ 2")


def test_a_file_whose_mark_was_changed_is_refused(report, edited):
    part = next(part for part in edited.word.part.package.iter_parts() if str(part.partname) == "/docProps/custom.xml")
    part._blob = part.blob.replace(b"<vt:lpwstr>", b"<vt:lpwstr>A", 1)

    assert "Dấu của cổng trong tệp này đã bị sửa" in refusal(edited.content, report)


def test_a_file_signed_elsewhere_is_refused(report, edited, settings):
    content = edited.content
    settings.SECRET_KEY = "khóa của một cổng khác"

    assert "thuộc cổng khác" in refusal(content, report)


def _blank() -> bytes:
    return Edited(docx.Document()).content


LINES = st.lists(
    st.text(st.characters(categories=("L", "N", "P", "Zs"), max_codepoint=0x1EF9), min_size=1, max_size=60).map(
        lambda text: " ".join(text.split())
    ),
    max_size=6,
).map(lambda lines: "\n".join(line for line in lines if line))


@given(text=LINES)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_text_is_written_is_read_back_the_same(report, text):
    Passage.objects.update_or_create(report=report, section="tasks", defaults={"text": text})

    assert changes(Edited.of(written(report)), report) == {}

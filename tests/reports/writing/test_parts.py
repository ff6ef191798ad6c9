"""The text of a section is lines: paragraphs, headings of its own, points, and places of tables and pictures."""

import pytest

from printing.document import Exhibit, Heading, Section
from printing.table import Column, Table
from reports.writing.parts import Part, blocks, lines, placed

KEY, PLANS = (
    Exhibit(Table(title=title, columns=(Column("name", "Tên"),), rows=(("một",),))) for title in ("Chủ yếu", "Kế hoạch")
)
EXHIBITS = {"key_figures": KEY, "plans": PLANS}


def test_a_text_is_printed_line_by_line_with_tables_where_it_places_them():
    text = "## Nhận định\nToàn tỉnh có [[cooperatives|464]] HTX.\n[[bang:plans]]\n\n- Một điểm.\n"

    assert list(blocks(text, EXHIBITS)) == [
        Heading("Nhận định"),
        "Toàn tỉnh có [[cooperatives|464]] HTX.",
        PLANS,
        "- Một điểm.",
        KEY,
    ]


def test_tables_that_a_text_does_not_place_follow_it_in_their_order():
    assert list(blocks("Một câu.", EXHIBITS)) == ["Một câu.", KEY, PLANS]


@pytest.mark.parametrize("text", ["[[bang:plans]]\n[[bang:plans]]", "[[bang:plans]]\n[[bang:ngan-sach]]"])
def test_every_table_is_printed_once_and_one_that_is_not_there_not_at_all(text):
    assert list(blocks(text, {"plans": PLANS})) == [PLANS]


@pytest.mark.parametrize("line", ["[[cooperatives|464]]", "Xem [[bang:plans]]", "bang:plans", ""])
def test_a_line_is_the_place_of_a_table_only_when_it_is_nothing_else(line):
    assert placed(line) == ""


def test_what_is_written_stands_in_place_of_what_is_generated_section_by_section():
    part = Part(
        "economy",
        "Tình hình",
        parts=(Part("groups", "Tổ hợp tác", "Câu tự động."), Part("unions", "Liên hiệp", "Câu.")),
    )

    assert part.section({"groups": "Câu đã sửa."}) == Section(
        "Tình hình",
        sections=(
            Section("Tổ hợp tác", ("Câu đã sửa.",), key="groups"),
            Section("Liên hiệp", ("Câu.",), key="unions"),
        ),
        key="economy",
    )


def test_a_report_is_gone_through_in_reading_order():
    part = Part("a", "A", parts=(Part("b", "B", parts=(Part("c", "C"),)), Part("d", "D")))

    assert [each.key for each in part] == ["a", "b", "c", "d"]


def test_paragraphs_that_say_nothing_are_left_out():
    assert lines("Một.", "", "Hai.") == "Một.\nHai."

"""A table carries raw values and prints them in Vietnamese."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from printing.table import Column, Table

TABLE = Table(
    "Quỹ",
    (
        Column("name", "Tên"),
        Column("members", "Thành viên", unit="người", kind="integer"),
        Column("area", "Diện tích", unit="ha", kind="decimal", decimals=2),
        Column("share", "Tỷ lệ", kind="percent"),
        Column("year", "Năm", kind="year"),
        Column("day", "Ngày", kind="day"),
    ),
    (
        ("Một", 570_286, Decimal("66807.55"), Decimal("121.25"), 2023, date(2023, 12, 26)),
        ("Hai", None, Decimal(7), Decimal(209), 2020, None),
    ),
    as_of=date(2023, 12, 31),
    total=("Tổng", 570_286, None, None, None, None),
)


def test_cells_are_printed_by_the_kind_of_their_column():
    assert [[text for _, text in row] for row in TABLE.printed_rows()] == [
        ["Một", "570.286", "66.807,55", "121,2%", "2023", "26/12/2023"],
        ["Hai", "–", "7,00", "209%", "2020", "–"],
    ]


def test_the_total_row_leaves_blank_what_has_no_total():
    assert [text for _, text in TABLE.printed_total()] == ["Tổng", "570.286", "", "", "", ""]


def test_a_program_reads_plain_decimals_and_nulls():
    assert TABLE.as_json()["rows"][0] == {
        "name": "Một",
        "members": "570286",
        "area": "66807.55",
        "share": "121.25",
        "year": "2023",
        "day": "2023-12-26",
    }
    assert TABLE.as_json()["rows"][1]["members"] is None


def test_columns_are_chosen_and_ordered_with_their_total():
    chosen = TABLE.select("members", "name")

    assert (chosen.rows[0], chosen.total) == ((570_286, "Một"), (570_286, "Tổng"))


def test_rows_are_found_by_their_cells():
    assert TABLE.row(name="Hai")["area"] == Decimal(7)
    assert TABLE.row(name="Ba") is None
    assert TABLE.values("name") == ["Một", "Hai"]
    assert TABLE.column("members").heading == "Thành viên (người)"


@pytest.mark.parametrize(
    ("source", "as_of", "said"),
    [
        ("báo cáo của tổ chức", date(2023, 12, 31), "Nguồn: báo cáo của tổ chức; số liệu đến 31/12/2023."),
        ("", date(2023, 12, 31), "Số liệu đến 31/12/2023."),
        ("Sổ đăng ký", None, "Nguồn: Sổ đăng ký."),
        ("", None, ""),
    ],
)
def test_a_table_says_where_it_comes_from(source, as_of, said):
    assert Table("T", (), (), source=source, as_of=as_of).origin == said


def test_on_a_page_a_table_is_read_by_its_heads():
    page = render_to_string("printing/table.html", {"table": TABLE})

    assert "<caption><span>Quỹ</span></caption>" in page
    assert '<th scope="col" class="number">Thành viên (người)</th>' in page
    assert '<th scope="row">Một</th><td class="number">570.286</td>' in page
    assert '<tfoot><tr><td class="names">Tổng</td><td class="number">570.286</td>' in page
    assert "Số liệu đến 31/12/2023." in page


def test_a_row_is_named_by_its_first_text_not_by_its_position():
    columns = (Column("position", "STT", kind="integer"), Column("name", "Tên"))

    page = render_to_string("printing/table.html", {"table": Table("T", columns, ((1, "Một"),))})

    assert '<td class="number">1</td><th scope="row">Một</th>' in page


def test_a_table_without_rows_says_so():
    page = render_to_string("printing/table.html", {"table": Table("T", (Column("a", "A"), Column("b", "B")), ())})

    assert '<td colspan="2">Chưa có số liệu.</td>' in page


def test_text_in_a_table_is_never_markup():
    table = Table("<b>T</b>", (Column("a", "<i>A</i>"),), (("<script>",),))

    assert re.findall("<b>|<i>|<script>", render_to_string("printing/table.html", {"table": table})) == []

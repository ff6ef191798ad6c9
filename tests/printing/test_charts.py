"""Charts say what their table says, to eyes and to screen readers, and carry nothing a strict policy forbids."""

import re
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from printing import charts
from printing.scale import scale_for
from printing.table import Column, Table

SVG = "{http://www.w3.org/2000/svg}"


def table(*rows, keys=("name", "value")) -> Table:
    columns = (Column(keys[0], "Tên"), *(Column(key, f"Cột {key}", kind="integer") for key in keys[1:]))
    return Table("Bảng thử", columns, rows)


def texts(picture: str) -> list[str]:
    return [node.text for node in ET.fromstring(picture).iter(f"{SVG}text")]


def test_every_value_is_written_on_its_bar_in_vietnamese():
    picture = charts.grouped(table(("A", 570_286), ("B", 1_234)), label="name", values=["value"], title="Thành viên")

    assert {"570.286", "1.234", "A", "B"} <= set(texts(picture))


def test_the_picture_is_named_and_described_for_screen_readers():
    root = ET.fromstring(charts.bar(table(("A", 5)), label="name", value="value", title="Số HTX"))

    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", f"{title.get('id')} {description.get('id')}")
    assert (title.text, description.text) == ("Số HTX", "Tên A; Cột value 5")


@pytest.mark.parametrize("horizontal", [False, True])
def test_text_from_the_data_is_never_markup(horizontal):
    evil = table(("<script>alert(1)</script>\"'&", 5))

    picture = charts.bar(evil, label="name", value="value", title="<b>x</b>", horizontal=horizontal)

    assert "<script" not in picture
    assert "<b>" not in picture
    ET.fromstring(picture)


def test_nothing_a_strict_policy_forbids():
    picture = charts.grouped(
        table(("A", 1, 2), keys=("name", "one", "two")), label="name", values=["one", "two"], title="T"
    )

    assert re.findall(r"\sstyle=|<style|\son\w+=|<script|href=", picture) == []


def test_bars_are_in_proportion_to_their_values():
    picture = charts.bar(table(("A", 10), ("B", 5)), label="name", value="value", title="T")

    first, second = (float(bar.get("height")) for bar in ET.fromstring(picture).iter(f"{SVG}rect"))
    assert first == pytest.approx(2 * second, rel=0.01)


def test_an_unknown_value_draws_no_bar_and_interrupts_a_line():
    holes = table(("2020", 445), ("2021", None), ("2022", 458), ("2023", 464))

    bars = ET.fromstring(charts.bar(holes, label="name", value="value", title="T")).findall(f"{SVG}rect")
    drawn = ET.fromstring(charts.line(holes, x="name", series=["value"], title="T"))

    assert len(bars) == 3
    assert len(drawn.findall(f"{SVG}circle")) == 3
    assert len([stroke for stroke in drawn.findall(f"{SVG}line") if stroke.get("stroke-width") == "3"]) == 1


@pytest.mark.parametrize("rows", [(), (("A", None),)])
def test_without_values_the_picture_says_so(rows):
    picture = charts.line(table(*rows), x="name", series=["value"], title="T")

    assert texts(picture) == ["Chưa có số liệu để vẽ."]


def test_negative_values_hang_below_the_line_of_nought():
    picture = charts.bar(table(("A", 10), ("B", -10)), label="name", value="value", title="T")

    up, down = ET.fromstring(picture).findall(f"{SVG}rect")
    assert float(up.get("y")) + float(up.get("height")) == pytest.approx(float(down.get("y")), abs=0.2)


def test_large_money_is_counted_in_units_the_axis_names():
    picture = charts.bar(table(("A", 95_273_695_000_000)), label="name", value="value", title="T")

    assert "tỷ" in texts(picture)
    assert "95.273,7 tỷ" in texts(picture)


def test_series_differ_by_pattern_as_well_as_colour():
    picture = charts.grouped(
        table(("A", 1, 2), keys=("name", "one", "two")), label="name", values=["one", "two"], title="T"
    )

    fills = {bar.get("fill") for bar in ET.fromstring(picture).iter(f"{SVG}rect")}
    assert any(fill.startswith("url(#") for fill in fills)


@pytest.mark.parametrize("value", [0, 1, 7, 99, 12_345, Decimal("0.3"), 10**15])
def test_the_axis_covers_every_value_from_nought(value):
    scale = scale_for([value], 300, 40)

    assert scale.ticks[0] == 0
    assert scale.ticks[-1] >= value
    assert 2 <= len(scale.ticks) <= 8

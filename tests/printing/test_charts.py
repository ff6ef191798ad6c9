"""Charts say what their table says, to eyes and to screen readers, and carry nothing a strict policy forbids."""

import re
from decimal import Decimal
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from printing import charts, svg
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


@pytest.mark.parametrize(("units", "named"), [(("HTX", "THT"), "HTX, THT"), (("HTX", "HTX"), "HTX")])
def test_an_axis_names_the_unit_of_every_series(units, named):
    columns = (Column("year", "Năm"), *(Column(f"c{n}", f"Cột {n}", unit) for n, unit in enumerate(units)))

    picture = charts.line(Table("T", columns, (("2023", 1, 2),)), x="year", series=["c0", "c1"], title="T")

    assert [text for text in texts(picture) if "HTX" in text] == [named]


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


def boxes(picture: str) -> list[tuple[float, float, float, float]]:
    """Where each text of a picture stands: left, top, right, foot, by the measure the charts themselves use."""
    found = []
    for node in ET.fromstring(picture).iter(f"{SVG}text"):
        x, foot, size = (float(node.get(name)) for name in ("x", "y", "font-size"))
        wide = svg.breadth(node.text, size)
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[node.get("text-anchor")]
        found.append((left, foot - size * 0.72, left + wide, foot))
    return found


YEARS = [str(year) for year in range(1994, 2024)]
BILLION = 10**9


@pytest.mark.parametrize(
    "picture",
    [
        charts.bar(table(*((year, 560_000 + int(year)) for year in YEARS)), label="name", value="value", title="T"),
        charts.line(
            table(*((year, int(year), int(year) + 3) for year in YEARS), keys=("name", "a", "b")),
            x="name",
            series=["a", "b"],
            title="T",
        ),
        charts.line(
            table(("2022", 458, 460), ("2023", 464, 463), keys=("name", "a", "b")),
            x="name",
            series=["a", "b"],
            title="T",
        ),
        charts.grouped(
            table(*((f"Loại hình thứ {n}", n * BILLION, 3, -n) for n in range(9)), keys=("name", "a", "b", "c")),
            label="name",
            values=["a", "b", "c"],
            title="T",
        ),
        charts.stacked(
            table(("2022", 1, 2, 90), ("2023", 30, 40, -50), keys=("name", "a", "b", "c")),
            label="name",
            values=["a", "b", "c"],
            title="T",
        ),
        charts.bar(
            table(*((f"Hoạt động chuyên môn, khoa học và công nghệ thứ {n}", -n) for n in range(9))),
            label="name",
            value="value",
            title="T",
        ),
        charts.waterfall(
            table(("Đầu năm", 451), ("Thành lập mới", 20), ("Giải thể", -5), ("Sáp nhập", -2), ("Cuối năm", 464)),
            label="name",
            value="value",
            title="T",
        ),
        charts.bar(
            table(*((year, 560_000 + int(year)) for year in YEARS[-10:])),
            label="name",
            value="value",
            title="T",
            width=svg.NARROW,
        ),
        charts.line(
            table(
                *((year, 400 + number, 190 + 9 * number) for number, year in enumerate(YEARS[-10:])),
                keys=("y", "a", "b"),
            ),
            x="y",
            series=["a", "b"],
            title="T",
            width=svg.NARROW,
        ),
        charts.grouped(
            table(("HTX nông nghiệp", 345, 351), ("HTX phi nông nghiệp", 26, 28), keys=("name", "a", "b")),
            label="name",
            values=["a", "b"],
            title="T",
            width=svg.NARROW,
        ),
        charts.bar(
            table(("Thương mại, dịch vụ và ngành khác", 351), ("Công nghiệp - xây dựng", 15)),
            label="name",
            value="value",
            title="T",
            horizontal=True,
            width=svg.NARROW,
        ),
    ],
    ids=[
        *("thirty bars", "thirty years", "close lines", "many groups", "stacks", "long labels", "movement"),
        *("ten narrow bars", "ten narrow years", "narrow groups", "narrow long labels"),
    ],
)
def test_no_writing_covers_another_or_leaves_the_picture(picture):
    found = boxes(picture)
    width, height = map(float, ET.fromstring(picture).get("viewBox").split()[2:])

    assert [(a, b) for a, b in combinations(found, 2) if not svg.apart(a, [b])] == []
    assert [box for box in found if box[0] < 0 or box[2] > width or box[1] < 0 or box[3] > height] == []


def test_bars_lie_when_their_labels_are_long_and_stand_under_years():
    long = charts.bar(table(("Quỹ tín dụng nhân dân cơ sở", 5), *((f"Loại {n}", n) for n in range(9))), **NAMED)
    years = charts.bar(table(*((year, 5) for year in YEARS)), **NAMED)

    assert len({bar.get("x") for bar in ET.fromstring(long).iter(f"{SVG}rect")}) == 1
    assert len({bar.get("x") for bar in ET.fromstring(years).iter(f"{SVG}rect")}) == len(YEARS)


NAMED = {"label": "name", "value": "value", "title": "T"}


def test_a_stack_carries_its_sum_and_an_unknown_part_makes_the_sum_unknown():
    rows = table(("2022", 30, 20), ("2023", 40, None), keys=("name", "one", "two"))

    found = texts(charts.stacked(rows, label="name", values=["one", "two"], title="T"))

    assert [text for text in found if text in ("50", "40", "30", "20", "–")].count("50") == 2  # the sum and a tick
    assert "–" in found


def test_a_movement_goes_from_the_opening_over_each_change_to_the_closing():
    rows = table(("Đầu năm", 60), ("Thành lập", 20), ("Chưa rõ", None), ("Giải thể", -30), ("Cuối năm", 50))

    picture = charts.waterfall(rows, **NAMED)

    shapes = [bar for bar in ET.fromstring(picture).findall(f"{SVG}rect") if not bar.get("fill").startswith("url")][2:]
    tops = [float(bar.get("y")) for bar in shapes]
    feet = [float(bar.get("y")) + float(bar.get("height")) for bar in shapes]
    assert {"60", "+20", "−30", "50", "–"} <= set(texts(picture))
    assert feet[1] == pytest.approx(tops[0], abs=0.2)
    assert tops[2] == pytest.approx(tops[1], abs=0.2)
    assert feet[2] == pytest.approx(tops[3], abs=0.2)
    assert feet[0] == feet[3]


def test_more_series_than_grey_paper_tells_apart_are_refused():
    keys = ("name", *"abcde")

    with pytest.raises(ValueError, match="at most 4 series"):
        charts.grouped(table(("A", 1, 2, 3, 4, 5), keys=keys), label="name", values=keys[1:], title="T")


def test_pictures_on_one_page_share_no_ids():
    rows = table(("A", 1))
    pictures = [charts.bar(rows, **NAMED), charts.line(rows, x="name", series=["value"], title="T")]

    ids = [found for picture in pictures for found in re.findall(r'\bid="([^"]+)"', picture)]

    assert len(ids) == len(set(ids)) == 4


def test_the_same_figures_give_the_same_picture():
    assert charts.bar(table(("A", 1)), **NAMED) == charts.bar(table(("A", 1)), **NAMED)

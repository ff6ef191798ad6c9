"""A chip is bound to a figure in one of its forms: it shows what that is today, or is known to be bound to nothing."""

from datetime import date

import pytest

from printing.chips import Chip
from reports.models import Report
from reports.writing import facts_of, write_generated
from reports.writing.bound import FORMS, Change, Name
from reports.writing.offered import offers
from reports.writing.typed_text import cleaned, refusals
from returns.models import Period

pytestmark = pytest.mark.django_db


@pytest.fixture
def bound(office, founded, reported):
    """Two cooperatives of 2023, one of them new; nobody told of revenue, plans or published values."""
    reported(founded("H1"), members=120)
    founded("H2", on=date(2023, 5, 1))
    return facts_of(Report(kind="year_end", period=Period.objects.named("2023"))).bound


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("cooperatives", Name("cooperatives")),
        ("cooperatives:hợp tác xã", Name("cooperatives", "", "hợp tác xã")),
        ("cooperatives.moved:HTX", Name("cooperatives", "moved", "HTX")),
        ("cooperatives.nonsense", Name("cooperatives.nonsense")),
        ("cooperatives.", Name("cooperatives.")),
        (".moved", Name(".moved")),
        ("moved", Name("moved")),
        ("movement.htx.founded:HTX", Name("movement.htx.founded", "", "HTX")),
    ],
)
def test_a_name_is_a_figure_one_of_its_forms_and_a_noun(name, read):
    assert (Name.read(name), str(read)) == (read, name)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("cooperatives", "02 HTX"),
        ("cooperatives:hợp tác xã", "02 hợp tác xã"),
        ("cooperatives.number", "2"),
        ("cooperatives.moved", "tăng 01 HTX"),
        ("cooperatives.previous", "1 HTX"),
        ("cooperatives.plan", ""),
        ("cooperatives.achieved", ""),
        ("cooperatives.published", ""),
        ("average_revenue", ""),
        ("movement.htx.founded:HTX", "01 HTX"),
        ("movement.htx.untold", "0"),
        ("cooperative", None),
        ("cooperatives.", None),
        ("cooperatives.nonsense", None),
        ("cooperatives.moved.moved", None),
        ("movement.htx", None),
        ("movement.htx.founded.more", None),
        ("movement.htx.founded.moved", None),
        ("movement.nobody.founded", None),
        ("movement.htx.nothing", None),
        ("", None),
    ],
)
def test_a_chip_shows_its_figure_nothing_where_it_is_unknown_and_none_where_there_is_none(name, shown, bound):
    assert bound.shown(name) == shown


def test_a_text_tells_which_of_its_figures_changed(bound):
    text = "Có [[cooperatives|09 HTX]], [[cooperatives.moved|tăng 01 HTX]], [[revenue|5 tỷ đồng]], [[groups]]"

    assert bound.changes(text) == [
        Change(Chip("cooperatives", "09 HTX"), "02 HTX"),
        Change(Chip("revenue", "5 tỷ đồng"), ""),
    ]


def test_a_chip_that_begins_its_sentence_keeps_its_capital(bound):
    assert bound.refreshed("[[cooperatives.moved|Giảm 02 HTX]].") == "[[cooperatives.moved|Tăng 01 HTX]]."


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("cooperatives:hợp tác xã", "Hợp tác xã"),
        ("cooperatives.moved:HTX", "Hợp tác xã (tăng, giảm)"),
        ("movement.htx.founded:HTX", "Hợp tác xã (gồm QTDND): Thành lập mới"),
        ("movement.htx.untold:HTX", "Hợp tác xã (gồm QTDND): chưa ghi sự kiện"),
        ("nothing", ""),
    ],
)
def test_a_chip_says_in_words_what_it_is_bound_to(name, label, bound):
    assert bound.label(name) == label


def test_whatever_is_offered_shows_what_it_says_and_may_be_put_into_a_text(bound):
    chips = [chip for offer in offers(bound) for _, chip in offer.chips]

    assert [chip for chip in chips if not chip.shown or bound.shown(chip.name) != chip.shown] == []
    assert list(refusals("\n".join(map(str, chips)), bound, ())) == []
    assert {"cooperatives", "cooperatives.moved", "movement.htx.founded:HTX"} <= {chip.name for chip in chips}


def test_what_is_generated_may_be_kept_as_it_is(bound):
    written = write_generated("year_end", Period.objects.named("2023"))

    for part in (part for whole in written.parts for part in whole):
        assert (cleaned(part.text), list(refusals(part.text, bound, part.exhibits))) == (part.text, [])


def told(text: str, bound, exhibits=()) -> str:
    return " / ".join(refusals(text, bound, exhibits))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Có [[cooperative]] HTX",
            "Dòng 1: không có chỉ tiêu nào mã “cooperative”; có thể là: cooperatives (Hợp tác xã)",
        ),
        ("Tốt.\nCó [[xyzzy]]", "Dòng 2: không có chỉ tiêu nào mã “xyzzy”: hãy chọn trong danh sách."),
        ("[[cooperatives.tang]]", "Dòng 1: “Hợp tác xã” không có dạng “tang”: hãy dùng cooperatives, "),
        ("[[average_revenue]]", "([[average_revenue]]) chưa có số của kỳ này nên không in được gì"),
        ("[[cooperatives:99 HTX]]", "danh từ “99 HTX” đi kèm con số phải ngắn, không có chữ số"),
        (f"[[cooperatives:{'a' * 41}]]", "phải ngắn"),
        ("Có [[cooperatives|464", "có dấu [[ hoặc ]] không thành con số nào"),
        ("[[a[[cooperatives|1]]|2]]", "có dấu [[ hoặc ]] không thành con số nào"),
        ("Chữ\x07 lạ", "Dòng 1: có ký tự điều khiển"),
        ("Chữ\x00 lạ", "Dòng 1: có ký tự điều khiển"),
        ("[[bang:khong_co]]", "mục này không có bảng, hình tên “khong_co”"),
        ("Xem [[bang:trend]] ở đây", "chỗ đặt bảng [[bang:trend]] phải đứng riêng một dòng"),
        ("[[bang:trend]]\n[[bang:trend]]", "Dòng 2: bảng, hình “trend” đã đặt ở một dòng trên"),
        ("a" * 60_001, "Mục này dài 60.001 ký tự, nhiều nhất 60.000"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(text, reason, bound):
    assert reason in told(text, bound, exhibits=("trend",))


def test_a_text_is_kept_in_composed_form_with_single_spaces_and_nothing_unseen():
    assert cleaned("  Hợp\u00a0tác  xã\u200b \r\n\n\t- một\u202e ý\n") == "Hợp tác xã\n- một ý"


def test_every_form_has_a_label():
    assert all(label for label, _ in FORMS.values())

"""A document by its paragraphs: which of them is doubtful, and from where to where."""

import unicodedata

import pytest
from django.template.loader import render_to_string

from reports.proofreading.limits import TooLong
from reports.proofreading.paragraphs import proofread_paragraphs
from returns.models import Period

RIGHT = "Toàn tỉnh có 312 HTX, gồm 240 HTX nông nghiệp, 50 HTX phi nông nghiệp và 22 QTDND."
WRONG = "Toàn tỉnh có 313 HTX, gồm 240 HTX nông nghiệp, 50 HTX phi nông nghiệp và 22 QTDND."


def marked(*paragraphs: str) -> list[tuple[int, str]]:
    return [
        (each.paragraph, paragraphs[each.paragraph][each.start : each.end]) for each in proofread_paragraphs(paragraphs)
    ]


def test_a_document_that_agrees_has_no_findings():
    assert proofread_paragraphs(["Kết quả", "", RIGHT]) == proofread_paragraphs([]) == []


def test_a_finding_tells_its_paragraph_and_where_its_sentence_stands_in_it():
    assert marked("Kết quả", "", f"Mở đầu.  {WRONG} Hết.") == [(2, WRONG)]


def test_the_place_is_that_of_the_text_as_it_was_given():
    """Decomposed letters, spaces that do not break and breaks within a paragraph change no count."""
    given = unicodedata.normalize("NFD", f"Mở đầu. {WRONG}").replace("313 H", "313\u00a0H").replace("gồm ", "gồm\n")

    ((paragraph, sentence),) = marked("", given)

    assert (paragraph, given.endswith(sentence), sentence.startswith("Toa")) == (1, True, True)


def test_a_total_and_its_parts_may_stand_in_two_paragraphs():
    assert marked("Toàn tỉnh có 313 HTX.", "Trong đó: 240 HTX nông nghiệp, 50 HTX phi nông nghiệp, 22 QTDND.") == [
        (0, "Toàn tỉnh có 313 HTX.")
    ]


def test_items_are_told_by_their_own_paragraph():
    found = marked("Kết quả:", "- Kết nạp 14 thành viên;", "- Thành lập mới 18/20 HTX, đạt 95% kế hoạch.")

    assert found == [(2, "Thành lập mới 18/20 HTX, đạt 95% kế hoạch.")]


@pytest.mark.django_db
def test_with_a_period_paragraphs_are_compared_with_the_figures_of_the_portal(founded, reported):
    reported(founded("H1"), members=10)

    (found,) = proofread_paragraphs(["Năm 2023, toàn tỉnh có 05 HTX."], period=Period.objects.named("2023"))

    assert (found.kind, found.paragraph) == ("ledger", 0)


def test_a_document_that_is_too_long_is_refused_in_words():
    with pytest.raises(TooLong, match="chia thành nhiều phần"):
        proofread_paragraphs(["một hai ba "] * 7_000)


def test_the_list_of_doubts_links_to_the_paragraphs():
    shown = render_to_string("reports/doubts.html", {"doubts": proofread_paragraphs(["", WRONG])})

    assert '<a href="#doan-2">Đoạn 2</a>: <strong>Các phần không khớp tổng</strong>. 240 + 50 + 22 = 312' in shown

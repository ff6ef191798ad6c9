"""Texts of an alliance read against themselves: nothing is said of what agrees, and what does not is shown."""

import pytest

from reports.proofreading.finding import FindingKind
from reports.proofreading.proofreader import proofread
from tests.reports.proofreading.right_texts import RIGHT
from tests.reports.proofreading.wrong_texts import WRONG


@pytest.mark.parametrize("text", RIGHT)
def test_nothing_is_said_of_figures_that_agree(text):
    assert proofread(text) == []


@pytest.mark.parametrize(("text", "kind", "arithmetic"), WRONG)
def test_one_finding_shows_the_arithmetic_of_what_does_not(text, kind, arithmetic):
    (finding,) = proofread(text)

    assert (finding.kind, arithmetic in finding.message) == (kind, True), finding.message


def test_right_texts_in_one_article_do_not_disturb_each_other():
    assert proofread("\n\n".join(RIGHT[:60])) == []


def test_every_kind_that_needs_no_figures_of_the_portal_is_tried():
    assert {kind for _, kind, _ in WRONG} == set(FindingKind) - {FindingKind.LEDGER}


def test_a_finding_tells_its_line_and_its_sentence_as_it_stands():
    text = "Tin hội nghị\n\nMở đầu.  Có 312 HTX, gồm 240 HTX nông nghiệp và 50 HTX khác.\tHết."

    (finding,) = proofread(text)

    assert (finding.line, finding.text) == (3, "Có 312 HTX, gồm 240 HTX nông nghiệp và 50 HTX khác.")


def test_text_without_figures_or_without_anything_is_silent():
    assert proofread("") == proofread("Hội nghị thành công tốt đẹp.") == []


def test_accents_sent_apart_are_read_like_composed_ones():
    decomposed = "Co\u0301 312 HTX, go\u0302\u0300m 240 HTX nông nghiệp và 50 HTX phi nông nghiệp."

    assert [finding.kind for finding in proofread(decomposed)] == ["parts_total"]


def test_a_doubt_about_an_item_stands_on_the_line_of_the_item():
    (finding,) = proofread("Kết quả:\n- Kết nạp 14 thành viên;\n- Thành lập mới 18/20 HTX, đạt 95% kế hoạch.")

    assert (finding.line, finding.text) == (3, "Thành lập mới 18/20 HTX, đạt 95% kế hoạch.")


def test_what_is_too_long_or_too_full_of_figures_is_no_sentence():
    """A page without full stops would take a reader of sentences very long."""
    wrong = "Có 312 HTX, gồm 240 HTX nông nghiệp và 50 HTX phi nông nghiệp"

    assert len(proofread(wrong + ".")) == 1
    assert proofread(wrong + ", có 5 cuộc họp" * 60 + ".") == []
    assert proofread(wrong + ", và nhiều việc khác" * 600 + ".") == []

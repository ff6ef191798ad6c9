"""No text of the length allowed keeps the page, and those who wait behind it, for long."""

import time

import pytest

from reports.proofreading.limits import MAX_WORDS, check_length
from reports.proofreading.proofreader import proofread

PATIENCE = 10  # seconds; a few on a machine with nothing else to do
HOSTILE = {
    "one sentence of lists": "533 HTX trong đó 468 HTX nông nghiệp, 45 HTX phi nông nghiệp và 21 QTDND, ",
    "words that open a list": "trong đó ",
    "lists that open in vain": "trong đó " * 1000 + "5 HTX, " * 50 + ". Ấy. ",
    "brackets that open in vain": "5 HTX (trong đó " + "( " * 1500 + "trong đó " * 400 + "5 HTX, " * 40 + ". Ấy. ",
    "words that lead to a percentage": "là được tỷ lệ gần trên hơn khoảng " * 250 + "5% " * 55 + ". Ấy. ",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_of_full_length_is_read_soon(unit):
    text = unit * int(MAX_WORDS * 0.99 / len(unit.split()))
    check_length(text)
    began = time.monotonic()
    proofread(text)

    assert time.monotonic() - began < PATIENCE

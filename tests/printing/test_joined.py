"""Many sheets as one file: drawn in pieces, joined in a process of its own."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from printing.joined import in_pieces
from printing.pdf import PdfFailed


def blank(sheets, **_) -> bytes:
    """A page as wide as each sheet says."""
    writer, kept = PdfWriter(), io.BytesIO()
    for width in sheets:
        writer.add_blank_page(width, 100)
    writer.write(kept)
    return kept.getvalue()


@pytest.fixture
def into(tmp_path, monkeypatch):
    monkeypatch.setattr("printing.joined.PIECE", 2)
    return tmp_path / "all.pdf"


def test_the_pages_of_all_pieces_stand_in_one_file_in_their_order(into):
    told = []

    in_pieces(range(11, 16), draw=blank, into=into, progress=told.append)

    assert [page.mediabox.width for page in PdfReader(into).pages] == [11, 12, 13, 14, 15]
    assert told[:3] == [2, 4, 5]


def test_pieces_that_cannot_be_joined_are_told_in_words(into):
    with pytest.raises(PdfFailed, match="in ít tờ hơn mỗi lần"):
        in_pieces(range(3), draw=lambda *_, **__: b"no document", into=into, progress=lambda done: None)


def test_who_no_longer_works_on_the_pages_ends_the_joining_too(into):
    def taken_over(done):
        if done == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        in_pieces(range(3), draw=blank, into=into, progress=taken_over)
    assert not into.exists()

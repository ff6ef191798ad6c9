"""The text of PDFs that people upload, read without trusting them."""

import io

import pytest
from pypdf import PdfWriter

from printing import unpack_pdf
from printing.pdf_reading import PdfRefused, read_pdf
from tests.news.library_files import pdf


def test_the_text_of_every_page_is_read_in_order():
    read = read_pdf(pdf("Trang mot", "Trang hai"), name="a.pdf")

    assert (read.text.split("\n"), read.pages, read.read) == (["Trang mot", "Trang hai"], 2, 2)


def blank() -> PdfWriter:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    return writer


def written(writer: PdfWriter) -> bytes:
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def test_a_scan_has_no_text():
    assert read_pdf(written(blank()), name="a.pdf").text == ""


def locked() -> bytes:
    writer = blank()
    writer.encrypt("mật khẩu", algorithm="RC4-128")
    return written(writer)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (b"", "bị hỏng"),
        (b"%PDF-1.4", "bị hỏng"),
        (b"<html>", "bị hỏng"),
        (pdf("x")[:200], "bị hỏng"),
        (b"%PDF-1.4\n" + b"\0" * 1000, "bị hỏng"),
        (locked(), "đặt mật khẩu"),
    ],
    ids=["empty", "head", "html", "truncated", "nul", "locked"],
)
def test_what_cannot_be_read_is_refused_in_words(source, told):
    answer = unpack_pdf.read(source, "a.pdf")

    assert answer["refused"].startswith("Tệp a.pdf")
    assert told in answer["refused"]


def test_reading_stops_where_it_is_enough(monkeypatch):
    monkeypatch.setattr(unpack_pdf, "MAX_PAGES", 2)
    pages = unpack_pdf.read(pdf("a", "b", "c"), "a.pdf")
    monkeypatch.setattr(unpack_pdf, "MAX_LETTERS", 3)
    letters = unpack_pdf.read(pdf("abcdef", "b"), "a.pdf")

    assert (pages["pages"], pages["read"]) == (3, 2)
    assert (letters["text"], letters["read"]) == ("abc", 1)


def test_the_parent_tells_what_the_child_refused():
    with pytest.raises(PdfRefused, match=r"Tệp x\.pdf bị hỏng"):
        read_pdf(b"%PDF-", name="x.pdf")


def test_a_child_that_outgrows_its_limits_costs_a_sentence(monkeypatch):
    class Killed:
        returncode, stderr = -9, b""

    monkeypatch.setattr("printing.pdf_reading.run_child", lambda *asked, **more: Killed())

    with pytest.raises(PdfRefused, match="đã dừng đọc chữ"):
        read_pdf(pdf("x"), name="x.pdf")

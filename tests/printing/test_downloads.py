"""A file handed out is named, of its kind, and kept by nobody on the way."""

from printing.downloads import download


def test_a_file_goes_to_its_reader_alone_under_its_name():
    answer = download(b"day", "doi-chieu-2023.pdf", "application/pdf")

    assert answer.content == b"day"
    assert dict(answer.headers) == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="doi-chieu-2023.pdf"',
        "Cache-Control": "private, no-store",
    }

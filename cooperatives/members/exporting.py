"""The register of members given out as it can be taken in again, row by row, in the memory of a few thousand."""

import csv
import io
import tempfile
from collections.abc import Iterator

import xlsxwriter
from django.db.models import QuerySet

from cooperatives.members.columns import FACTS, MemberResource
from printing import dates
from printing.xlsx import LIVE_LEADS

_CHUNK = 2000  # rows
_FIELDS = ("organisation__code", "code", *FACTS)


def _rows(queryset: QuerySet) -> Iterator[tuple]:
    """The values of the columns, choices in words; from a cursor of the database, in the order of entry."""
    shows = [column.show for column in MemberResource.columns()]
    for values in queryset.order_by("pk").values_list(*_FIELDS).iterator(chunk_size=_CHUNK):
        yield tuple(
            None if value is None or value == "" else show(value) for show, value in zip(shows, values, strict=True)
        )


def csv_pieces(queryset: QuerySet) -> Iterator[bytes]:
    """The members as CSV in pieces (UTF-8 with its mark); text that a spreadsheet would run is marked with '."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(column.header for column in MemberResource.columns())
    yield b"\xef\xbb\xbf"
    for number, row in enumerate(_rows(queryset), 1):
        writer.writerow(map(_in_csv, row))
        if number % _CHUNK == 0:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def _in_csv(value) -> object:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(LIVE_LEADS) else value
    return "" if value is None else value if isinstance(value, int) else dates.day(value)


def workbook_file(queryset: QuerySet):
    """The members as a workbook in a temporary file, open at its beginning."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 the response closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet("Dữ liệu")
        day, text = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "@"})
        for place, column in enumerate(MemberResource.columns()):
            sheet.write_string(0, place, column.header)
        for number, row in enumerate(_rows(queryset), 1):
            for place, value in enumerate(row):
                _write(sheet, number, place, value, day=day, text=text)
    file.seek(0)
    return file


def _write(sheet, number: int, place: int, value, *, day, text) -> None:
    if isinstance(value, str):
        sheet.write_string(number, place, value, text)
    elif isinstance(value, int):
        sheet.write_number(number, place, value)
    elif value is not None:
        sheet.write_datetime(number, place, value, day)

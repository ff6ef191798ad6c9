"""What is typed means one thing on every way in: in a form, in a file of either kind, in whatever language runs."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from cooperatives.models import Organisation
from office.form_fields import DecimalField, IntegerField, MoneyField
from office.importing.columns import number
from printing.dates import day, parse_day
from printing.numbers import NumberRefused, parse_decimal, parse_integer, parse_money
from printing.spreadsheet import read_rows
from printing.table import Column, Table
from printing.text import canonical
from printing.xlsx import csv_bytes, workbook_bytes
from tests.office.sheets import FORMS
from tests.printing.test_number_reading import READINGS, X

FIRST = date(1900, 1, 1)
DAYS = [FIRST + timedelta(number) for number in range(73_414)]
TYPED = [typed for typed in READINGS if len(typed) < 100 and typed.strip() and "\n" not in typed]
LARGE = 10**70
FIELDS = {"integer": IntegerField(max_value=LARGE), "decimal": DecimalField(), "money": MoneyField(max_value=LARGE)}
COLUMNS = {
    "integer": number(parse_integer, signed=True, largest=LARGE),
    "decimal": number(parse_decimal, signed=True, largest=LARGE),
    "money": number(parse_money, signed=True, largest=LARGE),
}


def outcome(read, cell):
    try:
        return read(cell)
    except (ValidationError, NumberRefused, ValueError):
        return X


def expected(kind: str, typed: str):
    means = READINGS[typed][("integer", "decimal", "money").index(kind)]
    return means if means == X else Decimal(means)


def in_a_file(typed: str) -> str:
    """The string that says the same once a file was read: every blank is an ordinary one."""
    return next(same for same in (canonical(typed), typed) if same in READINGS)


def cells_of(form: str) -> list:
    """Each string as a file of that form gives it back, as text."""
    source = FORMS[form]([["Mã", "Số"], *([f"M{place}", typed] for place, typed in enumerate(TYPED))])
    return [row.cells[1] for row in read_rows(source, name=f"a.{form}").rows]


class TestNumbers:
    def test_there_are_enough_strings(self):
        assert len(TYPED) >= 45

    @pytest.mark.parametrize("separated", [True, False], ids=["grouped", "ungrouped"])
    @pytest.mark.parametrize("language", ["vi", "en"])
    @pytest.mark.parametrize("kind", list(FIELDS))
    def test_a_form_reads_each_exactly_or_refuses_it(self, kind, language, separated, settings):
        settings.USE_THOUSAND_SEPARATOR = separated
        with translation.override(language):
            read = {typed: outcome(FIELDS[kind].clean, typed) for typed in TYPED}

        assert read == {typed: expected(kind, typed) for typed in TYPED}

    @pytest.mark.parametrize("separated", [True, False], ids=["grouped", "ungrouped"])
    @pytest.mark.parametrize("language", ["vi", "en"])
    @pytest.mark.parametrize("form", list(FORMS))
    def test_a_file_reads_each_exactly_or_refuses_it(self, form, language, separated, settings):
        settings.USE_THOUSAND_SEPARATOR = separated
        with translation.override(language):
            cells = cells_of(form)
            read = {
                (kind, typed): outcome(COLUMNS[kind], cell)
                for kind in COLUMNS
                for typed, cell in zip(TYPED, cells, strict=True)
            }

        assert read == {(kind, typed): expected(kind, in_a_file(typed)) for kind in COLUMNS for typed in TYPED}

    def test_a_number_of_a_workbook_is_itself_or_refused(self):
        numbers = [0, 7, -7, 570286, 12.5, 0.5, 66807.55, 12.555, 1e15]
        source = FORMS["xlsx"]([["Mã", "Số"], *([f"M{place}", each] for place, each in enumerate(numbers))])
        cells = [row.cells[1] for row in read_rows(source, name="a.xlsx").rows]

        assert [outcome(COLUMNS["integer"], cell) for cell in cells] == [0, 7, -7, 570286, X, X, X, X, 10**15]
        assert [outcome(COLUMNS["decimal"], cell) for cell in cells] == [
            *(0, 7, -7, 570286, Decimal("12.5"), Decimal("0.5"), Decimal("66807.55"), X, 10**15)
        ]


class TestDays:
    """Every one of the 73,414 days from 1900 to 2100."""

    def test_a_form_reads_each_as_it_is_printed(self):
        field = Organisation._meta.get_field("founded_on").formfield(localize=True)

        assert (DAYS[0], DAYS[-1]) == (date(1900, 1, 1), date(2100, 12, 31))
        assert [each for each in DAYS if field.clean(day(each)) != each] == []

    @pytest.mark.parametrize(("write", "form"), [(csv_bytes, "csv"), (partial(workbook_bytes, bare=True), "xlsx")])
    def test_a_file_gives_each_back_as_it_was_written(self, write, form):
        columns = (Column("written", "Viết"), Column("day", "Ngày", kind="day"))
        source = write(Table("Ngày", columns, tuple((f"D{each.isoformat()}", each) for each in DAYS)))
        rows = [row.cells for row in read_rows(source, name=f"a.{form}").rows]

        assert len(rows) == 73_414
        assert [written for written, cell in rows if f"D{parse_day(cell)}" != written] == []

    def test_none_is_swapped(self):
        field = Organisation._meta.get_field("founded_on").formfield(localize=True)

        assert (field.clean("13/02/1980"), field.clean("02/01/1980")) == (date(1980, 2, 13), date(1980, 1, 2))
        with pytest.raises(ValidationError):
            field.clean("02/13/1980")

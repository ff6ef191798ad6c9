"""The office's documents are numbered from 1 every year, each number once and none left out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, transaction

from office.models import NumberBook
from office.numbering import take_number

ROOT = Path(__file__).resolve().parents[2]
CLERKS, EACH = 4, 50
ISSUE = f"""
import django
django.setup()
from office.numbering import take_number
print(*(take_number(book="Báo cáo", year=2023) for _ in range({EACH})))
"""
MAKE_BOOKS = """
import django
django.setup()
from django.db import connection
from office.models import NumberBook
with connection.schema_editor() as editor:
    editor.create_model(NumberBook)
"""


@pytest.mark.django_db
def test_every_book_and_every_year_begins_with_one():
    taken = [
        take_number(book=book, year=year) for book, year in (("BC", 2023), ("BC", 2023), ("NQ", 2023), ("BC", 2024))
    ]

    assert taken == [1, 2, 1, 1]


@pytest.mark.django_db
def test_a_number_whose_document_fails_is_given_to_the_next():
    with transaction.atomic():
        take_number(book="BC", year=2023)
        transaction.set_rollback(True)

    assert take_number(book="BC", year=2023) == 1


@pytest.mark.django_db(transaction=True)
def test_two_hundred_issued_by_four_clerks_at_once_are_the_numbers_to_two_hundred(tmp_path):
    address = _shared_database(tmp_path)

    clerks = [_python(ISSUE, address) for _ in range(CLERKS)]
    numbers = [int(number) for clerk in clerks for number in clerk.communicate(timeout=120)[0].split()]

    assert sorted(numbers) == list(range(1, CLERKS * EACH + 1))


def _shared_database(folder: Path) -> str:
    """The address of a database that several processes can write to: the one of the tests, or a file of its own."""
    if connection.vendor == "postgresql":
        NumberBook.objects.all().delete()
        told = connection.settings_dict
        return f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"
    address = f"sqlite:///{folder / 'books.sqlite3'}"
    _python(MAKE_BOOKS, address).communicate(timeout=60)
    return address


def _python(program: str, address: str) -> subprocess.Popen:
    environment = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "alliance.settings"}
    return subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )

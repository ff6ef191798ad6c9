"""A report on its way to being sealed: a small office, one cooperative that reported, paper that is quick to print."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from office.models import Committee, Signatory
from printing.document import Document
from printing.files import FORMS, Form
from reports import drafting, report_workflow
from reports.models import Erratum, Report, Seal
from returns.models import Period

seals_stay = import_module("reports.migrations.0004_seals_stay")


def quick_pdf(document: Document, **options) -> bytes:
    """What says as little as possible of a document and is other bytes for another."""
    return f"%PDF-1.7\n{document.letterhead.number_line}\n{document.mark}\n{len(document.blocks)}\n%%EOF".encode()


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"
    return settings.PRIVATE_ROOT


@pytest.fixture
def quick_paper(monkeypatch):
    """Drawing a real page takes seconds; where only the bytes matter these are as good."""
    monkeypatch.setitem(FORMS, "pdf", Form("pdf", "PDF", "application/pdf", quick_pdf))


@pytest.fixture
def year(office, founded, reported) -> Period:
    """The year 2023: one cooperative with 120 members. Both committees issue reports, each with who signs for it."""
    for kind, symbol in (("executive", "BCH"), ("steering", "BCĐ")):
        name = f"Ban {symbol} tỉnh Thử Nghiệm"
        ban = Committee.objects.create(kind=kind, name=name, issuer_line=name.upper(), document_symbol=symbol)
        since = date(2020, 1, 1)
        Signatory.objects.create(full_name=f"Người ký {symbol}", post="TRƯỞNG BAN", committee=ban, valid_from=since)
    reported(founded("H1"), members=120)
    return Period.objects.get(code="2023")


@pytest.fixture
def draft(year, staff) -> Report:
    return drafting.begin(kind="year_end", issuer="office", period=year, by=staff)


@pytest.fixture
def submitted(draft, staff) -> Report:
    return report_workflow.submit(draft, by=staff)


@pytest.fixture
def approved(submitted, leader) -> Report:
    return report_workflow.approve(submitted, by=leader)


@pytest.fixture
def sealed(approved, leader, quick_paper) -> Report:
    return report_workflow.seal(approved, by=leader).report


class _Editor:
    """As much of a schema editor as the migration asks for."""

    def __init__(self):
        self.connection = connection

    def execute(self, sql, params=None):
        with connection.cursor() as cursor:
            cursor.execute(sql, params)


def unlock() -> None:
    """Lift what the databases refuse, as somebody could who owns the database."""
    seals_stay.give_way(apps, _Editor())


def lock() -> None:
    seals_stay.stay(apps, _Editor())


def clear() -> None:
    """Remove what was sealed, before a test that writes for good empties the tables."""
    unlock()
    for model in (Erratum, Seal, Report):
        model.objects.all().delete()
    lock()


@pytest.fixture
def cleared():
    yield
    clear()


@pytest.fixture
def unlocked(sealed) -> Report:
    unlock()
    return sealed

"""Filled-in forms as they come back, dropped on the intake page and taken in."""

import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from office import jobs
from office.models import Job
from returns.jobs import drop
from returns.models import Campaign, ReceivedForm


def filled(form: bytes, **answers) -> bytes:
    """A form as somebody fills it in with Excel."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    sheet = book.active
    lines = {sheet.cell(row, 1).value: row for row in range(2, sheet.max_row + 1)}
    for code, value in answers.items():
        sheet.cell(lines[code], 5).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows(form: bytes) -> dict[str, tuple]:
    """The lines of a form by their code."""
    sheet = openpyxl.load_workbook(io.BytesIO(form)).active
    return {row[0]: row[1:] for row in sheet.iter_rows(min_row=2, values_only=True) if row[0]}


def handed_in(campaign: Campaign, *files: tuple[str, bytes], by) -> Job:
    return drop([SimpleUploadedFile(name, content) for name, content in files], campaign=campaign, by=by)


def dropped(campaign: Campaign, *files: tuple[str, bytes], by) -> list[ReceivedForm]:
    """Drop files, (name, content) each, and return what became of them."""
    job = handed_in(campaign, *files, by=by)
    jobs.perform(jobs.claim())
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.result
    return list(ReceivedForm.objects.filter(job=job))

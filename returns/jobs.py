"""The long work of collecting: a drop of filled-in forms, taken in batch by batch."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count
from django.urls import reverse

from office import job_files, jobs
from office.models import Job
from printing import numbers
from printing.workbook_check import MEGABYTE
from returns.intake import LARGEST_FORM, read_returned, take_in
from returns.models import Campaign, ReceivedForm

KIND = "intake"
MOST_FILES = 600  # of one drop
BATCH = 50  # files of one transaction
READ_AT_ONCE = 8 * MEGABYTE  # bytes of files held for one child process
_STEP = "Đọc và nhận biểu"


def drop(files: Sequence[UploadedFile], *, campaign: Campaign, by) -> Job:
    """Hand in a drop of files, to be taken in as one job."""
    sizes: list[int] = []
    kept = job_files.keep(_contents(files, sizes))
    payload = {"file": kept, "campaign": campaign.pk, "names": [file.name[:200] for file in files], "sizes": sizes}
    return jobs.submit(KIND, title=f"Nhận {numbers.counted(len(files))} biểu Excel, {campaign}", payload=payload, by=by)


def _contents(files: Sequence[UploadedFile], sizes: list[int]) -> Iterator[bytes]:
    """The contents one after another, their lengths noted in `sizes`; of what is too large, enough to show that."""
    for file in files:
        content = file.read(LARGEST_FORM + 1)
        sizes.append(len(content))
        yield content


def take_in_drop(work: jobs.Work) -> dict:
    """Take in what of a drop is not taken in yet."""
    campaign = Campaign.objects.get(pk=work.payload["campaign"])
    total = len(work.payload["names"])
    done = ReceivedForm.objects.filter(job=work.job).count()
    for files in _portions(work.job, after=done):
        with closing(read_returned(files)) as returned:
            while batch := list(islice(returned, BATCH)):
                work.progress(_STEP, done, total)
                with transaction.atomic():
                    take_in(batch, campaign=campaign, job=work.job, first=done + 1, by=work.job.by)
                    work.note(files=done + len(batch))
                done += len(batch)
    work.progress(_STEP, done, total)
    return {"summary": _counts(work.job)}


def _portions(job: Job, *, after: int) -> Iterator[list[tuple[str, bytes]]]:
    """The files of a drop after the first so many, (name, content) each, as many at once as memory is to hold."""
    portion, held = [], 0
    with job_files.path_of(job.payload["file"]).open("rb") as file:
        for number, (name, size) in enumerate(zip(job.payload["names"], job.payload["sizes"], strict=True)):
            content = file.read(size)
            if number < after:
                continue
            portion.append((name, content))
            held += size
            if held > READ_AT_ONCE:
                yield portion
                portion, held = [], 0
    if portion:
        yield portion


def page_of(job: Job) -> str:
    """The page that tells what became of each file of a drop."""
    return reverse("admin:returns_campaign_drop", args=[job.payload["campaign"], job.pk])


def _counts(job: Job) -> str:
    """How many files came out how, in a sentence."""
    rows = ReceivedForm.objects.filter(job=job).order_by().values_list("outcome").annotate(Count("pk"))
    found = dict(rows)
    told = [
        f"{outcome.label} {numbers.counted(found[outcome])}" for outcome in ReceivedForm.Outcome if outcome in found
    ]
    return f"{numbers.counted(sum(found.values()))} tệp: {'; '.join(told)}."


def _written(job: Job) -> str:
    if not ReceivedForm.objects.filter(job=job).exists():
        return ""
    total = numbers.counted(len(job.payload["names"]))
    return f"Trong {total} tệp đã có kết quả của {_counts(job)} Những tệp còn lại chưa nhận: hãy thả lại."


jobs.register(jobs.Kind(KIND, take_in_drop, "returns.change_submission", written=_written, counted="tệp", page=page_of))

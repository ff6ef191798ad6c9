"""The long work of reports: a document too long for a page to wait for, printed by the worker.

Whoever prints a document offers it under a name, with what it is made from; the job makes it anew and gives the file:

    @printable("year_end")
    def _year_end(*, period, by) -> Document: ...

    print_later("year_end", title="In báo cáo năm 2023", name="bao-cao.pdf", by=user, period="2023")
"""

from collections.abc import Callable
from dataclasses import replace

from cooperatives.models import Organisation
from office import job_files, jobs
from office.models import Job
from printing import numbers
from printing.document import Document
from printing.pdf import UNHURRIED, PdfFailed, document_pdf
from reports import sealing_jobs  # noqa: F401  offers its own kind of work
from reports.models import Report
from reports.writing import NothingToReport, write, write_generated
from returns.models import Period

KIND = "print_report"
_documents: dict[str, Callable[..., Document]] = {}


def printable(name: str) -> Callable:
    """Offer what makes a document from what it is asked (texts and numbers) and the user it is made for."""

    def offer(make: Callable[..., Document]) -> Callable[..., Document]:
        _documents[name] = make
        return make

    return offer


def print_later(document: str, *, title: str, name: str, by, **asked) -> Job:
    """Hand in a document to be printed; `name` is that of the file it ends as."""
    return jobs.submit(KIND, title=title, payload={"document": document, "name": name, "asked": asked}, by=by)


def print_report(work: jobs.Work) -> dict:
    """Make the document and print it; begun anew after a kill, since nothing else is written."""
    work.progress("Lập nội dung", 0)
    try:
        document = _documents[work.payload["document"]](**work.payload["asked"], by=work.job.by)
        rows = sum(len(table.rows) for table in document.annexes)
        step = f"Dàn trang và in {numbers.counted(rows)} dòng phụ lục"
        work.progress(step, 0)
        content = document_pdf(document, effort=replace(UNHURRIED, beat=lambda: work.progress(step, 0)))
    except (PdfFailed, NothingToReport) as refused:
        raise jobs.JobRefused({"message": str(refused)}) from refused
    name = work.payload["name"]
    return {
        "summary": f"Đã in xong {document.letterhead.title}.",
        "copies": [job_files.copy("Tải bản in PDF", name, content)],
    }


@printable("year_end")
def _year_end(*, period: str, by) -> Document:
    within = Organisation.objects.visible_to(by)
    return write_generated(Report.Kind.YEAR_END, Period.objects.named(period), within=within).document


@printable("report")
def _report(*, report: int, by) -> Document:
    open_still = Report.objects.visible_to(by).exclude(state=Report.State.SEALED).filter(pk=report).first()
    if open_still is None:
        raise NothingToReport("Báo cáo này vừa ban hành hoặc không còn: hãy mở lại trang báo cáo mà tải.")
    return write(open_still, within=Organisation.objects.visible_to(by)).document


jobs.register(jobs.Kind(KIND, print_report, "returns.view_annualreturn"))

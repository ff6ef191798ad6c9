"""The long work of emulation: the certificates of a decision as one file."""

import tempfile
from datetime import date
from pathlib import Path

from django.db.models import QuerySet

from events.emulation.certificates import awards_on, background_of, sheets
from events.models import Award, CertificateDesign
from office import job_files, jobs
from office.models import Job
from printing import numbers
from printing.joined import in_pieces
from printing.pdf import PdfFailed

KIND = "certificates"
MANY = 500  # awards held at once while their sheets are drawn
_STEP = "Dựng bằng"


def order(design: CertificateDesign, *, decision: str, decided_on: date, site: str, by) -> Job:
    """Hand in the printing of a decision's certificates."""
    payload = {"design": design.pk, "decision": decision, "decided_on": decided_on.isoformat(), "site": site}
    return jobs.submit(KIND, title=f"In {design.name}, quyết định số {decision}", payload=payload, by=by)


def _wanted(work: jobs.Work) -> tuple[CertificateDesign, QuerySet[Award]]:
    told = work.payload
    design = CertificateDesign.objects.get(pk=told["design"])
    return design, awards_on(design, decision=told["decision"], decided_on=date.fromisoformat(told["decided_on"]))


def print_certificates(work: jobs.Work) -> dict:
    """Draw every certificate; begun again after a kill it draws them all again, since nothing else was written."""
    design, awards = _wanted(work)
    total = awards.count()
    if not total:
        raise jobs.JobRefused({"message": "Quyết định không có khen thưởng nào theo hình thức của mẫu: chưa in gì."})
    work.progress(_STEP, 0, total)
    drawn = sheets(design, awards.iterator(chunk_size=MANY), site=work.payload["site"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bang.pdf"
        try:
            for done in in_pieces(drawn, background=background_of(design), into=path):
                work.progress(_STEP, done, total)
        except PdfFailed as failed:
            raise jobs.JobRefused({"message": str(failed)}) from failed
        copy = job_files.copy("Tải tệp PDF để in", "bang-khen.pdf", path.read_bytes())
    return {"summary": f"{numbers.counted(total)} bằng.", "copies": [copy]}


jobs.register(jobs.Kind(KIND, print_certificates, "events.change_award", counted="bằng"))

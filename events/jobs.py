"""The long work of meetings and emulation: many invitations, the certificates of a decision, each as one file."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from django.db.models import QuerySet

from events.emulation.certificates import awards_on, background_of, sheets
from events.invitations import write_invitations
from events.letterheads import OfficeMissing
from events.models import Award, CertificateDesign, Invitation
from office import job_files, jobs
from office.models import Job
from printing import numbers
from printing.joined import sheets_in_pieces
from printing.pdf import PdfFailed

CERTIFICATES, INVITATIONS = "certificates", "invitations"
MANY = 500  # awards held at once while their sheets are drawn
_STEP = "Dựng bằng"
_PAGES = "Dựng giấy mời"


def order(design: CertificateDesign, *, like: Award, site: str, by) -> Job:
    """Hand in the printing of the certificates of a decision, told by one of its awards."""
    payload = {"design": design.pk, "like": like.pk, "site": site}
    return jobs.submit(CERTIFICATES, title=f"In {design.name}, quyết định số {like.decision}", payload=payload, by=by)


def order_invitations(letter: Invitation, *, site: str, by) -> Job:
    """Hand in the printing of a letter; `site` is the address of the portal that its codes begin with."""
    payload = {"invitation": letter.pk, "site": site}
    return jobs.submit(INVITATIONS, title=f"In {letter.in_sentence}, {letter.conference}", payload=payload, by=by)


def _wanted(work: jobs.Work) -> tuple[CertificateDesign, QuerySet[Award]]:
    design = CertificateDesign.objects.get(pk=work.payload["design"])
    like = Award.objects.select_related("kind").get(pk=work.payload["like"])
    return design, awards_on(design, like=like)


def print_certificates(work: jobs.Work) -> dict:
    """Draw every certificate; begun again after a kill it draws them all again, since nothing else was written."""
    design, awards = _wanted(work)
    total = awards.count()
    if not total:
        raise jobs.JobRefused({"message": "Quyết định không có khen thưởng nào theo hình thức của mẫu: chưa in gì."})
    work.progress(_STEP, 0, total)

    def write(path: Path) -> None:
        drawn = sheets(design, awards.iterator(chunk_size=MANY), site=work.payload["site"])
        told = {"background": background_of(design), "progress": lambda done: work.progress(_STEP, done, total)}
        sheets_in_pieces(drawn, into=path, **told)

    return {"summary": f"{numbers.counted(total)} bằng.", "copies": [_kept(write, "bang-khen.pdf")]}


def print_invitations(work: jobs.Work) -> dict:
    """Draw every page of a letter, all of them again after a kill."""
    letter = Invitation.objects.select_related("conference").get(pk=work.payload["invitation"])
    delegates = list(letter.delegates.in_order())
    total = len(delegates)
    work.progress(_PAGES, 0, total)

    def write(path: Path) -> None:
        told = {"site": work.payload["site"], "progress": lambda done: work.progress(_PAGES, done, total)}
        write_invitations(letter, delegates, into=path, **told)

    return {"summary": f"{numbers.counted(total)} giấy mời.", "copies": [_kept(write, letter.file_name)]}


def _kept(write: Callable[[Path], None], name: str) -> dict:
    """What a job gives back: the file that `write` makes. Raises JobRefused, in words, where it cannot."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        try:
            write(path)
        except (PdfFailed, OfficeMissing) as failed:
            raise jobs.JobRefused({"message": str(failed)}) from failed
        return job_files.copy("Tải tệp PDF để in", name, path.read_bytes())


jobs.register(jobs.Kind(CERTIFICATES, print_certificates, "events.change_award", counted="bằng"))
jobs.register(jobs.Kind(INVITATIONS, print_invitations, "events.change_conference", counted="tờ"))

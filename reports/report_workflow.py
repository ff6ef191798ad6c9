"""The way of a conference report: submitted, approved by another, sealed; or withdrawn, sent back, corrected.

Each verb locks the report it decides about. What is sealed never changes again: a correction is the next edition.
"""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from reports import drafting
from reports.models import Passage, Report
from reports.sealing import files, issuing
from reports.sealing.canonical import approved_part, canonical, content_hash, content_of, read_part
from reports.writing import NothingToReport, Written, write

State = Report.State
Check = Callable[[Report, object], None]
LONGEST_REASON = 300


def stamp(report: Report) -> str:
    """What tells one stand of a report on its way from every other: who decides sends along which they saw."""
    moments = (report.submitted_at, report.approved_at)
    return "/".join([report.state, *(moment.isoformat() if moment else "" for moment in moments)])


def read_digest(written: Written) -> str:
    """What tells the words and figures somebody read from all others, 64 hexadecimal digits."""
    return content_hash(canonical(read_part(written)))


def may(check: Check, report: Report, user) -> bool:
    """Whether a check_can_… lets somebody do it now."""
    try:
        check(report, user)
    except (PermissionDenied, ValidationError):
        return False
    return True


def check_can_submit(report: Report, user) -> None:
    """Raise PermissionDenied or ValidationError, in words, unless `user` may hand this report in now."""
    drafting.check_can_begin(user)
    _check_state(report, "trình", State.DRAFT)


def check_can_withdraw(report: Report, user) -> None:
    """Raise PermissionDenied or ValidationError, in words, unless `user` may take this report back now."""
    drafting.check_can_begin(user)
    _check_state(report, "rút lại", State.REVIEW)


def check_can_approve(report: Report, user) -> None:
    """Raise PermissionDenied or ValidationError, in words, unless `user` may approve this report (anew) now."""
    _check_approver(user)
    _check_state(report, "duyệt", State.REVIEW, State.APPROVED)
    if user.pk in (report.submitted_by_id, report.begun_by_id) or _has_written(report, user):
        raise PermissionDenied("Báo cáo phải do người khác duyệt: bạn là người lập, soạn hoặc trình báo cáo này.")


def check_can_send_back(report: Report, user) -> None:
    """Raise PermissionDenied or ValidationError, in words, unless `user` may send this report back now."""
    _check_approver(user)
    _check_state(report, "trả lại", State.REVIEW, State.APPROVED)


def check_can_seal(report: Report, user) -> None:
    """Raise PermissionDenied or ValidationError, in words, unless `user` may seal this report now."""
    if not user.has_perm("reports.seal_report"):
        raise PermissionDenied("Chỉ lãnh đạo được ban hành báo cáo.")
    _check_state(report, "ban hành", State.APPROVED)


def check_can_correct(report: Report, user) -> None:
    """Raise PermissionDenied or ValidationError, in words, unless `user` may begin the next edition now."""
    drafting.check_can_begin(user)
    _check_state(report, "lập bản thay thế", State.SEALED)
    if later := Report.objects.filter(corrects=report).first():
        raise ValidationError(f"Báo cáo này đã có bản thứ {later.edition} thay thế: hãy mở bản ấy.")


def _has_written(report: Report, user) -> bool:
    """Whether some words of it were ever theirs, also those that another has replaced since."""
    return Passage.history.filter(report=report.pk, history_user=user.pk).exists()


def _check_approver(user) -> None:
    if not user.has_perm("reports.approve_report"):
        raise PermissionDenied("Chỉ lãnh đạo được duyệt hoặc trả lại báo cáo.")


def _check_state(report: Report, what: str, *states: State) -> None:
    if report.state not in states:
        allowed = " hoặc ".join(state.label for state in states)
        raise ValidationError(f"Báo cáo này {report.get_state_display()}: chỉ báo cáo {allowed} mới {what} được.")


def submit(report: Report, *, seen: str = "", by) -> Report:
    """Hand a draft in for review. Raises PermissionDenied, ValidationError."""
    report = _fresh(report)
    check_can_submit(report, by)
    _written(report)  # what cannot be written cannot be reviewed
    with transaction.atomic():
        report = _held(report, check_can_submit, seen, by)
        report.state, report.submitted_by, report.submitted_at = State.REVIEW, by, timezone.now()
        report.returned_because = ""
        return _saved(report, by)


@transaction.atomic
def withdraw(report: Report, *, seen: str = "", by) -> Report:
    """Take a report back that nobody has approved, to work on it. Raises PermissionDenied, ValidationError."""
    return _reopened(_held(report, check_can_withdraw, seen, by), "", by)


@transaction.atomic
def send_back(report: Report, *, reason: str, seen: str = "", by) -> Report:
    """Send a report back to be worked on, also an approved one. Raises PermissionDenied, ValidationError."""
    report = _held(report, check_can_send_back, seen, by)
    return _reopened(report, _worded(reason, "Hãy ghi vì sao trả lại, để người soạn biết sửa gì."), by)


def approve(report: Report, *, seen: str = "", read: str | None = None, by) -> Report:
    """Let leadership stand by the words and figures as they are now. Raises PermissionDenied, ValidationError.

    `read` is the `read_digest` of what was read, None where no page showed it: other words or figures are refused. What
    is approved is kept, so that sealing can tell whether it is still so, and what is not.
    """
    report = _fresh(report)
    check_can_approve(report, by)
    written = _written(report)
    if read is not None and read != read_digest(written):
        raise ValidationError("Lời hoặc số của báo cáo đã khác từ khi bạn mở trang: hãy đọc lại báo cáo rồi duyệt.")
    text = canonical(approved_part(content_of(report, written)))
    with transaction.atomic():
        report = _held(report, check_can_approve, seen, by)
        report.state, report.approved_by, report.approved_at = State.APPROVED, by, timezone.now()
        report.approved_content, report.approved_digest = text, content_hash(text)
        return _saved(report, by)


def seal(report: Report, *, told: issuing.Told = issuing.untold, by):
    """Give an approved report its number, print and sign it, and seal it. Returns its Seal.

    Printing takes seconds and happens outside every transaction; a report whose printing fails keeps its number and is
    sealed under it later. Raises PermissionDenied; ValidationError where it is not as approved, a stated value differs
    without a reason, or it cannot be printed or signed.
    """
    report = _fresh(report)
    check_can_seal(report, by)
    signed_in = issuing.check_is_as_approved(report).document.letterhead.day.year
    with transaction.atomic():
        report = issuing.numbered(_held(report, check_can_seal, "", by), signed_in=signed_in, by=by)
    made = issuing.made(report, told=told)
    stored = files.keep(issuing.file_name(report), made.contents)  # unless a seal comes to name them they are swept
    with transaction.atomic():
        return issuing.sealed(_held(report, check_can_seal, "", by), report, made, stored, by=by)


@transaction.atomic
def correct(report: Report, *, by) -> Report:
    """Begin the next edition of a sealed report, with what was written into this one. It is dated today.

    Raises PermissionDenied, ValidationError.
    """
    report = _held(report, check_can_correct, "", by)
    same = {name: getattr(report, name) for name in ("kind", "issuer", "period", "conference")}
    later = Report(**same, edition=report.edition + 1, corrects=report, begun_by=by, signed_on=timezone.localdate())
    _saved(later, by)
    for passage in report.passages.all():
        copy = Passage(report=later, section=passage.section, text=passage.text)
        copy._history_user = by
        copy.save()
    return later


def _fresh(report: Report) -> Report:
    return Report.objects.select_related("period", "conference", "corrects__seal").get(pk=report.pk)


def _held(report: Report, check: Check, seen: str, by) -> Report:
    """The report, locked, once it is sure that it may be done; `seen` is the stand it was decided upon."""
    held = Report.objects.select_for_update(of=("self",)).select_related("period", "corrects__seal").get(pk=report.pk)
    check(held, by)
    if seen and seen != stamp(held):
        raise ValidationError("Báo cáo vừa được trình, rút hoặc duyệt sau khi bạn mở trang: hãy xem lại rồi làm tiếp.")
    return held


def _reopened(report: Report, reason: str, by) -> Report:
    report.state, report.returned_because = State.DRAFT, reason
    report.submitted_by = report.submitted_at = report.approved_by = report.approved_at = None
    report.approved_content = report.approved_digest = ""
    return _saved(report, by)


def _written(report: Report) -> Written:
    """The report as it is written now. Raises ValidationError where it cannot be."""
    try:
        return write(report)
    except NothingToReport as missing:
        raise ValidationError(str(missing)) from missing


def _worded(reason: str, asked: str) -> str:
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError(asked)
    if len(reason) > LONGEST_REASON:
        raise ValidationError(f"Lý do dài quá {LONGEST_REASON} chữ: hãy ghi ngắn lại.")
    return reason


def _saved(report: Report, by) -> Report:
    report._history_user = by
    report.full_clean()
    report.save()
    return report

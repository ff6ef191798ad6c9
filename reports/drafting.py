"""Changes of a report while it is drafted: each is one transaction and records who did it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from events.models import Conference
from reports.models import Passage, Report
from reports.writing import KINDS, UnsuitedPeriod
from reports.writing.bound import Bound
from returns.models import Period


def check_can_begin(user) -> None:
    """Raise PermissionDenied, in words, unless `user` may begin reports, and so hand them in and take them back."""
    if not user.has_perm("reports.add_report"):
        raise PermissionDenied("Chỉ cán bộ được lập, trình và rút báo cáo.")


def check_can_write(user) -> None:
    """Raise PermissionDenied, in words, unless `user` may write in reports that are open."""
    if not user.has_perm("reports.change_passage"):
        raise PermissionDenied("Chỉ cán bộ được soạn báo cáo.")


def check_is_open(report: Report) -> None:
    """Raise ValidationError for a report that is no draft any more."""
    if not report.is_open:
        raise ValidationError(
            f"Báo cáo {report.get_state_display()} nên không sửa được nữa: muốn sửa, hãy nhờ trả về để soạn lại."
        )


@transaction.atomic
def begin(*, kind: str, period: Period, issuer: str, by) -> Report:
    """Begin a report of a period, for the conference that reviewed it; of one that was begun, its newest edition.

    Raises PermissionDenied, ValidationError.
    """
    check_can_begin(by)
    try:
        KINDS[kind].check_suits(period)
    except UnsuitedPeriod as refused:
        raise ValidationError(str(refused)) from refused
    if period.pk is None:
        period._history_user = by
        period.save()
    report = Report(kind=kind, period=period, issuer=issuer, conference=proposed_conference(kind, period), begun_by=by)
    report._history_user = by
    try:
        with transaction.atomic():
            report.save()
    except IntegrityError:
        return Report.objects.newest_editions().get(kind=kind, period=period, issuer=issuer)
    return report


def proposed_conference(kind: str, period: Period) -> Conference | None:
    """The newest conference that reviewed the period."""
    return Conference.objects.reporting(period).filter(kind=KINDS[kind].conference).first()


def opened(report: Report) -> Report:
    """The report, locked until the transaction ends. Raises ValidationError when it may not be edited any more."""
    locked = Report.objects.select_for_update().get(pk=report.pk)
    check_is_open(locked)
    return locked


@transaction.atomic
def write_passage(report: Report, *, section: str, text: str, generated: str, by) -> None:
    """Put `text` in place of the generated one; where it says the same, the section is generated again.

    Raises PermissionDenied, ValidationError.
    """
    check_can_write(by)
    report = opened(report)
    passage = report.passages.filter(section=section).first() or Passage(report=report, section=section)
    passage._history_user = by
    if text != generated:
        passage.text = text
        passage.full_clean()
        passage.save()
    elif passage.pk:
        passage.delete()


@transaction.atomic
def give_back(report: Report, *, section: str, seen: str, by) -> None:
    """Let a section be generated again; what was written stays in its history.

    `seen` is the text that whoever decides has read. Raises PermissionDenied, ValidationError.
    """
    check_can_write(by)
    passage = opened(report).passages.select_for_update().filter(section=section).first()
    if passage is None:
        return
    if passage.text != seen:
        raise ValidationError(
            "Người khác vừa sửa mục này sau khi bạn mở trang: hãy đọc lại rồi mới trả về câu tự động."
        )
    passage._history_user = by
    passage.delete()


@transaction.atomic
def confirm(report: Report, *, section: str, seen: str, bound: Bound, by) -> None:
    """Take what the chips of a section show today as read, so that they are marked no longer.

    `seen` is the text with its figures as they were read. Raises PermissionDenied, ValidationError.
    """
    check_can_write(by)
    passage = opened(report).passages.select_for_update().filter(section=section).first()
    if passage is None:
        return
    text = bound.refreshed(passage.text)
    if text != seen:
        raise ValidationError("Mục này hoặc số liệu của nó vừa đổi lần nữa sau khi bạn mở trang: hãy xem lại.")
    passage.text, passage._history_user = text, by
    passage.save()

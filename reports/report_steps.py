"""What can be done with a report on its way, as its page offers it: one entry each, in the order of the way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from office.jobs import State
from office.models import Job
from reports import report_workflow, sealing_jobs
from reports.models import Report
from reports.report_workflow import Check, may, stamp

Does = Callable[[Report, Mapping[str, str], object], Report]


@dataclass(frozen=True)
class Step:
    """One button: the end of its address, its words, who may when, what it does with what was sent, what is said then.

    `asks` is the label of the one thing it asks for, "" for nothing; `reads` where it takes having read the report.
    """

    slug: str
    label: str
    check: Check
    does: Does
    done: str
    hint: str = ""
    asks: str = ""
    reads: bool = False


def _approve(report: Report, sent: Mapping[str, str], by) -> Report:
    return report_workflow.approve(report, seen=sent.get("seen", ""), read=sent.get("read", ""), by=by)


def _send_back(report: Report, sent: Mapping[str, str], by) -> Report:
    return report_workflow.send_back(report, reason=sent.get("reason", ""), seen=sent.get("seen", ""), by=by)


def _hand_to_worker(report: Report, sent: Mapping[str, str], by) -> Report:
    sealing_jobs.hand_in(report, by=by)
    return report


STEPS = (
    Step(
        "trinh",
        "Trình duyệt",
        report_workflow.check_can_submit,
        lambda report, sent, by: report_workflow.submit(report, seen=sent.get("seen", ""), by=by),
        "Đã trình: người khác sẽ duyệt.",
        "Trình rồi thì không sửa lời được nữa, trừ khi rút lại.",
    ),
    Step(
        "rut-lai",
        "Rút lại để sửa",
        report_workflow.check_can_withdraw,
        lambda report, sent, by: report_workflow.withdraw(report, seen=sent.get("seen", ""), by=by),
        "Đã rút lại: báo cáo lại là bản đang soạn.",
    ),
    Step(
        "duyet",
        "Duyệt theo số hôm nay",
        report_workflow.check_can_approve,
        _approve,
        "Đã duyệt.",
        "Lời và số của hôm nay được giữ lại; đến khi ban hành mà khác đi thì phải duyệt lại.",
        reads=True,
    ),
    Step(
        "tra-lai",
        "Trả lại",
        report_workflow.check_can_send_back,
        _send_back,
        "Đã trả lại cho người soạn.",
        asks="Vì sao trả lại",
    ),
    Step(
        "phat-hanh",
        "Ban hành",
        report_workflow.check_can_seal,
        _hand_to_worker,
        "Đang in và ban hành: trang này tự xem lại cho đến khi xong.",
        "Cấp số văn bản, in PDF, Word, Excel và khóa lại: sau đó không ai sửa được, chỉ thay bằng bản mới.",
    ),
    Step(
        "thay-the",
        "Lập bản thay thế",
        report_workflow.check_can_correct,
        lambda report, sent, by: report_workflow.correct(report, by=by),
        "Đã lập bản thay thế, đang soạn. Bản đã ban hành giữ nguyên.",
        "Bản mới lấy lời của bản này, số của hôm nay, số văn bản mới.",
    ),
)
BY_SLUG = {step.slug: step for step in STEPS}


@dataclass(frozen=True)
class Offered:
    step: Step
    typed: str = ""


@dataclass(frozen=True)
class WorkflowCard:
    """What templates/reports/workflow_card.html shows of a report to somebody; `read` tells the text beside it."""

    report: Report
    stamp: str
    offered: list[Offered]
    job: Job | None
    later: Report | None
    read: str = ""
    refused: tuple[str, ...] = ()

    @property
    def is_being_sealed(self) -> bool:
        return self.job is not None and self.job.is_open

    @property
    def job_refusal(self) -> str:
        """Why the last attempt to seal came to nothing, "" where it did not or the report has moved on."""
        if self.job is None or self.report.state != Report.State.APPROVED or self.job.state == State.DONE:
            return ""
        return self.job.result.get("message", "")


def workflow_card(
    report: Report, user, *, read: str = "", refused: tuple[str, ...] = (), typed: str = ""
) -> WorkflowCard:
    """The way of a report and the steps that somebody may take now.

    `read` is the digest of the report where the page shows it; `typed` is given back where a step was refused.
    """
    job = sealing_jobs.job_of(report) if report.state in (Report.State.APPROVED, Report.State.SEALED) else None
    busy = job is not None and job.is_open
    offered = [Offered(step, typed if step.asks else "") for step in STEPS if may(step.check, report, user)]
    later = Report.objects.filter(corrects=report).select_related("period").first()
    return WorkflowCard(report, stamp(report), [] if busy else offered, job, later, read, refused)

"""Taking in the forms that came back: each file is known by its mark, and what becomes of it is kept.

Files are read by a child process (printing.spreadsheet) and judged in batches: as many queries for fifty as for one.
What is wrong with a file goes back in a copy; what differs from answers that stand waits for a person to choose.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from cooperatives.models import Organisation
from office.models import Job
from office.text import clean_line
from printing import numbers
from printing.spreadsheet import SpreadsheetRefused, read_workbook_grids
from printing.workbook_check import MEGABYTE
from returns.answers import AnswersForm
from returns.excel_form import LONGEST_FORM, Form, form_in
from returns.models import Campaign, Phase, ReceivedForm, Submission
from returns.questionnaire import questions_for, unanswered
from returns.rivals import BLANK, Rival, differing, rivals
from returns.workflow import Lock, locks

State, Outcome = Submission.State, ReceivedForm.Outcome
LARGEST_FORM = MEGABYTE  # bytes; a form of ours has some ten thousand
NAMED = 5  # differing answers that a sentence names; it counts the rest


@dataclass(frozen=True)
class Returned:
    """A file that came back: what it says, or why it cannot be read."""

    name: str
    digest: str
    form: Form | SpreadsheetRefused


def read_returned(files: Sequence[tuple[str, bytes]]) -> Iterator[Returned]:
    """Read files, (name, content) each, by one child process, in order."""
    grids = read_workbook_grids(files, max_rows=LONGEST_FORM, max_bytes=LARGEST_FORM)
    for (name, source), grid in zip(files, grids, strict=True):
        yield Returned(name, hashlib.sha256(source).hexdigest(), _form(grid, name))


def _form(grid, name: str) -> Form | SpreadsheetRefused:
    if isinstance(grid, SpreadsheetRefused):
        return grid
    try:
        return form_in(grid, name=name)
    except SpreadsheetRefused as refused:
        return refused


@transaction.atomic
def take_in(files: Sequence[Returned], *, campaign: Campaign, job: Job, first: int = 1, by) -> list[ReceivedForm]:
    """Take in the files of a drop from its `first` on: what can be taken waits to be looked at; all is kept, in words.

    A file with anything wrong in it is not taken, and nothing of it counts.
    """
    Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)  # whoever takes in at the same time waits
    desk = _Desk(campaign, files, by)
    received = [desk.judged(file) for file in files]
    for number, one in enumerate(received, first):
        one.job, one.number = job, number
    fresh = [one.submission for one in received if one.submission and one.submission.pk is None]
    bulk_create_with_history(fresh, Submission, default_user=by)
    for one in received:
        one.submission = one.submission  # its key is known now
    return ReceivedForm.objects.bulk_create(received)


@dataclass
class _Desk:
    """What a batch of files is judged by, looked up at once."""

    campaign: Campaign
    files: Sequence[Returned]
    by: object
    organisations: dict[int, Organisation] = field(init=False)
    campaigns: dict[int, Campaign] = field(init=False)
    asked: set[int] = field(init=False)
    rivals: dict[int, Rival] = field(init=False)
    twins: dict[str, Submission] = field(init=False)
    lock: Lock = field(init=False)

    def __post_init__(self) -> None:
        forms = [file.form for file in self.files if isinstance(file.form, Form)]
        visible = Organisation.objects.visible_to(self.by)
        self.organisations = visible.in_bulk({form.organisation_key for form in forms})
        self.campaigns = Campaign.objects.in_bulk({form.campaign_key for form in forms})
        asked = self.campaign.expected().filter(pk__in=self.organisations)
        self.asked = set(asked.order_by().values_list("pk", flat=True))
        self.rivals = rivals(self.campaign, self.organisations.values())
        known = self.campaign.submissions.filter(digest__in={file.digest for file in self.files})
        self.twins = {one.digest: one for one in known.order_by("pk")}
        self.lock = locks([self.campaign.period])

    def judged(self, file: Returned) -> ReceivedForm:
        """What becomes of a file; what it becomes a submission of is seen by the files after it."""
        one = ReceivedForm(file_name=clean_line(file.name)[:200], digest=file.digest)
        if isinstance(file.form, SpreadsheetRefused):
            return _ended(one, Outcome.REFUSED, str(file.form))
        one.answers = file.form.answers
        one.campaign = self.campaigns.get(file.form.campaign_key)
        one.organisation = self.organisations.get(file.form.organisation_key)
        if refusal := self._refusal(file.form, one):
            return _ended(one, Outcome.REFUSED, refusal)
        if twin := self.twins.get(file.digest):
            one.submission = twin
            return _ended(one, Outcome.SAME, _already(twin))
        return self._read(one, file.form)

    # Why a form is not of this drop

    def _refusal(self, form: Form, one: ReceivedForm) -> str:
        if one.campaign is None:
            return "Biểu của một đợt thu không có trong sổ: hãy phát lại biểu của đợt này."
        if one.organisation is None:
            return "Biểu của một tổ chức không có trong sổ, hoặc bạn không được xem: hãy phát lại biểu của đợt này."
        if not form.names(one.organisation):
            return (
                f"Dòng “bieu” mang mã riêng của {one.organisation}, nhưng trên biểu ghi “{form.heading[:100]}”: có lẽ "
                "dòng ấy chép từ biểu khác. Hãy hỏi lại là biểu của ai, tải đúng biểu ấy rồi điền lại."
            )
        if one.campaign != self.campaign:
            return (
                f"Biểu này của đợt thu {one.campaign}, không phải của {self.campaign}. Nếu đúng là số liệu của đợt "
                "ấy, hãy thả tệp ở trang nhận biểu của đợt ấy; nếu không, hãy điền vào biểu của đợt này."
            )
        return self._closed(one.organisation) or _unknown_lines(form, one.organisation)

    def _closed(self, organisation: Organisation) -> str:
        if organisation.pk not in self.asked:
            return (
                f"Đợt thu này không hỏi {organisation}: tổ chức không thuộc loại hình được hỏi, hoặc không tồn tại vào "
                f"ngày {self.campaign.expected_on:%d/%m/%Y}. Hãy kiểm tra sổ, hoặc sửa đợt thu."
            )
        if self.campaign.phase(timezone.localdate()) is Phase.AHEAD:
            return f"Đợt thu mở từ ngày {self.campaign.opens_on:%d/%m/%Y}: chưa nhận được."
        return self.lock(organisation, self.campaign.period, self.campaign.stage)

    # What it says

    def _read(self, one: ReceivedForm, form: Form) -> ReceivedForm:
        read = AnswersForm(form.answers, organisation=one.organisation, period=self.campaign.period)
        if not read.is_valid():
            one.errors = list(_errors(read, form))
            return _ended(one, Outcome.WRONG, f"Có {numbers.counted(len(one.errors))} chỗ sai, chưa nhận gì.")
        sent = {name: value for name, value in read.cleaned_data.items() if value not in BLANK}
        rival = self.rivals.get(one.organisation.pk)
        different = differing(one.organisation, sent, rival.values) if rival else []
        if rival and not different:
            one.submission = rival.submission
            return _ended(one, Outcome.SAME, f"Mọi ô đã điền đều giống {rival.words}: không có gì để nhận.")
        if not sent:
            return _ended(one, Outcome.REFUSED, "Biểu chưa điền ô nào: không có gì để nhận.")
        one.submission = self._submission(one, form)
        self.rivals[one.organisation.pk] = Rival(sent, one.submission)
        self.twins[one.digest] = one.submission
        if rival is None:
            return _ended(one, Outcome.TAKEN, _left_open(one.organisation, sent))
        return _ended(one, Outcome.DIFFERS, f"Khác {rival.words} ở {_labels(different)}.")

    def _submission(self, one: ReceivedForm, form: Form) -> Submission:
        return Submission(
            campaign=self.campaign,
            organisation=one.organisation,
            source=Submission.Source.WORKBOOK,
            state=State.SUBMITTED,
            submitted_at=timezone.now(),
            answers=form.answers,
            filled_by=clean_line(form.filled_by)[:100],
            phone=clean_line(form.phone)[:40],
            file_name=one.file_name,
            digest=one.digest,
            revision=1,
        )


def _left_open(organisation: Organisation, sent: dict) -> str:
    left = len(unanswered(organisation, sent))
    return f"Còn {numbers.counted(left)} câu cần có mà bỏ trống." if left else "Đủ các câu cần có."


def _ended(one: ReceivedForm, outcome: Outcome, said: str) -> ReceivedForm:
    one.outcome, one.said = outcome, said
    return one


def _already(twin: Submission) -> str:
    at = timezone.localtime(twin.submitted_at)
    return f"Đúng tệp này đã nhận lúc {at:%H:%M %d/%m/%Y} (bản ấy nay {twin.get_state_display()}): không nhận lần nữa."


def _unknown_lines(form: Form, organisation: Organisation) -> str:
    unknown = form.answers.keys() - {one.name for one in questions_for(organisation)}
    if not unknown:
        return ""
    return f"Biểu có dòng không được hỏi: {', '.join(sorted(unknown))[:200]}. Hãy tải lại biểu và điền lại."


def _errors(read: AnswersForm, form: Form) -> Iterator[tuple[str, str, str, str]]:
    for name, sentences in read.errors.items():
        label = str(read.fields[name].label) if name in read.fields else ""
        yield form.cells.get(name, ""), label, form.answers.get(name, ""), " ".join(sentences)


def _labels(questions: Sequence) -> str:
    more = len(questions) - NAMED
    told = ", ".join(f"“{one.label}”" for one in questions[:NAMED])
    return told + (f" và {numbers.counted(more)} ô nữa" if more > 0 else "")

"""Taking in the forms that came back by mail: each file is known by its mark, and what is wrong goes back in a copy."""

import hashlib
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cooperatives.models import Organisation
from office.text import clean_line
from printing.workbook_check import SpreadsheetRefused
from returns import workflow
from returns.answers import form_of
from returns.excel_form import Form, form_bytes, read_form
from returns.models import Campaign, Submission
from returns.questionnaire import questions_for

State = Submission.State


@dataclass(frozen=True)
class Taken:
    """What became of one file: taken, or why not. `copy` is the form with its errors written in, b"" without."""

    file_name: str
    said: str
    submission: Submission | None = None
    organisation: Organisation | None = None
    copy: bytes = b""
    notes: list[str] = field(default_factory=list)

    @property
    def taken(self) -> bool:
        return self.submission is not None


def take_in(source: bytes, *, name: str, by) -> Taken:
    """Take in one file; nothing of it is kept when anything in it is wrong."""
    try:
        form = read_form(source, name=name)
    except SpreadsheetRefused as refused:
        return Taken(name, str(refused))
    campaign = Campaign.objects.select_related("period").filter(pk=form.campaign_key).first()
    organisation = Organisation.objects.visible_to(by).filter(pk=form.organisation_key).first()
    if campaign is None or organisation is None:
        return Taken(name, "Biểu này của một đợt thu hoặc tổ chức không còn trong sổ: hãy phát biểu mới.")
    digest = hashlib.sha256(source).hexdigest()
    if twin := Submission.objects.filter(digest=digest, campaign=campaign, organisation=organisation).first():
        return Taken(name, f"Tệp này đã nhận lúc {_time(twin.submitted_at)}: không nhận lần nữa.", None, organisation)
    return _taken(form, campaign, organisation, name=name, digest=digest, by=by)


def _time(at) -> str:
    return f"{timezone.localtime(at):%H:%M %d/%m/%Y}"


def _taken(form: Form, campaign: Campaign, organisation: Organisation, *, name: str, digest: str, by) -> Taken:
    submission = Submission(
        campaign=campaign,
        organisation=organisation,
        source=Submission.Source.WORKBOOK,
        answers=form.answers,
        filled_by=clean_line(form.filled_by)[:100],
        phone=clean_line(form.phone)[:40],
        file_name=clean_line(name)[:200],
        digest=digest,
    )
    unknown = form.answers.keys() - {one.name for one in questions_for(organisation)}
    if unknown:
        return Taken(
            name, f"Biểu có dòng lạ: {', '.join(sorted(unknown))}. Hãy tải lại biểu và điền lại.", None, organisation
        )
    try:
        with transaction.atomic():
            submission._history_user = by
            submission.save()
            sent = workflow.submit(submission)
    except ValidationError as refused:
        return _refused(submission, refused)
    others = campaign.submissions.waiting().filter(organisation=organisation).exclude(pk=sent.pk).count()
    notes = ["Tổ chức này còn bản gửi khác đang chờ: hãy đối chiếu khi nhận."] if others else []
    return Taken(name, "Đã nhận vào hàng chờ xem.", sent, organisation, notes=notes)


def _refused(submission: Submission, refused: ValidationError) -> Taken:
    if not hasattr(refused, "error_dict"):
        return Taken(submission.file_name, " ".join(refused.messages), None, submission.organisation)
    form = form_of(submission)
    form.is_valid()
    copy = form_bytes(submission.campaign, submission.organisation, answers=submission.answers, errors=form.errors)
    told = "; ".join(
        f"{form.fields[name].label}: {' '.join(said)}" for name, said in form.errors.items() if name in form.fields
    )
    return Taken(submission.file_name, f"Chưa nhận, biểu có chỗ sai: {told}", None, submission.organisation, copy)

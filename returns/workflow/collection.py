"""The way of a return: asked for, drafted, submitted, sent back or accepted; locked, and let through by name."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from cooperatives.models import Organisation
from printing import numbers
from returns.answers import earlier_return, facts_of_return, form_of, shown, values_of
from returns.checks import doubts_about
from returns.models import (
    AnnualReturn,
    Campaign,
    Correction,
    Overruling,
    Period,
    Phase,
    ReportingLink,
    Submission,
)
from returns.questionnaire import questions_for
from returns.rivals import rival_of
from returns.workflow.publication import check_can_publish

State = Submission.State
OPEN = (State.DRAFT, State.RETURNED)
LONGEST_ANSWER = 1000  # characters
NAMED = 5  # organisations in one sentence


# What is locked


Lock = Callable[[Organisation, Period, str], str]


def check_can_change(organisation: Organisation, period: Period, stage: str, *, on: date | None = None) -> None:
    """Raise ValidationError, in words, when the returns of a period and stage are closed to an organisation."""
    if refusal := locks([period], on=on)(organisation, period, stage):
        raise ValidationError(refusal)


def locks(periods: Iterable[Period], *, on: date | None = None) -> Lock:
    """Return what says why a return is locked, "" when it is not: by organisation, period, stage. Two queries.

    A published year is locked in both stages: an estimate counts wherever no official return stands beside it.
    """
    on = on or timezone.localdate()
    codes = {period.code for period in periods}
    campaigns = Campaign.objects.filter(period__code__in=codes)
    closed = {(one.period.code, one.stage): one for one in campaigns if one.phase(on) is Phase.CLOSED}
    granted = Correction.objects.filter(period__code__in=codes, until__gte=on)
    leave = {tuple(named): published for *named, published in granted.values_list(*_NAMED, "published")}

    def lock(organisation: Organisation, period: Period, stage: str) -> str:
        given = leave.get((period.code, stage, organisation.pk))
        if period.published_on:
            return "" if given else _public(period)
        campaign = closed.get((period.code, stage))
        return _closed(campaign) if campaign and given is None else ""

    return lock


_NAMED = ("period__code", "stage", "organisation_id")


def _public(period: Period) -> str:
    return (
        f"Số liệu {period} đã công bố ngày {period.published_on:%d/%m/%Y} nên đã khóa. Nếu cần sửa, hãy nhờ lãnh đạo "
        "bấm “Cho sửa số đã công bố” trên trang của kỳ, cho đúng tổ chức này, có ghi lý do."
    )


def _closed(campaign: Campaign) -> str:
    return (
        f"Số liệu {campaign} đã khóa từ hết ngày {campaign.closes_on:%d/%m/%Y}. Nếu cần sửa, cán bộ phụ trách đợt thu "
        "bấm “Gia hạn cho một tổ chức” trên trang đợt thu, có ghi lý do."
    )


@transaction.atomic
def grant_correction(
    organisation: Organisation, period: Period, stage: str, *, until: date, reason: str, by
) -> Correction:
    """Let one organisation through after a campaign was closed or a year published, for a reason.

    Only leadership lets published figures be changed. Raises PermissionDenied or ValidationError.
    """
    if period.published_on:
        check_can_publish(by)
    if until < timezone.localdate():
        raise ValidationError({"until": "Ngày gia hạn đã qua: hãy ghi ngày từ hôm nay trở đi."})
    named = {"organisation": organisation, "period": period, "stage": stage}
    correction = Correction.objects.filter(**named).first() or Correction(**named)
    correction.published = bool(period.published_on)
    correction.until, correction.reason, correction.granted_by, correction._history_user = until, reason, by, by
    correction.full_clean()
    correction.save()
    return correction


# Links


@transaction.atomic
def issue_links(campaign: Campaign, organisations: Iterable[Organisation], *, expires_on: date, by=None) -> int:
    """Give each organisation that has none in use its own address; return how many were made.

    Raises ValidationError, naming them, when the campaign does not ask all of them: their questionnaire would be empty.
    """
    Campaign.objects.select_for_update().get(pk=campaign.pk)  # whoever gives them out at the same time waits
    organisations = list(organisations)
    _refuse_those_not_asked(campaign, organisations)
    has_one = set(campaign.links.in_use().values_list("organisation_id", flat=True))
    fresh = [
        ReportingLink(campaign=campaign, organisation=one, expires_on=expires_on)
        for one in organisations
        if one.pk not in has_one
    ]
    bulk_create_with_history(fresh, ReportingLink, default_user=by)
    return len(fresh)


def _refuse_those_not_asked(campaign: Campaign, organisations: list[Organisation]) -> None:
    asked = set(campaign.expected().filter(pk__in=[one.pk for one in organisations]).values_list("pk", flat=True))
    others = [one for one in organisations if one.pk not in asked]
    if others:
        named = ", ".join(map(str, others[:NAMED])) + (" và các tổ chức khác" if len(others) > NAMED else "")
        raise ValidationError(
            f"Đợt thu số liệu {campaign} không hỏi {numbers.counted(len(others))} tổ chức: {named}. Chưa cấp đường dẫn "
            "nào: hãy bỏ các tổ chức ấy, hoặc sửa loại hình được hỏi của đợt thu."
        )


@transaction.atomic
def revoke(link: ReportingLink, *, by=None) -> None:
    """Make an address void; a new one may be issued."""
    link = ReportingLink.objects.select_for_update().get(pk=link.pk)
    if link.revoked_at:
        raise ValidationError("Đường dẫn này đã thu hồi.")
    link.revoked_at, link._history_user = timezone.now(), by
    link.save(update_fields=["revoked_at"])


# Submissions


def _locked(submission: Submission, *states: str) -> Submission:
    current = Submission.objects.select_for_update().select_related("organisation", "campaign__period")
    current = current.get(pk=submission.pk)
    if current.state not in states:
        raise ValidationError(
            f"Bản này {current.get_state_display()} nên không làm việc ấy được nữa: hãy tải lại trang."
        )
    return current


def _saved(submission: Submission, by=None) -> Submission:
    submission.revision += 1
    submission._history_user = by
    submission.full_clean()
    submission.save()
    return submission


@transaction.atomic
def save_draft(
    link: ReportingLink,
    typed: Mapping[str, str],
    *,
    revision: int,
    filled_by: str = "",
    phone: str = "",
    unchanged=False,
) -> Submission:
    """Keep what was typed at an organisation's address, whether or not it can be read.

    Raises ValidationError when the campaign does not ask the organisation, somebody else saved the draft since
    `revision` was read, it was submitted, or an answer is far too long to be one: the address is open to whoever has
    it, and each draft stays in the history.
    """
    if refusal := link.campaign.why_not_asked(link.organisation):
        raise ValidationError(refusal)
    if any(len(words) > LONGEST_ANSWER for words in typed.values()):
        raise ValidationError(f"Một ô dài quá {numbers.grouped(LONGEST_ANSWER)} ký tự: hãy ghi gọn lại.")
    ReportingLink.objects.select_for_update().get(pk=link.pk)  # of a first draft there is no row to hold
    draft = _open_draft(link)
    if draft.pk and draft.revision != revision:
        raise ValidationError(
            "Người khác vừa lưu biểu này trong lúc bạn điền. Những gì bạn gõ vẫn còn trên trang: "
            "hãy đối chiếu rồi lưu lại.",
            code="stale",
        )
    draft.answers, draft.filled_by, draft.phone, draft.unchanged = dict(typed), filled_by, phone, unchanged
    return _saved(draft)


def _open_draft(link: ReportingLink) -> Submission:
    rows = Submission.objects.select_for_update().filter(
        campaign=link.campaign, organisation=link.organisation, source=Submission.Source.LINK
    )
    current = rows.filter(state__in=(*OPEN, State.SUBMITTED)).first()
    if current and current.state == State.SUBMITTED:
        raise ValidationError("Biểu này đã nộp, đang chờ cán bộ xem. Nếu cần sửa, hãy gọi cho Liên minh để trả lại.")
    return current or Submission(campaign=link.campaign, organisation=link.organisation, source=Submission.Source.LINK)


@transaction.atomic
def submit(submission: Submission) -> Submission:
    """Send in a draft: readable, without what is wrong, its campaign open. Raises ValidationError."""
    current = _locked(submission, *OPEN)
    if current.campaign.phase(timezone.localdate()) is Phase.AHEAD:
        raise ValidationError(f"Đợt thu mở từ ngày {current.campaign.opens_on:%d/%m/%Y}: chưa nộp được.")
    check_can_change(current.organisation, current.campaign.period, current.campaign.stage)
    if current.unchanged:
        current.answers = _carried_on(current) | current.answers
    form = form_of(current)
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    current.state, current.submitted_at = State.SUBMITTED, timezone.now()
    return _saved(current)


def _carried_on(submission: Submission) -> dict[str, str]:
    """The answers of a year before, in the words their boxes show."""
    organisation = submission.organisation
    values = values_of(earlier_return(organisation, submission.campaign.period), organisation)
    return {
        question.name: shown(question, values[question.name])
        for question in questions_for(organisation)
        if values.get(question.name) not in (None, "")
    }


@transaction.atomic
def send_back(submission: Submission, *, message: str, by) -> Submission:
    """Return a submission to its sender with a message. Raises ValidationError."""
    current = _locked(submission, State.SUBMITTED)
    current.state, current.message = State.RETURNED, message.strip()
    current.returned_at, current.returned_by = timezone.now(), by
    return _saved(current, by)


@transaction.atomic
def set_aside(submission: Submission, *, by) -> Submission:
    """Keep a submission without using it: another one, or what stands already, is right."""
    current = _locked(submission, State.SUBMITTED)
    current.state = State.SET_ASIDE
    return _saved(current, by)


@transaction.atomic
def settle(submission: Submission, *, keep: Iterable[str] = (), by) -> Submission:
    """Choose between a submission and what stands beside it: `keep` names the answers that stay as they stand.

    Of another submission that waits one is made, which waits on, and the other is set aside; a return that stands is
    changed at once. Blank answers leave what stands. Raises ValidationError.
    """
    beside = submission.campaign.submissions.filter(organisation=submission.organisation_id)
    list(beside.select_for_update().order_by("pk"))  # two who settle the same pair wait for each other
    current = _locked(submission, State.SUBMITTED)
    rival = rival_of(current)
    if rival is None:
        raise ValidationError("Không còn bản nào khác của tổ chức này để đối chiếu: hãy tải lại trang.")
    if rival.submission is None:
        accept(current, keep=keep, by=by)
        current.refresh_from_db()
        return current
    other = set_aside(rival.submission, by=by)
    check_can_change(current.organisation, current.campaign.period, current.campaign.stage)
    kept = set(keep)
    current.answers = other.answers | {name: said for name, said in current.answers.items() if name not in kept}
    form = form_of(current)
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    return _saved(current, by)


@transaction.atomic
def accept(submission: Submission, *, keep: Iterable[str] = (), by) -> AnnualReturn:
    """Make a submission the organisation's return; a blank answer, and those named in `keep`, leave what stands.

    Raises ValidationError when it is not waiting, its campaign is closed, or what is wrong would be kept.
    """
    current = _locked(submission, State.SUBMITTED)
    period, stage = current.campaign.period, current.campaign.stage
    check_can_change(current.organisation, period, stage)
    form = form_of(current)
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    answers = {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}
    row = AnnualReturn.objects.select_for_update().filter(
        organisation=current.organisation, period=period, stage=stage
    ).first() or AnnualReturn(organisation=current.organisation, period=period, stage=stage)
    for name in answers.keys() - set(keep):
        setattr(row, name, answers[name])
    row._history_user, row._change_reason = by, f"Nhận bản gửi về #{current.pk}"
    row.full_clean()
    row.save()
    current.state, current.accepted_at, current.accepted_by = State.ACCEPTED, timezone.now(), by
    current.accepted_as = row
    _saved(current, by)
    return row


@transaction.atomic
def overrule(row: AnnualReturn, *, doubt: str, reason: str, by) -> Overruling:
    """Let a doubt about a return, named by the key of its finding, stand for a reason that is kept.

    Raises ValidationError when it is not in doubt.
    """
    found = next((each for each in doubts_about(facts_of_return(row)) if each.key == doubt), None)
    if found is None:
        raise ValidationError("Số liệu này không còn điều nghi vấn ấy: hãy tải lại trang.")
    overruling = Overruling(
        annual_return=row, check_code=found.code, message=found.message, reason=reason.strip(), by=by
    )
    overruling._history_user = by
    overruling.full_clean()
    overruling.save()
    return overruling

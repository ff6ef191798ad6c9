"""The page on which a cooperative fills in its own return, without an account: its address is the key."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from office.text import clean_line
from returns import workflow
from returns.answers import AnswersForm, form_of, in_words
from returns.models import Phase, ReportingLink, Submission
from returns.questionnaire import Question, sections_for

SAVES_AN_HOUR = 120
_FLOOD = "Đã lưu quá nhiều lần trong một giờ: hãy chờ rồi thử lại."
State = Submission.State
SENT = (State.SUBMITTED, State.ACCEPTED)


@dataclass(frozen=True)
class Asked:
    """A question as the page shows it: its box, and the answer of a year before in words ("" where none is known)."""

    question: Question
    box: BoundField
    before: str


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def fill_in(request: HttpRequest, token: str) -> HttpResponse:
    """Show an organisation its questionnaire (GET); keep the draft, and submit it when asked to (POST).

    Whatever is wrong with an address, its page does not exist.
    """
    link = ReportingLink.by_token(token)
    if link is None:
        raise Http404("Đường dẫn này không dùng được.")
    response = _posted(request, link, token) if request.method == "POST" else _opened(request, link)
    response["X-Robots-Tag"] = "noindex"
    return response


def _opened(request: HttpRequest, link: ReportingLink) -> HttpResponse:
    ReportingLink.objects.filter(pk=link.pk).update(opened_at=timezone.now())
    current = _current(link)
    form = AnswersForm(initial=current.answers, **_whose(link))
    refused = link.campaign.why_not_asked(link.organisation) and current.state not in SENT
    return _page(request, link, current, form, status=403 if refused else 200)


def _posted(request: HttpRequest, link: ReportingLink, token: str) -> HttpResponse:
    """Keep what was typed before anything else, so that no refusal loses it."""
    form = AnswersForm(request.POST, **_whose(link))
    current = _current(link)
    if _too_many(link):
        return _page(request, link, current, form, complaints=[_FLOOD], status=429)
    try:
        draft = workflow.save_draft(link, form.typed, revision=_revision(request), **_about(request))
    except ValidationError as refused:
        return _page(request, link, _current(link), form, complaints=refused.messages, status=409)
    if "nop" not in request.POST:
        return redirect("returns:fill_in", token)
    try:
        workflow.submit(draft)
    except ValidationError as refused:
        messages = [] if hasattr(refused, "error_dict") else refused.messages
        filled = form_of(draft)
        complaints = [*messages, *filled.non_field_errors()]
        return _page(request, link, draft, filled, complaints=complaints, status=400)
    return redirect("returns:fill_in", token)


def _whose(link: ReportingLink) -> dict:
    return {"organisation": link.organisation, "period": link.campaign.period}


def _current(link: ReportingLink) -> Submission:
    """What was last filled in at this address; an empty draft, not saved, where nothing was."""
    mine = link.campaign.submissions.filter(organisation=link.organisation, source=Submission.Source.LINK)
    return mine.exclude(state=State.SET_ASIDE).first() or Submission(
        campaign=link.campaign, organisation=link.organisation, source=Submission.Source.LINK
    )


def _too_many(link: ReportingLink) -> bool:
    since = timezone.now() - timedelta(hours=1)
    saves = Submission.history.filter(
        campaign=link.campaign_id, organisation=link.organisation_id, history_date__gte=since
    )
    return saves.count() >= SAVES_AN_HOUR


def _revision(request: HttpRequest) -> int:
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


def _about(request: HttpRequest) -> dict:
    return {
        "filled_by": clean_line(request.POST.get("filled_by", "").replace("\0", ""))[:100],
        "phone": clean_line(request.POST.get("phone", "").replace("\0", ""))[:40],
        "unchanged": "unchanged" in request.POST,
    }


def _page(
    request: HttpRequest,
    link: ReportingLink,
    current: Submission,
    form: AnswersForm,
    *,
    complaints: Iterable[str] = (),
    status: int = 200,
) -> HttpResponse:
    waiting = current.state in SENT
    phase = link.campaign.phase(timezone.localdate())
    not_asked = link.campaign.why_not_asked(link.organisation)
    context = {
        "link": link,
        "campaign": link.campaign,
        "organisation": link.organisation,
        "current": current,
        "form": form,
        "sections": list(_sections(link, form)),
        "before_period": form.earlier.period if form.earlier else None,
        "complaints": list(complaints),
        "not_asked": not_asked,
        "may_fill": not waiting and phase is not Phase.AHEAD and (form.is_bound or not not_asked),
        "waiting": waiting,
        "phase": phase,
    }
    return render(request, "returns/fill_in.html", context, status=status)


def _sections(link: ReportingLink, form: AnswersForm) -> Iterator[tuple[str, list[Asked]]]:
    for section in sections_for(link.organisation):
        yield section.title, [Asked(one, form[one.name], _before(form, one)) for one in section.questions]


def _before(form: AnswersForm, question: Question) -> str:
    if form.earlier is None:
        return ""
    return in_words(question, getattr(form.earlier, question.name))

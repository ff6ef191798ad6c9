"""At the door: codes of invitations are read by a telephone, which may lose its connection for a while."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods

from events import workflow
from events.models import Conference
from events.passes import check_can_enter, holder_of
from events.views import secretaries

LONGEST_CODE = 300
Answer = tuple[int, str]


@require_http_methods(["GET", "HEAD", "POST"])
@secretaries
def door(request: HttpRequest, pk: int) -> HttpResponse:
    """The page that stays open at the door. A code is sent by its form, or by its script, which is answered in JSON.

    The script keeps what it could not send and sends it again: the same code twice is the same entry.
    """
    conference = get_object_or_404(Conference.objects.visible_to(request.user), pk=pk)
    if request.method != "POST":
        return render(request, "events/door.html", {"conference": conference})
    status, sentence = _enter(request, conference)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"sentence": sentence, "entered": status == 200}, status=status)
    context = {"conference": conference, "sentence": sentence, "entered": status == 200}
    return render(request, "events/door.html", context, status=status)


def _enter(request: HttpRequest, conference: Conference) -> Answer:
    code = request.POST.get("code", "")[:LONGEST_CODE]
    try:
        entry = workflow.check_in_by_code(code, conference=conference, at=_noted_at(request), by=request.user)
    except ValidationError as refused:
        return 400, " ".join(refused.messages)
    return 200, entry.sentence


def _noted_at(request: HttpRequest) -> datetime | None:
    """When the telephone read the code, if it says so in a way that names an instant."""
    try:
        at = parse_datetime(request.POST.get("at", ""))
    except ValueError:
        return None
    return at if at and at.tzinfo else None


@require_http_methods(["GET", "HEAD", "POST"])
@secretaries
def check_in(request: HttpRequest, code: str) -> HttpResponse:
    """What a code opens by itself: who it is (GET), noted as present at a press of a button (POST)."""
    try:
        if request.method == "POST":
            messages.success(request, workflow.check_in_by_code(code, by=request.user).sentence)
            return redirect("events:check_in", code)
        delegate = holder_of(code)
        check_can_enter(delegate, timezone.localdate())
    except ValidationError as refused:
        return render(request, "events/check_in.html", {"complaints": refused.messages}, status=400)
    return render(request, "events/check_in.html", {"delegate": delegate, "conference": delegate.conference})

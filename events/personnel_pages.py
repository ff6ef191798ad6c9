"""Who sits on the bodies on a day, and who leaves and joins them at a conference."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from events import workflow
from events.models import Body, Conference, Person, Seat
from events.views import dossier, secretaries, staff_and_leadership
from office import typed
from office.text import clean_line
from printing import numbers
from printing.dates import DayRefused, parse_day

ROWS = 4  # elections that the page has room for


@require_safe
@staff_and_leadership
def bodies(request: HttpRequest) -> HttpResponse:
    """Who sat on each body on a day (`?ngay=`), today when none is asked."""
    asked, complaint = request.GET.get("ngay", ""), ""
    try:
        day = parse_day(asked) or timezone.localdate()
    except DayRefused as refused:
        day, complaint = timezone.localdate(), str(refused)
    context = {"day": day, "asked": asked, "complaint": complaint, "seats": Seat.objects.sitting(on=day)}
    return render(request, "events/bodies.html", context, status=400 if complaint else 200)


class ElectionForm(forms.Form):
    """One person elected to one body: somebody kept already, or a new name."""

    person = forms.ModelChoiceField(Person.objects.all(), label="Người đã có trong danh sách", required=False)
    full_name = forms.CharField(label="hoặc họ và tên người mới", max_length=100, required=False)
    own_post = forms.CharField(label="Chức vụ, đơn vị công tác của người mới", max_length=200, required=False)
    body = forms.ModelChoiceField(Body.objects.all(), label="Bầu vào")
    post = forms.CharField(label="Chức vụ trong ban", max_length=80, initial="Ủy viên")

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("person")) == bool(clean_line(cleaned.get("full_name", ""))):
            raise ValidationError("Chọn một người đã có hoặc ghi họ tên người mới, không để trống và không ghi cả hai.")
        return cleaned


ElectionFormSet = forms.formset_factory(ElectionForm, extra=ROWS)


@dataclass(frozen=True)
class Sitting:
    """A seat as the page shows it: whether it is to be given up, and the reason typed."""

    seat: Seat
    leaves: bool
    reason: str


@require_http_methods(["GET", "HEAD", "POST"])
@typed.kept_through_login
@secretaries
def personnel(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask who leaves and who is elected (GET), then change the seats, all or none (POST)."""
    conference = dossier(request, pk)
    sent = request.POST if request.method == "POST" else None
    elections, sitting = ElectionFormSet(sent, prefix="bau"), _sitting(conference, sent)
    complaints = [*filter(None, [typed.sentence(request)]), *_complaints(sitting)] if sent else []
    if sent and elections.is_valid() and not complaints:
        try:
            left, begun = _changed(conference, sitting, elections, request.user)
        except ValidationError as refused:
            complaints = refused.messages
        else:
            messages.success(
                request, f"Cho thôi {numbers.counted(len(left))}, bầu {numbers.counted(len(begun))} vị trí."
            )
            return redirect("events:proceedings", pk)
    context = {"conference": conference, "sitting": sitting, "elections": elections, "complaints": complaints}
    return render(request, "events/personnel.html", context, status=400 if sent else 200)


def _sitting(conference: Conference, sent) -> list[Sitting]:
    """Those on the bodies of the session, with what else the same people sit on."""
    of_bodies = Q(body__in=[session.body_id for session in conference.sessions.all()])
    there = Seat.objects.sitting(on=conference.held_on).filter(left_on=None)
    people = there.filter(of_bodies).order_by().values("person")
    seats = there.filter(person__in=people)
    return [
        Sitting(seat, f"thoi-{seat.pk}" in (sent or ()), clean_line((sent or {}).get(f"ly-do-{seat.pk}", ""))[:200])
        for seat in seats
    ]


def _complaints(sitting: list[Sitting]) -> list[str]:
    return [f"{one.seat}: hãy ghi lý do thôi tham gia." for one in sitting if one.leaves and not one.reason]


def _changed(conference: Conference, sitting: list[Sitting], elections, user) -> tuple[list[Seat], list[Seat]]:
    rows = [form.cleaned_data for form in elections if form.has_changed()]
    withdrawals = [workflow.Withdrawal(one.seat, one.reason) for one in sitting if one.leaves]
    if not rows and not withdrawals:
        raise ValidationError("Chưa chọn ai thôi tham gia và chưa ghi ai được bầu.")
    return workflow.change_personnel(conference, withdrawals=withdrawals, elections=_elections(rows), by=user)


def _elections(rows: list[dict]) -> list[workflow.Election]:
    """One new name elected to two bodies is one person."""
    new: dict[tuple[str, str], Person] = {}
    elections = []
    for row in rows:
        name, post = clean_line(row["full_name"]), clean_line(row["own_post"])
        person = row["person"] or new.setdefault((name, post), Person(full_name=name, post=post))
        elections.append(workflow.Election(person, row["body"], clean_line(row["post"])))
    return elections

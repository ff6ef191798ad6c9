"""Invitations: issued by list, each list a letter with its number, all its pages in one PDF."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from events import jobs, workflow
from events.invitations import MANY, invitations_pdf
from events.letterheads import OfficeMissing
from events.models import Conference, ConferenceBody, Invitation
from events.printed import not_printed
from events.views import dossier, secretaries
from office import typed
from office.job_pages import job_url
from printing.downloads import download
from printing.pdf import PdfFailed

ALL, GUESTS = "tat-ca", "khach-moi"


class IssueForm(forms.Form):
    """Whom to invite and the day the letter bears."""

    whom = forms.ChoiceField(label="Mời ai", widget=forms.RadioSelect, initial=ALL)
    on = forms.DateField(label="Ngày ký", help_text="ngày/tháng/năm")

    def __init__(self, *args, conference: Conference, **kwargs):
        super().__init__(*args, **kwargs)
        self.sessions = {str(one.pk): one for one in conference.sessions.all()}
        self.fields["whom"].choices = [
            (ALL, "Mọi đại biểu chưa được mời"),
            *((key, f"{one.body.name}, người chưa được mời") for key, one in self.sessions.items()),
            (GUESTS, "Khách mời (không thuộc ban nào của phiên họp), người chưa được mời"),
        ]
        self.fields["on"].initial = min(timezone.localdate(), conference.held_on)

    @property
    def session(self) -> ConferenceBody | None:
        return self.sessions.get(self.cleaned_data["whom"])


@require_http_methods(["GET", "HEAD", "POST"])
@typed.kept_through_login
@secretaries
def invitations(request: HttpRequest, pk: int) -> HttpResponse:
    """The letters that went out (GET); issue another (POST)."""
    conference = dossier(request, pk)
    sent = request.POST if request.method == "POST" else None
    form = typed.held_back(IssueForm, request)(sent, conference=conference)
    if form.is_valid() and (letter := _issued(form, request, conference)):
        messages.success(request, f"Đã cấp {letter.in_sentence}.")
        return redirect("events:invitations", pk)
    context = {
        "conference": conference,
        "form": form,
        "letters": conference.invitations.annotate(pages=Count("delegates")),
        "waiting": conference.delegates.filter(invitation=None).count(),
    }
    return render(request, "events/invitations.html", context, status=400 if form.errors else 200)


def _issued(form: IssueForm, request: HttpRequest, conference: Conference) -> Invitation | None:
    guests = form.cleaned_data["whom"] == GUESTS
    try:
        return workflow.issue_invitations(
            conference, session=form.session, guests=guests, on=form.cleaned_data["on"], by=request.user
        )
    except ValidationError as refused:
        form.add_error(None, refused)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@secretaries
def invitation_file(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    """Every page of a letter in one PDF. Its codes let people in, so it is for those who may check in.

    A letter to many, or one that took too long, is offered to be printed by the worker; a POST hands it in.
    """
    letter = get_object_or_404(Invitation.objects.select_related("conference"), pk=invitation, conference=pk)
    delegates, site = list(letter.delegates.in_order()), request.build_absolute_uri("/")
    if request.method == "POST":
        return redirect(job_url(jobs.order_invitations(letter, site=site, by=request.user)))
    later = {"conference": letter.conference, "letter": letter, "pages": len(delegates)}
    if len(delegates) > MANY:
        return render(request, "events/print_later.html", later)
    try:
        content = invitations_pdf(letter, delegates, site=site)
    except OfficeMissing as missing:
        return not_printed(request, missing, conference=letter.conference)
    except PdfFailed as failed:
        return render(request, "events/print_later.html", later | {"reason": str(failed)}, status=503)
    return download(content, letter.file_name, "application/pdf")

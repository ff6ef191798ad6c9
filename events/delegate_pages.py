"""Who is expected at a conference and who came: the list, how it is drawn, the roll."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cooperatives.models import Kind, Organisation
from events import workflow
from events.forms import people_of
from events.models import Conference, Delegate
from events.views import dossier, secretaries, staff_and_leadership
from office import typed
from printing import numbers


class DrawForm(forms.Form):
    """Where delegates come from. Each source may be asked again later: who is on the list already stays."""

    sessions = forms.ModelMultipleChoiceField(
        None, label="Ủy viên, thành viên của", required=False, widget=forms.CheckboxSelectMultiple
    )
    kinds = forms.MultipleChoiceField(
        label="Tổ chức thành viên Liên minh", choices=Kind.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    by_hand = forms.CharField(
        label="Ghi tay",
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Mỗi dòng một người: họ tên; chức danh, đơn vị. Ví dụ: Nguyễn Thị Thử; Phó Giám đốc Sở Tài chính",
    )

    def __init__(self, *args, conference: Conference, **kwargs):
        super().__init__(*args, **kwargs)
        self.conference = conference
        self.fields["sessions"].queryset = conference.sessions.select_related("body")

    def clean_by_hand(self) -> list[tuple[str, str]]:
        return people_of(self.cleaned_data["by_hand"])

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(cleaned.values()):
            raise ValidationError("Chưa chọn gì: hãy chọn ban, loại tổ chức hoặc ghi tên.")
        return cleaned

    def draw(self, *, within, by) -> int:
        """Put them on the list, all or none, and return how many joined it."""
        asked, day = self.cleaned_data, self.conference.held_on
        organisations = within.in_alliance(day).filter(kind__in=asked["kinds"]) if asked["kinds"] else ()
        return (
            workflow.draw_from_bodies(self.conference, sessions=asked["sessions"], by=by)
            + workflow.invite_organisations(self.conference, organisations=organisations, by=by)
            + workflow.add_by_hand(self.conference, names=asked["by_hand"], by=by)
        )


@require_safe
@staff_and_leadership
def delegates(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of delegates, with who came."""
    conference = dossier(request, pk)
    listed = list(conference.delegates.in_order().prefetch_related("sessions__body"))
    return render(request, "events/delegates.html", {"conference": conference, "delegates": listed})


@require_http_methods(["GET", "HEAD", "POST"])
@typed.kept_through_login
@secretaries
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask where delegates come from (GET), then put them on the list (POST)."""
    conference = dossier(request, pk)
    form = typed.held_back(DrawForm, request)(request.POST if request.method == "POST" else None, conference=conference)
    if form.is_valid() and (joined := _drawn(form, request)) is not None:
        messages.success(request, f"Đã thêm {numbers.counted(joined)} đại biểu; người đã có tên giữ nguyên.")
        return redirect("events:delegates", pk)
    status = 400 if form.errors else 200
    return render(request, "events/draw.html", {"conference": conference, "form": form}, status=status)


def _drawn(form: DrawForm, request: HttpRequest) -> int | None:
    try:
        with transaction.atomic():
            return form.draw(within=Organisation.objects.visible_to(request.user), by=request.user)
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@typed.kept_through_login
@secretaries
def roll_call(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick who came, all on one page. Only what was changed here is written: what others noted stays."""
    conference = dossier(request, pk)
    complaints = [held] if (held := typed.sentence(request)) else []
    if request.method == "POST" and not complaints:
        shown, ticked = _keys(request, "shown"), _keys(request, "present")
        try:
            came, gone = workflow.call_roll(conference, came=ticked - shown, gone=shown - ticked, by=request.user)
        except ValidationError as refused:
            complaints = refused.messages
        else:
            messages.success(request, _told(came, gone))
            return redirect("events:roll_call", pk)
    asked = request.GET.get("q", "").strip()
    listed = conference.delegates.search(asked).in_order()
    context = {"conference": conference, "delegates": _as_ticked(request, listed), "asked": asked}
    status = 409 if complaints else 200
    return render(request, "events/roll_call.html", context | {"complaints": complaints}, status=status)


def _keys(request: HttpRequest, name: str) -> set[int]:
    return {int(key) for key in request.POST.getlist(name) if key.isascii() and key.isdigit() and len(key) < 19}


def _as_ticked(request: HttpRequest, listed) -> list[tuple[Delegate, bool]]:
    """Each delegate with whether the box is ticked: as noted now, less and more what was changed on the page refused.

    Who came meanwhile, or was not on that page, stays ticked: sent again it would take them off the roll.
    """
    shown, ticked = _keys(request, "shown"), _keys(request, "present")
    return [(one, one.pk in ticked or (one.present and one.pk not in shown)) for one in listed]


def _told(came: int, gone: int) -> str:
    said = [f"ghi {numbers.counted(came)} người có mặt"] if came else []
    said += [f"bỏ {numbers.counted(gone)} lượt ghi nhầm"] if gone else []
    return f"Đã {', '.join(said)}." if said else "Không có gì thay đổi."

"""Certificates on the screen: where each text stands, as it will be printed; and the printing handed in."""

import hashlib

from django import forms
from django.db import transaction
from django.forms import BaseModelFormSet, modelformset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from events import jobs
from events.emulation.certificates import EXAMPLE, awards_on, background_of, sheet
from events.models import Award, CertificateDesign, Placement
from events.models.award import AwardQuerySet
from office.access import requires
from office.form_fields import DecimalField
from office.job_pages import job_url
from printing import dates, numbers
from printing.downloads import download
from printing.joined import sheets_pdf
from printing.pdf import PdfFailed
from printing.placed import drawing

designing = requires("events.change_certificatedesign", "Trang này dành cho cán bộ thi đua, khen thưởng của Liên minh.")
ordering = requires("events.change_award", "Chỉ cán bộ thi đua, khen thưởng in bằng khen, giấy khen.")
FIELDS = ["left", "top", "width", "size", "align", "bold", "capitals", "colour", "shown"]
_CHANGED = "Người khác vừa sửa mẫu này: các ô dưới đây là của bạn, bấm Lưu lần nữa để ghi đè."


class PlacementForm(forms.ModelForm):
    class Meta:
        model = Placement
        fields = FIELDS
        field_classes = dict.fromkeys(("left", "top", "width", "size"), DecimalField)


Placements = modelformset_factory(Placement, form=PlacementForm, extra=0, edit_only=True)


@require_http_methods(["GET", "HEAD", "POST"])
@designing
def show_design(request: HttpRequest, pk: int) -> HttpResponse:
    """The places of a design (GET); seen with what was typed, without saving, or saved (POST)."""
    design = get_object_or_404(CertificateDesign, pk=pk)
    kept = Placement.objects.filter(design=design)
    if request.method != "POST":
        return _page(request, design, Placements(queryset=kept), seen=_mark(design))
    with transaction.atomic():
        design = CertificateDesign.objects.select_for_update().get(pk=pk)
        formset, now = Placements(request.POST, queryset=kept), _mark(design)
        if not formset.is_valid():
            return _page(request, design, formset, seen=request.POST.get("seen", ""), status=400)
        if "save" not in request.POST:
            return _page(request, design, formset, seen=request.POST.get("seen", ""))
        if request.POST.get("seen") != now:
            return _page(request, design, formset, seen=now, refusal=_CHANGED, status=409)
        formset.save()
    return redirect("events:certificate_design", pk)


def _mark(design: CertificateDesign) -> str:
    """The mark of the places as they are kept."""
    rows = list(design.placements.order_by("pk").values_list("pk", *FIELDS))
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def _page(request: HttpRequest, design: CertificateDesign, formset: BaseModelFormSet, **more) -> HttpResponse:
    status = more.pop("status", 200)
    shown = [form.instance for form in formset]  # with what was typed, where that is sound
    preview = drawing(sheet(design, shown, EXAMPLE), background=background_of(design), label=f"Xem thử {design}")
    context = {"design": design, "formset": formset, "preview": preview, **more}
    return render(request, "events/certificate_design.html", context, status=status)


@require_safe
@designing
def sample_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """One certificate with invented words, as it is printed."""
    design = get_object_or_404(CertificateDesign, pk=pk)
    one = sheet(design, design.placements.all(), EXAMPLE)
    try:
        return download(sheets_pdf([one], background=background_of(design)), "mau.pdf", "application/pdf")
    except PdfFailed as failed:
        return render(request, "events/not_printed.html", {"reason": str(failed)}, status=503)


class OrderForm(forms.Form):
    """Which decision's certificates are printed, and how."""

    decision = forms.TypedChoiceField(
        label="Quyết định",
        coerce=int,
        error_messages={
            "required": "Hãy chọn một quyết định.",
            "invalid_choice": "Quyết định này không còn khen thưởng nào để in: hãy chọn quyết định khác.",
        },
    )
    design = forms.ModelChoiceField(
        label="Mẫu in",
        queryset=CertificateDesign.objects.all(),
        error_messages={"required": "Hãy chọn mẫu in.", "invalid_choice": "Mẫu này không còn: hãy chọn mẫu khác."},
    )

    def __init__(self, *args, awards: AwardQuerySet, **kwargs):
        super().__init__(*args, **kwargs)
        self.awards = awards
        self.fields["decision"].choices = [(one["first"], _called(one)) for one in awards.by_decision()]

    def clean(self):
        """A design is for some forms: one that fits nothing of the decision prints nothing."""
        found = super().clean()
        design, first = found.get("design"), found.get("decision")
        if not (design and first):
            return found
        found["like"] = self.awards.select_related("kind").get(pk=first)
        if not awards_on(design, like=found["like"]).exists():
            kinds = "; ".join(map(str, design.kinds.all()))
            self.add_error("design", f"Mẫu này dùng cho {kinds}: quyết định đã chọn không có, hãy chọn mẫu khác.")
        return found


def _called(decision: dict) -> str:
    """A decision as it is offered: its number, its day, whose it is, how many it gave."""
    day, number = dates.day(decision["decided_on"]), numbers.grouped(decision["number"])
    return f"{decision['decision']} ngày {day}, {decision['issuer']} ({number} khen thưởng)"


@require_http_methods(["GET", "HEAD", "POST"])
@ordering
def order_certificates(request: HttpRequest) -> HttpResponse:
    """Choose a decision and a design (GET); hand the printing in and go to its progress (POST)."""
    awards = Award.objects.decided().visible_to(request.user)
    form = OrderForm(request.POST if request.method == "POST" else None, awards=awards)
    if request.method == "POST" and form.is_valid():
        design, like = form.cleaned_data["design"], form.cleaned_data["like"]
        return redirect(job_url(jobs.order(design, like=like, site=request.build_absolute_uri("/"), by=request.user)))
    return render(request, "events/certificates.html", {"form": form}, status=400 if form.is_bound else 200)

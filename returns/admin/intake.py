"""The intake page of a campaign: many filled-in forms dropped at once, and what became of each."""

from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from office.job_pages import progress_of
from office.models import Job
from printing import numbers
from printing.downloads import download
from returns import jobs, workflow
from returns.answers import AnswersForm
from returns.excel_form import form_bytes
from returns.models import Campaign, ReceivedForm

FILES_ON_A_PAGE = 100
DROPS_SHOWN = 20


class _ManyFiles(AdminFileWidget):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each of them a form."""

    def __init__(self, **kwargs):
        super().__init__(widget=_ManyFiles(attrs={"accept": ".xlsx"}), **kwargs)

    def clean(self, data, initial=None):
        files = [file for file in data or [] if file]
        if not files:
            raise ValidationError("Hãy chọn ít nhất một tệp.")
        if len(files) > jobs.MOST_FILES:
            most, sent = numbers.grouped(jobs.MOST_FILES), numbers.grouped(len(files))
            raise ValidationError(f"Mỗi lượt nhận nhiều nhất {most} tệp, bạn chọn {sent}: hãy chia thành nhiều lượt.")
        return files


class DropForm(forms.Form):
    files = FilesField(label="Các biểu Excel gửi về", help_text="Chọn hoặc kéo thả nhiều tệp .xlsx cùng lúc")


def _said(job: Job) -> str:
    return job.result.get("summary") or job.result.get("message") or job.title


class IntakePages:
    """Pages of a campaign for the forms that came back; put it before PortalModelAdmin."""

    def get_urls(self):
        view = self.admin_site.admin_view
        ours = [
            path("<int:key>/nhan-bieu/", view(self.intake_view), name="returns_campaign_intake"),
            path("<int:key>/nhan-bieu/<int:drop>/", view(self.drop_view), name="returns_campaign_drop"),
            path(
                "<int:key>/nhan-bieu/<int:drop>/<int:number>.xlsx", view(self.copy_view), name="returns_campaign_copy"
            ),
        ]
        return ours + super().get_urls()

    def intake_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Ask for files (GET); hand them in as one job (POST), whose results have a page."""
        workflow.check_can_collect(request.user)
        campaign = self._campaign(request, key)
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = DropForm(*sent)
        if sent and form.is_valid():
            job = jobs.drop(form.cleaned_data["files"], campaign=campaign, by=request.user)
            return HttpResponseRedirect(jobs.page_of(job))
        drops = Job.objects.visible_to(request.user).filter(kind=jobs.KIND, payload__campaign=campaign.pk)
        context = {
            **self._context_of(campaign, request),
            "title": f"Nhận biểu Excel, {campaign}",
            "form": form,
            "drops": [(job, jobs.page_of(job), _said(job)) for job in drops.select_related("by")[:DROPS_SHOWN]],
            "most": jobs.MOST_FILES,
        }
        return TemplateResponse(request, "admin/intake.html", context, status=400 if sent else 200)

    def drop_view(self, request: HttpRequest, key: int, drop: int) -> HttpResponse:
        """How far a drop is, and what became of each of its files."""
        campaign = self._campaign(request, key)
        job, received = self._drop(request, campaign, drop)
        counts = dict(received.order_by().values_list("outcome").annotate(Count("pk")))
        chosen = request.GET.get("ket-qua", "")
        rows = received.with_rivals().select_related("organisation", "submission")
        rows = rows.filter(outcome=chosen) if chosen in counts else rows
        context = {
            **self._context_of(campaign, request),
            **progress_of(job),
            "title": job.title,
            "written": "" if job.is_open else job.result.get("message", ""),
            "counts": [(one, counts[one], one == chosen) for one in ReceivedForm.Outcome if one in counts],
            "total": sum(counts.values()),
            "left": len(job.payload["names"]) - sum(counts.values()),
            "rows": Paginator(rows, FILES_ON_A_PAGE).get_page(request.GET.get("trang")),
            "chosen": chosen if chosen in counts else "",
            "can_collect": request.user.has_perm("returns.change_submission"),
        }
        return TemplateResponse(request, "admin/intake_drop.html", context)

    def copy_view(self, request: HttpRequest, key: int, drop: int, number: int) -> HttpResponse:
        """A form that was not taken, with what was read of it and what is wrong written in."""
        _, received = self._drop(request, self._campaign(request, key), drop)
        one = get_object_or_404(received.select_related("organisation__place__parent", "campaign"), number=number)
        if not one.has_copy:
            raise Http404
        form = AnswersForm(one.answers, organisation=one.organisation, period=one.campaign.period)
        content = form_bytes(one.campaign, one.organisation, answers=one.answers, errors=form.errors)
        return download(content, f"bieu-sua-{drop}-{number}.xlsx")

    def _drop(self, request: HttpRequest, campaign: Campaign, drop: int):
        jobs_seen = Job.objects.visible_to(request.user).filter(kind=jobs.KIND, payload__campaign=campaign.pk)
        job = get_object_or_404(jobs_seen.select_related("by"), pk=drop)
        return job, ReceivedForm.objects.visible_to(request.user).filter(job=job)

    def _context_of(self, campaign: Campaign, request: HttpRequest) -> dict:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "campaign": campaign,
            "intake_url": reverse("admin:returns_campaign_intake", args=[campaign.pk]),
            "board_url": reverse("admin:returns_campaign_board", args=[campaign.pk]),
        }

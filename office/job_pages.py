"""The pages of long work: the list, and each job with its progress, what it found and what may be decided."""

from collections.abc import Callable
from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from office import job_files, jobs
from office.admin import GuardedAdmin
from office.models import Job

REFRESH_SECONDS = 2


def job_url(job: Job) -> str:
    return reverse("admin:office_job_change", args=[job.pk])


def progress_of(job: Job) -> dict:
    """What templates/admin/job_progress.html shows."""
    works = job.state in (Job.State.QUEUED, Job.State.RUNNING)
    return {"job": job, "counted": jobs.kind_of(job).counted, "refresh": REFRESH_SECONDS if works else None}


@admin.register(Job)
class JobAdmin(GuardedAdmin):
    """Work is handed in by the pages it belongs to; here it is watched, confirmed and called off."""

    list_display = ["title", "state", "share", "by", "created_at", "finished_at"]
    list_filter = ["state"]
    list_select_related = ["by"]
    show_full_result_count = False
    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    @admin.display(description="đã làm")
    def share(self, job) -> str:
        return "–" if job.percent is None or not job.is_open else f"{job.percent}%"

    def get_urls(self):
        pages = (
            ("xac-nhan/", self.confirm_view, "confirm"),
            ("huy/", self.cancel_view, "cancel"),
            ("tep/<int:number>/", self.copy_view, "copy"),
        )
        ours = [
            path(f"<path:object_id>/{at}", self.admin_site.admin_view(view), name=f"office_job_{page}")
            for at, view, page in pages
        ]
        return ours + super().get_urls()

    def change_view(self, request: HttpRequest, object_id: str, form_url="", extra_context=None) -> HttpResponse:
        """How far the job is, what it found, what may be decided; read anew while somebody works on it."""
        job = self.get_object(request, unquote(object_id))
        if job is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": job.title,
            "page": jobs.kind_of(job).page(job),
            **progress_of(job),
            "copies": jobs.copies_of(job),
            "may_decide": job.is_open and jobs.may_decide(job, request.user),
        }
        return TemplateResponse(request, "admin/job.html", context)

    def confirm_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        confirm = partial(jobs.confirm, seen="seen" in request.POST)
        return require_POST(self._decided)(request, object_id, confirm, "Đã xác nhận: việc đang được làm tiếp.")

    def cancel_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return require_POST(self._decided)(request, object_id, jobs.cancel, "Đã hủy việc này.")

    def copy_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        """A file that a job gives back to those who may hand such work in."""
        job = self.get_object(request, unquote(object_id))
        copies = jobs.copies_of(job) if job else []
        if job is None or number >= len(copies):
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not jobs.may_decide(job, request.user):
            raise PermissionDenied("Chỉ cán bộ phụ trách loại việc này được tải tệp của việc.")
        stored = job_files.path_of(copies[number]["file"]).open("rb")
        response = FileResponse(stored, as_attachment=True, filename=copies[number]["name"])
        response["Cache-Control"] = "private, no-store"
        return response

    def _decided(self, request: HttpRequest, object_id: str, decide: Callable, said: str) -> HttpResponse:
        job = self.get_object(request, unquote(object_id))
        if job is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        try:
            decide(job, by=request.user)
            messages.success(request, said)
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
        return HttpResponseRedirect(job_url(job))

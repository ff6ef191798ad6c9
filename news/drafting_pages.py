"""Conferences without a post, and a button that drafts one from the dossier."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from events.models import Conference
from news import workflow
from news.models import Article, Category
from office.access import requires

RECENT = timedelta(days=366)
MOST = 50
writing_people = requires("news.add_article", "Trang này dành cho biên tập viên và người viết tin của Liên minh.")


class DraftForm(forms.Form):
    """Which conference, and the column of the post."""

    conference = forms.ModelChoiceField(
        queryset=Conference.objects.filter(articles=None),
        error_messages={"invalid_choice": "Hội nghị này đã có bài, hoặc không còn trong sổ: hãy tải lại trang."},
    )
    category = forms.ModelChoiceField(
        label="Chuyên mục", queryset=Category.objects.all(), error_messages={"required": "Hãy chọn chuyên mục."}
    )


def _waiting():
    """Conferences that have been held and have no post, the newest first; old ones only where there is no newer."""
    today = timezone.localdate()
    without = Conference.objects.filter(articles=None, held_on__lte=today).for_lists()
    recent = without.filter(held_on__gte=today - RECENT)
    return list((recent if recent.exists() else without)[:MOST])


@require_http_methods(["GET", "HEAD", "POST"])
@writing_people
def show_drafting(request: HttpRequest) -> HttpResponse:
    """The conferences (GET); a post on one is drafted and opened in the admin (POST)."""
    form = DraftForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        article = workflow.draft_story(**form.cleaned_data, by=request.user)
        messages.success(
            request, "Đã soạn bản nháp từ hồ sơ hội nghị: hãy đọc lại, sửa lời và thêm ảnh trước khi đăng."
        )
        return redirect("admin:news_article_change", article.pk)
    context = {
        "form": form,
        "conferences": _waiting(),
        "categories": Category.objects.with_lineage(),
        "written": Article.objects.visible_to(request.user).exclude(conference=None).select_related("conference")[:10],
    }
    return render(request, "news/drafting.html", context, status=400 if form.errors else 200)

"""Where editors see which posts cite figures that are others today, and decide what becomes of each."""

from functools import cache, partial

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cooperatives.forms.fields import LineInput
from news.citing.corrections import Doubt, check_can_correct, correct, doubts, keep
from news.models import Article, Citation, Correction
from news.workflow import can_publish_in
from office import typed
from office.access import requires

RECENT = 20  # decisions shown below


class DecisionForm(forms.Form):
    """What becomes of one citation: its number is replaced, or kept."""

    citation = forms.IntegerField(widget=forms.HiddenInput)
    now = forms.CharField(max_length=120, widget=forms.HiddenInput)
    reason = LineInput(label="Lý do", max_length=300, required=False)
    decision = forms.ChoiceField(choices=[("correct", "Đính chính"), ("keep", "Giữ nguyên")])


@require_http_methods(["GET", "HEAD", "POST"])
@typed.kept_through_login
@requires("news.view_article", "Trang này dành cho biên tập viên và lãnh đạo của Liên minh.")
def to_correct(request: HttpRequest) -> HttpResponse:
    """The posts to correct (GET); one decision (POST)."""
    form = typed.held_back(DecisionForm, request)(*((request.POST,) if request.method == "POST" else ()))
    if request.method == "POST":
        check_can_correct(request.user)
        if form.is_valid() and _decided(form, request):
            return redirect("news:corrections")
    posts = Article.objects.visible_to(request.user)
    decided = Correction.objects.filter(article__in=posts).select_related("article", "period", "decided_by")
    context = {
        "form": form,
        "doubts": _with_rights(doubts(posts), request.user),
        "recent": decided.order_by("-pk")[:RECENT],
    }
    return render(request, "news/to_correct.html", context, status=400 if form.errors else 200)


def _with_rights(found: list[Doubt], user) -> list[tuple[Doubt, bool]]:
    """Each doubt, and whether `user` decides on it: one question per column."""
    may = cache(partial(can_publish_in, user))
    return [(doubt, may(doubt.citation.article.category)) for doubt in found]


def _decided(form: DecisionForm, request: HttpRequest) -> bool:
    asked = form.cleaned_data
    citation = get_object_or_404(Citation, pk=asked["citation"])
    verb = correct if asked["decision"] == "correct" else keep
    try:
        decided = verb(citation, now=asked["now"], reason=asked["reason"], by=request.user)
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return False
    messages.success(request, f"{decided.get_outcome_display().capitalize()}: {decided.article}.")
    return True

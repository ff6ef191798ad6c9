"""Readers give a post one to five stars, on a page of its own so that reading alone needs no cookie.

A browser votes once for a post: a signed cookie, which holds only the keys of posts, remembers it. An address votes
so many times an hour (news/readers.py). Kept are counts and nothing of who voted.
"""

from django import forms
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from news.counting import Told, told_of
from news.models import Article, Reading
from news.models.reading import STARS
from news.readers import may_once_more

COOKIE, SALT = "bai-da-danh-gia", "news.rating"
REMEMBERED = 200  # posts that a browser remembers
A_YEAR = 365 * 24 * 3600  # seconds
VOTES, AN_HOUR = 20, 3600
WORDS = {5: "Rất hữu ích", 4: "Hữu ích", 3: "Bình thường", 2: "Ít hữu ích", 1: "Không hữu ích"}
ALREADY = "Trình duyệt này đã đánh giá bài: mỗi người đánh giá một lần."
TOO_MANY = "Có quá nhiều lượt đánh giá từ nơi bạn truy cập trong một giờ qua: hãy thử lại sau."


class RatingForm(forms.Form):
    stars = forms.TypedChoiceField(
        label="Bài này",
        choices=[(stars, f"{stars} sao: {words}") for stars, words in WORDS.items()],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Chưa chọn số sao: hãy chọn từ 1 đến 5 sao.",
            "invalid_choice": "Số sao phải từ 1 đến 5: hãy chọn một dòng trong danh sách.",
        },
    )


@transaction.atomic
def give(article: Article, *, stars: int) -> None:
    """Count a vote of so many stars, 1 to 5, for a post. Raises ValueError."""
    if stars not in STARS:
        raise ValueError(f"no such number of stars: {stars}")
    name, now = f"stars_{stars}", timezone.now()
    Reading.objects.bulk_create([Reading(pk=article.pk, changed_at=now)], ignore_conflicts=True)
    Reading.objects.filter(pk=article.pk).update(**{name: F(name) + 1, "changed_at": now})


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def rate(request: HttpRequest, slug: str) -> HttpResponse:
    """The stars of a public post, and where this browser has not voted yet the form to give some."""
    article = get_object_or_404(Article.objects.public().for_lists(), slug=slug)
    voted = _voted(request)
    form = RatingForm(request.POST or None) if article.pk not in voted else None
    said, status = "", 200
    if request.method == "POST":
        said, status = _refusal(request, form)
        if not said and form.is_valid():
            give(article, stars=form.cleaned_data["stars"])
            return _remembering(redirect("news:rate", slug=slug), [*voted, article.pk])
    told = told_of(Reading.objects.filter(pk=article.pk)).get(article.pk, Told())
    context = {"article": article, "form": form, "told": told, "refusal": said, "thanks": form is None and not said}
    return render(request, "news/rate.html", context, status=status)


def _refusal(request: HttpRequest, form: RatingForm | None) -> tuple[str, int]:
    """Why a vote is not taken, in words, and the status that says so; nothing where it may be."""
    if form is None:
        return ALREADY, 409
    if not form.is_valid():
        return "", 400
    if not may_once_more(request, "vote", times=VOTES, seconds=AN_HOUR):
        return TOO_MANY, 429
    return "", 200


def _voted(request: HttpRequest) -> list[int]:
    """Keys of the posts that this browser voted for; none where the cookie is not ours."""
    told = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=A_YEAR)
    return [int(key) for key in told.split(".") if key]


def _remembering(response: HttpResponse, keys: list[int]) -> HttpResponse:
    told = ".".join(str(key) for key in keys[-REMEMBERED:])
    response.set_signed_cookie(
        COOKIE, told, salt=SALT, max_age=A_YEAR, secure=settings.PRODUCTION, httponly=True, samesite="Lax"
    )
    return response

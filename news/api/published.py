"""The roll of honour and the news, as their public pages show them."""

from django.db.models import Q
from django.http import HttpRequest

from events.models import Award
from news.api.declaring import DEFAULT_LIMIT, LIMIT, Endpoint, Parameter, Refused, after, listed, next_page, shape
from news.models import Article
from news.register.disclosed import OPTIONAL, OPTIONAL_DAY, TEXT


def _year(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) == 4):
        raise Refused(f"“year” là năm bốn chữ số: “{text[:40]}” không phải.")
    return int(text)


def _awards(request: HttpRequest, after: str | None, limit: int | None, year: int | None) -> dict:
    """What was decided and still stands, in the order of the codes."""
    limit, found = limit or DEFAULT_LIMIT, Award.objects.decided().select_related("kind", "organisation")
    asked = {"achievement_year": year, "code__gt": after}
    found = found.filter(**{name: value for name, value in asked.items() if value is not None})
    rows = list(found.order_by("code")[: limit + 1])
    page = rows[:limit]
    more = page[-1].code if len(rows) > limit else None
    return {"awards": [_award(one) for one in page], "next": next_page(request, after=more)}


def _award(one: Award) -> dict:
    return {
        "code": one.code,
        "recipient": one.recipient_name,
        "organisation": one.organisation and one.organisation.code,
        "form": one.kind.form,
        "level": one.kind.level,
        "year": one.achievement_year,
        "block_and_rank": one.block_and_rank or None,
        "decision": one.decision or None,
        "decided_on": one.decided_on and one.decided_on.isoformat(),
    }


def _articles(request: HttpRequest, after: str | None, limit: int | None) -> dict:
    """What is public now, the newest first."""
    limit, found = limit or DEFAULT_LIMIT, Article.objects.public().select_related("category").for_lists()
    found = found.order_by("-published_at", "-pk")
    if after is not None:
        last = Article.objects.public().filter(slug=after).values("published_at", "pk").first()
        if last is None:
            raise Refused(f"Không có bài “{after[:40]}” để đọc tiếp: bài ấy có thể đã gỡ, hãy đọc lại từ đầu.")
        same = Q(published_at=last["published_at"], pk__lt=last["pk"])
        found = found.filter(Q(published_at__lt=last["published_at"]) | same)
    rows = list(found[: limit + 1])
    page = rows[:limit]
    more = page[-1].slug if len(rows) > limit else None
    return {"articles": [_article(request, one) for one in page], "next": next_page(request, after=more)}


def _article(request: HttpRequest, one: Article) -> dict:
    return {
        "slug": one.slug,
        "title": one.title,
        "lead": one.lead,
        "category": one.category.name,
        "author": one.author or None,
        "source": one.source or None,
        "published_at": one.published_at.isoformat(),
        "url": request.build_absolute_uri(one.get_absolute_url()),
    }


YEAR = Parameter("year", "Năm thành tích", {"type": "string", "pattern": r"^\d{4}$"}, _year)
ENDPOINTS = (
    Endpoint(
        "awards",
        "awards/",
        "Sổ khen thưởng: đã quyết định và còn hiệu lực, theo thứ tự mã tra cứu",
        _awards,
        listed(
            "awards",
            shape(
                {
                    "code": TEXT,
                    "recipient": TEXT,
                    "organisation": OPTIONAL,
                    "form": TEXT,
                    "level": TEXT,
                    "year": {"type": "integer"},
                    "block_and_rank": OPTIONAL,
                    "decision": OPTIONAL,
                    "decided_on": OPTIONAL_DAY,
                }
            ),
        ),
        asked=(after("mã tra cứu"), LIMIT, YEAR),
    ),
    Endpoint(
        "articles",
        "articles/",
        "Tin, bài đã đăng, bài mới nhất trước",
        _articles,
        listed(
            "articles",
            shape(
                {
                    "slug": TEXT,
                    "title": TEXT,
                    "lead": TEXT,
                    "category": TEXT,
                    "author": OPTIONAL,
                    "source": OPTIONAL,
                    "published_at": {"type": "string", "format": "date-time"},
                    "url": {"type": "string", "format": "uri"},
                }
            ),
        ),
        asked=(after("đường dẫn"), LIMIT),
    ),
)

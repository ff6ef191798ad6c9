"""How the posts of the demo were read: as many as might be, the same on every machine."""

from datetime import timedelta

from django.utils import timezone

from news.models import Article, Reading, VisitDay

PAGES_A_READING = 4  # other pages that whoever reads a post opens


def count_readings(articles: list[Article]) -> None:
    """Give each public post readings and votes, and the days on which they appeared visits."""
    public = sorted(
        (each for each in articles if each.status == Article.Status.PUBLISHED), key=lambda each: each.published_at
    )
    Reading.objects.bulk_create(
        Reading(
            pk=article.pk,
            views=1_240 + 377 * place,
            stars_3=2 + place,
            stars_4=5 + 2 * place,
            stars_5=9 + 3 * place,
            changed_at=article.published_at + timedelta(days=30),
        )
        for place, article in enumerate(public)
    )
    VisitDay.objects.bulk_create(
        VisitDay(day=timezone.localdate(article.published_at), pages=PAGES_A_READING * (1_240 + 377 * place))
        for place, article in enumerate(public)
    )

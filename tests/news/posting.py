"""Posts for tests of the public pages."""

from datetime import datetime, timedelta

from django.utils import timezone

from news.models import Article, Category


def at(text: str) -> datetime:
    """A moment by the clock of the office: at("2023-06-30 23:59")."""
    return timezone.make_aware(datetime.fromisoformat(text))


def posts_in(category: Category, many: int, **fields) -> list[Article]:
    """So many published posts of a column, an hour apart unless `published_at` says when."""
    title, slug = fields.pop("title", "Bài"), fields.pop("slug", f"{category.slug}")
    begun, now = category.articles.count(), timezone.now()
    values = {"lead": "Mở đầu", "body": "<p>Nội dung</p>", "status": Article.Status.PUBLISHED} | fields
    return [
        Article.objects.create(
            category=category,
            title=f"{title} {number}",
            slug=f"{slug}-{begun + number}",
            **{"published_at": now - timedelta(hours=many - number), **values},
        )
        for number in range(many)
    ]

"""What happens to a post: it is published, now or at an hour to come, and withdrawn. Text is cleaned on the way in."""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from events.workflow import tally_website
from news.models import Article

Status = Article.Status


class MonthNotOver(ValueError):
    """A month is counted once it is over; the message says so in words."""


def check_can_publish(user) -> None:
    """Raise PermissionDenied, in words, unless `user` may publish and withdraw posts."""
    if not user.has_perm("news.publish_article"):
        raise PermissionDenied("Chỉ biên tập viên được đăng và gỡ bài.")


@transaction.atomic
def publish(article: Article, *, at: datetime | None = None, by) -> Article:
    """Publish a post, at once or at the hour `at`. Raises PermissionDenied, ValidationError if it is published."""
    check_can_publish(by)
    article = Article.objects.select_for_update().get(pk=article.pk)
    if article.status == Status.PUBLISHED:
        raise ValidationError("Bài này đã đăng.")
    article.status, article.published_at, article.posted_by = Status.PUBLISHED, at or timezone.now(), by
    article._history_user = by
    article.full_clean()
    article.save()
    return article


@transaction.atomic
def withdraw(article: Article, *, by) -> Article:
    """Take a post off every public page; it stays in the admin. Raises PermissionDenied, ValidationError."""
    check_can_publish(by)
    article = Article.objects.select_for_update().get(pk=article.pk)
    if article.status != Status.PUBLISHED:
        raise ValidationError("Bài này chưa đăng nên không gỡ được.")
    article.status, article._history_user = Status.WITHDRAWN, by
    article.save()
    return article


def count_month(first: date, *, by) -> int:
    """Count the posts published in the month that begins on `first` into the register of activities.

    Counted is what stands published now: a post withdrawn since is not. Raises MonthNotOver.
    """
    after = (first + timedelta(31)).replace(day=1)
    if after > timezone.localdate():
        raise MonthNotOver(f"Tháng {first:%m/%Y} chưa hết: hãy đếm từ ngày {after:%d/%m/%Y}.")
    start, end = (timezone.make_aware(datetime.combine(day, time())) for day in (first, after))
    items = Article.objects.public().filter(published_at__gte=start, published_at__lt=end).count()
    tally_website(month=first, items=items, by=by)
    return items

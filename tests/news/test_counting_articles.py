"""The portal counts its own posts of a month into the register of the Alliance's work."""

from datetime import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from events.models import Activity
from news.models import Article, Category

pytestmark = pytest.mark.django_db


@pytest.fixture
def posted():
    """Publish a post at a moment: posted("2023-06-30 23:59")."""
    category = Category.objects.create(name="Tin thử", slug="tin-thu")

    def post(at: str, status: str = "published") -> Article:
        moment = timezone.make_aware(datetime.fromisoformat(at))
        slug = f"bai-{Article.objects.count()}"
        return Article.objects.create(
            title=slug, slug=slug, category=category, lead="Mở đầu", body="Bài", status=status, published_at=moment
        )

    return post


def counted(*month: str) -> str:
    out = StringIO()
    call_command("count_articles", *month, stdout=out)
    return out.getvalue().strip()


def test_posts_of_the_month_are_counted_by_the_clock_of_the_office(posted):
    for at in ("2023-05-31 23:59", "2023-06-01 00:00", "2023-06-30 23:59", "2023-07-01 00:00"):
        posted(at)

    assert counted("2023-06") == "Tháng 06/2023: 02 tin, bài."
    assert Activity.objects.get().quantity == 2


def test_a_post_taken_down_since_is_not_counted(posted):
    posted("2023-06-02 08:00")
    posted("2023-06-03 08:00", status="withdrawn")

    assert counted("2023-06") == "Tháng 06/2023: 01 tin, bài."


@pytest.mark.parametrize("typed", ["2023", "06-2023", "2023-13"])
def test_what_is_no_month_is_refused(typed):
    with pytest.raises(CommandError, match="không phải tháng"):
        counted(typed)


def test_a_month_that_is_not_over_is_refused():
    with pytest.raises(CommandError, match="chưa hết"):
        counted("2999-01")

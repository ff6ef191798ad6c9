"""Posts waiting for the editor, for the start page of the admin."""

from collections.abc import Iterator

from django.urls import reverse

from news.corrections import doubts
from news.models import Article
from office.worklist import Task, task
from printing import numbers


@task
def drafts(user) -> Iterator[Task]:
    """Drafts not yet published: the list of exactly those."""
    if not user.has_perm("news.publish_article"):
        return
    if waiting := Article.objects.filter(status=Article.Status.DRAFT).count():
        page = reverse("admin:news_article_changelist")
        yield Task(f"{numbers.counted(waiting)} bài còn là bản nháp", url=f"{page}?status__exact=draft")


@task
def figures_that_changed(user) -> Iterator[Task]:
    """Posts that cite figures which are others today: the page where each is decided upon."""
    if not user.has_perm("news.publish_article"):
        return
    if posts := {doubt.citation.article_id for doubt in doubts()}:
        sentence = f"{numbers.counted(len(posts))} bài trích số liệu nay đã khác"
        yield Task(sentence, url=reverse("news:corrections"), urgent=True)

"""Posts and letters that wait, for the start page of the admin."""

from collections.abc import Iterator

from django.urls import reverse

from news.models import Article, ContactMessage
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
def letters(user) -> Iterator[Task]:
    """Letters from the public that nobody has dealt with."""
    if not user.has_perm("news.change_contactmessage"):
        return
    if waiting := ContactMessage.objects.waiting().count():
        page = reverse("admin:news_contactmessage_changelist")
        yield Task(f"{numbers.counted(waiting)} thư liên hệ chưa xử lý", url=f"{page}?state__exact=new")

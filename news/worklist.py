"""Posts and letters that wait, for the start page of the admin."""

from collections.abc import Iterator
from functools import cache, partial

from django.urls import reverse

from news import workflow
from news.citing.corrections import doubts
from news.models import Article, Category, ContactMessage
from news.models.article import State
from office.worklist import Task, task
from printing import numbers


@task
def drafts(user) -> Iterator[Task]:
    """Drafts not yet published: the list of exactly those, the own ones of who only writes."""
    if not user.has_perm("news.change_article"):
        return
    if waiting := Article.objects.visible_to(user).filter(status=Article.Status.DRAFT).count():
        yield Task(f"{numbers.counted(waiting)} bài còn là bản nháp", url=_listing(State.DRAFT))


@task
def reviews(user) -> Iterator[Task]:
    """Posts that wait for this editor."""
    if not user.has_perm("news.publish_article"):
        return
    waiting = Article.objects.filter(status=Article.Status.IN_REVIEW)
    columns = Category.objects.with_lineage().filter(articles__in=waiting).distinct()
    mine = waiting.filter(category__in=[one for one in columns if workflow.can_publish_in(user, one)]).count()
    if mine:
        yield Task(f"{numbers.counted(mine)} bài chờ duyệt", url=_listing(State.IN_REVIEW), urgent=True)


@task
def returned(user) -> Iterator[Task]:
    """What an editor sent back to whoever wrote it."""
    if not user.has_perm("news.change_article"):
        return
    sent_back = Article.objects.filter(written_by=user, status=Article.Status.DRAFT).exclude(note="")
    if count := sent_back.count():
        yield Task(f"{numbers.counted(count)} bài của bạn được trả lại", url=_listing(State.DRAFT), urgent=True)


def _listing(state: State) -> str:
    return f"{reverse('admin:news_article_changelist')}?tinh_trang={state}"


@task
def figures_that_changed(user) -> Iterator[Task]:
    """Posts that cite figures which are others today: the page where each is decided upon."""
    if not user.has_perm("news.publish_article"):
        return
    may = cache(partial(workflow.can_publish_in, user))
    found = (doubt.citation.article for doubt in doubts(Article.objects.all()))
    if posts := {article.pk for article in found if may(article.category)}:
        sentence = f"{numbers.counted(len(posts))} bài trích số liệu nay đã khác"
        yield Task(sentence, url=reverse("news:corrections"), urgent=True)


@task
def letters(user) -> Iterator[Task]:
    """Letters from the public that nobody has dealt with."""
    if not user.has_perm("news.change_contactmessage"):
        return
    if waiting := ContactMessage.objects.waiting().count():
        page = reverse("admin:news_contactmessage_changelist")
        yield Task(f"{numbers.counted(waiting)} thư liên hệ chưa xử lý", url=f"{page}?state__exact=new")

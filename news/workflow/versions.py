from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from news.citing.binding import bind
from news.models import Article
from news.richtext import clean
from news.versions import told, versions_of
from news.workflow.rights import check_can_change

WORDS = ("title", "lead", "body", "author", "photographer", "is_repost", "source", "source_url")


def check_is_newest(article: Article, seen: int) -> None:
    """Raise ValidationError, in words, unless `seen` is the key of the newest version of a post."""
    newest = versions_of(article).defer("body").first()
    if newest is not None and newest.history_id != seen:
        raise ValidationError(f"Có người vừa lưu một phiên bản mới ({told(newest)}): hãy xem lại bài rồi làm tiếp.")


@transaction.atomic
def restore(article: Article, *, version: int, seen: int, by) -> Article:
    """Give a post the words of an earlier version, as a new one; column, address and state stay as they are.

    `version` and `seen` are keys of its history: the version wanted and the newest that whoever asks has seen. Raises
    PermissionDenied; ValidationError where somebody saved another meanwhile, or the post has no such version.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    check_can_change(by, article)
    check_is_newest(article, seen)
    wanted = versions_of(article).filter(history_id=version).first()
    if wanted is None:
        raise ValidationError("Bài này không có phiên bản ấy.")
    for name in WORDS:
        setattr(article, name, getattr(wanted, name))
    article.body = clean(article.body)
    article._history_user = by
    article._change_reason = f"Khôi phục phiên bản {timezone.localtime(wanted.history_date):%H:%M %d/%m/%Y}"
    article.full_clean()
    article.save()
    bind(article)
    return article

"""What somebody typed and has not saved: one text per person and post, which never touches the post."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError

from news.models import Article, UnsavedText
from news.workflow.drafting import check_can_draft
from news.workflow.rights import check_is_writer

KEPT = (
    "title", "category", "lead", "picture", "body", "tag_names",
    "author", "photographer", "is_repost", "source", "source_url",
    "series", "series_number", "slug", "opened_as",
)  # fmt: skip
LONGEST = 2_000_000  # characters in all


def keep_unsaved(article: Article | None, *, typed: Mapping[str, str], by) -> UnsavedText:
    """Keep what `by` typed into the page of a post, None for a new one, in place of what was kept before.

    Whoever may no longer change the post, since it was submitted or published while they wrote, keeps it all the same.
    Raises PermissionDenied; ValidationError where it is too much.
    """
    if article is None:
        check_can_draft(by)
    else:
        check_is_writer(by)
    kept = {name: typed.get(name, "").replace("\0", "") for name in KEPT}
    if sum(map(len, kept.values())) > LONGEST:
        raise ValidationError("Bài dài quá nên không giữ được bản chưa lưu: hãy bấm Lưu, hoặc chia bài làm nhiều phần.")
    return UnsavedText.objects.update_or_create(user=by, article=article, defaults={"typed": kept})[0]


def unsaved_of(article: Article | None, *, by) -> UnsavedText | None:
    """What was kept of `by` for a post, None for a new one."""
    return UnsavedText.objects.filter(user=by, article=article).first()


def forget_unsaved(article: Article | None, *, by) -> None:
    """Let go of what was kept: it has been saved, or is not wanted."""
    UnsavedText.objects.filter(user=by, article=article).delete()

from django.core.exceptions import PermissionDenied
from django.db import transaction

from events.models import Conference
from news.conference_story import story_of
from news.models import Article, Category
from news.slugs import free_slug, slug_of
from office.text import shortened


def check_can_draft(user) -> None:
    """Raise PermissionDenied, in words, unless `user` may begin posts."""
    if not user.has_perm("news.add_article"):
        raise PermissionDenied("Chỉ biên tập viên và người viết tin soạn được tin.")


@transaction.atomic
def draft_story(conference: Conference, *, category: Category, by) -> Article:
    """Begin the post on a conference as a draft for the editor; the one there is, where it has been begun.

    Raises PermissionDenied.
    """
    check_can_draft(by)
    conference = Conference.objects.select_for_update().get(pk=conference.pk)
    if begun := Article.objects.filter(conference=conference).first():
        return begun
    story = story_of(Conference.objects.for_dossier().get(pk=conference.pk))
    article = Article(
        conference=conference,
        category=category,
        title=story.title,
        slug=free_slug(slug_of(story.title), Article.objects.all()),
        lead=shortened(story.lead, Article._meta.get_field("lead").max_length),
        body=story.body,
        written_by=by,
    )
    article._history_user, article._change_reason = by, "Soạn từ hồ sơ hội nghị"
    article.full_clean()
    article.save()
    return article

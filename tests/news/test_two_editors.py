"""Two people at one post at the same moment: what one decided holds, and nothing is done twice or undone unseen."""

from datetime import date

import pytest
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.test import RequestFactory

from alliance import roles
from events.models import Conference, Photo
from news import workflow
from news.models import Album, Article, Category, Picture
from news.workflow import albums
from returns.models import Period
from tests.cooperatives.test_two_clerks import overlap, overlapping
from tests.news.pictures import taken


@pytest.fixture
def draft(db, editor, person):
    column = Category.objects.create(name="Hoạt động", slug="hoat-dong")
    told = {"title": "Bài thử", "slug": "bai-thu", "lead": "Mở đầu", "body": "<p>x</p>"}
    return Article.objects.create(category=column, written_by=person(roles.WRITER, "viettin"), **told)


def test_a_post_sent_on_while_its_author_saves_keeps_the_words_that_were_sent(draft, editor, rf):
    page, author = admin.site.get_model_admin(Article), draft.written_by
    request = rf.post("/", {})
    request.user = author
    form = page.get_form(request, draft, change=True)
    opened = form(instance=draft)
    typed = {name: opened[name].value() or "" for name in opened.fields} | {"title": "Tiêu đề khác"}
    workflow.submit_for_review(draft, by=author)

    saving = form(typed, instance=draft)

    assert "hãy nhờ biên tập viên trả lại bài" in " ".join(saving.non_field_errors())


def test_a_draft_published_while_it_is_deleted_stays(draft, administrator, editor):
    page, request = admin.site.get_model_admin(Article), RequestFactory().post("/")
    request.user = administrator
    workflow.publish(draft, by=editor)

    with pytest.raises(PermissionDenied, match="vừa được đăng"):
        page.delete_model(request, draft)

    assert Article.objects.filter(pk=draft.pk).exists()


@overlapping
@pytest.mark.django_db(transaction=True)
class TestTransactionsThatOverlap:
    def test_photos_asked_for_twice_are_copied_once(self, editor):
        period = Period.from_code("2023")
        period.save()
        day = date(2023, 12, 26)
        conference = Conference.objects.create(title="Họp", kind="other", held_on=day, period_reported=period)
        stored = {"picture": ContentFile(taken((80, 60)), "a.jpg"), "thumbnail": ContentFile(taken((8, 6)), "b.jpg")}
        Photo.objects.create(conference=conference, position=1, caption="Toàn cảnh", **stored)
        album = Album.objects.create(title="Album", slug="album", held_on=day, conference=conference)

        second = overlap(
            lambda: albums.take_photos(album, by=editor), lambda: albums.take_photos(album, by=editor), patience=2
        )

        assert second.sentence == "Hội nghị không còn ảnh nào chưa đưa vào album."
        assert (album.placings.count(), Picture.objects.count()) == (1, 1)

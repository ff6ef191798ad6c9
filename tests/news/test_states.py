"""A post goes from draft to review to the public page and off it; what the public sees follows the clock."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from alliance import roles
from news import workflow
from news.models import Article, Category, CategoryEditor
from news.models.article import State
from office.worklist import tasks_for

pytestmark = pytest.mark.django_db
NOON = timezone.make_aware(datetime(2023, 12, 26, 12))
HOUR = timedelta(hours=1)
VERBS = ("submit_for_review", "send_back", "publish", "publish", "withdraw", "set_expiry")


@pytest.fixture
def writer(person):
    return person(roles.WRITER, "viettin")


@pytest.fixture
def column():
    return Category.objects.create(name="Hoạt động", slug="hoat-dong")


@pytest.fixture
def draft(column, writer):
    return Article.objects.create(
        title="Bài thử", slug="bai-thu", category=column, lead="Mở đầu", body="<p>x</p>", written_by=writer
    )


def page_of(article: Article, page: str = "change") -> str:
    return reverse(f"admin:news_article_{page}", args=[article.pk])


class TestTheClock:
    @pytest.fixture
    def every(self, column) -> list[Article]:
        """A post of each decision with each order of hours around noon."""
        hours = [None, NOON - HOUR, NOON, NOON + HOUR, NOON + 2 * HOUR]
        made = []
        for status in Article.Status:
            for starts in hours:
                for ends in hours:
                    allowed = not (starts and ends and ends <= starts)
                    if allowed and (starts or status != Article.Status.PUBLISHED):
                        made.append(
                            Article(
                                title="Bài",
                                slug=f"b-{len(made)}",
                                category=column,
                                status=status,
                                published_at=starts,
                                expires_at=ends,
                            )
                        )
        return Article.objects.bulk_create(made)

    @pytest.mark.parametrize("minutes", [-90, -60, -30, 0, 30, 60, 90, 120, 150])
    def test_what_the_public_sees_is_what_the_rule_says_at_every_moment(self, minutes, every):
        at = NOON + timedelta(minutes=minutes)

        seen = set(Article.objects.public(at).values_list("pk", flat=True))

        assert seen == {
            one.pk
            for one in every
            if one.status == "published" and one.published_at <= at and not (one.expires_at and one.expires_at <= at)
        }

    @pytest.mark.parametrize("minutes", [-90, 0, 60, 150])
    def test_every_post_stands_in_exactly_the_state_it_tells(self, minutes, every):
        at = NOON + timedelta(minutes=minutes)

        found = {state: {one.pk for one in Article.objects.in_state(state, at)} for state in State}

        assert found == {state: {one.pk for one in every if one.state(at) == state} for state in State}
        assert sum(map(len, found.values())) == len(every)

    def test_a_post_appears_at_its_hour_and_goes_at_its_end(self, draft, editor, office, browser):
        now = timezone.now()
        workflow.publish(draft, at=now + HOUR, by=editor)
        workflow.set_expiry(draft, at=now + 2 * HOUR, by=editor)
        waiting = browser().get("/tin-tuc/").text
        Article.objects.update(published_at=now - HOUR)
        shown = browser().get("/tin-tuc/").text
        Article.objects.update(expires_at=now)
        over = browser().get("/tin-tuc/").text

        assert ["Bài thử" in text for text in (waiting, shown, over)] == [False, True, False]
        assert browser().get(draft.get_absolute_url()).status_code == 404

    def test_it_does_not_end_before_it_begins(self, draft, editor):
        workflow.publish(draft, by=editor)

        with pytest.raises(ValidationError, match="phải sau giờ đăng"):
            workflow.set_expiry(draft, at=timezone.now() - HOUR, by=editor)

    def test_what_is_over_is_published_anew_without_its_old_end(self, draft, editor):
        Article.objects.update(status="published", published_at=NOON, expires_at=NOON + HOUR)

        again = workflow.publish(draft, by=editor)

        assert (again.state(), again.expires_at) == (State.PUBLISHED, None)

    def test_so_is_what_was_withdrawn_and_is_over_meanwhile(self, draft, editor, browser):
        Article.objects.update(status="withdrawn", published_at=NOON, expires_at=NOON + HOUR)

        shown = browser(editor).get(page_of(draft, "dang")).text
        again = workflow.publish(draft, by=editor)

        assert "Hạn hiển thị cũ (13:00 26/12/2023) đã qua nên bỏ." in shown
        assert (again.state(), again.expires_at) == (State.PUBLISHED, None)


@dataclass
class Told:
    """What a post should be after all that was done to it, kept apart from the post."""

    status: str = "draft"
    starts: datetime | None = None
    ends: datetime | None = None

    def is_public(self, at: datetime) -> bool:
        return self.status == "published" and self.starts <= at and not (self.ends and self.ends <= at)

    def take(self, verb: str, at: datetime) -> None:
        if verb == "publish":
            over = self.ends and self.ends <= timezone.now()
            self.status, self.starts, self.ends = "published", at, None if over else self.ends
        elif verb == "set_expiry":
            self.ends = at
        else:
            self.status = {"submit_for_review": "in_review", "send_back": "draft", "withdraw": "withdrawn"}[verb]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_is_done_in_whatever_order_the_public_sees_what_the_rule_says(seed, column, editor):
    chance, now = random.Random(seed), timezone.now()
    posts = [
        Article.objects.create(title="Bài", slug=f"b-{number}", category=column, lead="x", body="x")
        for number in range(4)
    ]
    told, done = {post.pk: Told() for post in posts}, Counter()
    for _ in range(40):
        post, verb = chance.choice(posts), chance.choice(VERBS)
        at = now + timedelta(hours=chance.randint(-48, 48))
        more = {"publish": {"at": at}, "set_expiry": {"at": at}, "submit_for_review": {}}.get(verb, {"reason": "Thử"})
        try:
            with transaction.atomic():
                getattr(workflow, verb)(post, by=editor, **more)
        except ValidationError:
            done["refused"] += 1
        else:
            told[post.pk].take(verb, at)
            done[verb] += 1
        for hours in (-49, -12, 0, 12, 49):
            moment = now + timedelta(hours=hours)
            public = set(Article.objects.public(moment).values_list("pk", flat=True))
            assert public == {pk for pk, one in told.items() if one.is_public(moment)}
    assert {"publish", "withdraw", "refused"} <= done.keys()


class TestReview:
    def test_a_writer_submits_and_an_editor_publishes(self, draft, writer, editor, browser):
        browser(writer).post(page_of(draft, "gui-duyet"))
        submitted = Article.objects.get().status
        browser(editor).post(page_of(draft, "dang"), {})

        article = Article.objects.get()
        assert (submitted, article.state(), article.written_by, article.posted_by) == (
            "in_review",
            State.PUBLISHED,
            writer,
            editor,
        )

    def test_a_post_sent_back_says_why_to_its_writer(self, draft, writer, editor, browser):
        workflow.submit_for_review(draft, by=writer)
        browser(editor).post(page_of(draft, "tra-lai"), {"reason": "Thiếu ảnh của buổi tập huấn"})

        assert Article.objects.get().status == "draft"
        assert "trả lại bài:</strong> Thiếu ảnh của buổi tập huấn" in browser(writer).get(page_of(draft)).text
        assert "01 bài của bạn được trả lại" in [task.sentence for task in tasks_for(writer)]
        assert Article.history.first().history_change_reason == "Trả lại: Thiếu ảnh của buổi tập huấn"

    @pytest.mark.parametrize("page", ["tra-lai", "go"])
    def test_a_reason_is_asked_for(self, page, draft, writer, editor, browser):
        workflow.submit_for_review(draft, by=writer)
        if page == "go":
            workflow.publish(draft, by=editor)
        before = Article.objects.get().status

        browser(editor).post(page_of(draft, page), {"reason": " "})

        assert Article.objects.get().status == before

    def test_a_writer_publishes_nothing(self, draft, writer, browser):
        for page in ("dang", "tra-lai", "go", "han-hien-thi"):
            assert browser(writer).post(page_of(draft, page)).status_code == 403
        with pytest.raises(PermissionDenied, match="Chỉ biên tập viên"):
            workflow.publish(draft, by=writer)
        assert Article.objects.get().status == "draft"

    def test_a_writer_changes_nothing_once_it_is_submitted(self, draft, writer, browser):
        workflow.submit_for_review(draft, by=writer)

        browser(writer).post(page_of(draft), {"title": "Khác"})

        assert Article.objects.get().title == "Bài thử"
        with pytest.raises(PermissionDenied, match="trả lại bài"):
            workflow.check_can_change(writer, Article.objects.get())

    def test_a_writer_does_not_know_of_the_posts_of_others(self, draft, person, browser):
        other = person(roles.WRITER, "viettin2")
        client = browser(other)

        pages = [
            client.get(page_of(draft, page)) for page in ("change", "history", "gui-duyet", "xem-truoc", "phien-ban")
        ]
        pages.append(client.get(reverse("news:proofread_article", args=[draft.pk])))

        assert "Bài thử" not in client.get(reverse("admin:news_article_changelist")).text
        assert all(page.status_code in (302, 403, 404) for page in pages)
        assert "Mở đầu" not in "".join(page.text for page in pages)

    def test_the_hour_of_a_post_that_waits_is_changed(self, draft, editor, browser):
        first, later = timezone.now() + HOUR, timezone.now() + 2 * HOUR
        workflow.publish(draft, at=first, by=editor)

        shown = browser(editor).get(page_of(draft, "dang")).text
        workflow.publish(draft, at=later, by=editor)

        assert f'value="{timezone.localtime(first):%d/%m/%Y}"' in shown
        assert (Article.objects.get().published_at, Article.objects.public().count()) == (later, 0)

    def test_one_that_waits_for_its_hour_is_not_said_to_be_published(self, draft, editor, browser):
        hour = {"at_0": "01/01/2100", "at_1": "08:00"}

        said = browser(editor).post(page_of(draft, "dang"), hour, follow=True).text

        assert ("sẽ tự hiện lúc 08:00 01/01/2100." in said, "Đã đăng bài." in said) == (True, False)
        assert "Đã đăng bài." in browser(editor).post(page_of(draft, "dang"), {}, follow=True).text

    def test_who_may_not_change_it_reads_its_text_and_not_its_source(self, draft, writer, leader, browser):
        Article.objects.update(body="<p>Lời <strong>đậm</strong></p>")
        workflow.submit_for_review(draft, by=writer)

        for user in (writer, leader):
            said = browser(user).get(page_of(draft)).text
            assert "<p>Lời <strong>đậm</strong></p>" in said
            assert ("&lt;p&gt;" in said, "Tag names" in said) == (False, False)

    def test_posts_under_review_are_the_editors_urgent_work(self, draft, writer, editor):
        workflow.submit_for_review(draft, by=writer)

        assert [(task.sentence, task.urgent) for task in tasks_for(editor)] == [("01 bài chờ duyệt", True)]

    def test_but_not_that_of_editors_of_other_columns(self, draft, writer, editor, person, column):
        workflow.submit_for_review(draft, by=writer)
        CategoryEditor.objects.create(category=column, user=person(roles.EDITOR, "bientap2"))

        assert tasks_for(editor) == []


class TestWhoAnswersForAColumn:
    @pytest.fixture
    def other_editor(self, person):
        return person(roles.EDITOR, "bientap2")

    @pytest.fixture
    def inner(self, column, editor):
        """A column within one that the editor answers for."""
        CategoryEditor.objects.create(category=column, user=editor)
        return Category.objects.create(name="Hội nghị", slug="hoi-nghi", parent=column)

    def test_only_they_publish_there_and_in_what_lies_in_it(self, draft, inner, editor, other_editor, browser):
        Article.objects.update(category=inner)

        with pytest.raises(PermissionDenied, match="“Hoạt động › Hội nghị” có người phụ trách riêng: hãy nhờ Người"):
            workflow.publish(draft, by=other_editor)
        refused = browser(other_editor).post(page_of(draft, "dang"))
        workflow.publish(draft, by=editor)

        assert (refused.status_code, "hãy nhờ Người bientap" in refused.text) == (403, True)
        assert Article.objects.public().count() == 1

    def test_others_change_nothing_that_is_public_there(self, draft, inner, editor, other_editor, browser):
        workflow.publish(draft, by=editor)

        assert "Chưa lưu. Chuyên mục" in browser(other_editor).post(page_of(draft), {"title": "Khác"}, follow=True).text
        assert browser(other_editor).post(page_of(draft, "go"), {"reason": "x"}).status_code == 403
        assert page_of(draft, "go") not in browser(other_editor).get(page_of(draft)).text
        assert Article.objects.public().get().title == "Bài thử"

    def test_where_nobody_answers_every_editor_publishes(self, draft, other_editor):
        workflow.publish(draft, by=other_editor)

        assert Article.objects.public().count() == 1

    def test_nobody_gives_themselves_a_column(self, inner, column, other_editor, browser):
        page = reverse("admin:news_category_change", args=[column.pk])

        assert browser(other_editor).post(page, {"name": "Khác"}).status_code == 403
        assert not other_editor.has_perm("news.add_categoryeditor")

    def test_who_may_not_publish_answers_for_nothing(self, column, writer):
        with pytest.raises(ValidationError, match="chưa có vai trò Biên tập viên"):
            CategoryEditor(category=column, user=writer).full_clean()


class TestTheTreeOfColumns:
    @pytest.fixture
    def three(self, column):
        inner = Category.objects.create(name="Hai", slug="hai", parent=column)
        return [column, inner, Category.objects.create(name="Ba", slug="ba", parent=inner)]

    def test_there_are_three_levels_and_no_fourth(self, three):
        assert three[2].path == "Hoạt động › Hai › Ba"
        with pytest.raises(ValidationError, match="chỉ xếp được 3 cấp"):
            Category(name="Bốn", slug="bon", parent=three[2]).full_clean()

    def test_a_column_with_others_in_it_does_not_go_too_deep(self, three):
        three[0].parent = Category.objects.create(name="Lớn", slug="lon")

        with pytest.raises(ValidationError, match="chỉ xếp được 3 cấp"):
            three[0].full_clean()

    def test_a_column_does_not_go_into_what_lies_in_it(self, three):
        three[0].parent = three[1]

        with pytest.raises(ValidationError, match="nằm trong chính chuyên mục này"):
            three[0].full_clean()

    def test_nor_into_itself_whatever_writes_it(self, column):
        with pytest.raises(IntegrityError), transaction.atomic():
            Category.objects.filter(pk=column.pk).update(parent=column)

    def test_rows_that_go_round_hang_nothing(self, three):
        Category.objects.filter(pk=three[0].pk).update(parent=three[2])

        assert len(Category.objects.get(pk=three[2].pk).lineage) == 4

    def test_a_column_holds_the_posts_of_those_in_it(self, three, draft):
        Article.objects.update(category=three[2])

        assert [Article.objects.in_category(one).count() for one in three] == [1, 1, 1]
        assert Article.objects.in_category(Category.objects.create(name="Lớn", slug="lon")).count() == 0

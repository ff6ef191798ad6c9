"""Posts whose figures became others: named on a page of their own, corrected with a note or kept with a reason."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from alliance import roles
from news import workflow
from news.citing.binding import bind, checked_text
from news.citing.corrections import correct, doubts, keep
from news.models import Article, Category, CategoryEditor, Citation, Correction
from news.richtext import clean
from office.worklist import tasks_for
from reports.models import Erratum, Report, Seal
from returns import workflow as returns_workflow
from returns.models import Period

pytestmark = pytest.mark.django_db
PAGE = "/tin-tuc/dinh-chinh/"


@pytest.fixture
def year(founded, reported, leader):
    reported(founded("H1", on=date(2015, 1, 1)), members=570_286)
    return returns_workflow.publish(Period.objects.get(code="2023"), by=leader)


@pytest.fixture
def post(year, editor):
    """Make a post that cites the cooperatives and the members of 2023; published unless asked otherwise."""
    column = Category.objects.create(name="Tin", slug="tin")

    def make(slug: str = "bai", *, public: bool = True, **fields) -> Article:
        text = "<p>Có [[so:cooperatives@2023]] và [[so:members@2023]].</p>"
        article = Article(title=f"Bài {slug}", slug=slug, category=column, lead="Mở đầu", **fields)
        article.body = checked_text(clean(text), of=article)
        article.save()
        bind(article)
        return workflow.publish(article, by=editor) if public else article

    return make


@pytest.fixture
def later(founded):
    """Something is entered afterwards, which makes the count of that year another."""

    def enter(code: str = "H2") -> None:
        founded(code, on=date(2020, 1, 1))

    return enter


def test_nothing_is_to_correct_while_figures_stand(post):
    post()

    assert doubts(Article.objects.all()) == []


def test_a_post_is_named_with_what_it_says_and_what_is_so_today(post, later):
    article = post()
    later()

    [doubt] = doubts(Article.objects.all())

    assert (doubt.citation.article, doubt.citation.printed, doubt.now) == (article, "01 HTX", "02 HTX")


def test_posts_that_nobody_reads_are_not_drafts_are_public_ones_first(post, later, editor):
    draft, public, gone = post("nhap", public=False), post("dang"), post("go")
    workflow.withdraw(gone, reason="Đăng nhầm", by=editor)
    later()

    assert [doubt.citation.article for doubt in doubts(Article.objects.all())] == [public, draft]


def test_a_year_that_is_no_longer_published_is_left_alone(post, later, year, leader):
    post()
    later()
    returns_workflow.withdraw(year, by=leader)

    assert doubts(Article.objects.all()) == []


def test_many_posts_take_as_many_queries_as_one(post, later, django_assert_num_queries):
    post("mot")
    later()
    doubts(Article.objects.all())
    with django_assert_num_queries(9):
        assert len(doubts(Article.objects.all())) == 1
    for number in range(3):
        bind_again(post(f"bai-{number}"))
    with django_assert_num_queries(9):
        assert len(doubts(Article.objects.all())) == 4


def bind_again(article: Article) -> None:
    """As if it had been written before the figure changed."""
    Article.objects.filter(pk=article.pk).update(body=article.body.replace("02 HTX", "01 HTX"))
    article.refresh_from_db()
    bind(article)


def test_correcting_replaces_the_number_keeps_the_old_text_and_tells_readers(post, later, editor, office, browser):
    article = post()
    later()
    [doubt] = doubts(Article.objects.all())

    correct(doubt.citation, now="02 HTX", reason="Nhập bổ sung.", by=editor)

    article.refresh_from_db()
    assert ("02 HTX" in article.body, "01 HTX" in article.body, "570.286 thành viên" in article.body) == (
        True,
        False,
        True,
    )
    before = article.history.all()[1]
    assert "01 HTX" in before.body
    assert (article.history.first().history_user, article.history.first().history_change_reason) == (
        editor,
        "Đính chính: 01 HTX nay là 02 HTX",
    )
    said = browser().get(article.get_absolute_url()).text
    today = timezone.localdate()
    assert (
        f"Đính chính ngày {today:%d/%m/%Y}: “01 HTX” nay là “02 HTX” (Hợp tác xã, năm 2023). Nhập bổ sung.</p>" in said
    )
    assert (doubts(Article.objects.all()), Citation.objects.filter(printed="02 HTX").count()) == ([], 1)


def test_a_draft_is_set_right_without_a_note(post, later, editor):
    article = post(public=False)
    later()

    decided = correct(doubts(Article.objects.all())[0].citation, now="02 HTX", by=editor)

    assert (decided.outcome, decided.is_told) == ("updated", False)
    assert "02 HTX" in Article.objects.get(pk=article.pk).body


def test_so_is_one_that_waits_for_its_hour(post, later, editor):
    article = post()
    Article.objects.filter(pk=article.pk).update(published_at=timezone.now() + timedelta(days=1))
    later()

    assert correct(doubts(Article.objects.all())[0].citation, now="02 HTX", by=editor).outcome == "updated"


def test_one_that_is_kept_is_asked_of_again_only_when_the_figure_changes_once_more(
    post, later, editor, browser, office
):
    article = post()
    later()
    keep(doubts(Article.objects.all())[0].citation, now="02 HTX", reason="Số tại ngày hội nghị", by=editor)
    said = browser().get(article.get_absolute_url()).text
    assert (doubts(Article.objects.all()), "01 HTX" in said, "Đính chính" in said) == ([], True, False)

    later("H3")

    assert [doubt.now for doubt in doubts(Article.objects.all())] == ["03 HTX"]


def test_keeping_needs_a_reason(post, later, editor):
    post()
    later()

    with pytest.raises(ValidationError, match="Giữ nguyên số đã in thì phải ghi lý do"):
        keep(doubts(Article.objects.all())[0].citation, now="02 HTX", reason="  ", by=editor)
    assert not Correction.objects.exists()


@pytest.mark.parametrize("verb", [correct, keep])
def test_what_changed_meanwhile_is_said(verb, post, later, editor):
    post()
    later()
    [doubt] = doubts(Article.objects.all())
    later("H3")

    with pytest.raises(ValidationError, match="vừa đổi lần nữa, nay là 03 HTX"):
        verb(doubt.citation, now="02 HTX", reason="x", by=editor)


def test_what_somebody_else_decided_is_not_decided_twice(post, later, editor):
    post()
    later()
    [doubt] = doubts(Article.objects.all())
    correct(doubt.citation, now="02 HTX", by=editor)

    with pytest.raises(ValidationError, match="không còn trong bài"):
        correct(doubt.citation, now="02 HTX", by=editor)
    assert Correction.objects.count() == 1


def test_only_editors_decide(post, later, staff, leader):
    post()
    later()
    [doubt] = doubts(Article.objects.all())

    for user in (staff, leader):
        with pytest.raises(PermissionDenied, match="Chỉ biên tập viên"):
            correct(doubt.citation, now="02 HTX", by=user)
    assert not Correction.objects.exists()


def test_the_reason_of_a_sealed_reports_erratum_is_offered(post, later, year, staff):
    post()
    later()
    report = Report.objects.create(kind="year_end", period=year, begun_by=staff)
    seal = Seal.objects.create(
        report=report, position=1, canonical="{}", chain_hash="x", sealed_at=timezone.now(), sealed_by=staff
    )
    told = {"seal": seal, "said": "01 HTX", "now": "02 HTX", "noted_by": staff}
    Erratum.objects.create(code="groups", reason="Không phải số này", **told)
    Erratum.objects.create(code="cooperatives", reason="Bổ sung một HTX báo muộn", **told)

    assert [doubt.why for doubt in doubts(Article.objects.all())] == ["Bổ sung một HTX báo muộn"]


def test_the_old_number_elsewhere_in_the_post_is_pointed_at(post, later):
    article = post()
    Article.objects.filter(pk=article.pk).update(lead="Tỉnh có 01 HTX")
    later()

    assert doubts(Article.objects.all())[0].elsewhere == ["mở đầu"]


def test_they_are_the_editors_work_to_do(post, later, editor, staff):
    post("mot"), post("hai")
    later()

    assert ("02 bài trích số liệu nay đã khác", PAGE) in [(task.sentence, task.url) for task in tasks_for(editor)]
    assert [task for task in tasks_for(staff) if "trích" in task.sentence] == []


class TestThePage:
    def sent(self, **fields) -> dict:
        return {"citation": Citation.objects.get(figure="cooperatives").pk, "now": "02 HTX", "reason": ""} | fields

    def test_says_what_is_what_and_decides(self, post, later, editor, browser):
        post()
        later()
        client = browser(editor)
        shown = client.get(PAGE).text

        answer = client.post(PAGE, self.sent(decision="correct", reason="Báo muộn"), follow=True)

        for said in ("Bài bai", "01 HTX", "02 HTX", "Hợp tác xã, năm 2023"):
            assert said in shown
        assert "Đã đính chính: Bài bai." in answer.text
        assert "Không bài nào trích số liệu đã khác" in answer.text
        assert Correction.objects.get().reason == "Báo muộn"

    def test_a_refusal_comes_back_with_what_was_typed(self, post, later, editor, browser):
        post()
        later()

        answer = browser(editor).post(PAGE, self.sent(decision="correct", now="09 HTX", reason="Lý do đã gõ"))

        assert answer.status_code == 400
        assert "vừa đổi lần nữa, nay là 02 HTX" in answer.text
        assert 'value="Lý do đã gõ"' in answer.text

    @pytest.mark.parametrize("fields", [{"decision": "x"}, {"citation": "abc", "decision": "keep"}, {"now": ""}, {}])
    def test_nonsense_changes_nothing(self, fields, post, later, editor, browser):
        post()
        later()

        assert browser(editor).post(PAGE, self.sent(**fields)).status_code == 400
        assert not Correction.objects.exists()

    def test_leadership_reads_it_and_decides_nothing(self, post, later, leader, staff, browser):
        post()
        later()

        assert [browser(user).get(PAGE).status_code for user in (None, staff, leader)] == [302, 403, 200]
        assert 'name="decision"' not in browser(leader).get(PAGE).text
        assert browser(leader).post(PAGE, self.sent(decision="correct")).status_code == 403
        assert not Correction.objects.exists()


class TestWhoKnowsAndDecides:
    @pytest.fixture
    def column(self, post, later, person) -> Category:
        """One published post is to correct, in a column that another editor answers for."""
        post()
        later()
        column = Category.objects.get()
        CategoryEditor.objects.create(category=column, user=person(roles.EDITOR, "phutrach"))
        return column

    def test_only_who_answers_for_the_column_of_a_post(self, column, editor, browser):
        [doubt] = doubts(Article.objects.all())
        shown = browser(editor).get(PAGE).text

        for verb in (correct, keep):
            with pytest.raises(PermissionDenied, match="có người phụ trách riêng: hãy nhờ Người phutrach"):
                verb(doubt.citation, now="02 HTX", reason="Lý do", by=editor)

        assert ("Bài bai" in shown, 'name="decision"' in shown) == (True, False)
        assert [task for task in tasks_for(editor) if "trích" in task.sentence] == []
        assert correct(doubt.citation, now="02 HTX", by=column.editors.get().user).outcome == "corrected"

    def test_a_writer_reads_of_their_own_posts_alone(self, post, later, person, editor, browser):
        writer = person(roles.WRITER, "viettin")
        post("cua-minh", public=False, written_by=writer), post("nguoi-khac", public=False), post("da-quyet")
        later()
        decided = next(one for one in doubts(Article.objects.all()) if one.citation.article.slug == "da-quyet")
        keep(decided.citation, now="02 HTX", reason="Như báo cáo", by=editor)

        said = browser(writer).get(PAGE).text

        assert [name in said for name in ("Bài cua-minh", "Bài nguoi-khac", "Bài da-quyet")] == [True, False, False]

"""What is typed into the page of a post is kept for whoever typed it, and the post is not touched."""

import pytest

from alliance import roles
from news import workflow
from news.models import Article, Category, UnsavedText
from tests.office.page import complaints, form_on, opened

pytestmark = pytest.mark.django_db
KEEP, FORGET = "/quan-tri/news/article/giu-ban-chua-luu/", "/quan-tri/news/article/bo-ban-chua-luu/"
ADD = "/quan-tri/news/article/add/"


@pytest.fixture
def article():
    column = Category.objects.create(name="Hoạt động", slug="hoat-dong")
    return Article.objects.create(title="Bài thử", slug="bai-thu", category=column, lead="Mở đầu", body="<p>Cũ</p>")


@pytest.fixture
def page(article) -> str:
    return f"/quan-tri/news/article/{article.pk}/change/"


def test_it_is_offered_again_and_the_post_stays_as_it_was(article, page, editor, browser):
    client = browser(editor)
    typed = opened(client, page, body="<p>Vừa gõ</p>", tag_names="gấp")

    answer = client.post(KEEP, typed | {"bai": article.pk})

    assert answer.json()["said"].startswith("Đã giữ bản chưa lưu lúc ")
    assert "Khôi phục bản chưa lưu" in client.get(page).text
    shown = form_on(client.get(page, {"ban-chua-luu": "1"}))
    assert (shown["body"], shown["tag_names"]) == (["<p>Vừa gõ</p>"], ["gấp"])
    assert (Article.objects.get().body, Article.history.count()) == ("<p>Cũ</p>", 1)


def test_saved_it_is_offered_no_more(article, page, editor, browser):
    client = browser(editor)
    client.post(KEEP, opened(client, page, body="<p>Vừa gõ</p>") | {"bai": article.pk})

    client.post(page, form_on(client.get(page, {"ban-chua-luu": "1"})))

    assert Article.objects.get().body == "<p>Vừa gõ</p>"
    assert UnsavedText.objects.count() == 0
    assert "Khôi phục" not in client.get(page).text


def test_what_was_typed_before_another_saved_meets_the_guard(article, page, editor, person, browser):
    client, other = browser(editor), browser(person(roles.EDITOR, "bientap2"))
    client.post(KEEP, opened(client, page, title="Vừa gõ") | {"bai": article.pk})
    other.post(page, opened(other, page, title="Người khác lưu"))

    offered = client.get(page).text
    refused = client.post(page, form_on(client.get(page, {"ban-chua-luu": "1"})))

    assert "Sau đó bài đã được lưu lại" in offered
    assert "“tiêu đề” từ “Bài thử” thành “Người khác lưu” (bạn nhập “Vừa gõ”)" in complaints(refused)[0]
    assert Article.objects.get().title == "Người khác lưu"


def test_one_text_is_kept_per_person_and_post(article, editor, administrator, browser):
    for user in (editor, administrator):
        for words in ("một", "hai"):
            browser(user).post(KEEP, {"bai": article.pk, "title": words})
            browser(user).post(KEEP, {"bai": "", "title": f"mới {words}"})

    assert sorted(kept.typed["title"] for kept in UnsavedText.objects.all()) == ["hai", "hai", "mới hai", "mới hai"]


def test_a_new_post_is_kept_too(editor, browser):
    client = browser(editor)
    client.post(KEEP, {"bai": "", "title": "Chưa xong"})

    assert "Khôi phục bản chưa lưu" in client.get(ADD).text
    assert form_on(client.get(ADD, {"ban-chua-luu": "1"}))["title"] == ["Chưa xong"]
    assert Article.objects.count() == 0


def test_it_is_let_go_when_it_is_not_wanted(article, page, editor, browser):
    client = browser(editor)
    client.post(KEEP, {"bai": article.pk, "title": "Vừa gõ"})

    answer = client.post(FORGET, {"bai": article.pk})

    assert (answer.url, UnsavedText.objects.count()) == (page, 0)


def test_nobody_reads_what_another_typed(article, page, editor, administrator, browser):
    browser(editor).post(KEEP, {"bai": article.pk, "title": "Riêng của tôi"})

    assert "Riêng của tôi" not in browser(administrator).get(page, {"ban-chua-luu": "1"}).text


def test_who_may_not_change_the_post_keeps_nothing(article, staff, leader, person, browser):
    writer = person(roles.WRITER, "viettin")

    codes = [
        browser(user).post(KEEP, {"bai": article.pk, "title": "x"}).status_code for user in (staff, leader, writer)
    ]

    assert codes == [404, 403, 404]
    assert browser(staff).post(KEEP, {"bai": "", "title": "x"}).status_code == 403
    assert UnsavedText.objects.count() == 0


def test_too_much_is_refused_in_words(article, editor, browser, monkeypatch):
    monkeypatch.setattr("news.workflow.unsaved.LONGEST", 100)

    answer = browser(editor).post(KEEP, {"bai": article.pk, "body": "x" * 101})

    assert (answer.status_code, answer.json()["said"][:11]) == (403, "Bài dài quá")


def test_what_is_no_text_of_a_database_is_kept_without_it(article, editor):
    kept = workflow.keep_unsaved(article, typed={"title": "a\0b"}, by=editor)

    assert kept.typed["title"] == "ab"


@pytest.mark.parametrize("address", [KEEP, FORGET])
def test_they_are_only_sent_to(address, editor, browser):
    assert browser(editor).get(address).status_code == 405


class TestWhatIsOfferedAndNotYetDecidedUpon:
    @pytest.fixture
    def client(self, article, page, editor, browser):
        client = browser(editor)
        client.post(KEEP, opened(client, page, body="<p>Vừa gõ</p>") | {"bai": article.pk})
        return client

    def test_nothing_takes_its_place(self, client, page):
        shown = client.get(page).text

        assert "Trang này chưa tự giữ những gì bạn gõ" in shown
        assert "article_autosave.js" not in shown

    def test_saving_something_else_does_not_let_go_of_it(self, client, page):
        client.post(page, opened(client, page, title="Tiêu đề khác"))

        assert Article.objects.get().title == "Tiêu đề khác"
        assert UnsavedText.objects.get().typed["body"] == "<p>Vừa gõ</p>"
        assert "Khôi phục bản chưa lưu" in client.get(page).text

    def test_nor_does_saving_what_has_to_be_mended_first(self, client, page):
        refused = client.post(page, opened(client, page, title=""))

        client.post(page, form_on(refused) | {"title": "Tiêu đề khác"})

        assert (Article.objects.get().title, UnsavedText.objects.count()) == ("Tiêu đề khác", 1)

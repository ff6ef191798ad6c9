"""An editor publishes what its writer is still changing: nothing goes out unseen, nothing that was typed is lost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from alliance import roles
from news import workflow
from news.models import Article, Category, UnsavedText
from tests.office.page import complaints, form_on, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(person):
    return person(roles.WRITER, "viettin")


@pytest.fixture
def draft(writer):
    column = Category.objects.create(name="Hoạt động", slug="hoat-dong")
    return Article.objects.create(
        title="Bài thử", slug="bai-thu", category=column, lead="Mở đầu", body="<p>x</p>", written_by=writer
    )


def page_of(article: Article, page: str = "change") -> str:
    return reverse(f"admin:news_article_{page}", args=[article.pk])


def test_what_was_saved_after_the_page_was_opened_is_not_published_unseen(draft, writer, editor, browser):
    client, other = browser(editor), browser(writer)
    sent = opened(client, page_of(draft, "dang"))
    other.post(page_of(draft), opened(other, page_of(draft), title="Tiêu đề vừa sửa"))

    refused = client.post(page_of(draft, "dang"), sent)

    assert "Có người vừa lưu một phiên bản mới (Người viettin, " in complaints(refused)[0]
    assert Article.objects.get().status == "draft"
    client.post(page_of(draft, "dang"), form_on(refused))
    assert Article.objects.public().get().title == "Tiêu đề vừa sửa"


def test_the_page_says_which_version_goes_out(draft, writer, editor, browser):
    workflow.submit_for_review(draft, by=writer)
    saved = timezone.localtime(Article.history.first().history_date)

    shown = browser(editor).get(page_of(draft, "dang")).text

    assert f"Bản mới nhất đã lưu: Người viettin, {saved:%H:%M %d/%m/%Y}." in shown


def test_who_writes_while_it_is_published_keeps_what_was_typed(draft, writer, editor, browser):
    client = browser(writer)
    sent = opened(client, page_of(draft), title="Đang gõ dở", body="<p>Đoạn mới</p>")
    workflow.publish(draft, by=editor)

    shown = client.post(page_of(draft), sent, follow=True).text

    assert "Chưa lưu. Bài đã gửi duyệt nên không sửa được nữa" in shown
    assert "Đang gõ dở\n\nMở đầu\n\nĐoạn mới</textarea>" in shown
    assert Article.objects.get().title == "Bài thử"


def test_and_may_go_on_with_it_once_it_is_sent_back(draft, writer, editor, browser):
    client = browser(writer)
    sent = opened(client, page_of(draft), title="Đang gõ dở")
    workflow.submit_for_review(draft, by=writer)
    client.post(page_of(draft), sent)
    workflow.send_back(draft, reason="Viết tiếp", by=editor)

    client.post(page_of(draft), form_on(client.get(page_of(draft), {"ban-chua-luu": "1"})))

    assert Article.objects.get().title == "Đang gõ dở"


def test_what_strangers_send_is_not_kept(draft, leader, browser):
    assert browser(leader).post(page_of(draft), {"title": "Khác"}).status_code == 403
    assert UnsavedText.objects.count() == 0

"""A post as a PDF: printed once, given out while it stays as it is, and no way to wear the server out."""

import pytest
from django.core.cache import cache

from news import article_paper
from news.models import Article, Category
from printing.pdf import PdfFailed
from tests.news.posting import posts_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept(settings, tmp_path):
    cache.clear()
    settings.PRIVATE_ROOT = tmp_path


@pytest.fixture
def posts(office):
    return posts_in(Category.objects.create(name="Hoạt động", slug="hoat-dong"), 3)


@pytest.fixture
def printed(monkeypatch) -> list[str]:
    """What was sent to be printed, without printing it."""
    sent: list[str] = []

    def render(html, **told):
        sent.append(html)
        return b"%PDF " + str(len(sent)).encode()

    monkeypatch.setattr(article_paper, "render_pdf", render)
    return sent


def test_a_post_prints_as_a_pdf(posts, browser):
    answer = browser().get("/tin-tuc/hoat-dong-0.pdf")

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"] == 'inline; filename="hoat-dong-0.pdf"'


def test_a_post_is_printed_once_until_it_changes(posts, printed, browser):
    for _ in range(3):
        browser().get("/tin-tuc/hoat-dong-0.pdf")
    Article.objects.filter(slug="hoat-dong-0").update(title="Tiêu đề đã sửa")
    browser().get("/tin-tuc/hoat-dong-0.pdf")

    assert len(printed) == 2
    assert "Tiêu đề đã sửa" in printed[1]


def test_the_paper_names_author_source_and_where_it_stands(posts, printed, browser):
    Article.objects.update(author="Người viết", source="Báo Thử Nghiệm")

    browser().get("/tin-tuc/hoat-dong-0.pdf")

    for said in ("Người viết", "Nguồn: Báo Thử Nghiệm", "http://testserver/tin-tuc/hoat-dong-0/", "Nội dung"):
        assert said in printed[0]


def test_an_address_asks_only_so_often_for_new_prints(posts, printed, browser, monkeypatch):
    monkeypatch.setattr(article_paper, "PRINTS", 2)

    said = [browser().get(f"/tin-tuc/hoat-dong-{number}.pdf").status_code for number in range(3)]

    assert said == [200, 200, 429]
    assert browser().get("/tin-tuc/hoat-dong-0.pdf").status_code == 200
    refused = browser().get("/tin-tuc/hoat-dong-2.pdf")
    assert article_paper.TOO_MANY in refused.text
    assert refused["Retry-After"] == "600"


def test_a_printer_that_is_busy_says_so(posts, browser, monkeypatch):
    def busy(html, **told):
        raise PdfFailed("Máy chủ đang in văn bản khác: hãy thử lại sau một phút.")

    monkeypatch.setattr(article_paper, "render_pdf", busy)

    answer = browser().get("/tin-tuc/hoat-dong-0.pdf")

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "đang in văn bản khác" in answer.text


@pytest.mark.parametrize("status", [Article.Status.DRAFT, Article.Status.WITHDRAWN])
def test_a_post_that_is_not_public_has_no_paper_even_when_it_had(status, posts, printed, browser):
    browser().get("/tin-tuc/hoat-dong-0.pdf")

    Article.objects.update(status=status)

    assert browser().get("/tin-tuc/hoat-dong-0.pdf").status_code == 404


def test_only_so_many_papers_are_kept(posts, printed, browser, monkeypatch, tmp_path):
    monkeypatch.setattr(article_paper, "MOST", 2)

    for number in range(3):
        browser().get(f"/tin-tuc/hoat-dong-{number}.pdf")

    assert len(list((tmp_path / article_paper.FOLDER).iterdir())) == 2

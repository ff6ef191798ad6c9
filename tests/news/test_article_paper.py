"""A post as a PDF: printed once, given out while it stays as it is, and no way to wear the server out."""

import base64
import io
import re
from datetime import date

import pytest
from django.core.cache import cache
from pypdf import PdfReader

from news import article_paper
from news.models import Article, Category, Correction
from news.pictures import image_of
from office.pictures import size_of
from printing.pdf import PdfFailed
from returns.models import Period
from tests.news.pictures import kept
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


def test_the_paper_has_the_pictures_of_the_post_with_what_is_said_of_them(posts, printed, browser):
    lead, inside = kept(caption="Ảnh đầu bài", photographer="Bà Chụp"), kept(caption="Ảnh trong bài", size=(2000, 500))
    posts[0].picture, posts[0].body = lead, f"<p>{image_of(inside)}</p><p>Nội dung</p>"
    posts[0].save()

    browser().get("/tin-tuc/hoat-dong-0.pdf")

    pictures = [base64.b64decode(each) for each in re.findall(r'src="data:image/jpeg;base64,([^"]+)"', printed[0])]
    assert [size_of(each) for each in pictures] == [(500, 250), (800, 200)]
    for said in ("Ảnh đầu bài", "Ảnh: Bà Chụp", "Ảnh trong bài"):
        assert said in printed[0]


def test_pictures_beyond_the_room_for_them_and_those_lost_are_only_described(posts, printed, browser, monkeypatch):
    small, large, lost = kept(size=(60, 30), alt="nhỏ"), kept(size=(900, 900), alt="lớn"), kept(alt="mất")
    lost.medium.delete(save=False)
    posts[0].body = "".join(f"<p>{image_of(each)}</p>" for each in (large, lost, small))
    posts[0].save()
    monkeypatch.setattr(article_paper, "MOST_OF_PICTURES", small.medium.size)

    browser().get("/tin-tuc/hoat-dong-0.pdf")

    assert re.findall(r'src="(?:data|/anh)[^"]*" [^>]*alt="([^"]+)"', printed[0]) == ["lớn", "mất", "nhỏ"]
    assert printed[0].count('src="data:') == 1
    assert re.search(r'src="data:[^>]*alt="nhỏ"', printed[0])


def test_a_picture_is_printed_and_an_address_written_as_words_stays_words(posts, browser):
    picture = kept(size=(300, 200))
    posts[0].body = f"<p>{image_of(picture)}</p><p>{picture.medium_address}</p>"
    posts[0].save()

    paper = PdfReader(io.BytesIO(browser().get("/tin-tuc/hoat-dong-0.pdf").content))

    assert [one.image.size for page in paper.pages for one in page.images] == [(300, 200)]
    assert picture.medium_address in paper.pages[0].extract_text()


def test_a_correction_stands_on_the_paper_too(posts, printed, browser):
    period = Period.objects.named("2023")
    period.save()
    told = {"figure": "cooperatives", "label": "Hợp tác xã", "period": period, "was": "464", "now": "465"}
    Correction.objects.create(article=posts[0], outcome="corrected", decided_on=date(2024, 1, 20), **told)

    browser().get("/tin-tuc/hoat-dong-0.pdf")

    assert "Đính chính ngày 20/01/2024: “464” nay là “465”" in printed[0]


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


@pytest.mark.parametrize(("bound", "most"), [("MOST", 2), ("ROOM", 2 * len(b"%PDF 1"))])
def test_only_so_many_papers_are_kept_and_so_much_of_them(bound, most, posts, printed, browser, monkeypatch, tmp_path):
    monkeypatch.setattr(article_paper, bound, most)

    for number in range(3):
        browser().get(f"/tin-tuc/hoat-dong-{number}.pdf")

    assert len(list((tmp_path / article_paper.FOLDER).iterdir())) == 2

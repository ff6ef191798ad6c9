"""What the public reads: published posts and published figures, fast, and nothing that is not public yet."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cooperatives.workflow import admit
from news.models import Article, Category
from returns import workflow as returns_workflow
from returns.models import Period

pytestmark = pytest.mark.django_db


@pytest.fixture
def column():
    return Category.objects.create(name="Hoạt động", slug="hoat-dong")


@pytest.fixture
def post(column):
    def make(title: str, *, status=Article.Status.PUBLISHED, at=None, **fields) -> Article:
        values = {"category": column, "lead": f"Mở đầu {title}", "body": f"<p>Nội dung {title}</p>", **fields}
        at = at or timezone.now() - timedelta(minutes=Article.objects.count() + 1)
        slug = fields.pop("slug", f"bai-{Article.objects.count()}")
        values.pop("slug", None)
        return Article.objects.create(title=title, slug=slug, status=status, published_at=at, **values)

    return make


def hidden(post) -> list[Article]:
    """A post in every state that the public may not see."""
    return [
        post("Bản nháp KÍN-1", status=Article.Status.DRAFT),
        post("Đã gỡ KÍN-2", status=Article.Status.WITHDRAWN),
        post("Hẹn giờ KÍN-3", at=timezone.now() + timedelta(hours=1)),
    ]


def test_the_home_page_leads_with_the_newest_post(post, office, browser):
    post("Bài cũ hơn")
    newest = post("Bài mới nhất", at=timezone.now())

    answer = browser().get("/")

    [shown] = answer.context["blocks"]
    assert shown.content["lead"] == newest
    assert "Bài cũ hơn" in answer.text


def test_an_office_not_yet_set_up_still_has_a_home_page(browser):
    assert "Chưa có tin nào được đăng" in browser().get("/").text


@pytest.mark.parametrize("address", ["/", "/tin-tuc/", "/tin-tuc/chuyen-muc/hoat-dong/", "/tin-tuc/bai-0/"])
def test_no_public_page_shows_what_is_not_public(address, post, office, browser):
    post("Bài công khai", slug="bai-0")
    hidden(post)

    answer = browser().get(address)

    assert "Bài công khai" in answer.text
    assert "KÍN" not in answer.text


def test_a_post_that_is_not_public_is_as_absent_as_one_that_never_was(post, office, browser):
    client = browser()
    missing = client.get("/tin-tuc/khong-co/")

    answers = [client.get(reverse("news:article", args=[article.slug])) for article in hidden(post)]

    assert [(answer.status_code, answer.text) for answer in answers] == [(404, missing.text)] * 3


def test_a_scheduled_post_appears_at_its_hour(post):
    article = post("Hẹn giờ", at=timezone.now() + timedelta(hours=1))

    assert list(Article.objects.public()) == []
    assert list(Article.objects.public(at=article.published_at)) == [article]


def test_an_article_tells_its_day_author_and_source_and_its_kin(post, office, browser):
    article = post("Bài chính", author="Người viết thử", source="Báo Thử Nghiệm")
    post("Bài cùng mục")

    said = browser().get(article.get_absolute_url()).text

    local = timezone.localtime(article.published_at)
    for text in ("Bài chính", "Người viết thử", "Nguồn: Báo Thử Nghiệm", "Bài cùng mục", f"{local:%d/%m/%Y | %H:%M}"):
        assert text in said


@pytest.mark.parametrize(("page", "shown"), [("1", 12), ("2", 2), ("99", 2), ("-1", 2), ("abc", 12), ("", 12)])
def test_any_page_number_shows_a_page(page, shown, post, office, browser):
    for number in range(14):
        post(f"Bài {number}")

    answer = browser().get("/tin-tuc/", {"trang": page})

    assert (answer.status_code, len(answer.context["page"])) == (200, shown)


@pytest.mark.parametrize("posts", [5, 40])
def test_the_home_page_takes_the_same_few_queries(
    posts, post, office, leader, founded, reported, browser, django_assert_num_queries
):
    for number in range(posts):
        post(f"Bài {number}")
    one = founded("H1")
    admit(one, on=date(2016, 1, 1), decision="01/QĐ", by=leader)
    reported(one, members=10)
    returns_workflow.publish(Period.objects.get(), by=leader)

    with django_assert_num_queries(8):
        browser().get("/")


def test_figures_are_public_only_once_leadership_published_them(office, leader, founded, reported, browser):
    reported(founded("H1"), members=570_286)
    before = browser().get("/").text

    returns_workflow.publish(Period.objects.get(), by=leader)
    after = browser().get("/").text

    assert "570.286" not in before
    assert "570.286" in after


PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<iframe src='//evil.example'></iframe>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<p onclick=alert(1)>x</p>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    "<form action='//evil.example'><input name=x></form>",
    "<style>*{background:url(//evil.example)}</style>",
    "<object data='//evil.example'></object>",
    '"><script>alert(1)</script>',
    "<base href='//evil.example/'>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_written_into_a_post_runs(payload, post, office, browser):
    article = post(f"T {payload}"[:250], lead=payload, body=f"<p>Trước</p>{payload}<p>Sau</p>")

    for address in ("/", "/tin-tuc/", article.get_absolute_url()):
        said = browser().get(address).text.split("<main", 1)[1]
        for live in ("<script", "<img", "<svg", "<iframe", "<object", "<form", "<style", "<base", "<meta", "<math"):
            assert live not in said
        assert 'href="javascript:' not in said
        assert 'href="data:' not in said


def test_pages_ask_nothing_of_other_servers_and_say_so(post, office, browser):
    answer = browser().get("/")

    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "http://" not in answer.text.replace("http://www.w3.org", "").replace("http://testserver/", "")


@pytest.mark.parametrize("address", ["/khong-co/", "/tin-tuc/chuyen-muc/khong-co/", "/tin-tuc/<script>/"])
def test_a_page_that_is_not_there_says_where_to_go(address, office, browser):
    answer = browser().get(address)

    assert answer.status_code == 404
    assert "Về trang chủ" in answer.text

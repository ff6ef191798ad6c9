"""Lists of posts, feeds and what search engines take: the public ones, told fully, at the same cost however many."""

import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from news.models import Article, ArticleTag, Category, Series, Tag
from tests.news.posting import at, posts_in

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def column():
    return Category.objects.create(name="Hoạt động", slug="hoat-dong")


def titles(answer) -> list[str]:
    return [article.title for article in answer.context["page"]]


def test_a_list_by_author_shows_exactly_what_that_author_wrote(column, office, browser):
    posts_in(column, 1, title="Của An", author="Nguyễn Văn An")
    posts_in(column, 1, title="Của Bình", author="Bình")

    answer = browser().get("/tin-tuc/tac-gia/", {"ten": "Nguyễn Văn An"})

    assert titles(answer) == ["Của An 0"]
    assert browser().get("/tin-tuc/tac-gia/", {"ten": "An"}).status_code == 404
    assert browser().get("/tin-tuc/tac-gia/").status_code == 404


def test_pages_of_an_author_keep_the_author(column, office, browser):
    posts_in(column, 13, author="A & B")

    assert "?ten=A+%26+B&amp;trang=2" in browser().get("/tin-tuc/tac-gia/", {"ten": "A & B"}).text
    assert len(titles(browser().get("/tin-tuc/tac-gia/?ten=A+%26+B&trang=2"))) == 1


def test_the_archive_parts_months_and_years_by_the_clock_of_the_office(column, office, browser):
    posts_in(column, 1, title="Tháng sáu", slug="a", published_at=at("2023-06-30 23:59"))
    posts_in(column, 1, title="Tháng bảy", slug="b", published_at=at("2023-07-01 00:00"))
    posts_in(column, 1, title="Giao thừa", slug="c", published_at=at("2023-12-31 23:59"))
    posts_in(column, 1, title="Năm sau", slug="d", published_at=at("2024-01-01 00:00"))
    reader = browser()

    assert titles(reader.get("/tin-tuc/luu-tru/2023/06/")) == ["Tháng sáu 0"]
    assert titles(reader.get("/tin-tuc/luu-tru/2023/12/")) == ["Giao thừa 0"]
    assert titles(reader.get("/tin-tuc/luu-tru/2023/")) == ["Giao thừa 0", "Tháng bảy 0", "Tháng sáu 0"]
    told = [(each.year, each.posts, len(each.months)) for each in reader.get("/tin-tuc/luu-tru/").context["years"]]
    assert told == [(2024, 1, 1), (2023, 3, 3)]


@pytest.mark.parametrize("about", [{"status": "draft"}, {"expires_at": at("2023-06-02 12:00")}])
def test_a_tag_or_a_series_of_posts_that_are_not_public_is_no_page(about, column, office, browser):
    tag, series = Tag.objects.create(name="KÍN", slug="kin"), Series.objects.create(name="KÍN", slug="kin")
    [post] = posts_in(column, 1, published_at=at("2023-06-01 12:00"), series=series, **about)
    ArticleTag.objects.create(article=post, tag=tag)
    addresses = ["/tin-tuc/the/kin/", "/tin-tuc/loat-bai/kin/"]
    hidden = [browser().get(address).status_code for address in addresses]

    Article.objects.update(status="published", expires_at=None)

    assert hidden == [404, 404]
    assert [browser().get(address).status_code for address in addresses] == [200, 200]


@pytest.mark.parametrize("days", ["2022/", "2023/02/", "2023/13/", "2023/6/", "999/", "99999/", "2999/12/"])
def test_a_time_without_posts_is_no_page(days, column, office, browser):
    posts_in(column, 1, published_at=at("2023-06-30 12:00"))

    assert browser().get(f"/tin-tuc/luu-tru/{days}").status_code == 404


@pytest.mark.parametrize("posts", [3, 60])
@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("/tin-tuc/", 4),
        ("/tin-tuc/chuyen-muc/hoat-dong/", 4),
        ("/tin-tuc/tac-gia/?ten=An", 5),
        ("/tin-tuc/luu-tru/", 2),
        ("/tin-tuc/luu-tru/2023/", 5),
        ("/tin-tuc/luu-tru/2023/06/", 5),
        ("/tin-tuc/hoat-dong-1/", 5),
        ("/rss.xml", 2),
        ("/tin-tuc/chuyen-muc/hoat-dong/rss.xml", 3),
        ("/sitemap.xml", 9),
    ],
)
def test_a_page_takes_the_same_few_queries_however_many_posts(
    address, asked, posts, column, office, browser, django_assert_num_queries
):
    posts_in(column, posts, author="An", published_at=at("2023-06-15 12:00"))

    with django_assert_num_queries(asked):
        assert browser().get(address).status_code == 200


@pytest.mark.parametrize("many", [3, 60])
def test_tags_ask_for_no_more(many, column, office, browser, django_assert_num_queries):
    posts, tag = posts_in(column, many), Tag.objects.create(name="lúa")
    ArticleTag.objects.bulk_create(ArticleTag(article=post, tag=tag) for post in posts)

    with django_assert_num_queries(5):
        assert "lúa" in browser().get(posts[0].get_absolute_url()).text


def test_an_article_leads_to_those_before_and_after_it_in_time(column, office, browser):
    same = at("2023-06-15 12:00")
    first, second, third = posts_in(column, 3, published_at=same)
    other = Category.objects.create(name="Khác", slug="khac")
    posts_in(other, 1, slug="khac", title="Mục khác", published_at=same - timedelta(days=1))

    around = browser().get(second.get_absolute_url()).context["around"]

    assert (around.older.pk, around.newer.pk) == (first.pk, third.pk)
    assert [each.pk for each in around.related] == [third.pk, first.pk]
    assert [each.title for each in around.latest] == ["Mục khác 0"]


def test_related_are_the_posts_with_most_tags_in_common_then_those_of_the_column(column, office, browser):
    other = Category.objects.create(name="Khác", slug="khac")
    [read, *beside] = posts_in(column, 3, title="Cùng mục")
    both, one, none = posts_in(other, 3, title="Mục khác", published_at=at("2020-01-01 12:00"))
    [draft] = posts_in(other, 1, title="Nháp", status="draft")
    rice, loan = Tag.objects.create(name="lúa"), Tag.objects.create(name="vay vốn")
    for post, tags in ((read, (loan, rice)), (both, (loan, rice)), (one, (rice,)), (draft, (loan, rice))):
        ArticleTag.objects.bulk_create(ArticleTag(article=post, tag=tag) for tag in tags)

    answer = browser().get(read.get_absolute_url())

    around = answer.context["around"]
    assert [each.pk for each in around.related] == [both.pk, one.pk, beside[1].pk, beside[0].pk]
    assert [each.pk for each in around.latest] == [none.pk]
    assert [tag.name for tag in around.tags] == ["lúa", "vay vốn"]
    assert 'href="/tin-tuc/the/lua/">lúa</a>' in answer.text


def test_a_post_from_before_what_is_held_in_memory_has_its_tags_and_those_related(column, office, browser, monkeypatch):
    monkeypatch.setattr("news.timeline.NEWEST", 2)
    old, *newer = posts_in(column, 3)
    tag = Tag.objects.create(name="lúa")
    ArticleTag.objects.bulk_create(ArticleTag(article=post, tag=tag) for post in (old, newer[0]))

    around = browser().get(old.get_absolute_url()).context["around"]

    assert [tag.name for tag in around.tags] == ["lúa"]
    assert [each.pk for each in around.related] == [newer[0].pk, newer[1].pk]


def test_the_feed_tells_the_newest_posts_wholly(column, office, browser):
    posts_in(column, 1, title="Một & <hai>", author="An", lead="Dòng\x0b lạ", published_at=at("2023-06-15 12:00"))

    answer = browser().get("/rss.xml")

    channel = ElementTree.fromstring(answer.content).find("channel")
    item = channel.find("item")
    assert answer["Content-Type"].startswith("application/rss+xml")
    assert channel.find("title").text == "Tin tức | Liên minh HTX tỉnh Thử Nghiệm"
    assert channel.find(f"{ATOM}link").get("href") == "http://testserver/rss.xml"
    assert (item.find("title").text, item.find("description").text) == ("Một & <hai> 0", "Dòng lạ")
    assert item.find("link").text == "http://testserver/tin-tuc/hoat-dong-0/"
    assert item.find("pubDate").text == "Thu, 15 Jun 2023 05:00:00 +0000"


def test_a_column_has_a_feed_of_its_own(column, office, browser):
    posts_in(column, 1)
    posts_in(Category.objects.create(name="Khác", slug="khac"), 1, title="Mục khác")

    said = browser().get("/tin-tuc/chuyen-muc/hoat-dong/rss.xml").text

    assert "Bài 0" in said
    assert "Mục khác" not in said
    assert browser().get("/tin-tuc/chuyen-muc/khong-co/rss.xml").status_code == 404


def test_the_feed_of_a_column_tells_what_lies_in_it_as_its_page_does(column, office, browser):
    posts_in(Category.objects.create(name="Trong", slug="trong", parent=column), 1, title="Bài của mục con")

    assert "Bài của mục con" in browser().get("/tin-tuc/chuyen-muc/hoat-dong/").text
    assert "Bài của mục con" in browser().get("/tin-tuc/chuyen-muc/hoat-dong/rss.xml").text


STANDING = (
    *("api", "en", "gioi-thieu", "hop-tac-xa", "khen-thuong", "lien-he", "san-pham", "so-lieu"),
    *("thu-vien-anh", "tin-tuc", "van-ban"),
)


def test_the_site_map_names_every_public_page_once(column, office, browser):
    posts_in(column, 2)

    found = ElementTree.fromstring(browser().get("/sitemap.xml").content).iter(f"{MAP}loc")

    paths = [each.text.removeprefix("http://testserver") for each in found]
    always = ["/", *(f"/{name}/" for name in STANDING), "/tin-tuc/luu-tru/"]
    of_posts = [f"/tin-tuc/{name}/" for name in ("chuyen-muc/hoat-dong", "hoat-dong-0", "hoat-dong-1")]
    assert sorted(paths) == sorted(always + of_posts)


def test_robots_are_told_of_the_map_and_not_of_the_pages_of_staff(browser):
    said = browser().get("/robots.txt").text

    assert "Sitemap: http://testserver/sitemap.xml" in said
    assert "quan-tri" not in said


def test_search_engines_and_networks_read_what_the_page_says(column, office, browser):
    [article] = posts_in(column, 1, title="Tiêu đề </script><b>", author="An", published_at=at("2023-06-15 12:00"))

    said = browser().get(article.get_absolute_url()).text

    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', said)
    told = json.loads(data)
    assert "<" not in data
    assert (told["@type"], told["headline"]) == ("NewsArticle", article.title)
    assert told["publisher"]["name"] == office.name
    assert '<link rel="canonical" href="http://testserver/tin-tuc/hoat-dong-0/">' in said
    assert '<meta property="og:title" content="Tiêu đề &lt;/script&gt;&lt;b&gt; 0">' in said


def test_the_office_is_told_of_as_an_organisation(office):
    office.phone = "0227 3831 222"
    page = Template("{% office_data %}")

    said = page.render(Context({"office": office, "request": RequestFactory().get("/tin-tuc/")}))

    told = json.loads(re.fullmatch(r'<script type="application/ld\+json">(.*)</script>', said)[1])
    assert (told["@type"], told["name"], told["url"]) == ("Organization", office.name, "http://testserver/")
    assert told["telephone"] == "0227 3831 222"
    assert page.render(Context({"office": None})) == ""


def test_a_post_is_passed_on_by_plain_links(column, office, browser):
    [article] = posts_in(column, 1, title="Một & hai")

    said = browser().get(article.get_absolute_url()).text

    page = "http%3A%2F%2Ftestserver%2Ftin-tuc%2Fhoat-dong-0%2F"
    for link in (
        f"facebook.com/sharer/sharer.php?u={page}",
        f"zalo.me/share?url={page}",
        "mailto:?subject=M%E1%BB%99t",
    ):
        assert link in said


def test_who_posted_is_named_and_an_account_never_is(column, office, editor, browser):
    [named] = posts_in(column, 1, posted_by=editor)
    editor.full_name = ""

    assert "Người đăng: Người bientap" in browser().get(named.get_absolute_url()).text
    editor.save()
    assert "bientap" not in browser().get(named.get_absolute_url()).text


def test_a_list_says_which_posts_it_shows_first(column, office, browser):
    posts_in(column, 14)

    first, second = (browser().get("/tin-tuc/", {"trang": page}).text for page in ("1", "2"))

    assert '<link rel="canonical" href="http://testserver/tin-tuc/">' in first
    assert '<link rel="canonical" href="http://testserver/tin-tuc/?trang=2">' in second


def test_what_is_not_public_yet_is_in_no_list(column, office, browser):
    posts_in(column, 1, title="KÍN", published_at=timezone.now() + timedelta(hours=1), author="An")

    assert Article.objects.count() == 1
    assert browser().get("/tin-tuc/tac-gia/", {"ten": "An"}).status_code == 404
    assert "Chưa có tin nào được đăng" in browser().get("/tin-tuc/luu-tru/").text

"""No word of a post that is not public is told anywhere a stranger can get to (threat R31).

Each such post carries a token of its own in each of its parts; a stranger then goes to every public
address there is, by the links of the pages, the site map and the feeds, and by guessing the addresses of these posts.
"""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from news.models import Article, Category
from news.workflow import publish, tag, withdraw
from tests.news.posting import posts_in

pytestmark = pytest.mark.django_db
BEGINNINGS = ["/", "/tin-tuc/", "/tin-tuc/luu-tru/", "/rss.xml", "/sitemap.xml", "/robots.txt", "/khong-co-trang-nay/"]
PARTS = ("title", "lead", "body", "author", "photographer", "source")
HERE = "http://testserver"


@pytest.fixture
def columns(office):
    return [Category.objects.create(name=f"Mục {name}", slug=f"muc-{name}") for name in ("a", "b")]


@pytest.fixture(autouse=True)
def papers(monkeypatch):
    """A PDF is as good as the page that is printed; here an address prints as many as it likes."""
    monkeypatch.setattr("news.article_paper.PRINTS", 1_000)
    monkeypatch.setattr("news.search_pages.SEARCHES", 100_000)
    monkeypatch.setattr("news.article_paper.render_pdf", lambda html, **told: html.encode())


def words(name: str) -> dict[str, str]:
    """A token for each part of a post: name-title, name-lead and so on."""
    return {part: f"{name}-{part}" for part in PARTS}


def hidden(columns: list[Category], editor) -> list[str]:
    """A post in every state that the public may not see; their tokens begin with these words."""
    now = timezone.now()
    states = {
        "KÍNNHÁP": {"status": Article.Status.DRAFT, "published_at": None},
        "KÍNGỠ": {"status": Article.Status.PUBLISHED, "published_at": now - timedelta(hours=1)},
        "KÍNHẸN": {"status": Article.Status.PUBLISHED, "published_at": now + timedelta(hours=1)},
        "KÍNDUYỆT": {"status": Article.Status.IN_REVIEW, "published_at": now - timedelta(hours=1)},
        "KÍNHẾT": {"published_at": now - timedelta(hours=2), "expires_at": now - timedelta(hours=1)},
        "KÍNHẸNGỠ": {"status": Article.Status.WITHDRAWN, "published_at": now - timedelta(days=400)},
    }
    for number, (name, state) in enumerate(states.items()):
        posts_in(columns[number % 2], 1, slug=f"kin-{number}", **words(name), **state)
    withdraw(Article.objects.get(slug__startswith="kin-1"), reason="KÍNGỠ-note", by=editor)
    for name, article in zip(states, Article.objects.filter(slug__startswith="kin-").order_by("slug"), strict=True):
        tag(article, [f"{name}-tag"], by=editor)
    return list(states)


def crawl(*more: str) -> dict[str, str]:
    """What a stranger reads at every address that can be got to, by address."""
    stranger, waiting, read = Client(), [*BEGINNINGS, *more], {}
    while waiting:
        address = waiting.pop()
        if address in read:
            continue
        answer = stranger.get(address)
        read[address] = f"{answer.content.decode(errors='replace')} {answer.headers}"
        links = re.findall(r'(?:href|content|src)="([^"]+)"|<(?:loc|link|guid)[^>]*>([^<]+)<', read[address])
        found = {unescape(one or other).removeprefix(HERE) for one, other in links}
        waiting += [_beside(address, each) for each in found if re.match(r"\?|/(?!static/)", each)]
    return read


def _beside(address: str, link: str) -> str:
    link = link.partition("#")[0]
    return address.partition("?")[0] + link if link.startswith("?") else link


def test_no_address_tells_a_word_of_what_is_not_public(columns, editor):
    posts_in(columns[0], 14, title="CÔNGKHAI", author="CÔNGKHAI-author")
    posts_in(columns[1], 2, title="CÔNGKHAI")
    names = hidden(columns, editor)
    guesses = [
        f"/tin-tuc/{article.slug}{end}" for article in Article.objects.all() for end in ("/", ".pdf", "/danh-gia/")
    ]

    read = crawl(*guesses, *(f"/tin-tuc/tac-gia/?ten={name}-author" for name in names), "/tim-kiem/?q=kin")

    leaks = [(address, name) for address, said in read.items() for name in names if f"{name}-" in said]
    assert [leak for leak in leaks if "ten=" not in leak[0]] == []
    assert len(read) > 60


def test_every_published_post_is_there_wholly(columns):
    posts = [posts_in(column, 1, **words(f"CÔNG{column.pk}"))[0] for column in columns]

    read = crawl()

    for article in posts:
        page = read[article.get_absolute_url()]
        assert all(token in page for token in (article.title, article.lead, article.body, article.author))
        for address in ("/", "/tin-tuc/", "/rss.xml", f"/tin-tuc/{article.slug}.pdf", "/tin-tuc/luu-tru/"):
            assert address in read
        assert article.title in read["/tin-tuc/"]
        assert article.title in read["/rss.xml"]
        assert article.slug in read["/sitemap.xml"]


def test_what_is_published_is_everywhere_and_what_is_withdrawn_nowhere_at_once(columns, editor):
    [article] = posts_in(columns[0], 1, status=Article.Status.DRAFT, published_at=None, **words("TIN"))
    assert not any("TIN-" in said for said in crawl().values())

    publish(article, by=editor)
    assert sum("TIN-title" in said for said in crawl().values()) >= 7

    withdraw(article, reason="Đăng nhầm", by=editor)
    assert not any("TIN-" in said for said in crawl(article.get_absolute_url()).values())

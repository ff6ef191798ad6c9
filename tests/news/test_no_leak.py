"""Nothing of a post that is not public stands on any page a stranger can reach, whatever state it is in."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from news import workflow
from news.models import Article, Category, Series

pytestmark = pytest.mark.django_db
TOKEN, SHOWN = "kintoken", "congkhaitoken"
STARTS = ("/", "/tin-tuc/", "/tin-tuc/chuyen-muc/hoat-dong/", "/rss.xml", "/sitemap.xml", f"/tim-kiem/?q={TOKEN}")
MOST = 60  # pages


@pytest.fixture
def column():
    return Category.objects.create(name="Hoạt động", slug="hoat-dong")


def post(column, name: str, token: str, editor, **fields) -> Article:
    article = Article.objects.create(
        title=f"{name} {token}", slug=f"{token}-{name}", category=column, lead=f"{token} mở đầu",
        body=f"<p>{token} nội dung</p>", author=f"Người {token}", photographer=f"Ảnh {token}", source=f"Nguồn {token}",
        **fields,
    )  # fmt: skip
    workflow.tag(article, [f"thẻ {token} {name}"], by=editor)
    return article


@pytest.fixture
def hidden(column, editor) -> list[Article]:
    """A post in every state but the public one."""
    now, hour = timezone.now(), timedelta(hours=1)
    series = Series.objects.create(name="Loạt riêng", slug="loat-rieng")
    states = {
        "nhap": {"status": "draft", "series": series},
        "duyet": {"status": "in_review", "published_at": now - hour},
        "hen": {"status": "published", "published_at": now + hour},
        "het": {"status": "published", "published_at": now - 2 * hour, "expires_at": now - hour},
        "go": {"status": "withdrawn", "published_at": now - hour, "note": f"{TOKEN} lý do"},
    }
    return [post(column, name, TOKEN, editor, **fields) for name, fields in states.items()]


def crawled(client, starts) -> dict[str, str]:
    """Every page within reach of the addresses, but for those of the office."""
    waiting, found = list(starts), {}
    while waiting and len(found) < MOST:
        address = waiting.pop(0)
        if address in found:
            continue
        answer = client.get(address)
        html = "text" in answer.get("Content-Type", "") or "xml" in answer.get("Content-Type", "")
        found[address] = answer.text if html and not answer.streaming else ""
        links = re.findall(r'href="(/[^"#]*)"', found[address])
        waiting += [link for link in links if not link.startswith(("/quan-tri/", "/static/"))]
    return found


def test_a_stranger_meets_no_word_of_it(hidden, column, editor, office, browser):
    post(column, "mot", SHOWN, editor, status="published", published_at=timezone.now() - timedelta(minutes=1))
    own = [article.get_absolute_url() for article in hidden]

    pages = crawled(browser(), [*STARTS, *own])

    said = {address: re.sub(r'(?:q=|value=")[^"&]*', "", text) for address, text in pages.items()}
    assert [address for address in pages if TOKEN in said[address] and "tim-kiem" not in address] == []
    assert not any(f"{TOKEN} mở đầu" in text for text in pages.values())
    assert any(SHOWN in text for text in pages.values())


def test_once_its_hour_has_come_it_is_there(hidden, office, browser):
    Article.objects.filter(slug=f"{TOKEN}-hen").update(published_at=timezone.now())

    pages = crawled(browser(), STARTS[:3])

    assert {address for address, text in pages.items() if f"hen {TOKEN}" in text} >= set(STARTS[:3])

"""Whatever anybody writes stays words on every page: none of it becomes mark-up, or an address that runs (threat R26).

Every text of every model is written into the database as an attacker would have it, past all forms; then every page is
opened and read as a browser reads it. A field or a page of next year is found by itself: tests/settlement.py has a row
of every model of the admin, tests/test_rights.py knows every address.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urljoin

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.test import Client
from django.utils import timezone
from lxml import html

from news.models import Article, ArticleTag, Correction, PreviewLink, Series, Tag, UnsavedText
from office.fields import SearchKeyField
from office.models import User
from returns.models import Period
from tests.test_rights import KINDS, address_of, fill, known_addresses, rows

OURS = ("office", "cooperatives", "returns", "events", "reports", "news")
MARK = "\"' onhai=%(n)s ><hai n=%(n)s>"
HARM = (f"javascript:hai(%(n)s)//{MARK}</script></style></title></textarea><hai n=%(n)s>", MARK, "'\"><hai n=%(n)s>")
OF_THE_WEB = f"https://hai.example/{MARK}"
GO_BY = {  # not words that people write: records are found, and pages made, by what stands in them
    "cooperatives.organisation.code",
    "cooperatives.passage.stage",
    "cooperatives.place.code",
    "events.award.code",
    "news.picture.name",
    "office.importrun.kind",
    "office.job.kind",
    "office.office.accent",
    "office.office.site_mark",
    "office.savedview.model",
    "office.user.password",
    "reports.figure.indicator",
    "reports.figure.key",
    "reports.officeindicator.code",
    "reports.passage.section",
    "returns.period.code",
    "returns.reportinglink.nonce",
}
TYPED = 10**6  # the number of what is sent by forms
ADDRESSES = " | ".join(f"//@{name}" for name in ("href", "src", "srcset", "action", "formaction", "data", "poster"))
RUNS = re.compile(r"[\x00-\x20]*(?:javascript|vbscript|data:text)", re.IGNORECASE)
FILES = (".csv", ".docx", ".jpg", ".pdf", ".png", ".xlsx", ".zip")
READ = ("text/html", "application/xml", "application/rss+xml")
MANY, SOME = 150, 20  # fields that pages show, forms outside the admin: what the tests rest on
UNTYPED = ("submit", "button", "file", "checkbox", "radio")


def alive(page: bytes) -> list[str]:
    """What of the harm a browser would make elements, attributes or running addresses of."""
    tree = html.fromstring(page)
    found = [html.tostring(each, encoding="unicode")[:80] for each in tree.xpath("//hai | //*[@onhai]")]
    found += [f"{value.attrname}={value}" for value in tree.xpath(ADDRESSES) if RUNS.match(value)]
    return found or re.findall(r"<hai[^>]*>", page.decode())


@pytest.mark.parametrize(
    "page",
    [
        "<p><hai n=1></p>",
        "<a title='' onhai=1 >x</a>",
        '<a href=" JavaScript:hai(1)">x</a>',
        "<title><hai n=1></title>",
        '<script type="application/ld+json">{"a": "<hai n=1>"}</script>',
    ],
)
def test_what_comes_alive_is_seen(page):
    assert alive(page.encode()) != []


def test_what_is_escaped_is_not():
    assert alive(b"<a href='/?q=javascript:hai(1)' title='&lt;hai n=1&gt; onhai=1'>javascript:hai(1)//</a>") == []


@pytest.fixture
def names(administrator) -> dict[int, str]:
    """Rows of all with harm in every text; gives the field that a number stands for."""
    fill(administrator)
    _what_hangs_on_a_post(administrator)
    return {TYPED: "what was typed"} | dict(_poisoned())


def _what_hangs_on_a_post(by: User) -> None:
    now, post = timezone.now(), Article.objects.first()
    ArticleTag.objects.create(article=post, tag=Tag.objects.first())
    Article.objects.filter(pk=post.pk).update(series=Series.objects.first(), series_number=1)
    told = {"was": "1", "now": "2", "reason": "x", "outcome": "corrected", "decided_on": now, "decided_by": by}
    Correction.objects.create(article=post, figure="members", label="x", period=Period.objects.first(), **told)
    PreviewLink.objects.create(article=post, reader="x", made_by=by, expires_at=now + timedelta(1))
    typed = dict.fromkeys(("title", "lead", "body", "tag_names", "author", "source"), HARM[0] % {"n": TYPED})
    UnsavedText.objects.create(user=by, article=post, typed=typed)


def _poisoned() -> Iterator[tuple[int, str]]:
    """Write harm into every text of every row; what the database itself refuses stays as it was."""
    number = 0
    for model in apps.get_models():
        texts = list(_texts(model))
        for row in model._base_manager.all() if texts else ():
            numbered = {field: number + place for place, field in enumerate(texts, 1)}
            number += len(texts)
            if not _written(row, {field: _harm(field, n) for field, n in numbered.items()}):
                for field, n in numbered.items():
                    _written(row, {field: _harm(field, n)}) or _written(row, {field: OF_THE_WEB % {"n": n}})
            yield from ((n, f"{model._meta.label}.{field.name}") for field, n in numbered.items())


def _texts(model: type[models.Model]) -> Iterator[models.Field]:
    if model._meta.app_label not in OURS or model._meta.proxy:
        return
    for field in model._meta.concrete_fields:
        name = f"{model._meta.label_lower.replace('historical', '')}.{field.name}"
        is_text = isinstance(field, models.CharField | models.TextField)
        is_made = isinstance(field, models.SlugField | SearchKeyField) or field.name in ("history_type", "search_key")
        if is_text and not (is_made or field.choices or field.primary_key or name in GO_BY):
            yield field


def _harm(field: models.Field, number: int) -> str:
    """The most that the field holds."""
    texts = [text % {"n": number} for text in HARM]
    fitting = (text for text in texts if not field.max_length or len(text) <= field.max_length)
    return next(fitting, "<hai>"[: field.max_length])


def _written(row: models.Model, texts: dict[models.Field, str]) -> bool:
    said = {field.attname: text for field, text in texts.items()}
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**said)
    except DatabaseError:
        return False
    return True


@pytest.fixture
def visitors(administrator, names, browser) -> list[Client]:
    """Who sees everything, and who sees only what is public."""
    both = [browser(administrator), browser()]
    for one in both:
        one.raise_request_exception = False
    return both


def test_nothing_that_is_stored_comes_alive_on_any_page(names, visitors):
    found, shown = {}, set()

    for number, visitor in enumerate(visitors):
        for name, address in _pages(admin=number == 0).items():
            page = _read(visitor.get(address))
            shown |= {names.get(int(number)) for number in re.findall(rb"hai n=(\d+)", page)}
            if harm := page and alive(page):
                found[name] = {names.get(int(number)) for number in re.findall(r"\d+", " ".join(harm))} or harm

    assert found == {}
    assert len(shown) > MANY, "the pages tell of fewer fields than they did"


def test_nothing_that_is_typed_or_asked_comes_alive_in_the_answer(names, visitors):
    found, sent = {}, set()

    for visitor in visitors:
        for name, address in _pages(admin=False).items():
            page = _read(visitor.get(address))
            for action, method, typed in _forms(page, address) if page else ():
                if (visitor, action, *typed) not in sent and (harm := _answered(visitor, action, method, typed)):
                    found[name, action] = harm
                sent.add((visitor, action, *typed))

    assert found == {}
    assert len(sent) > SOME, "fewer forms are found than there were"


def _pages(*, admin: bool = True) -> dict[str, str]:
    """Every page by the name of its address; of what the kinds of organisations share one."""
    values, others = rows(), [f"admin:cooperatives_{kind}_" for kind in KINDS if kind != "cooperative"]
    named = [
        name
        for name in known_addresses()
        if not (name.startswith(("admin:axes_", "admin:logout", *others)) or name.endswith(("_template", "_export")))
        and (admin or not name.startswith("admin:"))
    ]
    pages = {name: address_of(name, values) for name in named}
    pages["a preview"] = PreviewLink.objects.get().get_absolute_url()
    return {name: address for name, address in pages.items() if not address.partition("?")[0].endswith(FILES)}


def _read(answer) -> bytes:
    """The page of an answer; nothing of what no browser reads as a page."""
    assert answer.status_code < 500, (answer.wsgi_request.path, answer.exc_info)
    return answer.content if answer.get("Content-Type", "").startswith(READ) else b""


def _forms(page: bytes, address: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Where each form is sent, how, and harm for every box of it."""
    for form in html.fromstring(page).xpath("//form"):
        boxes = [box for box in form.xpath(".//*[@name]") if box.get("type") not in UNTYPED]
        typed = {box.get("name"): HARM[0] % {"n": TYPED} for box in boxes}
        yield urljoin(address, form.get("action") or address), form.get("method", "get").lower(), typed


def _answered(visitor: Client, action: str, method: str, typed: dict[str, str]) -> list[str]:
    """What comes alive of what is sent; whatever sending it does is undone."""
    if action.endswith(("logout/", *FILES)):
        return []
    with transaction.atomic():
        page = _read(getattr(visitor, method)(action, typed))
        transaction.set_rollback(True)
    return alive(page) if page else []

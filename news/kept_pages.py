"""Public pages are made once for all strangers, and sent again only to browsers that do not have them yet.

A view says with `for_everybody` that what it gives depends on nothing but its address and the names of the query it
lists. Such pages are kept in the memory of each process while nothing has changed (news/public_state.py), and never
longer than LONGEST; each carries an ETag made of what it says, so that a browser that has it is told so in a few
bytes. Counts of readers stand in <data> elements and are left out of the ETag, which is weak for that reason. There is
no Last-Modified: a page changes with all that stands around it, at an hour that no row holds, and each process would
tell the hour at which it made the page itself.

Whoever has a session gets nothing from here and leaves nothing here: all their pages are private and stored nowhere.
"""

import hashlib
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from news.counting import counts
from news.public_state import LONGEST, mark, standing

MOST = 1_000  # pages
ROOM = 32 * 2**20  # bytes of all pages
LARGEST = 2**20  # bytes of one
LONGEST_QUERY = 300  # letters
View = Callable[..., HttpResponse]
_COUNTS = re.compile(rb"<data\b.*?</data>", re.DOTALL)


def for_everybody(*names: str) -> Callable[[View], View]:
    """Say of a view that every stranger gets the same from it, by its address and these `names` of its query."""

    def decorate(view: View) -> View:
        @wraps(view)
        def marked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            response = view(request, *args, **kwargs)
            response.query_names = frozenset(names)
            return response

        return marked

    return decorate


@dataclass(frozen=True)
class Page:
    """A page as it was made; `article` is the key of the post it shows, if it shows one."""

    content: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    article: int | None
    made_at: float

    @classmethod
    def of(cls, response: HttpResponse) -> "Page":
        content = response.content
        patch_vary_headers(response, ["Cookie"])
        response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
        told = _COUNTS.sub(b"", content) + response.headers["Content-Type"].encode()
        etag = f'W/"{hashlib.sha256(told).hexdigest()[:24]}"'
        response.headers["ETag"] = etag
        article = getattr(response, "article", None)
        return cls(content, tuple(response.items()), etag, article, time.monotonic())

    def sent(self, request: HttpRequest) -> HttpResponse:
        response = HttpResponse(b"" if request.method == "HEAD" else self.content)
        for name, value in self.headers:
            response.headers[name] = value
        return get_conditional_response(request, etag=self.etag, response=response)


class Shelf:
    """Pages made under one mark, those asked for longest ago leaving first."""

    def __init__(self):
        self.lock = threading.Lock()
        self.empty()

    def empty(self) -> None:
        self.mark, self.pages, self.bytes = "", OrderedDict(), 0

    def find(self, key: tuple, now: str) -> Page | None:
        with self.lock:
            page = self.pages.get(key) if self.mark == now else None
            if page is None or time.monotonic() - page.made_at > LONGEST:
                return None
            self.pages.move_to_end(key)
            return page

    def keep(self, key: tuple, now: str, page: Page) -> None:
        with self.lock:
            if self.mark != now:
                self.empty()
                self.mark = now
            if key in self.pages:
                self.bytes -= len(self.pages.pop(key).content)
            self.pages[key] = page
            self.bytes += len(page.content)
            while len(self.pages) > MOST or self.bytes > ROOM:
                self.bytes -= len(self.pages.popitem(last=False)[1].content)


shelf = Shelf()


def kept_pages(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware: it stands outside sessions and everything that knows who asks."""

    def answered(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return _kept_private(get_response(request))
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        now, key = mark(), _key(request)
        page = shelf.find(key, now) if now else None
        if page is None:
            with standing(now):
                response = get_response(request)
            if not _is_for_everybody(response):
                return response
            page = Page.of(response)
            if now and _may_keep(request, response):
                shelf.keep(key, now, page)
        counts.note(request, page.article)
        return page.sent(request)

    return answered


def _key(request: HttpRequest) -> tuple:
    query = urlencode(sorted(request.GET.items())) if request.META.get("QUERY_STRING") else ""
    return request.is_secure(), request.get_host(), request.path, query


def _is_for_everybody(response: HttpResponse) -> bool:
    return response.status_code == 200 and hasattr(response, "query_names") and not response.cookies


def _may_keep(request: HttpRequest, response: HttpResponse) -> bool:
    """Only under names that the page reads, each given once: what else stands in a query would only fill the shelf."""
    asked = request.META.get("QUERY_STRING", "")
    once = all(len(values) == 1 for _, values in request.GET.lists())
    known = response.query_names.issuperset(request.GET)
    return known and once and len(asked) <= LONGEST_QUERY and len(response.content) <= LARGEST


def _kept_private(response: HttpResponse) -> HttpResponse:
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, private=True, no_store=True)
    return response

"""Who asks for a page: a person or a program, and from where. Addresses are looked at and never kept."""

import hashlib
import re
from functools import lru_cache

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

_PROGRAMS = re.compile(
    r"bot|crawl|spider|slurp|scrap|fetch|preview|externalhit|embed|archive|monitor|uptime|lighthouse|headless|phantom"
    r"|curl|wget|python|java/|go-http|okhttp|libwww|perl|ruby|php|node|axios|httpx|feed|rss|validator|^$",
    re.IGNORECASE,
)
_AHEAD = ("HTTP_PURPOSE", "HTTP_SEC_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")  # what a browser loads before it is asked


@lru_cache(maxsize=2000)
def _is_program(agent: str) -> bool:
    return bool(_PROGRAMS.search(agent))


def is_reader(request: HttpRequest) -> bool:
    """Whether a person opens this page: no HEAD, no program that says so, no browser loading ahead."""
    if request.method != "GET" or _is_program(request.META.get("HTTP_USER_AGENT", "").strip()[:300]):
        return False
    return not any(
        "prefetch" in request.META.get(name, "") or "preview" in request.META.get(name, "") for name in _AHEAD
    )


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, believing as many proxies as settings name (PROXY_COUNT)."""
    proxies = settings.AXES_IPWARE_PROXY_COUNT or 0
    passed = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")] if proxies else []
    return passed[-proxies] if proxies and len(passed) >= proxies else request.META.get("REMOTE_ADDR", "")


def number_of(request: HttpRequest) -> int:
    """A number for whoever asks, the same in every process and until the end of the day; it cannot be turned back."""
    return _number(f"{address_of(request)} {request.META.get('HTTP_USER_AGENT', '')[:300]}")


def may_once_more(request: HttpRequest, what: str, *, times: int, seconds: int) -> bool:
    """Whether this address may do `what` again: so many times in so many seconds, as far as this process saw.

    Whoever may has done it. Only a number made of the address is remembered, for as long as it takes.
    """
    key = f"{what}-{_number(address_of(request)):x}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= times
    except ValueError:  # it ran out this moment
        return True


def _number(text: str) -> int:
    told = f"{timezone.localdate()} {text}".encode()
    return int.from_bytes(hashlib.blake2b(told, key=_salt(settings.SECRET_KEY), digest_size=8).digest(), "big")


@lru_cache(maxsize=2)
def _salt(secret: str) -> bytes:
    return hashlib.sha256(f"news.readers {secret}".encode()).digest()

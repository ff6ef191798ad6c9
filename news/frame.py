"""What stands around every public page: menus, links, the blocks of the home page, as the office last left them.

Nothing is asked of the database until the office edits any of it: the portal has a frame of its own. What was edited
is kept in memory under the office's mark, which every change renews (news/models/framing.py).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from news.models import HomeBlock, Link, MenuItem
from news.models.menu import Section
from news.models.page import STRUCTURE
from office.models import Office

KEPT = 60  # seconds: a column or page that moved is followed after no longer
ADDRESSES: dict[str, tuple] = {
    Section.HOME: ("news:home",),
    Section.NEWS: ("news:list",),
    Section.ORGANISATIONS: ("news:organisations",),
    Section.FIGURES: ("news:figures",),
    Section.PRODUCTS: ("news:products",),
    Section.HONOURS: ("events:honours",),
    Section.DOCUMENTS: ("news:documents",),
    Section.ALBUMS: ("news:albums",),
    Section.ABOUT: ("news:about",),
    Section.STRUCTURE: ("news:page", STRUCTURE),
    Section.CONTACT: ("news:contact",),
    Section.ENGLISH: ("news:english_office",),
}
OWN_MAIN = (
    Section.HOME,
    Section.NEWS,
    Section.ORGANISATIONS,
    Section.FIGURES,
    Section.PRODUCTS,
    Section.HONOURS,
    Section.DOCUMENTS,
    Section.ALBUMS,
    Section.ABOUT,
)
OWN_FOOTER = (Section.ABOUT, Section.STRUCTURE, Section.CONTACT, Section.ENGLISH)
Found = TypeVar("Found")


@dataclass(frozen=True)
class Entry:
    """One entry of a menu as it is drawn; `current` is what aria-current says of it on this page."""

    label: str
    address: str
    under: tuple["Entry", ...] = ()
    current: str = ""


def section_address(section: str) -> str:
    """Where a section lies; empty where this portal has none such."""
    name, *args = ADDRESSES[section]
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def menu(place: str, path: str, office: Office | None) -> list[Entry]:
    """The entries at a place, with those marked that `path` lies under: the nearest of them only."""
    entries = _kept(f"menu-{place}", office, lambda: _entered(place)) or _own(place)
    nearest = max((each.address for each in _all(entries) if _holds(each.address, path)), key=len, default=None)
    return [_marked(each, nearest, path) for each in entries]


def links(office: Office | None) -> list[Link]:
    return _kept("links", office, lambda: list(Link.objects.all())) or []


def home_blocks(office: Office | None) -> list[HomeBlock]:
    """The blocks the office set up, whenever they are shown; empty where it set up none."""
    return _kept("blocks", office, lambda: list(HomeBlock.objects.select_related("category"))) or []


def _kept(what: str, office: Office | None, read: Callable[[], Found]) -> Found | None:
    """What was read once since the office last edited any of it; None where it never did."""
    if not (office and office.site_mark):
        return None
    return cache.get_or_set(f"frame-{what}-{office.site_mark}", read, KEPT)


def _own(place: str) -> list[Entry]:
    sections = OWN_FOOTER if place == MenuItem.Place.FOOTER else OWN_MAIN
    found = (Entry(Section(each).label, section_address(each)) for each in sections)
    return [entry for entry in found if entry.address]


def _entered(place: str) -> list[Entry]:
    items = list(MenuItem.objects.filter(place=place).select_related("page", "category"))
    entries = {item: _entry(item) for item in items}
    outer = [item for item in items if item.parent_id is None and entries[item]]
    return [
        replace(
            entries[item],
            under=tuple(entries[each] for each in items if each.parent_id == item.pk and entries[each]),
        )
        for item in outer
    ]


def _entry(item: MenuItem) -> Entry | None:
    """An entry as it is drawn; None where it would lead nowhere."""
    if item.page:
        address = item.page.get_absolute_url() if item.page.published else ""
    elif item.category:
        address = reverse("news:category", args=[item.category.slug])
    else:
        address = item.address or section_address(item.section)
    return Entry(item.label, address) if address else None


def _all(entries: Iterable[Entry]) -> Iterable[Entry]:
    for each in entries:
        yield each
        yield from each.under


def _holds(address: str, path: str) -> bool:
    return path == address or (address != "/" and address.endswith("/") and path.startswith(address))


def _marked(entry: Entry, nearest: str | None, path: str) -> Entry:
    under = tuple(_marked(each, nearest, path) for each in entry.under)
    if entry.address == nearest:
        return replace(entry, under=under, current="page" if path == entry.address else "true")
    return replace(entry, under=under, current="true" if any(each.current for each in under) else "")

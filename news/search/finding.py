"""A search from what was asked to what is shown. What may be seen is judged by the records themselves, every time."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.safestring import SafeString

from news.models import SearchEntry
from news.search.engine import Span, places_with
from news.search.excerpts import excerpt, marked
from news.search.places import place_of, places_of_year, record_of, year_of
from news.search.sources import BY_NUMBER, SOURCES, Source
from news.search.terms import Query, source_mark

MOST = 500  # results that are counted and paged through
PAGE = 20
STEP = 100  # results judged at once
_LAST_UNDATED = place_of(None, source=31, record=2**24 - 1)


@dataclass(frozen=True)
class Result:
    source: Source
    title: SafeString
    excerpt: SafeString
    address: str
    day: date | None


@dataclass(frozen=True)
class Choice:
    """A kind or a year to narrow a search to; `count` is None where too much was found to be counted."""

    value: str
    label: str
    count: int | None


@dataclass(frozen=True)
class Narrowing:
    """What a search is narrowed to."""

    source: Source | None = None
    year: int | None = None

    def admits(self, place: int, *, but: str = "") -> bool:
        in_source = but == "source" or self.source is None or record_of(place)[0] == self.source.number
        return in_source and (but == "year" or self.year is None or year_of(place) == self.year)

    def __bool__(self) -> bool:
        return self.source is not None or self.year is not None


@dataclass(frozen=True)
class Found:
    """The places of what answers, in the order they are shown; whether there is more than these."""

    places: Sequence[int] = ()
    is_more: bool = False
    sources: Sequence[Choice] = ()
    years: Sequence[Choice] = ()


def find(query: Query, narrowing: Narrowing = Narrowing(), *, newest_first: bool = False, enough: int = PAGE) -> Found:
    """Find what answers a query: first what has it in its title, unless the newest are wanted first.

    Up to MOST results are all judged and counted; of more only the first `enough`, which a page shows.
    """
    if not query:
        return Found()
    every = _newest(query, Narrowing())
    titled = [] if newest_first else _by_title(query, narrowing)
    if len(every) > MOST:
        narrowed = _newest(query, narrowing) if narrowing else every
        return _found_many(_first(titled, narrowed), len(narrowed) > MOST, enough)
    every = visible(every)
    found = [place for place in every if narrowing.admits(place)]
    return Found(_first(set(titled).intersection(found), found), False, *_counted(every, narrowing))


def _found_many(places: Sequence[int], is_more: bool, enough: int) -> Found:
    """More than is counted: kinds and years without numbers."""
    sources = [Choice(each.name, each.label, None) for each in SOURCES.values()]
    years = [Choice(str(year), str(year), None) for year in _all_years()]
    return Found(_visible_first(places, enough)[:MOST], is_more, sources, years)


def _visible_first(places: Sequence[int], enough: int) -> list[int]:
    """The places, without those that may not be seen among the first `enough`; others are judged once shown."""
    judged: list[int] = []
    for start in range(0, len(places), STEP):
        judged += visible(places[start : start + STEP])
        if len(judged) >= enough:
            return [*judged, *places[start + STEP :]]
    return judged


def _first(some: Collection[int], every: Sequence[int]) -> list[int]:
    """Some places, the newest of them first, before all others."""
    return list(dict.fromkeys([*sorted(some, reverse=True), *every]))


def _newest(query: Query, narrowing: Narrowing) -> list[int]:
    return places_with(_keys(query.keys, narrowing), phrases=query.long_phrases, span=_span(narrowing), most=MOST + 1)


def _by_title(query: Query, narrowing: Narrowing) -> list[int]:
    """Those whose title holds all that was asked; a phrase of more than two words is looked for in all of the words."""
    keys = _keys(query.title_keys, narrowing)
    return places_with(keys, phrases=query.long_phrases, span=_span(narrowing), most=MOST)


def _keys(keys: Sequence[str], narrowing: Narrowing) -> list[str]:
    return [*keys, *([source_mark(narrowing.source.name)] if narrowing.source else ())]


def _span(narrowing: Narrowing) -> Span | None:
    return places_of_year(narrowing.year) if narrowing.year else None


def visible(places: Iterable[int]) -> list[int]:
    """Those places, in their order, whose records anybody may see now: a query for each kind of record among them."""
    places, keys = list(places), defaultdict(list)
    for place in places:
        number, record = record_of(place)
        keys[number].append(record)
    public = {
        (number, record)
        for number, records in keys.items()
        if number in BY_NUMBER
        for record in BY_NUMBER[number].public().filter(pk__in=records).order_by().values_list("pk", flat=True)
    }
    return [place for place in places if record_of(place) in public]


def _counted(places: Sequence[int], narrowing: Narrowing) -> tuple[list[Choice], list[Choice]]:
    """The kinds, counted within the year asked for, and the years, counted within the kind."""
    kinds = Counter(record_of(place)[0] for place in places if narrowing.admits(place, but="source"))
    years = Counter(year_of(place) for place in places if narrowing.admits(place, but="year"))
    years.pop(None, None)
    return (
        [Choice(each.name, each.label, kinds[each.number]) for each in SOURCES.values() if kinds[each.number]],
        [Choice(str(year), str(year), years[year]) for year in sorted(years, reverse=True)],
    )


def _all_years() -> list[int]:
    span = SearchEntry.objects.dated_span(_LAST_UNDATED)
    return [] if span is None else list(range(year_of(span[1]), year_of(span[0]) - 1, -1))


def shown(places: Sequence[int], query: Query) -> list[Result]:
    """The results at these places, as they are shown: everything told is read from the public records now."""
    keys: dict[int, list[int]] = defaultdict(list)
    for place in places:
        number, record = record_of(place)
        keys[number].append(record)
    records = {
        (number, record.pk): record
        for number, wanted in keys.items()
        for record in BY_NUMBER[number].public().filter(pk__in=wanted).prefetch_related(*BY_NUMBER[number].related)
    }
    return [
        _result(BY_NUMBER[record_of(place)[0]], records[record_of(place)], query)
        for place in places
        if record_of(place) in records
    ]


def _result(source: Source, record, query: Query) -> Result:
    at = source.at(record)
    return Result(
        source=source,
        title=marked(source.title(record), query),
        excerpt=excerpt(source.text(record), query),
        address=source.address(record),
        day=timezone.localtime(at).date() if isinstance(at, datetime) else at,
    )

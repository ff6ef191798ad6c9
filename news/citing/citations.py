"""Figures that posts cite: what may be cited, what it says today.

Only figures of years that leadership has published are cited. A citation that is new says what its figure says today,
to the letter; one that stood in the post before says what it said then.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape

from django.urls import NoReverseMatch, reverse

from cooperatives.models import Place
from news.citing.marks import Cited, Ref, rewritten
from reports.figures import Reading, figures
from reports.indicators import INDICATORS
from reports.ledger import read_ledger
from reports.scope import PLACE_DIMENSIONS
from reports.slices import CHOICES, DIMENSION_LABELS, slice_words
from reports.sources import DIMENSIONS
from reports.writing.bound import FORMS, Name
from returns.models import Period

CITABLE = ("", "number", "full")
"""The forms of a figure, of those that chips of reports have, that state its value."""


@dataclass(frozen=True)
class Known:
    """A figure that may be cited, with what it says today; of a part `of` tells which."""

    ref: Ref
    reading: Reading
    of: str = ""

    @property
    def label(self) -> str:
        return f"{self.reading.label}, {self.of}" if self.of else self.reading.label

    @property
    def printed(self) -> str:
        """What it says today, in the form and with the noun of its name; "" where nothing is known."""
        name = Name.read(self.ref.figure)
        return FORMS[name.form][1](self.reading, name.noun)


def known(refs: Iterable[Ref]) -> dict[Ref, Known]:
    """What may be cited of the refs. One query for the periods; per period each source of figures once."""
    asked: dict[str, set[Ref]] = defaultdict(set)
    for ref in refs:
        if Name.read(ref.figure).form in CITABLE and (not ref.dimension or ref.dimension in DIMENSIONS):
            asked[ref.period].add(ref)
    periods = Period.objects.published().filter(code__in=asked) if asked else ()
    found = {}
    for period in periods:
        readings = _readings(period, asked[period.code])
        parts = {ref: one for ref in asked[period.code] if (one := _part(readings, ref))}
        of = _parts_in_words(parts, period)
        found |= {ref: Known(ref, one, of[ref]) for ref, one in parts.items()}
    return {ref: one for ref, one in found.items() if one.printed}


def _readings(period: Period, refs: Iterable[Ref]) -> dict[str, Reading]:
    codes = {Name.read(ref.figure).code for ref in refs}
    by = sorted({ref.dimension for ref in refs if ref.dimension})
    computed = [code for code in INDICATORS if code in codes]
    read = figures(period, computed, by=by) if computed else []
    return {one.code: one for one in read_ledger(period).beside(read, by=by) if one.code in codes}


def _part(readings: Mapping[str, Reading], ref: Ref) -> Reading | None:
    """The reading that a ref is of: of the whole, or of a slice; None where there is none."""
    one = readings.get(Name.read(ref.figure).code)
    if one is None or not ref.dimension:
        return one
    value = one.by.get(ref.dimension, {}).get(ref.key)
    return None if value is None else Reading(one.indicator, value, None)


def citable(period: Period, dimension: str = "") -> Iterator[Known]:
    """All that may be cited of a published period, broken down by a dimension or not, in the order of its figures."""
    by = [dimension] if dimension else []
    readings = {one.code: one for one in read_ledger(period).beside(figures(period, by=by), by=by)}
    refs = [
        Ref(one.code, period.code, dimension, key)
        for one in readings.values()
        for key in (one.by.get(dimension, {}) if dimension else [""])
        if key or not dimension
    ]
    of = _parts_in_words(refs, period)
    found = (Known(ref, part, of[ref]) for ref in refs if (part := _part(readings, ref)))
    yield from (one for one in found if one.printed)


def _parts_in_words(refs: Iterable[Ref], period: Period) -> dict[Ref, str]:
    """Which part each ref is of: "loại hình: Hợp tác xã", "Xã An Ninh, Huyện Quỳnh Phụ"; one query where places are."""
    refs = list(refs)
    codes = {ref.key.partition("@")[0] for ref in refs if ref.dimension in PLACE_DIMENSIONS}
    places = defaultdict(list)
    for place in Place.objects.filter(code__in=codes).select_related("parent").order_by("pk") if codes else ():
        places[place.code].append(place)
    return {ref: _part_in_words(ref, places, period) for ref in refs}


def _part_in_words(ref: Ref, places: Mapping[str, list[Place]], period: Period) -> str:
    if ref.dimension not in PLACE_DIMENSIONS:
        return slice_words(ref.dimension, ref.key) if ref.dimension else ""
    code, _, begun = ref.key.partition("@")
    units = [place for place in places[code] if not begun or str(place.valid_from) == begun]
    there = [place for place in units if place.valid_from is None or place.valid_from <= period.end]
    return (there or units)[-1].full_name if units else ref.key


def forms_of(one: Known) -> list[Cited]:
    """A figure as it can be put into a text: with its unit, as a number, in full; each way that says something else."""
    ways: dict[str, Cited] = {}
    for form in CITABLE:
        ref = replace(one.ref, figure=str(Name(one.ref.figure, form)))
        printed = Known(ref, one.reading).printed
        ways.setdefault(printed, Cited(ref, printed))
    return [cited for printed, cited in ways.items() if printed]


def dimensions() -> list[tuple[str, str]]:
    """What citations can be broken down by, with labels."""
    return [(name, DIMENSION_LABELS[name]) for name in (*CHOICES, "place") if name in DIMENSIONS]


def linked(html: str) -> str:
    """A cleaned text as its page shows it: a citation leads to its source, where there is a page of it."""
    return rewritten(html, _as_shown)


def _as_shown(cited: Cited, is_linked: bool) -> str:
    said = escape(cited.printed, quote=False)
    address = "" if is_linked else source_of(cited.ref.period)
    return f'<a class="citation" href="{escape(address)}">{said}</a>' if address else said


def source_of(period: str) -> str:
    """The address of the public figures of a year; "" where there is no such page."""
    try:
        return reverse("news:figures_of_year", args=[period])
    except NoReverseMatch:
        return ""

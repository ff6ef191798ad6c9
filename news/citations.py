"""Figures that posts cite: what may be cited, what it says today.

Only figures of years that leadership has published are cited. A citation that is new says what its figure says today,
to the letter; one that stood in the post before says what it said then.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape

from django.urls import NoReverseMatch, reverse

from news.citation_marks import Cited, Ref, rewritten
from reports.figures import Reading, figures
from reports.indicators import INDICATORS
from reports.ledger import read_ledger
from reports.slices import CHOICES, DIMENSION_LABELS, slice_words
from reports.sources import DIMENSIONS
from reports.writing.bound import FORMS, Name
from returns.models import Period

CITABLE = ("", "number", "full")
"""The forms of a figure, of those that chips of reports have, that state its value."""


@dataclass(frozen=True)
class Known:
    """A figure that may be cited, under its label, with what it says today."""

    ref: Ref
    reading: Reading

    @property
    def label(self) -> str:
        label = self.reading.label
        return f"{label}, {slice_words(self.ref.dimension, self.ref.key)}" if self.ref.dimension else label

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
        found |= {ref: Known(ref, one) for ref in asked[period.code] if (one := _part(readings, ref))}
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
    for one in read_ledger(period).beside(figures(period, by=by), by=by):
        slices = sorted(one.by.get(dimension, {}), key=str) if dimension else [""]
        refs = (Ref(one.code, period.code, dimension, str(key)) for key in slices if key or not dimension)
        told = ((ref, _part({one.code: one}, ref)) for ref in refs)
        yield from (known for ref, part in told if part and (known := Known(ref, part)).printed)


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

"""The slices that figures are broken down into: their names for people, for programs and in addresses, and typed."""

from collections.abc import Iterable
from datetime import date

from cooperatives.boundaries import UNTOLD, Boundaries, Units
from cooperatives.models import ActivityState, Kind, Place, Sector, Size
from office.importing.columns import folded
from reports.scope import PLACE_DIMENSIONS
from reports.sources import ENTRY
from returns.models import Rating
from returns.sizes import UNDETERMINED

DIMENSION_LABELS = {
    "kind": "Loại hình",
    "sector": "Lĩnh vực",
    "place": "Địa bàn",
    "old_province": "Tỉnh cũ",
    "size": "Quy mô",
    "rating": "Xếp loại",
    "activity": "Tình trạng",
    ENTRY: "Tổ chức",
}
CHOICES = {"kind": Kind, "sector": Sector, "size": Size, "rating": Rating, "activity": ActivityState}
UNSTATED, UNSIZED = "Chưa ghi", "Không xếp quy mô"
SLUGS = {
    "kind": "loai-hinh",
    "sector": "linh-vuc",
    "place": "dia-ban",
    "old_province": "tinh-cu",
    "size": "quy-mo",
    "rating": "xep-loai",
    "activity": "tinh-trang",
}
"""What addresses call the dimensions."""
_SLICE_SLUGS = {None: "chua-ghi", "": "de-trong", UNTOLD: "chua-ro", UNDETERMINED: "chua-xac-dinh"}


def slice_slug(key: int | str | None) -> str:
    """What an address calls a slice: the value of a choice or the primary key of a place, words for what is unknown."""
    return _SLICE_SLUGS.get(key, str(key))


def slice_key(dimension: str, slug: str) -> int | str | None:
    """The key that an address names. Raises LookupError with a sentence where the dimension has no such slice."""
    unknown = (None, UNTOLD) if dimension in PLACE_DIMENSIONS else (None, "", UNDETERMINED)
    named = {_SLICE_SLUGS[key]: key for key in unknown}
    if slug in named:
        return named[slug]
    if dimension in PLACE_DIMENSIONS:
        known = slug.isascii() and slug.isdigit() and len(slug) < 12 and Place.objects.filter(pk=int(slug)).exists()
        slug = int(slug) if known else slug
    else:
        known = slug in CHOICES[dimension].values
    if not known:
        raise LookupError(f"{DIMENSION_LABELS[dimension]}: không có “{slug}”.")
    return slug


def slice_labels(
    dimension: str, keys: Iterable, boundaries: Boundaries = Boundaries.THEN, units: Units | None = None
) -> dict:
    """Return the keys of a dimension in words, by key; places by their full names, in one query without `units`."""
    if dimension not in PLACE_DIMENSIONS:
        unstated = UNSIZED if dimension == "size" else UNSTATED
        choices = dict(CHOICES[dimension].choices) | {UNDETERMINED: UNDETERMINED, "": unstated, None: unstated}
        return {key: choices[key] for key in keys}
    places = units.places if units else _places(keys)
    untold = f"Chưa xác định được {boundaries.label if dimension == 'place' else 'tỉnh cũ'}"
    others = {None: UNSTATED, UNTOLD: untold}
    return {key: places[key].full_name if key in places else others.get(key, UNSTATED) for key in keys}


def place_codes(keys: Iterable[int | str | None]) -> dict[int | str | None, str]:
    """Return what names a place for programs, by primary key: its code, or its full name where it has none.

    A code used again by a later unit carries that unit's first day.
    """
    places = _places(keys)
    named = {key: place.code or place.full_name for key, place in places.items()}
    first = {}
    for key in sorted(places, key=lambda key: (places[key].valid_from is not None, key)):
        first.setdefault(named[key], key)
    return {None: "", UNTOLD: UNTOLD} | {
        key: name if first[name] == key else f"{name}@{places[key].valid_from or key}" for key, name in named.items()
    }


def _places(keys: Iterable[int | str | None]) -> dict[int, Place]:
    return Place.objects.select_related("parent").in_bulk([key for key in keys if isinstance(key, int)])


class SliceRefused(ValueError):
    """A dimension has no such slice; the message is a whole sentence."""


def key_of(dimension: str, written: str, *, on: date) -> str:
    """The key of a slice as figures have it: a choice, or what names a place for programs. Raises SliceRefused."""
    if dimension in PLACE_DIMENSIONS:
        place = Place.objects.named(written, on=on)
        if place is None:
            raise SliceRefused(f"Không có địa bàn “{written}”: hãy ghi mã hoặc tên đầy đủ, ví dụ Xã An Ninh.")
        return place.code or place.full_name
    words = {folded(word): choice.value for choice in CHOICES[dimension] for word in (choice.value, choice.label)}
    if dimension == "kind":
        words |= {folded(kind.short): kind.value for kind in Kind}
    if folded(written) not in words:
        labels = "; ".join(CHOICES[dimension].labels)
        raise SliceRefused(f"“{written}” không phải một phần theo {_lower(dimension)}: hãy ghi một trong: {labels}.")
    return words[folded(written)]


def slice_words(dimension: str, key: str) -> str:
    """A slice as a list shows it: "loại hình: Hợp tác xã", "địa bàn: 12472", "toàn tỉnh"."""
    if not dimension:
        return "toàn tỉnh"
    labels = {} if dimension in PLACE_DIMENSIONS else dict(CHOICES[dimension].choices)
    return f"{_lower(dimension)}: {labels.get(key, key)}"


def _lower(dimension: str) -> str:
    label = DIMENSION_LABELS[dimension]
    return f"{label[:1].lower()}{label[1:]}"

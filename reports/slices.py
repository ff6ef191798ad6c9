"""Slices as people write them: "HTX" of the kinds, a commune by its code or name; and as they read them."""

from datetime import date

from cooperatives.models import Kind, Place
from office.importing.columns import folded
from reports.reader import CHOICES, DIMENSION_LABELS
from reports.scope import PLACE_DIMENSIONS


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

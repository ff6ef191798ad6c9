"""The one form that text of files takes before anything compares it."""

import re
import unicodedata

_AS_WRITTEN = str.maketrans(
    dict.fromkeys("\u00a0\u2007\u202f", " ")
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff")
    | {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"}
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def has_unseen(text: str) -> bool:
    """Whether `text` has marks that no eye sees: of no width, or for hyphens and directions of writing."""
    return not text.isascii() and _UNSEEN.search(text) is not None


def canonical(text: str) -> str | None:
    """Composed, of ordinary spaces, without marks of no width, Đ and no letter that looks like it; None for nothing."""
    if text.isascii():
        return text.strip() or None
    return unicodedata.normalize("NFC", text).translate(_AS_WRITTEN).strip() or None

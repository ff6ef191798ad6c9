"""The one form that text of files takes before anything compares it."""

import unicodedata

_AS_WRITTEN = str.maketrans(
    dict.fromkeys("\u00a0\u2007\u202f", " ")
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff")
    | {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"}
)


def canonical(text: str) -> str | None:
    """Composed, of ordinary spaces, without marks of no width, Đ and no letter that looks like it; None for nothing."""
    if text.isascii():
        return text.strip() or None
    return unicodedata.normalize("NFC", text).translate(_AS_WRITTEN).strip() or None

"""Vietnamese text as it is stored and as it is searched.

Stored text is NFC with single spaces and our own Đ. The search key has no diacritics, so that "dong hung" finds
"Đông Hưng" and both tone placements (hoà, hòa) meet, alike on SQLite and PostgreSQL.
"""

import unicodedata

_OUR_D = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"})  # other languages' letters of the same look
_D_LETTERS = str.maketrans({"đ": "d", "Đ": "d", "Ð": "d", "ð": "d", "Ɖ": "d", "ɖ": "d"})


def clean_line(text: str) -> str:
    """Return `text` in NFC on one line: format characters dropped, every run of white space one space, Đ our own."""
    visible = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")
    return " ".join(visible.translate(_OUR_D).split())


def search_key(*texts: str) -> str:
    """Return the texts folded for searching: lower case, no diacritics, đ as d, single spaces. Idempotent."""
    folded = unicodedata.normalize("NFKD", " ".join(texts).translate(_D_LETTERS))
    bare = "".join(c for c in folded if unicodedata.category(c) not in ("Mn", "Cf"))
    return " ".join(bare.casefold().translate(_D_LETTERS).split())

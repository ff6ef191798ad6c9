"""Text on its way into Word, and what of it is compared on its way back."""

import re
import unicodedata

from printing.text import canonical

_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold, in no form
_SPACES = re.compile("[ \t\n\r\f\v]+")


def plain(text: str) -> str:
    """One line of composed text, as a page shows it too; spaces at which no line ends stay."""
    return _SPACES.sub(" ", _FORBIDDEN.sub("", unicodedata.normalize("NFC", text)))


def seen(text: str) -> str:
    """What a reader sees of one line: ordinary spaces, nothing that has no width, as our breaks in units have."""
    return " ".join((canonical(plain(text).replace("\u00ad", "")) or "").split())

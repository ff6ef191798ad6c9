"""Text on its way into Word."""

import re
import unicodedata

_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold, in no form
_SPACES = re.compile("[ \t\n\r\f\v]+")


def plain(text: str) -> str:
    """One line of composed text, as a page shows it too; spaces at which no line ends stay."""
    return _SPACES.sub(" ", _FORBIDDEN.sub("", unicodedata.normalize("NFC", text)))

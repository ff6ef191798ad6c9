"""Vietnamese written before Unicode, or spoilt since: told apart and decoded, but only when a person says so.

TCVN3 and VNI put Vietnamese shapes at the codes of other letters, so that the text reads right in its own font alone:
"Hîp t¸c x·" in .VnTime, "Hôïp taùc xaõ" in VNI-Times. Mojibake is UTF-8 opened as a Western code page: "Há»£p tÃ¡c".
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import Enum


class Encoding(Enum):
    """How text went wrong; the value is what the office reads."""

    TCVN3 = "TCVN3 (ABC), phông .VnTime"
    VNI = "VNI-Windows, phông VNI-Times"
    MOJIBAKE = "UTF-8 bị mở nhầm bảng mã"
    DOUBLE_MOJIBAKE = "UTF-8 bị mở nhầm bảng mã hai lần"


LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_TCVN3_SIGNS = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ"
TCVN3 = dict(zip(_TCVN3_SIGNS, LETTERS, strict=True)) | dict(zip("¡¢§£¤¥¦", "ĂÂĐÊÔƠƯ", strict=True))
_VNI_SIGNS = (
    "aø aù aû aõ aï aê aè aé aú aü aë aâ aà aá aå aã aä ñ eø eù eû eõ eï eâ eà eá eå eã eä ì í æ ó ò "
    "oø où oû oõ oï oâ oà oá oå oã oä ô ôø ôù ôû ôõ ôï uø uù uû uõ uï ö öø öù öû öõ öï yø yù yû yõ î"
)
VNI = {
    form(signs): case(letter)
    for signs, letter in zip(_VNI_SIGNS.split(), LETTERS, strict=True)
    for form, case in ((str, str), (str.upper, str.upper), (str.capitalize, str.upper))
}
_VNI_SIGN = re.compile("|".join(sorted(VNI, key=len, reverse=True)))
_BYTES = {chr(code): code for code in range(256)} | {
    bytes([code]).decode("cp1252", "ignore"): code for code in range(0x80, 0xA0)
}
_MODERN = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
_WORD = re.compile(f"(?:[^\\W\\d_]|[{_TCVN3_SIGNS}¡¢§£¤¥¦])+")
_TONES = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook, dot below
_SYLLABLE = re.compile(
    "(?:ngh|ng|nh|gh|gi|ch|tr|th|ph|kh|qu|[bcdđghklmnprstvx])?"
    "(?:uyê|iêu|yêu|uôi|ươi|ươu|oai|oay|oao|oeo|uây|uyu|uya|oo|iê|yê|ia|ua|uô|ưa|ươ|oa|oă|oe|uâ|uê|uy|uơ"
    "|ai|ay|ao|au|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])"
    "(?:ch|nh|ng|[cmnpt])?"
)
_ABBREVIATION = re.compile("[BCDĐGHKLMNPQRSTVX]{2,6}")
_STOPPED = ("c", "ch", "p", "t")  # after these only the acute and the dot can be said
_FONTS = {Encoding.TCVN3: re.compile(r"\.vn", re.IGNORECASE), Encoding.VNI: re.compile(r"vni[- ]", re.IGNORECASE)}
_SAMPLE = 5000  # texts that are looked at; more would say the same


def suspected_encoding(texts: Iterable[str], *, fonts: Iterable[str] = ()) -> Encoding | None:
    """The old encoding that the texts seem to be in, None where they read as they are.

    A text speaks for an encoding when a word of it is no Vietnamese and all its words are once decoded. Most texts
    beyond ASCII must speak so, with two different words at least; one where a font of that encoding is used.
    """
    sample = [text for text in dict.fromkeys(texts) if not text.isascii()][:_SAMPLE]
    found = {encoding: [words for text in sample if (words := _spoilt(text, encoding))] for encoding in Encoding}
    encoding = max(found, key=lambda each: len(found[each]))
    words = set().union(*found[encoding])
    needed = 1 if encoding not in _FONTS or any(_FONTS[encoding].match(font) for font in fonts) else 2
    return encoding if len(words) >= needed and 2 * len(found[encoding]) > len(sample) else None


def decoded(text: str, encoding: Encoding) -> str:
    """The text in Unicode; as it is where it cannot have been in that encoding."""
    if text.isascii() or (encoding in _FONTS and _MODERN.search(text)):
        return text
    if encoding is Encoding.TCVN3:
        return _in_capitals("".join(TCVN3.get(sign, sign) for sign in text))
    if encoding is Encoding.VNI:
        return _VNI_SIGN.sub(lambda found: VNI[found[0]], text)
    once = _from_western(text)
    return _from_western(once) if encoding is Encoding.DOUBLE_MOJIBAKE else once


def _from_western(text: str) -> str:
    try:
        return bytes(_BYTES[sign] for sign in text).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return text


def _in_capitals(text: str) -> str:
    """The capital fonts of TCVN3 (.VnTimeH) draw small codes as capitals: "HîP T¸C X·" is "HỢP TÁC XÃ"."""
    plain = [sign for sign in text if sign.isascii() and sign.isalpha()]
    shouted = bool(re.search("[A-Z][^\\W\\d_]?[A-Z]", text)) and all(sign.isupper() for sign in plain)
    return text.upper() if shouted else text


def _spoilt(text: str, encoding: Encoding) -> set[str]:
    """The words that are Vietnamese only once decoded; none where decoding leaves or makes a word that is none."""
    if encoding in _FONTS and _MODERN.search(text):
        return set()
    after = decoded(text, encoding)
    if after == text or (encoding is Encoding.DOUBLE_MOJIBAKE and after == _from_western(text)):
        return set()
    if not all(map(_is_vietnamese, _WORD.findall(after))):
        return set()
    return {word for word in _WORD.findall(text) if not _is_vietnamese(word)}


def _is_vietnamese(word: str) -> bool:
    """Whether a word is plain ASCII, an abbreviation, or built as a syllable is, one tone at most."""
    if word.isascii() or _ABBREVIATION.fullmatch(word):
        return True
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in apart if mark in _TONES]
    bare = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in _TONES))
    silent = bare.endswith(_STOPPED) and tones in (["\u0300"], ["\u0303"], ["\u0309"])
    return len(tones) <= 1 and not silent and bool(_SYLLABLE.fullmatch(bare))

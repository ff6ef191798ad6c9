"""Where a sentence lists something, and what stands between the commas of the list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from reports.proofreading.amounts import Amount
from reports.proofreading.sentences import Sentence

_ALL = (
    r"bao gồm|gồm có|gồm|chia ra|chia thành|cụ thể(?: như sau)?(?: là)?|như sau|phân theo[^:\d]{0,40}:|"
    r"chia theo[^:\d]{0,40}:"
)
_SOME = r"trong đó|trong số đó|trong số này|trong này"
LISTS = re.compile(rf"(?<!\w)(?:(?P<all>{_ALL})|(?P<some>{_SOME}))(?!\w)\s?:?")
_SEPARATOR = re.compile(r"[,;]|\s(?:và|cùng|cùng với)\s")
_BEHIND = re.compile(r"[^,;:.()\d]{0,40}\s?(\(|:)\s?(?=\S)")
_AMONG = re.compile(r"(?<!\w)(?:trong|của)\s(?:tổng số |số |tổng )?$")
_THERE_ARE = re.compile(r"[^,;:.()\d]{0,40}?\s(?:có|thì có)\s(?=\d)")
_FEWEST = 2  # amounts of a list
_MOST_MARKS = 60  # words that open a list, in what anybody would call a sentence


@dataclass(frozen=True)
class Zone:
    """Where parts stand: from `start` to `end` of the sentence. `claims_all`: its words say that nothing is missing."""

    start: int
    end: int
    claims_all: bool


@dataclass(frozen=True)
class Chunk:
    """What stands between two commas or the like, with its amounts; `after_semicolon` says what stood before it."""

    text: str
    amounts: Sequence[Amount]
    after_semicolon: bool


def zones_of(sentence: Sentence) -> Iterator[Zone]:
    """Every place that may list parts: after "trong đó", "gồm", in brackets behind a total, after a colon."""
    lower = sentence.lower
    if len(sentence.amounts) < _FEWEST:
        return
    for mark in islice(LISTS.finditer(lower), _MOST_MARKS):
        depth = opened_at(lower, mark.start())
        end = closing_of(lower, mark.end()) if depth >= 0 else len(lower)
        yield Zone(mark.end(), end, mark["all"] is not None)
    for amount in sentence.amounts:
        if behind := _BEHIND.match(lower, amount.end):
            if not LISTS.match(lower, behind.end()):
                in_brackets = behind[1] == "("
                end = closing_of(lower, behind.end()) if in_brackets else len(lower)
                if not in_brackets or end < len(lower):  # else it is never closed
                    yield Zone(behind.end(), end, in_brackets or sentence.shown != "")
        elif _AMONG.search(sentence.before(amount)) and (listed := _THERE_ARE.match(lower, amount.end)):
            yield Zone(listed.end(), len(lower), claims_all=False)


def opened_at(lower: str, at: int) -> int:
    """Where the bracket opened that holds this place, -1 outside brackets."""
    if "(" not in lower[:at]:
        return -1
    depth = 0
    for position in range(at - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(lower[position], 0)
        if depth < 0:
            return position
    return -1


def closing_of(lower: str, start: int) -> int:
    if ")" not in lower[start:]:
        return len(lower)
    depth = 0
    for position in range(start, len(lower)):
        depth += {"(": 1, ")": -1}.get(lower[position], 0)
        if depth < 0:
            return position
    return len(lower)


def chunks_of(sentence: Sentence, zone: Zone) -> Iterator[Chunk]:
    """The zone between commas and "và", without what stands in brackets."""
    lower = _without_brackets(sentence.lower, zone)
    separators = list(_SEPARATOR.finditer(lower, zone.start, zone.end))
    edges = [zone.start, *(at for found in separators for at in found.span()), zone.end]
    inside = [one for one in sentence.amounts if zone.start <= one.start < zone.end]
    inside = [one for one in inside if lower[one.start : one.number_end].strip()]
    marks = ["", *(found[0] for found in separators)]
    last, waiting, semicolon = None, "", False
    for mark, start, end in zip(marks, edges[::2], edges[1::2], strict=True):
        if mark == ";":  # what waits is the end of the part before it: "54 HTX thương mại, dịch vụ; 8 HTX…"
            last = last and replace(last, text=f"{last.text}, {waiting.partition('còn lại')[0]}")
            waiting, semicolon = "", True
        held = [one for one in inside if start <= one.start < end]
        if held:
            if last:
                yield last
            last = Chunk(waiting + lower[start:end], held, semicolon)
            waiting, semicolon = "", False
        else:
            waiting = f"{waiting}{lower[start:end]}, "
    if last:
        yield last


def _without_brackets(lower: str, zone: Zone) -> str:
    if "(" not in lower[zone.start : zone.end]:
        return lower
    kept, depth = [], 0
    for position, character in enumerate(lower):
        if position < zone.start or position >= zone.end:
            kept.append(character)
            continue
        depth += character == "("
        kept.append(" " if depth > 0 else character)
        depth -= character == ")" and depth > 0
    return "".join(kept)

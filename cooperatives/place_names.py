"""Which commune a person means: by code, by name, by name with its district or province. Nothing is guessed.

Names repeat within a province, and since 1 July 2025 new units carry names and codes of old ones. An old unit and the
new one that took it over whole are told apart by nobody who writes an address, and the new one is true in both
readings; every other doubt is put back as a question.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from cooperatives.models import Level, Place, PlaceSuccession
from office.text import clean_line, search_key

SHOWN = 5
CODE_LENGTH = 5
_TYPES = {
    "x": "xa",
    "xa": "xa",
    "p": "phuong",
    "phuong": "phuong",
    "tt": "thi tran",
    "thi tran": "thi tran",
    "dac khu": "dac khu",
    "h": "huyen",
    "huyen": "huyen",
    "q": "quan",
    "quan": "quan",
    "tx": "thi xa",
    "thi xa": "thi xa",
    "tp": "thanh pho",
    "thanh pho": "thanh pho",
    "t": "tinh",
    "tinh": "tinh",
}
_TYPED = re.compile(rf"({'|'.join(sorted(_TYPES, key=len, reverse=True))})(?:\.\s*|\s+)(.+)")
_WITH_CODE = re.compile(r"(.+?)\s*\(\s*(?:mã\s+)?(\d{5})\s*\)", re.IGNORECASE | re.ASCII)


class PlaceRefused(ValueError):
    """The text names no commune, or several; the message is a whole sentence that says what to write instead."""


class PlaceNames:
    """Every unit, looked up once for a whole file: two queries."""

    def __init__(self):
        self.places = Place.objects.in_bulk()
        for place in self.places.values():
            place.parent = self.places.get(place.parent_id)
        self._successors: dict[int, set[int]] = defaultdict(set)
        for old, new in PlaceSuccession.objects.values_list("old_id", "new_id"):
            self._successors[old].add(new)
        self._by_code: dict[str, list[Place]] = defaultdict(list)
        self._by_name: dict[str, list[Place]] = defaultdict(list)
        for place in sorted(self.places.values(), key=lambda place: place.pk):
            if place.level == Level.COMMUNE:
                self._by_code[place.code].append(place)
                self._by_name[_parted(place.name)[1]].append(place)

    def find(self, text: str, *, current: Place | None = None, among: Collection[Place] = ()) -> Place:
        """Return the commune that `text` names; `current`, or the one of `among`, where it may name several.

        Takes "02269", "Xã An Ninh", "An Ninh, Quỳnh Phụ", "Xã An Ninh, Huyện Quỳnh Phụ, Tỉnh Thái Bình" and any of
        these with its code, "Xã An Ninh (12511)". Raises PlaceRefused.
        """
        text = clean_line(text)
        if current is not None and text == current.full_name:
            return current
        candidates = self._candidates(text)
        if current in candidates:
            return current
        if len(meant := [place for place in candidates if place in among]) == 1:
            return meant[0]
        chosen = self._true_in_every_reading(candidates)
        if chosen is None:
            raise PlaceRefused(_which(text, candidates))
        return chosen

    def successors(self, place: Place) -> set[Place]:
        """The units that took over the land of a place on one day."""
        return {self.places[key] for key in self._successors[place.pk]}

    def written(self, place: Place) -> str:
        """The shortest way to write a place that `find` reads back as the same."""
        for form in (place.full_name, f"{place.full_name} ({place.code})", place.code):
            try:
                if self.find(form) == place:
                    return form
            except PlaceRefused:
                continue
        return place.full_name

    def _candidates(self, text: str) -> list[Place]:
        if text.isdecimal():
            return self._of_code(text)
        with_code = _WITH_CODE.fullmatch(text)
        name, *above = [part.strip() for part in re.split(r",|\s[-–]\s", with_code[1] if with_code else text)]
        kind, bare = _parted(name)
        named = [place for place in self._by_name.get(bare, ()) if not kind or _parted(place.name)[0] == kind]
        found = [place for place in named if all(self._lies_in(place, unit) for unit in above if unit)]
        if with_code:
            found = [place for place in found if place.code == with_code[2]]
        if not found:
            raise PlaceRefused(self._unknown(text, bare, named))
        return [place for place in found if _as_written(place.name) == _as_written(name)] or found

    def _of_code(self, code: str) -> list[Place]:
        if found := self._by_code.get(code):
            return found
        if whole := self._by_code.get(code.zfill(CODE_LENGTH)):
            raise PlaceRefused(
                f"Mã xã “{code}” có lẽ đã mất số 0 ở đầu: nếu là {whole[0].full_name}, hãy định dạng ô là Văn bản "
                f"rồi gõ {code.zfill(CODE_LENGTH)}."
            )
        raise PlaceRefused(f"Không có xã, phường nào mang mã “{code}”: hãy kiểm tra lại mã hoặc ghi tên.")

    def _unknown(self, text: str, bare: str, named: list[Place]) -> str:
        if named:
            return f"Không có “{text}”. Có: {_listed(named)}. Hãy sửa lại tên huyện, tỉnh hoặc dùng mã."
        near = [self._by_name[name][0] for name in get_close_matches(bare, self._by_name, n=3, cutoff=0.8)]
        hint = f" Gần giống: {_listed(near)}." if near else ""
        return f"Không có xã, phường nào tên “{text}”.{hint} Hãy sửa lại tên hoặc dùng mã."

    def _lies_in(self, place: Place, unit: str) -> bool:
        kind, bare = _parted(unit)
        return any(_parted(above.name)[1] == bare and kind in ("", _parted(above.name)[0]) for above in _above(place))

    def _true_in_every_reading(self, candidates: list[Place]) -> Place | None:
        """The only candidate, or the unit of today into which all the other candidates went whole."""
        today = [place for place in candidates if place.valid_to is None]
        if len(candidates) == 1:
            return candidates[0]
        if len(today) != 1:
            return None
        others = [place for place in candidates if place not in today]
        return today[0] if all(self._successors[place.pk] == {today[0].pk} for place in others) else None


def _above(place: Place) -> Iterator[Place]:
    while place.parent is not None:
        place = place.parent
        yield place


def _parted(name: str) -> tuple[str, str]:
    """The kind of a unit ("" where it is not said) and its bare name, both as search keys."""
    key = search_key(name)
    found = _TYPED.fullmatch(key)
    return (_TYPES[found[1]], found[2]) if found else ("", key)


def _as_written(name: str) -> str:
    """A name with its diacritics but without its kind: "Thụy Hải" is not "Thúy Hải"."""
    words = name.casefold().split()
    return " ".join(words[-len(_parted(name)[1].split()) :])


def _which(text: str, candidates: list[Place]) -> str:
    return (
        f"“{text}” có thể là {len(candidates)} nơi: {_listed(candidates)}. "
        "Hãy ghi thêm huyện, tỉnh, hoặc ghi kèm mã như Xã A (12345)."
    )


def _listed(places: list[Place]) -> str:
    shown = "; ".join(f"{place.full_name} ({place.code}{_until(place)})" for place in places[:SHOWN])
    return f"{shown}; và {len(places) - SHOWN} nơi khác" if len(places) > SHOWN else shown


def _until(place: Place) -> str:
    return f", đến {place.valid_to:%d/%m/%Y}" if place.valid_to else ""

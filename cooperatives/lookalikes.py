"""New organisations that may be ones the register has: suggested with the reason, judged by a person, never merged."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cooperatives.models import Organisation
from office.importing.columns import folded

_SHORT = (
    ("lien hiep hop tac xa", "lhhtx"),
    ("hop tac xa", "htx"),
    ("to hop tac", "tht"),
    ("quy tin dung nhan dan", "qtdnd"),
    ("dich vu", "dv"),
    ("nong nghiep", "nn"),
    ("san xuat", "sx"),
    ("kinh doanh", "kd"),
    ("tong hop", "th"),
    ("thuong mai", "tm"),
    ("thuy san", "ts"),
    ("tieu thu cong nghiep", "ttcn"),
)
_JOINED = {"dvnn": "dv nn", "sxkd": "sx kd", "dvth": "dv th", "tmdv": "tm dv"}
_EMPTY = {"va"}
SAME_NAME, SAME_PHONE, SAME_TAX_CODE = "tên gần như nhau", "cùng số điện thoại", "cùng mười số đầu của mã số thuế"


@dataclass(frozen=True)
class Traits:
    """What makes two organisations look alike; `place` is the key of the commune, None where it is not known."""

    name: str
    place: int | None = None
    phone: str = ""
    tax_code: str = ""

    def marks(self) -> Iterator[tuple[str, str]]:
        """What is the same of those alike, with the reason; a name alone counts only within one place."""
        if name := name_key(self.name):
            yield name, SAME_NAME
        if len(phone := re.sub(r"\D", "", self.phone)) >= 9:
            yield phone[-9:], SAME_PHONE
        if len(self.tax_code) >= 10:
            yield self.tax_code[:10], SAME_TAX_CODE

    def may_be_in_the_place_of(self, other: "Traits") -> bool:
        return self.place is None or other.place is None or self.place == other.place


def name_key(name: str) -> str:
    """A name with its usual words cut to their initials: "Hợp tác xã DV NN An Bình" is "htx dv nn an binh"."""
    key = f" {folded(name)} "
    for long, short in _SHORT:
        key = key.replace(f" {long} ", f" {short} ")
    return " ".join(_JOINED.get(word, word) for word in key.split() if word not in _EMPTY)


class Lookalikes:
    """Organisations by what makes them alike; the first asked are those of the register."""

    def __init__(self, stored: Iterable[Organisation]):
        self._known: dict[tuple[str, str], list[tuple[Traits, object]]] = defaultdict(list)
        for one in stored:
            self.add(Traits(one.name, one.place_id, one.phone, one.tax_code), one)

    def add(self, traits: Traits, what) -> None:
        for key in traits.marks():
            self._known[key].append((traits, what))

    def of(self, traits: Traits) -> Iterator[tuple[object, str]]:
        """Those alike, each once, with the first reason."""
        told = []
        for key in traits.marks():
            for other, what in self._known[key]:
                if what not in told and (key[1] != SAME_NAME or traits.may_be_in_the_place_of(other)):
                    told.append(what)
                    yield what, key[1]

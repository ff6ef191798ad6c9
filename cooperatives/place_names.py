"""Which commune a person meant: by code, by name, by name with its district or province. Nothing is guessed."""

from collections import defaultdict

from cooperatives.models import Place, PlaceSuccession
from office.text import search_key

SHOWN = 5


class PlaceNames:
    """The communes of the register by every name they go by, looked up once for a whole file."""

    def __init__(self):
        communes = Place.objects.communes().select_related("parent__parent").order_by("valid_from", "pk")
        self._communes = {place.pk: place for place in communes}
        self._successors: dict[int, set[int]] = defaultdict(set)
        for old, new in PlaceSuccession.objects.values_list("old", "new"):
            self._successors[old].add(new)
        self._by_name: dict[str, list[Place]] = defaultdict(list)
        for place in self._communes.values():
            for name in self._names(place):
                self._by_name[name].append(place)

    def find(self, typed: str) -> Place:
        """Return the commune `typed` names: "02269", "Xã An Ninh", "Xã An Ninh, Huyện Quỳnh Phụ".

        Raises ValueError, in words, when there is none or more than one.
        """
        found = self._by_name.get(search_key(typed.replace(",", " ")), [])
        found = list({place.pk: place for place in found}.values())
        if not found:
            raise ValueError(
                f"Không có xã, phường nào tên hoặc mã “{typed}”: hãy kiểm tra lại, ghi cả cấp (Xã, Phường, Thị trấn) "
                "hoặc ghi mã năm chữ số."
            )
        if (newest := self._true_in_every_reading(found)) is not None:
            return newest
        shown = "; ".join(f"{place.full_name} (mã {place.code}{_era(place)})" for place in found[:SHOWN])
        raise ValueError(f"Có {len(found)} nơi tên “{typed}”: {shown}. Hãy ghi kèm huyện, tỉnh hoặc ghi mã.")

    def _true_in_every_reading(self, found: list[Place]) -> Place | None:
        """The only candidate, or the unit of today that all other candidates went into wholly."""
        if len(found) == 1:
            return found[0]
        today = [place for place in found if place.valid_to is None]
        others = [place for place in found if place.valid_to is not None]
        if len(today) == 1 and all(self._successors[place.pk] == {today[0].pk} for place in others):
            return today[0]
        return None

    @staticmethod
    def _names(place: Place) -> set[str]:
        above = [place.parent, place.parent.parent] if place.parent_id else []
        units = [unit.name for unit in above if unit]
        names = {place.code, place.name, *(f"{place.name} {unit}" for unit in units), " ".join([place.name, *units])}
        bare = place.name.partition(" ")[2] if place.name.split(" ")[0] in ("Xã", "Phường") else ""
        names |= {place.name.removeprefix("Thị trấn "), bare}
        return {search_key(name) for name in names if name}


def _era(place: Place) -> str:
    return ", đến 30/6/2025" if place.valid_to else ", từ 01/7/2025"

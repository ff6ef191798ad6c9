"""Administrative units of a province of today, with the units they were made of until 30 June 2025.

The facts stand in data/: old_to_new_communes.csv (an old commune that was divided has several rows) and provinces.csv
(all provinces of today; of the former ones only those whose code is known). Where a code is not known it stays blank.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from django.db import models, transaction
from django.db.models import F

from cooperatives.models import Level, Place, PlaceSuccession
from cooperatives.models.place import LAST_DAY_OF_OLD_UNITS, REFORM

DATA = Path(__file__).resolve().parent / "data"
DECREE = "Các nghị quyết sắp xếp đơn vị hành chính năm 2025"


class UnknownProvince(LookupError):
    """No province of today has this code; the message is a whole sentence."""


@dataclass(frozen=True)
class PlacesLoaded:
    """What a province has, and how many rows of it were new."""

    province: Place
    old_communes: int
    new_communes: int
    added: int


@transaction.atomic
def load_places(province_code: str) -> PlacesLoaded:
    """Load a province of today ("33"), its communes, and the units of before 1 July 2025 that went into it.

    Adds what is missing and changes nothing that is there. Raises UnknownProvince.
    """
    rows = [row for row in _read("old_to_new_communes.csv") if row["ma_tinh_moi"] == province_code]
    names = {row["ma"]: row["ten"] for row in _read("provinces.csv") if row["tu_ngay"]}
    if province_code not in names or not rows:
        raise UnknownProvince(
            f"Không có tỉnh, thành phố nào hiện nay mang mã “{province_code}”. "
            "Hãy ghi mã hai chữ số, ví dụ 33 (Tỉnh Hưng Yên)."
        )
    before = _counted()
    old_provinces = _old_provinces(rows)
    old_communes = _old_communes(rows, old_provinces)
    province = _new_province(province_code, names[province_code], old_provinces)
    new_communes = _new_communes(rows, province, old_provinces)
    pairs = [(old_communes[row["ma_cu"]], new_communes[row["ma_moi"]]) for row in rows]
    _succeed([*((old, province) for old in old_provinces.values()), *pairs])
    return PlacesLoaded(province, len(old_communes), len(new_communes), _counted() - before)


def _read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _counted() -> int:
    return Place.objects.count() + PlaceSuccession.objects.count()


def _old_provinces(rows: list[dict]) -> dict[str, Place]:
    """The former provinces of the rows by name; each is its own former province."""
    codes = {row["ten"]: row["ma"] for row in _read("provinces.csv") if row["den_ngay"]}
    names = {row["tinh_cu"] for row in rows}
    wanted = {name: _old(Level.PROVINCE, name, code=codes.get(name, "")) for name in sorted(names)}
    stored = Place.objects.filter(level=Level.PROVINCE, valid_from=None, name__in=wanted)
    found = _completed(wanted, stored, key=lambda place: place.name)
    stored.filter(former_province=None).update(former_province=F("pk"))
    return found


def _old_communes(rows: list[dict], provinces: dict[str, Place]) -> dict[str, Place]:
    """The communes of before the reform by code, below districts without a code."""
    wanted = {
        (row["huyen_cu"], provinces[row["tinh_cu"]].pk): _old(
            Level.DISTRICT, row["huyen_cu"], province=provinces[row["tinh_cu"]]
        )
        for row in rows
    }
    stored = Place.objects.filter(level=Level.DISTRICT, valid_from=None, parent__in=provinces.values())
    districts = _completed(wanted, stored, key=lambda place: (place.name, place.parent_id))
    communes = {}
    for row in rows:
        province = provinces[row["tinh_cu"]]
        district = districts[row["huyen_cu"], province.pk]
        communes[row["ma_cu"]] = _old(
            Level.COMMUNE, row["ten_cu"], code=row["ma_cu"], parent=district, province=province
        )
    stored = Place.objects.filter(level=Level.COMMUNE, valid_from=None, former_province__in=provinces.values())
    return _completed(communes, stored, key=lambda place: place.code)


def _new_province(code: str, name: str, old_provinces: dict[str, Place]) -> Place:
    """The province of today; it has a former province only where it is made of one alone."""
    former = next(iter(old_provinces.values())) if len(old_provinces) == 1 else None
    wanted = {code: Place(level=Level.PROVINCE, name=name, code=code, former_province=former, valid_from=REFORM)}
    stored = Place.objects.filter(level=Level.PROVINCE, valid_from=REFORM, code=code)
    return _completed(wanted, stored, key=lambda place: place.code)[code]


def _new_communes(rows: list[dict], province: Place, old_provinces: dict[str, Place]) -> dict[str, Place]:
    """The communes of today by code; one made of parts of two provinces has no former province."""
    origins: dict[str, set[str]] = {}
    for row in rows:
        origins.setdefault(row["ma_moi"], set()).add(row["tinh_cu"])
    wanted = {}
    for row in rows:
        origin = origins[row["ma_moi"]]
        wanted[row["ma_moi"]] = Place(
            level=Level.COMMUNE,
            name=row["ten_moi"],
            code=row["ma_moi"],
            parent=province,
            former_province=old_provinces[row["tinh_cu"]] if len(origin) == 1 else None,
            valid_from=REFORM,
        )
    stored = Place.objects.filter(level=Level.COMMUNE, valid_from=REFORM, parent=province)
    return _completed(wanted, stored, key=lambda place: place.code)


def _old(level: Level, name: str, *, code: str = "", parent: Place | None = None, province: Place | None = None):
    """A unit of before the reform; a district's parent is its province."""
    return Place(
        level=level,
        name=name,
        code=code,
        parent=parent or province,
        former_province=province,
        valid_to=LAST_DAY_OF_OLD_UNITS,
    )


def _completed(wanted: dict, stored: models.QuerySet, *, key) -> dict:
    """Return the stored places by key, those missing added in one statement."""
    present = {key(place): place for place in stored}
    missing = [place for name, place in wanted.items() if name not in present]
    present |= {key(place): place for place in Place.objects.bulk_create(missing)}
    return {name: present[name] for name in wanted}


def _succeed(pairs: list[tuple[Place, Place]]) -> None:
    recorded = set(PlaceSuccession.objects.filter(new__in={new for _, new in pairs}).values_list("old_id", "new_id"))
    PlaceSuccession.objects.bulk_create(
        PlaceSuccession(old=old, new=new, on=REFORM, decree=DECREE)
        for old, new in pairs
        if (old.pk, new.pk) not in recorded
    )

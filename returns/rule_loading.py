"""What the law set for those who report: least members at founding, and the rating of 2020 with its criteria.

The facts stand in data/; cells that no published source gives stay empty, for the office to fill in. What the office
changed is never changed back.
"""

import csv
from datetime import date
from pathlib import Path

from django.db import transaction

from returns.models import MemberMinimum, RatingCriterion, RatingGrade, RatingScheme

DATA = Path(__file__).resolve().parent / "data"


@transaction.atomic
def load_return_rules() -> int:
    """Add the rules that are missing; return how many rows were new."""
    return _minimums() + _ratings()


def _read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _minimums() -> int:
    """Each kind and day is entered once: an office that set its own row keeps it."""
    added = 0
    for row in _read("member_minimums.csv"):
        known = {"kind": row["loai_hinh"], "valid_from": _day(row["tu_ngay"])}
        if not MemberMinimum.objects.filter(**known).exists():
            MemberMinimum.objects.create(
                **known, least=int(row["so_thanh_vien"]), valid_to=_day(row["den_ngay"]), decree=row["van_ban"]
            )
            added += 1
    return added


def _ratings() -> int:
    """A scheme comes with its grades and criteria; one that is there already is left alone."""
    present = set(RatingScheme.objects.values_list("name", flat=True))
    fresh: dict[str, RatingScheme] = {}
    added = 0
    for row in _read("rating_grades.csv"):
        name = row["bo_tieu_chi"]
        if name in present:
            continue
        if name not in fresh:
            fresh[name] = RatingScheme.objects.create(
                name=name, decree=row["van_ban"], kinds=row["loai_hinh"].split(), valid_to=_day(row["den_ngay"])
            )
        RatingGrade.objects.create(scheme=fresh[name], grade=row["xep_loai"], least_score=int(row["tu_diem"]))
        added += 1
    criteria = [
        RatingCriterion(scheme=fresh[row["bo_tieu_chi"]], number=int(row["so"]), name=row["ten"])
        for row in _read("rating_criteria.csv")
        if row["bo_tieu_chi"] in fresh
    ]
    RatingCriterion.objects.bulk_create(criteria)
    return added + len(criteria) + len(fresh)

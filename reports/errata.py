"""What is known today otherwise than a sealed report says: which figures, what it said, what is known now, and why.

The report itself stays. A difference is found by reading its figures anew; why is recorded once (`Erratum`) and stays
listed even if the figure changes again, which is then a difference of its own.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from reports.models import Erratum, Report, Seal
from reports.sealing.canonical import figure_facts
from reports.sealing.chain import erratum_hash
from reports.sealing.comparing import Changed, changed_figures
from reports.writing import NothingToReport, figures_of

_LONGEST = {name: Erratum._meta.get_field(name).max_length for name in ("code", "key", "said", "now", "reason")}


@dataclass(frozen=True)
class Errata:
    """Of a sealed report: what differs today and nobody has explained, and what was recorded, the oldest first."""

    open: list[Changed]
    recorded: list[Erratum]

    @property
    def any(self) -> bool:
        return bool(self.open or self.recorded)


def check_can_note(user) -> None:
    """Raise PermissionDenied, in words, unless `user` may say why a figure is another."""
    if not user.has_perm("reports.add_erratum"):
        raise PermissionDenied("Chỉ cán bộ phụ trách số liệu được ghi lý do đính chính.")


def differences_of(seal: Seal) -> list[Changed]:
    """Every figure of a sealed report that is another today."""
    try:
        found = figures_of(seal.report)
    except NothingToReport:
        found = {}
    now = {code: figure_facts(reading) for code, reading in found.items()}
    return list(changed_figures(json.loads(seal.canonical)["figures"], now))


def errata_of(seal: Seal) -> Errata:
    recorded = list(seal.errata.select_related("noted_by"))
    explained = {_key(each.code, each.key, each.said, each.now) for each in recorded}
    found = differences_of(seal)
    unexplained = [each for each in found if _key(each.code, each.part, each.said, each.now) not in explained]
    return Errata(unexplained, recorded)


def _key(*parts: str) -> tuple[str, ...]:
    """What tells one difference from another, as it is stored."""
    return tuple(part[: _LONGEST[name]] for name, part in zip(_LONGEST, parts, strict=False))


@transaction.atomic
def note(seal: Seal, *, code: str, part: str, now: str, reason: str, by) -> Erratum:
    """Record why a figure is another. Raises PermissionDenied; ValidationError where it is not (any more) so."""
    check_can_note(by)
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError("Hãy ghi vì sao số này thay đổi.")
    Report.objects.select_for_update().get(pk=seal.report_id)  # nobody may update the seal, not even to lock it
    found = next((each for each in errata_of(seal).open if (each.code, each.part) == (code, part)), None)
    if found is None:
        raise ValidationError("Số này không khác bản đã ban hành, hoặc đã ghi lý do rồi: hãy xem lại danh sách.")
    if found.now != now:
        raise ValidationError(f"Số này vừa đổi lần nữa, nay là {found.now}: hãy xem lại rồi ghi lý do.")
    row = dict(zip(_LONGEST, (*_key(code, part, found.said, found.now), reason), strict=True))
    erratum = Erratum(seal=seal, noted_by=by, **row)
    before = seal.errata.last()
    erratum.chain_hash = erratum_hash(erratum, before.chain_hash if before else seal.chain_hash)
    erratum.full_clean()
    erratum.save(force_insert=True)
    return erratum


def labelled(seal: Seal, recorded: list[Erratum]) -> Iterator[tuple[str, Erratum]]:
    """What was recorded, each under the name of its figure as the report has it."""
    figures = json.loads(seal.canonical)["figures"]
    for each in recorded:
        label = figures.get(each.code, {}).get("label", each.code)
        yield Changed(each.code, each.key, label, each.said, each.now).name, each

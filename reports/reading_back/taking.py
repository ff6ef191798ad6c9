"""Taking into a report what was decided of an edited file."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from cooperatives.models import Organisation
from office.history_records import because
from printing.numbers import grouped
from reports import drafting
from reports.models import Passage, Report
from reports.reading_back.comparison import now_lines, version
from reports.writing import write
from reports.writing.parts import Part, without_usual_places
from reports.writing.typed_text import LONGEST


class TextChanged(ValidationError):
    """Somebody changed the report, or its figures changed, after the decision was made."""


@dataclass(frozen=True)
class Decided:
    """What a section shall say, line by line, and the version of the text for which that was decided."""

    version: str
    lines: tuple[str, ...]


def check_can_take_back(user, report: Report) -> None:
    """Raise PermissionDenied, ValidationError, in words, unless `user` may now change the text of the report."""
    drafting.check_can_write(user)
    drafting.check_is_open(report)


@transaction.atomic
def take_back(report: Report, decisions: Mapping[str, Decided], *, by) -> list[str]:
    """Write the decided sections, all or none, and return the headings of those that changed.

    Raises PermissionDenied, TextChanged, ValidationError, NothingToReport.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    check_can_take_back(by, report)
    written = write(report, within=Organisation.objects.visible_to(by))
    parts = {part.key: part for part in written.all_parts}
    changed = []
    for key, decided in decisions.items():
        now = now_lines(written, parts[key])
        if version(now) != decided.version:
            raise TextChanged(f"Mục “{parts[key].heading}” vừa đổi từ khi tệp được đọc: chưa ghi gì. Hãy xem lại.")
        if list(decided.lines) != now:
            _write(report, parts[key], without_usual_places(decided.lines, parts[key].exhibits), by)
            changed.append(parts[key].heading)
    return changed


def _write(report: Report, part: Part, text: str, by) -> None:
    if len(text) > LONGEST:
        raise ValidationError(
            f"Mục “{part.heading}” dài hơn {grouped(LONGEST)} ký tự: chưa ghi gì. Hãy rút ngắn hoặc đưa vào phụ lục."
        )
    passage = Passage.objects.filter(report=report, section=part.key).first()
    passage = passage or Passage(report=report, section=part.key)
    passage.text, passage._history_user = text, by
    passage.full_clean()
    with because("Đọc lại từ tệp Word", by=by):
        passage.save()

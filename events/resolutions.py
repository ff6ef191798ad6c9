"""A resolution on paper."""

from events.letterheads import letterhead, signed_by_the_office, the_office
from events.models import Resolution
from printing.document import Document


def resolution_document(resolution: Resolution) -> Document:
    """The resolution as it was issued; without a number while it is a draft. Raises OfficeMissing."""
    office = the_office()
    day = resolution.issued_on or resolution.conference.held_on
    return Document(
        letterhead=letterhead(
            office, kind="NGHỊ QUYẾT", symbol="NQ", subject=resolution.title, number=resolution.number, day=day
        ),
        signature=signed_by_the_office(day),
        opening=(*_lines(resolution.basis), "QUYẾT NGHỊ:", *_lines(resolution.content)),
        sections=(),
        recipients=tuple(_lines(office.recipients)),
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]

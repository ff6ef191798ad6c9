"""Invitations on paper: one page for each delegate, with the code that lets them in."""

import io
from collections.abc import Sequence

import segno
from pypdf import PdfWriter

from events.letterheads import letterhead, signed_by_the_office, the_office
from events.models import Delegate, Invitation
from events.passes import code_of
from events.workflow.delegates import UNNAMED
from printing.dates import clock_in_words, day_in_words
from printing.pdf import render_template_pdf

AT_ONCE = 50  # pages that one child process makes: it has its limits of work and memory


def invitations_pdf(invitation: Invitation, delegates: Sequence[Delegate], *, address_of) -> bytes:
    """All pages of a letter in one PDF; `address_of` makes the address that a code opens.

    Raises PdfFailed, OfficeMissing.
    """
    said = _said_to_all(invitation)
    pages = [_page(one, address_of) for one in delegates]
    parts = [
        render_template_pdf("events/print/invitations.html", said | {"pages": pages[first : first + AT_ONCE]})
        for first in range(0, len(pages), AT_ONCE)
    ]
    return parts[0] if len(parts) == 1 else _joined(parts)


def _said_to_all(invitation: Invitation) -> dict:
    conference, office = invitation.conference, the_office()
    at = f"{clock_in_words(conference.starts_at)}, " if conference.starts_at else ""
    return {
        "head": letterhead(
            office, kind="GIẤY MỜI", symbol="GM", subject="", number=invitation.number, day=invitation.issued_on
        ),
        "signature": signed_by_the_office(invitation.issued_on),
        "office_name": office.name,
        "conference": conference,
        "when": f"{at}{day_in_words(conference.held_on)}",
        "chairs": list(conference.chairs.all()),
        "agenda": list(conference.agendaitems.all()),
    }


def _page(delegate: Delegate, address_of) -> dict:
    code = segno.make(address_of(code_of(delegate)), error="m", micro=False)
    name = delegate.full_name if delegate.full_name == UNNAMED else f"Ông (Bà) {delegate.full_name}"
    return {"name": name, "titles": delegate.titles, "code": code.png_data_uri(scale=6, border=2)}


def _joined(parts: Sequence[bytes]) -> bytes:
    writer, whole = PdfWriter(), io.BytesIO()
    for part in parts:
        writer.append(io.BytesIO(part))
    writer.write(whole)
    return whole.getvalue()

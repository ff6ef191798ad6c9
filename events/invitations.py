"""Invitations on paper: one page for each delegate, with the code that lets them in."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import segno
from django.urls import reverse

from events.letterheads import letterhead, signed_by_the_office, the_office
from events.models import Delegate, Invitation
from events.passes import code_of
from events.workflow.delegates import UNNAMED
from printing.dates import clock_in_words, day_in_words
from printing.joined import in_pieces
from printing.pdf import PAGE, Effort, render_template_pdf

MANY = 40  # pages from which on the worker prints: about eight seconds, which somebody waits for


def invitations_pdf(invitation: Invitation, delegates: Sequence[Delegate], *, site: str) -> bytes:
    """The pages of a letter to a few; `site` is the address of the portal that codes begin with.

    Raises PdfFailed, OfficeMissing.
    """
    return _drawn([_page(one, site) for one in delegates], said=_said_to_all(invitation))


def write_invitations(
    invitation: Invitation, delegates: Sequence[Delegate], *, site: str, into: Path, progress: Callable[[int], object]
) -> None:
    """Write the pages of a letter to however many, telling `progress` how many are done.

    Raises PdfFailed, OfficeMissing.
    """
    draw = partial(_drawn, said=_said_to_all(invitation))
    in_pieces((_page(one, site) for one in delegates), draw=draw, into=into, progress=progress)


def _drawn(pages: Sequence[dict], *, said: dict, effort: Effort = PAGE) -> bytes:
    return render_template_pdf("events/print/invitations.html", said | {"pages": pages}, effort=effort)


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


def _page(delegate: Delegate, site: str) -> dict:
    address = site.rstrip("/") + reverse("events:check_in", args=[code_of(delegate)])
    code = segno.make(address, error="m", micro=False)
    name = delegate.full_name if delegate.full_name == UNNAMED else f"Ông (Bà) {delegate.full_name}"
    return {"name": name, "titles": delegate.titles, "code": code.png_data_uri(scale=6, border=2)}

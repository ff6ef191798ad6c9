"""Certificates: what is written where on the office's own sheet, and many of them as one file."""

import base64
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from events.letterheads import signed_by_the_office
from events.models import Award, CertificateDesign, Element, Placement
from office.models import Office
from office.pictures import encoded
from office.text import search_key
from printing.dates import day_in_words
from printing.letterhead import Signature
from printing.placed import Sheet, Square, Words

LARGEST_SIDE = 3508  # pixels: A4 at 300 to the inch
SAMPLE = "https://example.vn/khen-thuong/0123456789abcdef/"

# Where everything stands at first, in parts of the width and the height: the usual certificate lying.
_USUAL = (
    (Element.TITLE, 0.1, 0.3, 0.8, 40, True, True, "#b01116"),
    (Element.RECIPIENT, 0.1, 0.45, 0.8, 26, True, False, "#000000"),
    (Element.POST, 0.1, 0.52, 0.8, 16, False, False, "#000000"),
    (Element.ACHIEVEMENT, 0.15, 0.58, 0.7, 16, False, False, "#000000"),
    (Element.DECISION, 0.08, 0.86, 0.35, 11, False, False, "#000000"),
    (Element.DAY, 0.55, 0.68, 0.38, 13, False, False, "#000000"),
    (Element.SIGNER_POST, 0.55, 0.72, 0.38, 14, True, True, "#000000"),
    (Element.SIGNER, 0.55, 0.9, 0.38, 14, True, False, "#000000"),
    (Element.QR, 0.08, 0.7, 0.09, 10, False, False, "#000000"),
    (Element.AUTHORITY, 0.1, 0.2, 0.8, 20, True, True, "#b01116"),
)


def place_as_usual(design: CertificateDesign) -> None:
    """Give a new design a place for every text."""
    Placement.objects.bulk_create(
        Placement(
            design=design,
            element=element,
            left=float(design.width) * left,
            top=float(design.height) * top,
            width=float(design.width) * width,
            size=size,
            bold=bold,
            capitals=capitals,
            colour=colour,
        )
        for element, left, top, width, size, bold, capitals, colour in _USUAL
    )


@transaction.atomic
def put_background(design: CertificateDesign, file, *, by) -> None:
    """Put a picture below a design. Raises ValidationError."""
    content = encoded(file, side=LARGEST_SIDE)
    design._history_user = by
    design.background.save("nen.jpg", ContentFile(content), save=False)
    design.save()


def background_of(design: CertificateDesign) -> str:
    """The picture as it is written into a page or a document; "" without one."""
    if not design.background:
        return ""
    with design.background.open("rb") as file:
        return "data:image/jpeg;base64," + base64.b64encode(file.read()).decode()


def awards_on(design: CertificateDesign, *, like: Award) -> QuerySet[Award]:
    """The awards of the decision of one of them that this design is for, in the order of the list; none taken back."""
    awards = Award.objects.decided().of_the_decision_of(like)
    kinds = list(design.kinds.all())
    if kinds:
        awards = awards.filter(kind__in=kinds)
    return awards.select_related("kind", "organisation", "paper").order_by("kind__position", "block", "pk")


def sheets(design: CertificateDesign, awards: Iterable[Award], *, site: str) -> Iterator[Sheet]:
    """One sheet for each award; `site` is the address of the portal that the square begins with."""
    office, placements = Office.objects.first(), list(design.placements.filter(shown=True))
    signing = cache(signed_by_the_office)
    for award in awards:
        written = _written(award, site=site) | _signed(award, office, signing)
        yield sheet(design, placements, written)


def sheet(design: CertificateDesign, placements: Iterable[Placement], written: dict[str, str]) -> Sheet:
    items = tuple(_placed(one, written[one.element]) for one in placements if one.shown and written.get(one.element))
    return Sheet(float(design.width), float(design.height), items)


def _placed(place: Placement, text: str) -> Words | Square:
    box = {name: float(getattr(place, name)) for name in ("left", "top", "width")}
    if place.element == Element.QR:
        return Square(text, **box)
    look = {"points": float(place.size), "align": place.align, "bold": place.bold, "colour": place.colour}
    return Words(text.upper() if place.capitals else text, **box, **look)


def _written(award: Award, *, site: str) -> dict[str, str]:
    return {
        Element.AUTHORITY: award.awarded_by,
        Element.TITLE: award.kind.form,
        Element.RECIPIENT: award.recipient_name,
        Element.POST: award.person_post,
        Element.ACHIEVEMENT: award.achievement,
        Element.DECISION: f"Quyết định số {award.decision} {day_in_words(award.decided_on)}" if award.decision else "",
        Element.QR: site.rstrip("/") + reverse("events:honour", args=[award.code]),
    }


def _signed(award: Award, office: Office | None, signing: Callable[[date], Signature]) -> dict[str, str]:
    """Where, when and by whom it is signed: whoever signs for the office signs only what the office itself gives."""
    day = day_in_words(award.decided_on)
    own = office is not None and _is_given_by(office, award)
    signature = signing(award.decided_on) if own else None
    signer = award.paper.signer if award.paper_id else ""
    posts = [award.kind.decided_by] if signer else signature.lines if signature else []
    return {
        Element.DAY: f"{office.place_name}, {day}" if own else day.capitalize(),
        Element.SIGNER_POST: "\n".join(posts),
        Element.SIGNER: signer or (signature.name if signature else ""),
    }


def _is_given_by(office: Office, award: Award) -> bool:
    """Whether it is the office's own: its name, or as much of it as is written, stands in who decides or the level."""
    name, authority = _in_full(office.name), _in_full(award.awarded_by or award.kind.level)
    _, first, rest = authority.partition(name.split()[0])
    named = first + rest
    return bool(named) and (name.startswith(named) or named.startswith(name))


def _in_full(name: str) -> str:
    return search_key(name).replace("htx", "hop tac xa")


EXAMPLE = {
    Element.TITLE: "Bằng khen",
    Element.RECIPIENT: "Hợp tác xã dịch vụ nông nghiệp Minh Họa",
    Element.POST: "Xã Minh Họa, tỉnh Minh Họa",
    Element.ACHIEVEMENT: "Đã có thành tích xuất sắc trong phong trào thi đua phát triển kinh tế tập thể năm 2023",
    Element.DECISION: "Quyết định số 01/QĐ-MH ngày 20 tháng 12 năm 2023",
    Element.DAY: "Minh Họa, ngày 20 tháng 12 năm 2023",
    Element.SIGNER_POST: "Chủ tịch",
    Element.SIGNER: "Nguyễn Minh Họa",
    Element.QR: SAMPLE,
    Element.AUTHORITY: "Chủ tịch Liên minh Hợp tác xã tỉnh Minh Họa",
}
"""What the page of a design shows in its places."""

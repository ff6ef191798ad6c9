"""Certificates: what is written where on the office's own sheet, and many of them as one file."""

import base64
from collections.abc import Iterable, Iterator

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from events.models import Award, CertificateDesign, Element, Placement
from office.models import Office, Signatory
from office.pictures import encoded
from printing.dates import day_in_words
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


def awards_on(design: CertificateDesign, *, decision: str, decided_on) -> QuerySet[Award]:
    """The awards of a decision that this design is for, in the order of the list; those taken back are none."""
    awards = Award.objects.decided().filter(decision=decision, decided_on=decided_on)
    kinds = list(design.kinds.all())
    if kinds:
        awards = awards.filter(kind__in=kinds)
    return awards.select_related("kind", "organisation", "paper").order_by("kind__position", "block", "pk")


def sheets(design: CertificateDesign, awards: Iterable[Award], *, site: str) -> Iterator[Sheet]:
    """One sheet for each award; `site` is the address of the portal that the square begins with."""
    office, placements = Office.objects.first(), list(design.placements.filter(shown=True))
    signatories: dict = {}
    for award in awards:
        if award.decided_on not in signatories:
            signatories[award.decided_on] = Signatory.objects.on(award.decided_on).first()
        written = _written(award, office, signatories[award.decided_on], site)
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


def _written(award: Award, office: Office | None, signatory: Signatory | None, site: str) -> dict[str, str]:
    own = award.paper.signer if award.paper_id else ""
    return {
        Element.TITLE: award.kind.form,
        Element.RECIPIENT: award.recipient_name,
        Element.POST: award.person_post,
        Element.ACHIEVEMENT: award.achievement,
        Element.DECISION: f"Quyết định số {award.decision} {day_in_words(award.decided_on)}" if award.decision else "",
        Element.DAY: f"{office.place_name}, {day_in_words(award.decided_on)}" if office else "",
        Element.SIGNER_POST: award.kind.decided_by if own else signatory.post if signatory else "",
        Element.SIGNER: own or (signatory.full_name if signatory else ""),
        Element.QR: site.rstrip("/") + reverse("events:honour", args=[award.code]),
    }


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
}
"""What the page of a design shows in its places."""

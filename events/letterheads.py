"""The head and the foot of the papers of conferences and of emulation."""

from datetime import date

from events.models import Chair, Conference
from office.models import Office, Signatory
from printing.letterhead import Letterhead, Signature


class OfficeMissing(LookupError):
    """No paper can be headed: the office is not set up."""


def the_office() -> Office:
    """Raises OfficeMissing."""
    office = Office.objects.first()
    if office is None:
        raise OfficeMissing("Chưa có thông tin cơ quan: hãy nhập tên, địa danh, ký hiệu văn bản trong trang quản trị.")
    return office


def letterhead(office: Office, *, kind: str, symbol: str, subject: str, number: int | None, day: date) -> Letterhead:
    """`symbol` is that of the kind: "NQ" of "NQ-LMHTX"."""
    return Letterhead(
        parent=office.parent_line,
        issuer=office.issuer_line,
        issuer_name=office.name,
        number=str(number or ""),
        symbol=f"{symbol}-{office.document_symbol}",
        place=office.place_name,
        day=day,
        kind=kind,
        subject=subject,
    )


def signed_by_the_office(day: date) -> Signature:
    """By whoever may sign for the office, not for a committee, on the day; blank where nobody is named."""
    one = Signatory.objects.on(day).for_committee(None).first()
    if one is None:
        return Signature(authority="", post="", name="")
    return Signature(one.authority, one.post, one.full_name, deputising=one.deputising)


def signed_by_the_chair(conference: Conference) -> Signature:
    first: Chair | None = conference.chairs.first()
    return Signature(authority="", post="Chủ trì hội nghị", name=first.full_name if first else "")


def signed_by_the_secretary(conference: Conference) -> Signature:
    """Room to sign is left where nobody entered who kept the minutes."""
    return Signature(authority="", post="Thư ký", name=conference.secretary)

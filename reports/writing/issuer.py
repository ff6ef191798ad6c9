"""In whose name a report is written: the office's own letterhead, or a committee's as the office entered it."""

from dataclasses import dataclass
from datetime import date

from office.models import Committee, Office, Signatory
from printing import dates
from printing.letterhead import Signature
from reports.models import Report
from reports.writing.refusals import NothingToReport


@dataclass(frozen=True)
class IssuedBy:
    """Who issues, as the head, the text and the foot of the paper say it; `committee` is None of the office itself."""

    office: Office
    committee: Committee | None
    signatory: Signatory | None

    @property
    def _head(self) -> Office | Committee:
        return self.committee or self.office

    @property
    def name(self) -> str:
        return self._head.name

    @property
    def parent_line(self) -> str:
        return self._head.parent_line

    @property
    def issuer_line(self) -> str:
        return self._head.issuer_line

    @property
    def symbol(self) -> str:
        return f"BC-{self._head.document_symbol}"

    @property
    def recipients(self) -> tuple[str, ...]:
        typed = self._head.recipients or self.office.recipients
        return tuple(line.strip() for line in typed.splitlines() if line.strip())

    @property
    def signature(self) -> Signature:
        if (one := self.signatory) is None:
            return Signature(authority="", post="", name="")
        return Signature(one.authority, one.post, one.full_name, deputising=one.deputising)


def issued_by(issuer: Report.Issuer, day: date, signatory: Signatory | None = None) -> IssuedBy:
    """Who issues on a day; `signatory` is the one chosen to sign. Raises NothingToReport where data are missing."""
    office = Office.objects.first()
    if office is None:
        raise NothingToReport(
            "Chưa có thông tin cơ quan: hãy nhập tên, địa danh, ký hiệu văn bản trong trang quản trị."
        )
    committee = None if issuer == Report.Issuer.OFFICE else _committee(issuer)
    signing = Signatory.objects.on(day).for_committee(committee)
    if signatory and signatory not in signing:
        raise NothingToReport(
            f"{signatory.full_name} không ký được văn bản này ngày {dates.day(day)}: hãy xem lại “Từ ngày”, "
            "“Đến ngày”, “Ký văn bản của” ở mục Người ký văn bản, hoặc chọn người khác."
        )
    signatory = signatory or signing.first()
    if committee and signatory is None:
        raise NothingToReport(
            f"Chưa có người ký thay mặt {issuer.label} ngày {dates.day(day)}: hãy thêm ở mục Người ký văn bản, "
            f"ô “Ký văn bản của” chọn {committee}."
        )
    return IssuedBy(office, committee, signatory)


def _committee(issuer: Report.Issuer) -> Committee:
    committee = Committee.objects.filter(kind=issuer.value).first()
    if committee is None:
        raise NothingToReport(
            f"Chưa có thông tin {issuer.label}: hãy nhập tên ban, tên ban trên văn bản, ký hiệu văn bản "
            "ở mục Ban ban hành văn bản của trang quản trị."
        )
    return committee

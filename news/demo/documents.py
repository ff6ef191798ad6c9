"""The library of the demo: documents of an office that is not, one of them replaced, one still a draft."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.utils import timezone
from docx import Document as WordDocument

from news.demo.recording import REASON, record
from news.document_reading import read_file
from news.models import Document, DocumentArea, DocumentFile, DocumentType
from news.workflow import documents as workflow
from office.history_records import because

ISSUER = "Liên minh Hợp tác xã tỉnh (minh họa)"
TYPES = (("Quyết định", "quyet-dinh"), ("Kế hoạch", "ke-hoach"), ("Hướng dẫn", "huong-dan"), ("Công văn", "cong-van"))
AREAS = (("Thi đua, khen thưởng", "thi-dua-khen-thuong"), ("Đào tạo", "dao-tao"), ("Tổ chức, cán bộ", "to-chuc-can-bo"))
DECISION, PLAN, GUIDE, LETTER = range(4)
EMULATION, TRAINING, PEOPLE = range(3)


@dataclass(frozen=True)
class Paper:
    """A document to be entered; `published` None leaves it a draft, `text` is its file."""

    type: int
    number: str
    symbol: str
    issued_on: date
    subject: str
    area: int
    published: datetime | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    text: str = ""


OLD_RULES, NEW_RULES = 0, 1
PAPERS = (
    Paper(
        type=DECISION,
        number="12",
        symbol="QĐ-LMHTX",
        issued_on=date(2021, 3, 15),
        subject="Ban hành Quy chế xét thi đua theo khối của các hợp tác xã thành viên",
        area=EMULATION,
        published=datetime(2021, 3, 18, 9, 0),
    ),
    Paper(
        type=DECISION,
        number="27",
        symbol="QĐ-LMHTX",
        issued_on=date(2023, 2, 20),
        subject="Ban hành Quy chế xét thi đua theo khối (sửa đổi), áp dụng từ năm 2023",
        area=EMULATION,
        published=datetime(2023, 2, 22, 8, 30),
        valid_from=date(2023, 3, 1),
        text="""Quy chế xét thi đua theo khối
Điều 1. Các hợp tác xã thành viên chia thành khối theo địa bàn và ngành nghề.
Điều 2. Khối bình xét công khai, biểu quyết kín, mỗi hợp tác xã một phiếu.
Điều 3. Khối trưởng gửi biên bản bình xét về Liên minh trước ngày 15 tháng 11 hằng năm.""",
    ),
    Paper(
        type=PLAN,
        number="05",
        symbol="KH-LMHTX",
        issued_on=date(2023, 1, 16),
        subject="Bồi dưỡng nghiệp vụ cho cán bộ hợp tác xã, Quỹ tín dụng nhân dân năm 2023",
        area=TRAINING,
        published=datetime(2023, 1, 17, 14, 0),
        valid_to=date(2023, 12, 31),
        text="""Kế hoạch bồi dưỡng năm 2023
Mở lớp kế toán, kiểm soát, quản trị cho cán bộ hợp tác xã và Quỹ tín dụng nhân dân.
Mỗi lớp ba ngày; học viên mang theo chứng từ của đơn vị mình để thực hành ghi sổ.""",
    ),
    Paper(
        type=GUIDE,
        number="03",
        symbol="HD-LMHTX",
        issued_on=date(2024, 6, 10),
        subject="Đăng ký lại, sửa đổi điều lệ theo Luật Hợp tác xã năm 2023",
        area=PEOPLE,
        published=datetime(2024, 6, 12, 10, 0),
        valid_from=date(2024, 7, 1),
    ),
    Paper(
        type=LETTER,
        number="41",
        symbol="LMHTX-TCCB",
        issued_on=date(2024, 8, 5),
        subject="Rà soát danh sách cán bộ quản lý hợp tác xã",
        area=PEOPLE,
    ),
)


def fill_library(*, by) -> list[Document]:
    """Enter the documents with their files, publish all but the last, replace the old rules by the new."""
    types = record([DocumentType(name=n, slug=s, position=p) for p, (n, s) in enumerate(TYPES, 1)], by=by)
    areas = record([DocumentArea(name=n, slug=s, position=p) for p, (n, s) in enumerate(AREAS, 1)], by=by)
    with because(REASON, by=by):
        documents = [_entered(paper, types[paper.type], areas[paper.area]) for paper in PAPERS]
        for document, paper in zip(documents, PAPERS, strict=True):
            for file in _files(document, paper):
                file.save()
                read_file(file)
            if paper.published:
                workflow.publish(document, at=timezone.make_aware(paper.published), by=by)
        new = documents[NEW_RULES]
        workflow.replace(documents[OLD_RULES], with_document=new, on=new.valid_from, by=by)
    return documents


def _entered(paper: Paper, kind: DocumentType, area: DocumentArea) -> Document:
    values = {"number": paper.number, "symbol": paper.symbol, "issued_on": paper.issued_on, "subject": paper.subject}
    document = Document(
        type=kind, area=area, issuer=ISSUER, valid_from=paper.valid_from, valid_to=paper.valid_to, **values
    )
    document.full_clean(exclude=["slug"])
    document.save()
    return document


def _files(document: Document, paper: Paper) -> Iterator[DocumentFile]:
    if paper.text:
        word = WordDocument()
        for line in paper.text.splitlines():
            word.add_paragraph(line)
        content = io.BytesIO()
        word.save(content)
        yield DocumentFile(document=document, file=ContentFile(content.getvalue(), f"{document.slug}.docx"))

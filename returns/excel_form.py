"""The Excel form of one organisation: sent out with last year's answers, filled in by hand, read when it comes back.

One row a question. Every form carries a signed mark of whose it is and of which campaign, so that a file is known
whatever it is called and a mark that was changed is noticed.
"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import xlsxwriter
from django.core import signing

from cooperatives.models import Organisation
from printing import numbers
from printing.grid import Grid
from printing.sheet import Cell, column_letter
from printing.spreadsheet import read_grid
from printing.workbook_check import SpreadsheetRefused
from returns.answers import earlier_return, in_words
from returns.models import Campaign, Rating
from returns.questionnaire import Question, sections_for

_SALT = "returns.excel_form"
HEADINGS = ("Mã dòng", "Chỉ tiêu", "Đơn vị", "Kỳ trước", "Kỳ này", "Lỗi")
CODE, LABEL, UNIT, BEFORE, ANSWER, ERROR = range(6)
WIDTHS = (16, 46, 18, 20, 22, 60)
MARK, FILLED_BY, PHONE = "bieu", "nguoi_lap", "dien_thoai"
LONGEST_FORM = 200  # rows


@dataclass(frozen=True)
class Form:
    """A form as it came back: whose it is, of which campaign, and the words typed by name of the question.

    `heading` is what it says of whose it is, in words; `cells` names the cell of each answer.
    """

    campaign_key: int
    organisation_key: int
    answers: dict[str, str]
    filled_by: str
    phone: str
    heading: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)

    def names(self, organisation: Organisation) -> bool:
        """Whether the words beside the mark name the organisation of the mark: a mark alone is easily copied."""
        return _named(organisation) in self.heading


def form_bytes(
    campaign: Campaign,
    organisation: Organisation,
    *,
    answers: Mapping[str, str] | None = None,
    errors: Mapping[str, Iterable[str]] | None = None,
) -> bytes:
    """Return the workbook of an organisation's form; with `answers` and `errors`, the copy that says what is wrong."""
    answers, errors = answers or {}, errors or {}
    before = earlier_return(organisation, campaign.period)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Biểu số liệu")
        looks = _looks(book)
        _head(sheet, looks)
        row = _identity(sheet, looks, campaign, organisation)
        for section in sections_for(organisation):
            sheet.write_string(row, LABEL, section.title, looks["section"])
            row += 1
            for question in section.questions:
                earlier = in_words(question, getattr(before, question.name)) if before else ""
                answer = answers.get(question.name, "")
                answer = in_words(question, answer) if question.field.choices else answer
                said = (earlier, answer, " ".join(errors.get(question.name, ())))
                _question(sheet, looks, row, question, said)
                row += 1
        sheet.protect("", {"format_columns": True, "format_rows": True})
    return out.getvalue()


def _looks(book: xlsxwriter.Workbook) -> dict:
    edge = {"border": 1, "valign": "top", "text_wrap": True}
    box = {**edge, "locked": False, "num_format": "@", "align": "right"}
    return {
        "head": book.add_format({**edge, "bold": True, "bg_color": "#DDEBE6"}),
        "section": book.add_format({"bold": True}),
        "text": book.add_format(edge),
        "number": book.add_format({**edge, "align": "right"}),
        "answer": book.add_format({**box, "bg_color": "#FFFBE8"}),
        "wrong": book.add_format({**box, "bg_color": "#F8D7C8"}),
        "error": book.add_format({**edge, "bold": True}),
    }


def _head(sheet, looks) -> None:
    for position, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
        sheet.write_string(0, position, heading, looks["head"])
        sheet.set_column(position, position, width)
    sheet.freeze_panes(1, 0)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _identity(sheet, looks, campaign: Campaign, organisation: Organisation) -> int:
    mark = signing.Signer(salt=_SALT).sign_object([campaign.pk, organisation.pk])
    lines = (
        (MARK, f"{organisation.name} {_named(organisation)} {campaign}", mark, "text"),
        (FILLED_BY, "Người lập", "", "answer"),
        (PHONE, "Điện thoại người lập", "", "answer"),
    )
    for row, (code, label, value, look) in enumerate(lines, 1):
        sheet.write_string(row, CODE, code, looks["text"])
        sheet.write_string(row, LABEL, label, looks["text"])
        sheet.write_string(row, ANSWER, value, looks[look])
    sheet.write_string(1, UNIT, "không sửa dòng này", looks["text"])
    return len(lines) + 1


def _named(organisation: Organisation) -> str:
    return f"({organisation.code}),"


def _question(sheet, looks, row: int, question: Question, said: tuple[str, str, str]) -> None:
    earlier, answer, wrong = said
    sheet.write_string(row, CODE, question.name, looks["text"])
    sheet.write_string(row, LABEL, question.label + (" *" if question.needed else ""), looks["text"])
    sheet.write_string(row, UNIT, question.unit, looks["text"])
    sheet.write_string(row, BEFORE, earlier, looks["number"])
    sheet.write_string(row, ANSWER, answer, looks["wrong" if wrong else "answer"])
    if wrong:
        sheet.write_string(row, ERROR, wrong, looks["error"])
    if question.name == "rating":
        sheet.data_validation(row, ANSWER, row, ANSWER, {"validate": "list", "source": list(Rating.labels)})


def read_form(source: bytes, *, name: str) -> Form:
    """Read a form that came back. Raises SpreadsheetRefused when it is no form of ours, or its mark was changed."""
    return form_in(read_grid(source, name=name, max_rows=LONGEST_FORM), name=name)


def form_in(grid: Grid, *, name: str) -> Form:
    """What the cells of a file say as a form. Raises SpreadsheetRefused, as read_form."""
    (_, head), *lines = grid.lines
    if tuple(head[: ANSWER + 1]) != HEADINGS[: ANSWER + 1]:
        raise SpreadsheetRefused(f"Tệp {name} không phải biểu do cổng này phát ra: hãy dùng đúng biểu đã gửi.")
    rows = {str(row[CODE]): (line, row) for line, row in lines if len(row) > ANSWER and row[CODE]}
    cells = {code: _words(row[ANSWER]) for code, (_, row) in rows.items()}
    try:
        campaign_key, organisation_key = signing.Signer(salt=_SALT).unsign_object(cells.pop(MARK, ""))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise SpreadsheetRefused(
            f"Tệp {name}: dòng “{MARK}” đã bị sửa hoặc mất nên không biết biểu của ai. Hãy tải lại biểu và điền lại."
        ) from error
    filled_by, phone = cells.pop(FILLED_BY, ""), cells.pop(PHONE, "")
    return Form(
        campaign_key,
        organisation_key,
        {code: _rating_value(code, text) for code, text in cells.items() if text},
        filled_by,
        phone,
        heading=_words(rows[MARK][1][LABEL]),
        cells={code: f"{column_letter(ANSWER)}{rows[code][0]}" for code in cells},
    )


def _words(cell: Cell) -> str:
    """A cell as it would have been typed: numbers the Vietnamese way."""
    if cell is None:
        return ""
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return numbers.plain(cell).replace(".", ",")
    return str(cell)


def _rating_value(code: str, text: str) -> str:
    values = {label.casefold(): value for value, label in Rating.choices}
    return values.get(text.casefold(), text) if code == "rating" else text

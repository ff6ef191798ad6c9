"""The parts of script/bench about paper, each against WeasyPrint as it comes on the same HTML and the same content.

report  a report with six tables, one of them an annex of 600 rows, and four charts
annex   an annex of 5,000 rows, and of a quarter of that: time, memory, and how time grows
paper bombs  the longest that any of the hostile documents of the tests takes to end

What is measured is the processor's time of a process that does nothing else; as it comes, WeasyPrint writes neither
tags nor what an archive asks for, ours always does.
"""

import resource
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

from django.template.loader import render_to_string
from measuring import ROUNDS, WAYS, median, say, tell, way

from printing import charts
from printing.document import Document, Exhibit, Section, captioned
from printing.letterhead import Letterhead, Signature
from printing.pdf import Effort, PdfFailed, document_pdf, render_pdf
from printing.render import STATIC
from printing.table import Column, Table
from tests.printing.hostile_html import bombs

FEW, MANY = 1_250, 5_000
LONG = Effort(patience=600, clock=900, processor=600)
HEAD = Letterhead(
    parent="LIÊN MINH HỢP TÁC XÃ VIỆT NAM",
    issuer="LIÊN MINH HỢP TÁC XÃ TỈNH THỬ NGHIỆM",
    issuer_name="Liên minh Hợp tác xã tỉnh Thử Nghiệm",
    number="5",
    symbol="BC-LMHTX",
    place="Thử Nghiệm",
    day=date(2024, 1, 5),
    kind="BÁO CÁO",
    subject="Tổng kết công tác năm 2023",
)
SENTENCE = "Các hợp tác xã hoạt động ổn định, có khai báo đầy đủ số liệu trong năm, tăng 2,4% so với năm 2022. "
COLUMNS = (
    Column("n", "STT", kind="integer"),
    Column("name", "Tên hợp tác xã", kind="name"),
    Column("members", "Thành viên", "người", kind="integer"),
    Column("capital", "Vốn điều lệ", "đồng", kind="money"),
    Column("revenue", "Doanh thu", "đồng", kind="money"),
    Column("founded", "Ngày thành lập", kind="day"),
)


def listed(rows: int) -> Table:
    """A table of organisations, a word of each row its own."""
    return Table(
        "Danh sách hợp tác xã",
        COLUMNS,
        tuple(
            (n, f"HTX Nông nghiệp {n}", n * 37 % 900, n * 113_000, n * 7_919_000, date(2013, 2, 1))
            for n in range(1, rows + 1)
        ),
        source="báo cáo của tổ chức",
    )


def report() -> Document:
    """About twelve pages of text, five small tables and four charts, and an annex of 600 rows."""
    years = Table(
        "Số hợp tác xã qua các năm",
        (Column("year", "Năm", kind="year"), Column("value", "Hợp tác xã", kind="integer")),
        tuple((2020 + n, 440 + 7 * n) for n in range(4)),
    )
    drawn = charts.line(years, x="year", series=["value"], title=years.title)
    sections = tuple(
        Section(
            f"Phần {number}",
            (SENTENCE * 9, *(SENTENCE * 4 for _ in range(8)), Exhibit(listed(12)))
            + ((Exhibit(years, drawn),) if number < 5 else ()),
        )
        for number in range(1, 6)
    )
    return _document(captioned(sections), listed(600))


def _document(sections: tuple[Section, ...], *annexes: Table) -> Document:
    signature = Signature("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Nguyễn Thị Thử")
    return Document(HEAD, signature, ("Mở đầu.",), sections, ("Ủy ban nhân dân tỉnh",), annexes)


DOCUMENTS: dict[str, Callable[[], Document]] = {
    "report": report,
    "annex": lambda: _document((), listed(MANY)),
    "few": lambda: _document((), listed(FEW)),
}


def _spent() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def _ours(name: str, _: Path) -> float:
    document, before = DOCUMENTS[name](), _spent()
    document_pdf(document, effort=LONG)
    return _spent() - before


def _plain(name: str, _: Path) -> float:
    """The HTML of the same templates, nothing drawn, given to WeasyPrint with all its defaults; import included."""
    document = DOCUMENTS[name]()
    before = _spent()
    html = render_to_string("printing/print/document.html", {"document": document, "ruled": ()})
    from weasyprint import HTML  # noqa: PLC0415 - what a page that prints would pay

    HTML(string=_natural(html), base_url=STATIC.as_uri() + "/").write_pdf()
    return _spent() - before


def _natural(html: str) -> str:
    """As one writes it who measures nothing: columns as wide as the layout finds."""
    return html.replace("</head>", "<style>table { table-layout: auto } col { width: auto !important }</style></head>")


for _name in DOCUMENTS:
    WAYS[f"paper {_name}"], WAYS[f"plain {_name}"] = partial(_ours, _name), partial(_plain, _name)


def bench_report() -> None:
    _against("report", rounds=ROUNDS)


def bench_annex() -> None:
    """WeasyPrint takes minutes, so few rounds."""
    took = _against("annex", rounds=3)
    growth = [one / way("paper few", Path())[0] for one in took]
    tell("annex linear", median(growth), f"× thời gian của {FEW} dòng cho {MANY} dòng", growth)


def _against(name: str, *, rounds: int) -> list[float]:
    """Tell the ratio of ours to plain WeasyPrint, and the memory of ours; return the seconds of ours."""
    measured = [(way(f"paper {name}", Path()), way(f"plain {name}", Path())) for _ in range(rounds)]
    ratios = [ours / plain for (ours, _), (plain, _) in measured]
    tell(name, median(ratios), "× WeasyPrint với thiết lập sẵn", ratios)
    tell(f"{name} memory", max(held for (_, held), _ in measured), "MB")
    say(f"{name} memory of plain", *_of([held for _, (_, held) in measured], "MB"))
    return [ours for (ours, _), _ in measured]


def _of(values: list[float], unit: str) -> tuple[float, str, list[float]]:
    return median(values), unit, values


def bench_paper_bombs() -> None:
    """Seconds of the processor; the clock stops each at a minute whatever else the machine does."""
    took = {name: _bomb(html) for name, html in bombs().items()}
    slowest = max(took, key=took.get)
    tell("paper bombs", took[slowest], f"giây máy ({slowest}; {len(took)} văn bản)", list(took.values()))


def _bomb(html: str) -> float:
    before = _spent()
    with suppress(PdfFailed):
        render_pdf(f"<!doctype html><html lang=vi><title>x</title>{html}")
    return _spent() - before


PARTS = {"report": bench_report, "annex": bench_annex, "paper-bombs": bench_paper_bombs}

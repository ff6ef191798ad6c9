"""The years up to a period, at most ten: counts, people, money, credit funds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from printing import charts
from printing.table import Column, Table
from reports.addresses import behind
from reports.bases import basis_of, codes_for
from reports.charts.chart import Asked, Chart, ChartKind, drawn
from reports.indicators import indicator
from reports.reader import Ask
from returns.models import Period


@dataclass(frozen=True)
class Trend:
    """Figures over the years; where they are built on returns each year says of how many organisations."""

    name: str
    title: str
    codes: tuple[str, ...]
    picture: Callable[..., SafeString] = charts.line

    def asks(self, asked: Asked) -> list[Ask]:
        return [Ask.of([*self.codes, *codes_for(map(indicator, self.codes))], asked.years)]

    def draw(self, asked: Asked, tables: Sequence[Table]) -> Chart:
        table = self.table(tables[0], {each.code: each for each in asked.years})
        blank = [""] * (len(table.columns) - 1 - len(self.codes))
        opened = [("", *(behind(code, year) for code in self.codes), *blank) for year, *_ in table.rows]
        lines = self.picture is charts.line
        shown = {"x": "period", "series": self.codes} if lines else {"label": "period", "values": self.codes}
        return drawn(self.name, self.picture, table, opened, **shown)

    def table(self, found: Table, years: dict[str, Period]) -> Table:
        kept = found.select("period", *self.codes).titled(self.title)
        if not codes_for(map(indicator, self.codes)):
            return kept
        said = [_reported(self.codes, years[record["period"]], record) for record in found.records()]
        return replace(
            kept,
            columns=(*kept.columns, Column("reported", "Đã báo cáo")),
            rows=tuple((*row, told) for row, told in zip(kept.rows, said, strict=True)),
        )

    @property
    def kind(self) -> ChartKind:
        return ChartKind(self.name, self.asks, self.draw)


def _reported(codes: Sequence[str], year: Period, record: dict) -> str:
    basis = next((found for code in codes if (found := basis_of(indicator(code), year, record))), None)
    return basis.counted if basis else ""


COUNTS = Trend("so-luong-cac-nam", "Số hợp tác xã và tổ hợp tác qua các năm", ("cooperatives", "groups"))
MEMBERS = Trend(
    "thanh-vien-cac-nam", "Thành viên của tổ chức kinh tế tập thể qua các năm", ("members",), charts.grouped
)
RESULTS = Trend(
    "ket-qua-cac-nam", "Doanh thu và lợi nhuận của hợp tác xã qua các năm", ("revenue", "profit"), charts.grouped
)
CAPITAL = Trend(
    "von-cac-nam",
    "Vốn điều lệ và tổng tài sản của hợp tác xã qua các năm",
    ("charter_capital", "total_assets"),
    charts.grouped,
)
INCOME = Trend(
    "thu-nhap-cac-nam", "Thu nhập bình quân trong hợp tác xã qua các năm", ("average_income",), charts.grouped
)
ALLIANCE = Trend("lien-minh-cac-nam", "Thành viên Liên minh qua các năm", ("alliance_members",))
FUND_MONEY = Trend(
    "quy-tin-dung-cac-nam",
    "Vốn huy động và dư nợ của quỹ tín dụng nhân dân qua các năm",
    ("deposits", "loans_outstanding"),
    charts.grouped,
)
FUND_DEBT = Trend("no-xau-cac-nam", "Tỷ lệ nợ xấu của quỹ tín dụng nhân dân qua các năm", ("bad_debt_ratio",))
TRENDS = (COUNTS, MEMBERS, RESULTS, CAPITAL, INCOME, ALLIANCE, FUND_MONEY, FUND_DEBT)

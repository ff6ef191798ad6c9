"""The part of a report that tells of the collective economy: how many there are, how that came about, what they do.

Counts are told with the movement that led to them and with their parts, so that a reader can add them up.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from printing.document import Block, Exhibit, Section
from reports.dashboard import counts_chart, trend_of
from reports.figures import Reading
from reports.movement import Movement
from reports.sentences import amount, average, came_and_went, change, made_of, paragraphs, sentence, told
from reports.sources import Nature
from returns.models import Period


@dataclass(frozen=True)
class Economy:
    """The figures of a period by code, and its movement by kind."""

    found: dict[str, Reading]
    movement: Movement
    period: Period

    def __getitem__(self, code: str) -> Reading:
        return self.found[code]

    @property
    def day(self) -> str:
        return f"đến ngày {self.period.end:%d/%m/%Y}"

    def moved(self, code: str, noun: str = "") -> str:
        """How the figure changed, against the end of the last year, the same period before, or the last year alone."""
        return change(self[code], self.against(self[code].indicator.nature), noun)

    def against(self, nature: Nature) -> str:
        if nature is Nature.STOCK:
            return f"cuối năm {self.period.year_before}"
        if nature is Nature.RATIO and self.period.kind == Period.Kind.YEARS:
            return f"năm {self.period.year_before}"
        return self.period.label_before

    def average(self, label: str, code: str, **words) -> str:
        """Of several years it is that of the last."""
        year = f" năm {self.period.year}" if self.period.kind == Period.Kind.YEARS else ""
        return average(label + year, self[code], self.moved(code), **words)


def collective_economy(economy: Economy, key_figures: tuple[Exhibit, ...], within: QuerySet | None) -> Section:
    trend = counts_chart(trend_of(economy.period, within))
    return Section(
        "Tình hình kinh tế tập thể",
        sections=(
            Section("Tổ hợp tác", _groups(economy)),
            Section("Hợp tác xã", _cooperatives(economy)),
            Section("Quỹ tín dụng nhân dân", _credit_funds(economy)),
            Section("Liên hiệp hợp tác xã", _unions(economy)),
            Section("Đánh giá chung", (*_membership(economy), *key_figures, Exhibit(trend.table, trend.picture))),
        ),
    )


def _groups(economy: Economy) -> tuple[Block, ...]:
    return paragraphs(
        sentence(
            told(
                f"{economy.day}, toàn tỉnh có",
                amount(economy["groups"], "tổ hợp tác"),
                economy.moved("groups", "tổ"),
            ),
        ),
        came_and_went(economy.movement, "tht", "tổ"),
        sentence(
            told("các tổ hợp tác có", amount(economy["group_members"]), economy.moved("group_members")),
            told("vốn góp", amount(economy["group_capital"])),
            told("diện tích canh tác", amount(economy["group_farmed_area"])),
            economy.average("thu nhập bình quân trong tổ hợp tác", "group_average_income"),
        ),
    )


def _cooperatives(economy: Economy) -> tuple[Block, ...]:
    total = economy["cooperatives"]
    sectors = {
        "HTX nông nghiệp": economy["agricultural_cooperatives"],
        "HTX phi nông nghiệp": economy["non_agricultural_cooperatives"],
        "Quỹ tín dụng nhân dân": economy["credit_funds"],
    }
    activity = {
        "HTX đang hoạt động": economy["active_cooperatives"],
        "HTX tạm ngừng hoạt động": economy["suspended_cooperatives"],
        "HTX ngừng hoạt động chưa giải thể": economy["ceased_cooperatives"],
        "HTX chưa xác định tình trạng": economy["undetermined_cooperatives"],
    }
    return paragraphs(
        sentence(
            told(
                f"{economy.day}, toàn tỉnh có",
                amount(total, "hợp tác xã (HTX)"),
                told("trong đó:", made_of(total, sectors, "HTX chưa ghi lĩnh vực")),
            ),
            economy.moved("cooperatives", "HTX"),
        ),
        came_and_went(economy.movement, "htx", "HTX"),
        sentence(told("theo tình trạng hoạt động:", made_of(total, activity))),
        sentence(
            told("các HTX có", amount(economy["cooperative_members"])),
            told("tổng vốn điều lệ", amount(economy["charter_capital"])),
            told("diện tích canh tác", amount(economy["farmed_area"])),
        ),
        sentence(
            told(
                "các tổ chức kinh tế tập thể sử dụng",
                amount(economy["regular_workers"], "lao động thường xuyên"),
                economy.moved("regular_workers", "lao động"),
            ),
        ),
        sentence(
            economy.average("doanh thu bình quân", "average_revenue"),
            economy.average("lợi nhuận bình quân", "average_profit"),
            economy.average("thu nhập bình quân của người lao động", "average_income"),
            told("nộp ngân sách", amount(economy["budget_contribution"])),
        ),
        sentence(
            economy.average("tỷ lệ xếp loại khá trở lên", "good_or_better_share", declared="được xếp loại"),
        ),
    )


def _credit_funds(economy: Economy) -> tuple[Block, ...]:
    return paragraphs(
        sentence(
            told(
                f"{amount(economy['credit_funds'], 'quỹ')} có vốn huy động",
                amount(economy["deposits"]),
                economy.moved("deposits"),
            ),
            told("dư nợ cho vay", amount(economy["loans_outstanding"]), economy.moved("loans_outstanding")),
            economy.average("tỷ lệ nợ xấu", "bad_debt_ratio"),
        ),
        came_and_went(economy.movement, "qtdnd", "quỹ"),
    )


def _unions(economy: Economy) -> tuple[Block, ...]:
    noun = "liên hiệp HTX"
    return paragraphs(
        sentence(told("toàn tỉnh có", amount(economy["unions"], noun), economy.moved("unions", noun))),
        came_and_went(economy.movement, "lhhtx", noun),
    )


def _membership(economy: Economy) -> tuple[Block, ...]:
    return paragraphs(
        sentence(
            told(
                "tổng số thành viên của các tổ chức kinh tế tập thể là",
                amount(economy["members"]),
                economy.moved("members"),
            )
        )
    )

"""The part of a report that tells of the collective economy: how many there are, how that came about, what they do.

Counts are told with the movement that led to them and with their parts, so that a reader can add them up.
"""

from printing.document import Exhibit
from reports.charts import COUNTS, Asked, draw_all
from reports.compared import against_plan, compared
from reports.sentences import amount, came_and_went, made_of, sentence, told
from reports.writing.facts import Facts
from reports.writing.parts import Part, lines

KEY_FIGURES = (
    "cooperatives",
    "agricultural_cooperatives",
    "non_agricultural_cooperatives",
    "credit_funds",
    "groups",
    "unions",
    "members",
    "alliance_members",
    "regular_workers",
    "charter_capital",
    "average_revenue",
    "average_profit",
    "average_income",
    "farmed_area",
    "good_or_better_share",
)


def collective_economy(facts: Facts) -> Part:
    return Part(
        "economy",
        "Tình hình kinh tế tập thể",
        parts=(
            Part("groups", "Tổ hợp tác", _groups(facts)),
            Part("cooperatives", "Hợp tác xã", _cooperatives(facts)),
            Part("credit_funds", "Quỹ tín dụng nhân dân", _credit_funds(facts)),
            Part("unions", "Liên hiệp hợp tác xã", _unions(facts)),
            Part("overview", "Đánh giá chung", _membership(facts), _exhibits(facts)),
        ),
    )


def _exhibits(facts: Facts) -> dict[str, Exhibit]:
    """The key figures beside the year before, what was planned beside what was done where anything was, the trend."""
    [trend], _ = draw_all([COUNTS.kind], Asked.of(facts.period, within=facts.within))
    known = [facts[code] for code in KEY_FIGURES if facts[code].value is not None]
    plans = against_plan(
        list(facts.found.values()), facts.period, f"Kết quả thực hiện chỉ tiêu kế hoạch {facts.period.label}"
    )
    exhibits = {
        "key_figures": Exhibit(compared(known, facts.period, f"Một số chỉ tiêu chủ yếu {facts.period.label}")),
        "plans": Exhibit(plans) if plans else None,
        "trend": Exhibit(trend.table, trend.picture),
    }
    return {name: exhibit for name, exhibit in exhibits.items() if exhibit}


def _groups(facts: Facts) -> str:
    return lines(
        sentence(
            told(
                f"{facts.day}, toàn tỉnh có",
                amount(facts["groups"], "tổ hợp tác"),
                facts.moved("groups", "tổ"),
            ),
        ),
        came_and_went(facts.movement, "tht", "tổ"),
        sentence(
            told("các tổ hợp tác có", amount(facts["group_members"]), facts.moved("group_members")),
            told("vốn góp", amount(facts["group_capital"])),
            told("diện tích canh tác", amount(facts["group_farmed_area"])),
            facts.average("thu nhập bình quân trong tổ hợp tác", "group_average_income"),
        ),
    )


def _cooperatives(facts: Facts) -> str:
    total = facts["cooperatives"]
    sectors = {
        "HTX nông nghiệp": facts["agricultural_cooperatives"],
        "HTX phi nông nghiệp": facts["non_agricultural_cooperatives"],
        "Quỹ tín dụng nhân dân": facts["credit_funds"],
    }
    activity = {
        "HTX đang hoạt động": facts["active_cooperatives"],
        "HTX tạm ngừng hoạt động": facts["suspended_cooperatives"],
        "HTX ngừng hoạt động chưa giải thể": facts["ceased_cooperatives"],
        "HTX chưa xác định tình trạng": facts["undetermined_cooperatives"],
    }
    return lines(
        sentence(
            told(
                f"{facts.day}, toàn tỉnh có",
                amount(total, "hợp tác xã (HTX)"),
                told("trong đó:", made_of(total, sectors, "HTX chưa ghi lĩnh vực")),
            ),
            facts.moved("cooperatives", "HTX"),
        ),
        came_and_went(facts.movement, "htx", "HTX"),
        sentence(told("theo tình trạng hoạt động:", made_of(total, activity))),
        sentence(
            told("các HTX có", amount(facts["cooperative_members"])),
            told("tổng vốn điều lệ", amount(facts["charter_capital"])),
            told("diện tích canh tác", amount(facts["farmed_area"])),
        ),
        sentence(
            told(
                "các tổ chức kinh tế tập thể sử dụng",
                amount(facts["regular_workers"], "lao động thường xuyên"),
                facts.moved("regular_workers", "lao động"),
            ),
        ),
        sentence(
            facts.average("doanh thu bình quân", "average_revenue"),
            facts.average("lợi nhuận bình quân", "average_profit"),
            facts.average("thu nhập bình quân của người lao động", "average_income"),
            told("nộp ngân sách", amount(facts["budget_contribution"])),
        ),
        sentence(
            facts.average("tỷ lệ xếp loại khá trở lên", "good_or_better_share", declared="được xếp loại"),
        ),
    )


def _credit_funds(facts: Facts) -> str:
    return lines(
        sentence(
            told(
                f"{amount(facts['credit_funds'], 'quỹ')} có vốn huy động",
                amount(facts["deposits"]),
                facts.moved("deposits"),
            ),
            told("dư nợ cho vay", amount(facts["loans_outstanding"]), facts.moved("loans_outstanding")),
            facts.average("tỷ lệ nợ xấu", "bad_debt_ratio"),
        ),
        came_and_went(facts.movement, "qtdnd", "quỹ"),
    )


def _unions(facts: Facts) -> str:
    noun = "liên hiệp HTX"
    return lines(
        sentence(told("toàn tỉnh có", amount(facts["unions"], noun), facts.moved("unions", noun))),
        came_and_went(facts.movement, "lhhtx", noun),
    )


def _membership(facts: Facts) -> str:
    return lines(
        sentence(
            told(
                "tổng số thành viên của các tổ chức kinh tế tập thể là",
                amount(facts["members"]),
                facts.moved("members"),
            )
        )
    )

"""The part of a report that tells of the collective economy: how many there are, how that came about, what they do.

Counts are told with the movement that led to them and with their parts, so that a reader can add them up.
"""

from printing.document import Exhibit
from reports.charts import COUNTS, Asked, draw_all
from reports.compared import against_plan, compared
from reports.figures import Reading
from reports.sentences import (
    amount,
    came_and_went,
    done,
    happened,
    in_full,
    listed,
    made_of,
    sentence,
    told,
    within_the,
)
from reports.writing.derived import SECTORS
from reports.writing.facts import Facts
from reports.writing.parts import Part, lines
from reports.writing.topics import of_the_office
from returns.models import Period

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
    [trend], _ = draw_all([COUNTS.kind], Asked.of(_last_whole_year(facts.period), within=facts.within))
    known = [facts[code] for code in KEY_FIGURES if facts[code].value is not None]
    plans = against_plan(list(facts.found.values()), facts.period, _plans_title(facts))
    exhibits = {
        "key_figures": Exhibit(compared(known, facts.period, f"Một số chỉ tiêu chủ yếu {facts.span}")),
        "plans": Exhibit(plans) if plans else None,
        "trend": Exhibit(trend.table, trend.picture),
    }
    return {name: exhibit for name, exhibit in exhibits.items() if exhibit}


def _last_whole_year(period: Period) -> Period:
    """The period itself or, of a part of a year, the year before: a trend of years tells nothing of days to come."""
    whole = period.kind in (Period.Kind.YEAR, Period.Kind.YEARS)
    return period if whole else Period.objects.named(period.year_before)


def _plans_title(facts: Facts) -> str:
    """Of a part of a year the plan is the year's."""
    if facts.period.kind in (Period.Kind.YEAR, Period.Kind.YEARS):
        return f"Kết quả thực hiện chỉ tiêu kế hoạch {facts.span}"
    return f"Kết quả {facts.span} thực hiện chỉ tiêu kế hoạch năm {facts.period.year}"


def _groups(facts: Facts) -> str:
    return lines(
        _began(facts, "new_groups", "tổ hợp tác", "tht"),
        sentence(
            told(
                f"{facts.day}, toàn tỉnh có",
                happened(facts["groups"], "tổ hợp tác"),
                *facts.beside("groups", "tổ"),
            ),
        ),
        came_and_went(facts.movement, "tht", "tổ"),
        sentence(
            told("các tổ hợp tác có", amount(facts["group_members"]), *facts.beside("group_members")),
            told("vốn góp", in_full(facts["group_capital"]), *facts.beside("group_capital")),
            told("diện tích canh tác", amount(facts["group_farmed_area"]), *facts.beside("group_farmed_area")),
            facts.average("thu nhập bình quân trong tổ hợp tác", "group_average_income"),
        ),
        of_the_office(facts, "groups"),
    )


def _cooperatives(facts: Facts) -> str:
    return lines(
        _began(facts, "new_cooperatives", "hợp tác xã", "htx"),
        _how_many(facts),
        came_and_went(facts.movement, "htx", "HTX") or _ended(facts),
        sentence(told("theo tình trạng hoạt động:", made_of(facts["cooperatives"], _activity(facts)))),
        sentence(
            told("các HTX có", amount(facts["cooperative_members"]), *facts.beside("cooperative_members")),
            told("tổng vốn điều lệ", in_full(facts["charter_capital"]), *facts.beside("charter_capital")),
            told("tổng tài sản", amount(facts["total_assets"]), *facts.beside("total_assets")),
            told("diện tích canh tác", amount(facts["farmed_area"]), *facts.beside("farmed_area")),
        ),
        sentence(
            told(
                "các tổ chức kinh tế tập thể sử dụng",
                amount(facts["regular_workers"], "lao động thường xuyên"),
                *facts.beside("regular_workers", "lao động"),
            ),
            told("lao động thời vụ là", amount(facts["seasonal_workers"])),
        ),
        sentence(
            told("tổng doanh thu", amount(facts["revenue"]), *facts.beside("revenue")),
            told("tổng lợi nhuận", amount(facts["profit"]), *facts.beside("profit")),
            told("nộp ngân sách", amount(facts["budget_contribution"]), *facts.beside("budget_contribution")),
        ),
        sentence(
            facts.average("doanh thu bình quân", "average_revenue"),
            facts.average("lợi nhuận bình quân", "average_profit"),
            facts.average("thu nhập bình quân của người lao động", "average_income"),
        ),
        sentence(
            facts.average("tỷ lệ xếp loại khá trở lên", "good_or_better_share", declared="được xếp loại"),
        ),
        of_the_office(facts, "cooperatives"),
    )


def _how_many(facts: Facts) -> str:
    """The cooperatives there are and their sectors; that the sectors are more than the total is said."""
    total, over = facts["cooperatives"], facts["classified_cooperatives"]
    nouns = ("HTX nông nghiệp", "HTX phi nông nghiệp", "Quỹ tín dụng nhân dân")
    sectors = dict(zip(nouns, (facts[code] for code in SECTORS), strict=True))
    parts = listed(sectors) if over.value else made_of(total, sectors, facts["unclassified_cooperatives"])
    return sentence(
        told(
            f"{facts.day}, toàn tỉnh có",
            happened(total, "hợp tác xã (HTX)"),
            told("trong đó:" if not over.value else "phân theo lĩnh vực:", parts),
        ),
        told("các lĩnh vực cộng lại là", amount(over), "khác tổng số đã ghi"),
        ", ".join(clause for clause in facts.beside("cooperatives", "HTX") if clause),
    )


def _activity(facts: Facts) -> dict[str, Reading]:
    return {
        "HTX đang hoạt động": facts["active_cooperatives"],
        "HTX tạm ngừng hoạt động": facts["suspended_cooperatives"],
        "HTX ngừng hoạt động chưa giải thể": facts["ceased_cooperatives"],
        "HTX chưa xác định tình trạng": facts["undetermined_cooperatives"],
    }


def _began(facts: Facts, code: str, noun: str, slug: str) -> str:
    """What was founded against what was planned; without a plan only where no list of events tells it."""
    figure = facts[code]
    if figure.plan is None and came_and_went(facts.movement, slug, noun):
        return ""
    return sentence(done(f"{within_the(facts.period)} thành lập mới", figure, noun))


def _ended(facts: Facts) -> str:
    """What ended, where it is declared and no list of events tells it."""
    return sentence(
        told(f"{within_the(facts.period)} giải thể, phá sản", happened(facts["dissolved_cooperatives"])),
        told(f"{within_the(facts.period)} sáp nhập, hợp nhất", happened(facts["merged_cooperatives"])),
    )


def _credit_funds(facts: Facts) -> str:
    return lines(
        sentence(
            told(
                f"{amount(facts['credit_funds'], 'quỹ')} có vốn huy động",
                amount(facts["deposits"]),
                *facts.beside("deposits"),
            ),
            told("dư nợ cho vay", amount(facts["loans_outstanding"]), *facts.beside("loans_outstanding")),
            facts.average("tỷ lệ nợ xấu", "bad_debt_ratio"),
        ),
        came_and_went(facts.movement, "qtdnd", "quỹ"),
        of_the_office(facts, "credit_funds"),
    )


def _unions(facts: Facts) -> str:
    noun = "liên hiệp HTX"
    return lines(
        _began(facts, "new_unions", noun, "lhhtx"),
        sentence(told("toàn tỉnh có", happened(facts["unions"], noun), *facts.beside("unions", noun))),
        came_and_went(facts.movement, "lhhtx", noun),
        of_the_office(facts, "unions"),
    )


def _membership(facts: Facts) -> str:
    return lines(
        sentence(
            told(
                "tổng số thành viên của các tổ chức kinh tế tập thể là",
                amount(facts["members"]),
                *facts.beside("members"),
            )
        )
    )

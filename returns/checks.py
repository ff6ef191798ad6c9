"""What is wrong in a return, and what looks odd in it.

Each check is a small function of the facts of one return: it yields a Finding for every question that is wrong or odd.
What is wrong (ERRORS) cannot be kept; what looks odd (DOUBTS) may be let stand, with a reason that is kept. To add one,
write the function and name it in its tuple; its name is the code that overrulings refer to, so that it never changes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from cooperatives.models import Kind, Organisation
from printing import numbers
from returns.models import PARTS, AnnualReturn, Period, Rating, RatingScheme
from returns.questionnaire import Question

Number = int | Decimal
JUMP = 20  # times up or down against the year before
MILLION = 1_000_000
MONTHS, A_YEAR = 12, 365
COUNTS = ("members", "regular_workers", "seasonal_workers")
MONEY = ("charter_capital", "total_assets", "revenue", "deposits", "loans_outstanding")


@dataclass(frozen=True)
class Facts:
    """One return as the checks see it: whose, of which period, its answers and those of a year before by name.

    `least_members` is what the law asked of the organisation at its founding, `scheme` what it is rated by; None where
    no rule is recorded. `points` is the sum of the points of all criteria, None while one has none.
    """

    organisation: Organisation
    period: Period
    answers: Mapping[str, Number | str | None]
    before: Mapping[str, Number | str | None] = field(default_factory=dict)
    least_members: int | None = None
    scheme: RatingScheme | None = None
    points: Decimal | None = None

    def number(self, name: str) -> Number | None:
        return self.answers.get(name)

    def earlier(self, name: str) -> Number | None:
        return self.before.get(name)


@dataclass(frozen=True)
class Finding:
    """Something found in a return: the check's code, the field it is told at, a Vietnamese sentence."""

    code: str
    field: str
    message: str

    @property
    def key(self) -> str:
        """What tells it from every other finding in the same return."""
        return f"{self.code}:{self.field}"


Found = Iterator[Finding]
Check = Callable[[Facts], Found]


def _label(name: str) -> str:
    return str(AnnualReturn._meta.get_field(name).verbose_name)


def _told(name: str, value: Number) -> str:
    label, unit = _label(name), Question(name).unit
    return f"{label} {numbers.grouped(value)}{'' if unit in label else ' ' + unit}"


# What is wrong


def negative_amount(facts: Facts) -> Found:
    for name, value in facts.answers.items():
        if name != "profit" and isinstance(value, int | Decimal) and value < 0:
            yield Finding("negative_amount", name, f"“{_label(name)}” là số âm: hãy kiểm tra dấu trừ.")


def part_over_whole(facts: Facts) -> Found:
    for part, whole in PARTS:
        few, many = facts.number(part), facts.number(whole)
        if few is not None and many is not None and few > many:
            yield Finding(
                "part_over_whole", part, f"{_told(part, few)} lớn hơn {_told(whole, many)}: hãy kiểm tra cả hai."
            )


def managers_over_total(facts: Facts) -> Found:
    basic, higher, total = (facts.number(name) for name in ("managers_basic", "managers_higher", "managers"))
    if None in (basic, higher, total) or basic + higher <= total:
        return
    yield Finding(
        "managers_over_total",
        "managers",
        f"Cán bộ theo trình độ cộng lại {numbers.grouped(basic + higher)} người, lớn hơn tổng số "
        f"{numbers.grouped(total)}: hãy kiểm tra ba dòng.",
    )


def unrated_without_reason(facts: Facts) -> Found:
    if facts.answers.get("rating") != Rating.UNRATED or facts.answers.get("unrated_reason"):
        return
    yield Finding("unrated_without_reason", "unrated_reason", "“Không xếp loại” thì hãy ghi lý do.")


# What looks odd


def jump_against_last_year(facts: Facts) -> Found:
    for name in (*COUNTS, *MONEY):
        now, then = facts.number(name), facts.earlier(name)
        if not now or not then or then / JUMP < now < then * JUMP or _in_millions(facts, name):
            continue
        yield Finding(
            "jump_against_last_year",
            name,
            f"{_told(name, now)}, kỳ trước {numbers.grouped(then)}: chênh từ {JUMP} lần trở lên. "
            "Hãy kiểm tra đơn vị và số chữ số.",
        )


def money_in_millions(facts: Facts) -> Found:
    for name in MONEY:
        if _in_millions(facts, name):
            value = facts.number(name)
            yield Finding(
                "money_in_millions",
                name,
                f"{_told(name, value)}: có lẽ đã ghi theo triệu đồng. Nếu đúng vậy, hãy ghi "
                f"{numbers.grouped(value * MILLION)}.",
            )


def _in_millions(facts: Facts, name: str) -> bool:
    value, then = facts.number(name), facts.earlier(name)
    return bool(name in MONEY and value and value < 100_000 and (not then or then >= MILLION))


def income_of_a_year(facts: Facts) -> Found:
    """Income is asked per month: one of a year is told by its size beside last year's, or by what nobody earns."""
    value, then = facts.number("average_income"), facts.earlier("average_income")
    if not value:
        return
    far = value >= 8 * then if then else value >= 30 * MILLION
    if not far:
        return
    yield Finding(
        "income_of_a_year",
        "average_income",
        f"Thu nhập {numbers.grouped(value)} đồng/người/tháng: có lẽ là của cả năm. Nếu đúng vậy, một tháng là "
        f"{numbers.grouped(numbers.rounded(Decimal(value) / MONTHS))}.",
    )


def income_in_thousands(facts: Facts) -> Found:
    value = facts.number("average_income")
    if not value or value >= 100_000:
        return
    yield Finding(
        "income_in_thousands",
        "average_income",
        f"Thu nhập {numbers.grouped(value)} đồng/người/tháng: quá nhỏ, có lẽ đã ghi theo nghìn hoặc triệu đồng.",
    )


def revenue_without_members(facts: Facts) -> Found:
    name = _who_belongs(facts)
    members = facts.number(name)
    if not facts.number("revenue") or members:
        return
    said = "không có thành viên nào" if members == 0 else "chưa ghi số thành viên"
    yield Finding("revenue_without_members", name, f"Có doanh thu mà {said}: hãy kiểm tra.")


def _who_belongs(facts: Facts) -> str:
    """The question about members: a union has cooperatives for them."""
    return "member_cooperatives" if facts.organisation.kind == Kind.UNION else "members"


def fewer_members_than_the_law(facts: Facts) -> Found:
    name = _who_belongs(facts)
    members = facts.number(name)
    if members is None or facts.least_members is None or members >= facts.least_members:
        return
    yield Finding(
        "fewer_members_than_the_law",
        name,
        f"Chỉ có {numbers.counted(members)} thành viên, ít hơn mức tối thiểu {numbers.counted(facts.least_members)} "
        "khi thành lập: hãy xác minh.",
    )


def grade_against_score(facts: Facts) -> Found:
    score, grade = facts.answers.get("rating_score"), facts.answers.get("rating")
    score, scheme = facts.points if score is None else score, facts.scheme
    if score is None or not grade or grade == Rating.UNRATED or scheme is None:
        return
    earned = scheme.grade_of(score)
    if earned is None or earned == grade:
        return
    yield Finding(
        "grade_against_score",
        "rating",
        f"Xếp loại {Rating(grade).label}, nhưng {numbers.grouped(score)} điểm theo {scheme} là {Rating(earned).label}.",
    )


def score_against_points(facts: Facts) -> Found:
    score = facts.answers.get("rating_score")
    if score is None or facts.points is None or score == facts.points:
        return
    yield Finding(
        "score_against_points",
        "rating_score",
        f"Điểm xếp loại ghi {numbers.grouped(score)}, nhưng điểm các tiêu chí cộng lại là "
        f"{numbers.grouped(facts.points)}: hãy sửa một trong hai.",
    )


def rated_too_young(facts: Facts) -> Found:
    """Rated within its first year: the schemes known so far leave those out."""
    grade = facts.answers.get("rating")
    if not grade or grade == Rating.UNRATED or (facts.period.end - facts.organisation.founded_on).days >= A_YEAR:
        return
    yield Finding(
        "rated_too_young",
        "rating",
        "Thành lập chưa đủ 12 tháng mà đã xếp loại: hãy kiểm tra, hoặc chọn “không xếp loại”.",
    )


ERRORS: tuple[Check, ...] = (negative_amount, part_over_whole, managers_over_total, unrated_without_reason)
DOUBTS: tuple[Check, ...] = (
    jump_against_last_year,
    money_in_millions,
    income_of_a_year,
    income_in_thousands,
    revenue_without_members,
    fewer_members_than_the_law,
    grade_against_score,
    score_against_points,
    rated_too_young,
)


RATING_DOUBTS = (grade_against_score.__name__, score_against_points.__name__)
"""The codes of what sets an entered rating against its points."""


def errors_in(facts: Facts) -> list[Finding]:
    """Everything that is wrong in a return."""
    return _found(ERRORS, facts)


def doubts_about(facts: Facts) -> list[Finding]:
    """Everything that looks odd in a return, overruled or not."""
    return _found(DOUBTS, facts)


def _found(checks: Iterable[Check], facts: Facts) -> list[Finding]:
    found = (each for check in checks for each in check(facts))
    return [replace(each, message=each.message[:1].upper() + each.message[1:]) for each in found]

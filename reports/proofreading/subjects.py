"""Which indicator a number in prose is a value of, by its words. Subsets and whatever is not sure are None.

The names are the codes of reports/indicators.py; those of groups that no indicator has begin with "group_".
"""

import re
from collections.abc import Callable

from reports.proofreading.amounts import Amount
from reports.proofreading.nouns import (
    COOPERATIVE,
    FUND,
    GROUP,
    HECTARE,
    MEMBER,
    PERCENT,
    PERSON,
    UNION,
    WORKER,
)
from reports.proofreading.roles import Role, role_of
from reports.proofreading.sentences import Sentence, asked_once
from reports.proofreading.topics import BUDGET, CAPITAL, INCOME, PROFIT, REVENUE, topic_of

_WHOLE_PROVINCE = re.compile(r"toàn tỉnh|cả tỉnh|địa bàn tỉnh|của tỉnh|tổng số|tỉnh (?:hiện |đã |có )")
_PLAIN = re.compile(
    r"^\s?(?:thành lập mới|mới thành lập|được thành lập|mới|toàn tỉnh|trên địa bàn(?: toàn)?(?: tỉnh)?|trong toàn tỉnh|"
    r"của tỉnh|trở lên|canh tác|giải thể|thường xuyên|ổn định|khác)*\s?"
    r"(?:$|[,;:.(]|và(?!\w)|so với|trong|đạt|bằng|với|tại|năm)"
)
_OF_KIND = re.compile(
    r"(?P<group>tổ hợp tác|(?<!\w)tht(?!\w))|(?P<cooperative>(?<!liên minh )(?:hợp tác xã|(?<!\w)htx(?!\w)))"
)
_OF_A_SLICE = re.compile(
    r"\s?(?:\((?:htx|tht)\)\s)?(?:(?:hoạt động |sản xuất |dịch vụ |trong |thuộc |lĩnh vực |quy mô )*)"
    r"(?:nông|phi nông|vận tải|thủy sản|thuỷ sản|tiểu thủ|công nghiệp|xây dựng|thương mại|môi trường|điện|nước|trồng|"
    r"chăn|lâm|du lịch|tín dụng|loại|khá|tốt|yếu|trung bình|ứng dụng|tham gia|liên kết|thành viên|mới|thành lập|do|"
    r"có quy mô|lớn|nhỏ|vừa|điển hình|tiêu biểu|này)(?!\w)"
)
_SOME_OF = re.compile(r"(?:một số|một vài|nhiều|đa số|phần lớn)\s(?:các )?$")
_COUNTS = {
    (COOPERATIVE, Role.NEW): "new_cooperatives",
    (COOPERATIVE, Role.CLOSED): "dissolved_cooperatives",
    (GROUP, Role.NEW): "new_groups",
    (UNION, Role.NEW): "new_unions",
    (MEMBER, Role.ADMITTED): "new_alliance_members",
}
_LEVELS = {COOPERATIVE: "cooperatives", FUND: "credit_funds", GROUP: "groups", UNION: "unions"}
_LEVEL_ROLES = (Role.LEVEL, Role.CLOSING, Role.NONE)
_CHANGES = (Role.INCREASE, Role.DECREASE)
_NOT_FOUNDED = re.compile(r"(?:tách ra|chia tách|chuyển đổi từ)[^,;.]*$")


def subject_of(sentence: Sentence, amount: Amount) -> str | None:
    """The indicator an amount is a value of; by how much one changed is no value of it."""
    if amount.is_range or amount.is_spelled or role_of(sentence, amount) in _CHANGES:
        return None
    rules = _RULES if speaks_of_some(sentence, amount) else (*_RULES, *_RULES_OF_ALL)
    return next((code for rule in rules if (code := rule(sentence, amount))), None)


def is_said_plainly(after: str) -> bool:
    """Whether the words behind an amount narrow it to nothing less than what it is called."""
    return _PLAIN.match(after) is not None


def kind_spoken_of(sentence: Sentence, amount: Amount) -> str:
    """The kind of organisation named last before an amount, as a word or as what is counted; "" where none is."""
    last = _kind_named_last(sentence, amount)
    return "" if last is None else GROUP if last["group"] else COOPERATIVE


@asked_once
def _kind_named_last(sentence: Sentence, amount: Amount) -> re.Match | None:
    last = None
    for found in _OF_KIND.finditer(sentence.lower, 0, amount.start):
        in_a_unit = any(one.per and one.start < found.start() < one.end for one in sentence.amounts)
        last = last if in_a_unit else found
    return last


def speaks_of_some(sentence: Sentence, amount: Amount) -> bool:
    """Whether the organisations named last are not all of their kind: "HTX nông nghiệp", "một số HTX"."""
    kind = _kind_named_last(sentence, amount)
    if kind is None:
        return False
    return bool(_OF_A_SLICE.match(sentence.lower, kind.end()) or _SOME_OF.search(sentence.lower[: kind.start()]))


def _event(sentence: Sentence, amount: Amount) -> str | None:
    if amount.per or not _PLAIN.match(sentence.after(amount)) or _NOT_FOUNDED.search(sentence.before(amount)):
        return None
    return _COUNTS.get((amount.noun, role_of(sentence, amount)))


def _level(sentence: Sentence, amount: Amount) -> str | None:
    """The number of all there are: in the whole province, without a word that narrows it."""
    if amount.per or amount.plan or role_of(sentence, amount) not in _LEVEL_ROLES:
        return None
    if not _WHOLE_PROVINCE.search(sentence.before(amount)) or "trong đó" in sentence.before(amount):
        return None
    return _LEVELS.get(amount.noun) if _PLAIN.match(sentence.after(amount)) else None


def _sector(sentence: Sentence, amount: Amount) -> str | None:
    if amount.noun != COOPERATIVE or amount.per or role_of(sentence, amount) not in _LEVEL_ROLES:
        return None
    if not _WHOLE_PROVINCE.search(sentence.before(amount)):
        return None
    said = re.match(r"\s?(phi )?nông nghiệp\s?(?:$|[,;:.()]|và(?!\w))", sentence.after(amount))
    return ("non_agricultural_cooperatives" if said[1] else "agricultural_cooperatives") if said else None


def _fund_inside(sentence: Sentence, amount: Amount) -> str | None:
    inside = amount.noun == FUND and not amount.per and role_of(sentence, amount) in _LEVEL_ROLES
    whole = _WHOLE_PROVINCE.search(sentence.before(amount)) and _PLAIN.match(sentence.after(amount).lstrip(")"))
    return "credit_funds" if inside and whole else None


def _people(sentence: Sentence, amount: Amount) -> str | None:
    if amount.per or amount.plan or role_of(sentence, amount) is Role.BEFORE:
        return None
    after, before = sentence.after(amount), sentence.before(amount)
    if amount.noun in (WORKER, PERSON) and re.match(r"[^,;.()\d]{0,12}thường xuyên", after):
        return "regular_workers"
    if amount.noun in (WORKER, PERSON) and re.match(r"[^,;.()\d]{0,12}thời vụ", after):
        return "seasonal_workers"
    if amount.noun == WORKER and re.search(r"việc làm[^,;.\d]*$", before):
        return "work"
    if amount.noun == MEMBER and re.search(
        r"(?:tổ chức|khu vực) (?:kttt|kinh tế tập thể)[^;.\d]*(?:năm \d{4}[^;.\d]*)?$", before
    ):
        return "members"
    return None


def _alliance(sentence: Sentence, amount: Amount) -> str | None:
    raised = amount.noun == MEMBER and re.search(r"kết nạp[^;.]*nâng (?:tổng )?số[^,;.]*$", sentence.before(amount))
    return "alliance_members" if raised and not amount.per else None


def _per_person(sentence: Sentence, amount: Amount) -> str | None:
    """A person's income, where the sentence says of which kind of organisation and not of which sector."""
    if not amount.is_money or not amount.per or topic_of(sentence, amount) != INCOME:
        return None
    if amount.per[0] not in (PERSON, WORKER, MEMBER) or re.search(
        r"nông nghiệp|qtdnd|quỹ tín", sentence.before(amount)
    ):
        return None
    return {GROUP: "group_average_income", COOPERATIVE: "average_income"}.get(kind_spoken_of(sentence, amount))


def _per_organisation(sentence: Sentence, amount: Amount) -> str | None:
    if not amount.is_money or len(amount.per) != 1 or amount.per[0] not in (COOPERATIVE, GROUP):
        return None
    codes = {REVENUE: "average_revenue", PROFIT: "average_profit"}
    code = codes.get(topic_of(sentence, amount))
    return code and (code if amount.per[0] == COOPERATIVE else f"group_{code}")


def _sum_of_money(sentence: Sentence, amount: Amount) -> str | None:
    if not amount.is_money or amount.per or role_of(sentence, amount) is Role.BEFORE:
        return None
    if not re.search(r"tổng[^,;.\d]{0,40}$", sentence.before(amount)):
        return None
    topic, kind = topic_of(sentence, amount), kind_spoken_of(sentence, amount)
    chartered = topic == CAPITAL and "vốn điều lệ" in sentence.before(amount)
    contributed = topic == CAPITAL and "vốn góp" in sentence.before(amount)
    if kind == COOPERATIVE:
        codes = {REVENUE: "revenue", PROFIT: "profit", BUDGET: "budget_contribution"}
        return "charter_capital" if chartered else codes.get(topic)
    return "group_capital" if kind == GROUP and contributed else None


def _area(sentence: Sentence, amount: Amount) -> str | None:
    farmed = amount.noun == HECTARE and "canh tác" in sentence.lower[max(0, amount.start - 40) : amount.end + 12]
    if not farmed or amount.per or role_of(sentence, amount) is Role.BEFORE:
        return None
    return {GROUP: "group_farmed_area", COOPERATIVE: "farmed_area"}.get(kind_spoken_of(sentence, amount))


def _rated(sentence: Sentence, amount: Amount) -> str | None:
    well = re.search(
        r"khá(?:, tốt| trở lên)|từ khá|loại khá trở|khá và tốt|tốt, khá|tốt và khá", sentence.after(amount)[:80]
    )
    return (
        "good_or_better_share"
        if amount.noun == PERCENT and well and not re.search(r"[,;]", sentence.after(amount)[: well.start()])
        else None
    )


def _classes(sentence: Sentence, amount: Amount) -> str | None:
    trained = amount.noun == "lớp" and re.match(r"[^,;.\d]{0,15}(?:tập huấn|bồi dưỡng|đào tạo)", sentence.after(amount))
    return "training_classes" if trained and not amount.per else None


Rule = Callable[[Sentence, Amount], str | None]
_RULES: tuple[Rule, ...] = (
    _event,
    _level,
    _sector,
    _fund_inside,
    _alliance,
    _rated,
    _classes,
)
_RULES_OF_ALL: tuple[Rule, ...] = (_people, _per_person, _per_organisation, _sum_of_money, _area)

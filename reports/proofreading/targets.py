"""Targets for the coming year that the year before already passed."""

from collections.abc import Iterator, Sequence

from reports.indicators import INDICATORS
from reports.proofreading.amounts import Qualifier
from reports.proofreading.finding import Finding, FindingKind
from reports.proofreading.sentences import Sentence
from reports.proofreading.statements import Statement, statements_in
from reports.sources import Nature

_FEWER_IS_BETTER = frozenset({"dissolved_cooperatives"})
_ALSO_CALLED = {"regular_workers": "work"}  # regular work is set as a target and reported as work


def targets_below_actuals(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """ "năm 2022 thành lập mới 627 THT" and "năm 2023 đặt mục tiêu thành lập mới 300 THT"."""
    stated = list(statements_in(sentences))
    actual: dict[str, dict[tuple, Statement]] = {}  # of each indicator every value once
    for each in stated:
        if not each.is_target and not each.is_plan:
            told = each.year, each.of_whole_year, each.place, each.yearly
            actual.setdefault(_key(each), {}).setdefault(told, each)
    for target in stated:
        if target.is_target and target.subject not in _FEWER_IS_BETTER:
            reached = [one for one in actual.get(_key(target), {}).values() if _comparable(one, target)]
            if len({one.yearly for one in reached}) == 1 and target.yearly < reached[0].yearly:
                yield _finding(target, reached[0])


def _key(statement: Statement) -> str:
    return _ALSO_CALLED.get(statement.subject, statement.subject)


def _comparable(actual: Statement, target: Statement) -> bool:
    if actual.place != target.place or actual.year is None or target.year is None or target.year <= actual.year:
        return False
    return _is_stock(_key(target)) or (actual.of_whole_year and target.of_whole_year)


def _is_stock(subject: str) -> bool:
    return subject == "work" or (subject in INDICATORS and INDICATORS[subject].nature is Nature.STOCK)


def _finding(target: Statement, actual: Statement) -> Finding:
    message = (
        f"Chỉ tiêu năm {target.year}: {_said(target)}, thấp hơn kết quả đã đạt: {_said(actual)} (năm {actual.year}, "
        f"dòng {actual.sentence.line})."
    )
    return Finding(target.sentence.line, target.sentence.quoted, FindingKind.TARGET_BELOW_ACTUAL, message)


def _said(statement: Statement) -> str:
    amount = statement.amount
    number = "/".join([amount.said, *amount.per])
    if amount.qualifier is Qualifier.AT_LEAST:
        return f"{number} trở lên"
    return f"{amount.qualifier.value} {number}".strip()

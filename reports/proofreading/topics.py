"""What an amount of money or an average is about: the last of these words before it."""

import re

from reports.proofreading.amounts import Amount
from reports.proofreading.nouns import COOPERATIVE, FUND, GROUP
from reports.proofreading.sentences import Sentence, asked_once

REVENUE, PROFIT, INCOME, CAPITAL, BUDGET = "doanh thu", "lợi nhuận", "thu nhập", "vốn", "nộp ngân sách"
_TOPICS = {
    REVENUE: r"doanh thu|doanh số",
    PROFIT: r"lợi nhuận|(?<!\w)lãi(?! suất| vay)",
    INCOME: r"thu nhập|tiền lương|tiền công",
    BUDGET: r"nộp (?:vào )?ngân sách|nộp thuế|nộp nsnn",
    CAPITAL: r"(?<!\w)vốn",
    "tài sản": r"tài sản",
    "dư nợ": r"dư nợ",
    "giải ngân": r"giải ngân|cho vay|vay",
    "giá trị": r"giá trị|trị giá|kinh phí|hỗ trợ",
}
_TOPIC = re.compile("|".join(f"(?P<t{number}>{pattern})" for number, pattern in enumerate(_TOPICS.values())))
_NAMES = tuple(_TOPICS)
_AVERAGE = re.compile(r"(?:bình quân|trung bình)[^;.]*$")
_EACH = re.compile(
    r"(?:bình quân|trung bình|tính ra)[^,;.\d]{0,25}?(?:mỗi|một)\s"
    r"(htx|hợp tác xã|tht|tổ hợp tác|quỹ|người|lao động|lớp)[^,;.\d]{0,30}$"
)
_EACH_OF = {"htx": COOPERATIVE, "hợp tác xã": COOPERATIVE, "tht": GROUP, "tổ hợp tác": GROUP, "quỹ": FUND}


@asked_once
def topic_of(sentence: Sentence, amount: Amount) -> str:
    """The topic named last before the amount, "" where none is."""
    last = ""
    for found in _TOPIC.finditer(sentence.before(amount)):
        last = _NAMES[int(found.lastgroup[1:])]
    return last


@asked_once
def divided_by(sentence: Sentence, amount: Amount) -> str:
    """For each of what an amount is an average: "HTX" of "2,1 tỷ đồng/HTX" and of "bình quân mỗi HTX 2,1 tỷ đồng"."""
    if amount.per:
        return amount.per[0]
    if each := _EACH.search(sentence.before(amount)):
        return _EACH_OF.get(each[1], each[1])
    return ""


def is_called_average(sentence: Sentence, amount: Amount) -> bool:
    return bool(_AVERAGE.search(sentence.before(amount)))

"""What a number in a sentence is there for: the count itself, what was added, what was planned, what was before.

The last word that governs decides: "thành lập mới 97 HTX, đạt 121,2% chỉ tiêu (80 HTX), nâng tổng số lên 652 HTX".
"""

import re
from enum import Enum

from reports.proofreading.amounts import Amount
from reports.proofreading.sentences import Sentence, asked_once


class Role(Enum):
    """How an amount is meant; NONE where no word says."""

    NONE = "none"
    LEVEL = "level"
    OPENING = "opening"
    CLOSING = "closing"
    NEW = "new"
    ADMITTED = "admitted"
    CLOSED = "closed"
    MERGED = "merged"
    STOPPED = "stopped"
    PLAN = "plan"
    BEFORE = "before"
    INCREASE = "increase"
    DECREASE = "decrease"
    OTHER = "other"


_WORDS = (
    (
        Role.CLOSING,
        r"nâng (?:tổng )?số|nâng tổng|tổng số[^,;.]{0,40}? lên|đưa tổng số|đưa số|tăng lên|lên thành|giảm xuống|"
        r"(?:đến |tính đến )(?:hết |cuối |thời điểm )?(?:năm|nay|kỳ|ngày|tháng|hiện nay)[^,;.]{0,30}?|"
        r"cuối năm|cuối kỳ|còn lại|hiện còn|tổng số",
    ),
    (
        Role.OPENING,
        r"đầu (?:năm|kỳ|nhiệm kỳ)[^,;.]{0,20}?(?=có|là|:|toàn)|"
        r"(?:từ|năm trước|cuối năm trước|năm \d{4}) (?:có |là )?(?=\d)",
    ),
    (Role.BEFORE, r"so với|cùng kỳ|năm trước|năm ngoái|kỳ trước"),
    (Role.PLAN, r"kế hoạch|chỉ tiêu|mục tiêu|(?<!\w)kh(?!\w)|phấn đấu|dự kiến|được giao|đề ra|nghị quyết"),
    (Role.NEW, r"thành lập|phát triển mới|mới thành lập|tách ra|chia tách|chuyển đổi từ"),
    (Role.ADMITTED, r"kết nạp|gia nhập"),
    (Role.CLOSED, r"giải thể|phá sản|xóa tên|thu hồi giấy|ra khỏi|rút khỏi|xin ra|chấm dứt"),
    (Role.MERGED, r"sáp nhập|sát nhập|hợp nhất|chuyển đổi"),
    (Role.STOPPED, r"(?:tạm )?(?:ngừng|ngưng|dừng) hoạt động"),
    (Role.LEVEL, r"hiện có|toàn tỉnh (?:hiện |đã |có )*có|(?<!\w)có(?!\w)|trong đó|gồm"),
    (
        Role.OTHER,
        r"hỗ trợ|tư vấn|vay vốn|tập huấn|bồi dưỡng|tham gia|khen thưởng|biểu dương|khảo sát|kiểm tra|lựa chọn|"
        r"xây dựng|củng cố|hướng dẫn|tổ chức (?!lại)|tặng|đề nghị|phối hợp|cấp giấy|giải ngân|thu hút|tạo việc",
    ),
)
_GOVERNING = re.compile("|".join(f"(?P<w{number}>{pattern})" for number, (_, pattern) in enumerate(_WORDS)))
FROM = re.compile(r"từ\s(?:mức |chỗ |con số )?(?:chỉ )?(?:có )?$")
UP_TO = re.compile(r"(?:lên|xuống|đến|thành|còn)\s(?:mức |tới |đến |còn |là |thành )*$")
_STEPS = r"(?:thêm|được|là|khoảng|trên|gần|hơn|thực|ròng|:|\s)*"
_INCREASE = re.compile(rf"(?:tăng thêm|tăng|nhiều hơn|cao hơn)\s{_STEPS}$")
_DECREASE = re.compile(rf"(?:giảm đi|giảm|ít hơn|thấp hơn)\s{_STEPS}$")
_AFTERWARDS = (
    (Role.NEW, re.compile(r"^[^,;.()\d]{0,70}?(?:thành lập mới|mới thành lập|được thành lập|thành lập)")),
    (Role.CLOSED, re.compile(r"^[^,;.()\d]{0,70}?(?:giải thể|phá sản)")),
    (Role.STOPPED, re.compile(r"^[^,;.()\d]{0,30}?(?:ngừng|ngưng|dừng) hoạt động")),
    (Role.PLAN, re.compile(r"^\s?(?:theo )?(?:kế hoạch|chỉ tiêu)")),
)
_JOINED = re.compile(r"^\s?[^,;.()\d]{0,20}(?:,| và)\s?$")


@asked_once
def role_of(sentence: Sentence, amount: Amount) -> Role:
    """What the amount is there for."""
    before = sentence.before(amount)
    if _INCREASE.search(before):
        return Role.INCREASE
    if _DECREASE.search(before):
        return Role.DECREASE
    return _said_afterwards(sentence, amount) or _said_before(before)


def _said_afterwards(sentence: Sentence, amount: Amount) -> Role | None:
    """ "168 HTX và 506 THT thành lập mới": of both."""
    after = sentence.after(amount)
    if found := next((role for role, pattern in _AFTERWARDS if pattern.match(after)), None):
        return found
    following = [one for one in sentence.amounts if one.start > amount.start][:1]
    if following and _JOINED.match(sentence.between(amount, following[0])):
        said = _said_afterwards(sentence, following[0])
        return said if said in (Role.NEW, Role.CLOSED) else None
    return None


def _said_before(before: str) -> Role:
    last = Role.NONE
    for found in _GOVERNING.finditer(before):
        last = _WORDS[int(found.lastgroup[1:])][0]
        if before.find(";", found.end()) >= 0 and last not in _REACHING:
            last = Role.NONE
    return last


_REACHING = (Role.NEW, Role.CLOSED, Role.LEVEL, Role.OTHER, Role.PLAN)


def is_whole_count(sentence: Sentence, amount: Amount) -> bool:
    """Whether it can be a total or a part of one: no change, plan, percentage or earlier value."""
    changed = (Role.INCREASE, Role.DECREASE, Role.BEFORE)
    return (
        not amount.is_relation
        and not amount.is_range
        and not amount.per
        and amount.plan is None
        and role_of(sentence, amount) not in changed
    )

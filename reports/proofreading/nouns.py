"""What numbers in the prose of an alliance count: one name for each thing, however it is written or abbreviated."""

import re
from functools import lru_cache

COOPERATIVE, FUND, UNION, GROUP = "HTX", "QTDND", "LHHTX", "THT"
ENTERPRISE, BODY, MEMBER, WORKER, PERSON = "doanh nghiệp", "tổ chức", "thành viên", "lao động", "người"
MONEY, PERCENT, POINTS, TIMES, HECTARE = "đồng", "%", "điểm phần trăm", "lần", "ha"
HONOURED = "tập thể, cá nhân"
ORGANISATIONS = frozenset({COOPERATIVE, FUND, UNION, GROUP, ENTERPRISE, BODY})
PLACES = frozenset({"huyện", "xã", "tỉnh"})

_WRITTEN = {
    UNION: "liên hiệp hợp tác xã|liên hiệp htx|liên hiệp|lhhtx|lh htx",
    FUND: "quỹ tín dụng nhân dân|quỹ tín dụng nd|quỹ tín dụng|quỹ tdnd|quỹ td|qtdnd|qtd|"
    "quỹ(?! hỗ trợ)(?! quốc gia)(?! phát triển)(?! đầu tư)(?! bảo)",
    COOPERATIVE: "lượt hợp tác xã|lượt htx|hợp tác xã|htx",
    GROUP: "lượt tổ hợp tác|lượt tht|tổ hợp tác|tổ kinh tế hợp tác|tht",
    ENTERPRISE: "doanh nghiệp|công ty|dn",
    BODY: "tổ chức kinh tế tập thể|tổ chức kttt|tổ chức|đơn vị|cơ sở",
    HONOURED: "tập thể,? (?:và )?cá nhân|tập thể và cá nhân",
    "tập thể": "tập thể",
    "cá nhân": "cá nhân",
    "tổ viên": "tổ viên",
    MEMBER: r"lượt thành viên|thành\s?viên|xã viên|hội viên",
    WORKER: "người lao động|lao động",
    PERSON: "lượt người|lượt cán bộ|lượt học viên|người|học viên|đại biểu|cán bộ|nhân khẩu|đồng chí|ủy viên|uỷ viên|vị|"
    "lượt",
    "nam": "nam giới|nam",
    "nữ": "phụ nữ|nữ giới|nữ",
    "hộ": "hộ gia đình|hộ",
    "pháp nhân": "pháp nhân",
    HECTARE: "héc-ta|hecta|héc ta|ha",
    "tấn": "tấn",
    "m²": "m2|m²",
    "lớp": "lớp",
    "cuộc": "cuộc|hội nghị|buổi",
    "tin, bài": "tin,? bài|tin và bài|bài viết|tin bài",
    "tin": "tin",
    "bài": "bài",
    "bằng khen": "bằng khen",
    "giấy khen": "giấy khen",
    "cờ": "cờ thi đua|cờ",
    "huyện": "huyện, thành phố, thị xã|huyện, thị xã, thành phố|huyện, thành phố|huyện, thị xã|huyện",
    "xã": "xã, phường, thị trấn|xã, phường|xã, thị trấn|xã|phường",
    "tỉnh": "tỉnh, thành phố|tỉnh",
    "sản phẩm": "sản phẩm",
    "mô hình": "mô hình",
    "dự án": "lượt dự án|dự án",
    "hồ sơ": "hồ sơ",
    "gian hàng": "gian hàng",
    "hội chợ": "hội chợ",
}
_NAMES = [(name, form) for name, forms in _WRITTEN.items() for form in forms.split("|")]
_BY_LENGTH = sorted(((len(form), name, form) for name, form in _NAMES), reverse=True)
_KNOWN = re.compile("|".join(f"(?:{form})(?!\\w)" for _, _, form in _BY_LENGTH))
_INTRODUCED = re.compile(r"(?:các|tổ chức là)\s+")
_WORD = re.compile(r"[^\W\d_]+")
_SEXES = ("nam", "nữ")
_NO_NOUN = re.compile(
    r"(?:là|của|và|với|được|đã|có|tại|ở|trong|trên|cho|do|từ|so|đạt|bằng|chiếm|thuộc|lên|trở|theo|để|năm|đến|còn|cả|"
    r"mới|phi|nông|khác|hoặc|nhưng|thì|tới|không|tăng|giảm|vượt)(?!\w)"
)
_WITHIN = {
    COOPERATIVE: {FUND},
    BODY: ORGANISATIONS,
    MEMBER: {PERSON, "cá nhân", "hộ", "pháp nhân", *_SEXES, *ORGANISATIONS},
    WORKER: {PERSON, *_SEXES},
    PERSON: {WORKER, MEMBER, "tổ viên", *_SEXES},
    "tổ viên": {PERSON, *_SEXES},
    HONOURED: {"tập thể", "cá nhân"},
    "tin, bài": {"tin", "bài"},
}


def counted_at(text: str, start: int) -> tuple[str, int]:
    """What stands at `start` of lower-case `text` as the thing counted, and where its name ends.

    A thing we have no name for is its first word; nothing at all is "".
    """
    if found := _INTRODUCED.match(text, start):
        start = found.end()
    if found := _KNOWN.match(text, start):
        return named(found[0]), found.end()
    if found := _WORD.match(text, start):
        return ("", start) if _NO_NOUN.fullmatch(found[0]) else (found[0], found.end())
    return "", start


@lru_cache(maxsize=1024)
def named(form: str) -> str:
    """The one name of a thing written in lower case in one of its forms."""
    return next(name for _, name, each in _BY_LENGTH if re.fullmatch(each, form))


def may_contain(whole: str, part: str) -> bool:
    """Whether things called `part` can be among those called `whole`; what has no name can be anything."""
    return not whole or not part or part == whole or part in _WITHIN.get(whole, ())

"""What looks like a figure and is none: days, years, numbers of papers, ordinals, telephones, hours, list marks."""

import re

_YEAR = r"(?:19|20)\d\d"
_PAPER = (
    r"nghị quyết|nghị định|quyết định|thông tư|chỉ thị|kết luận|công văn|luật|hướng dẫn|thông báo|tờ trình|"
    r"nq|qđ|nđ|tt|ct|kl|tw|tư"
)
_PLACE_IN_ORDER = (
    r"lần thứ|thứ|lần|hạng|khóa|khoá|đợt|điều|khoản|(?<!địa )(?<!thí )điểm|(?<!hạng )(?<!danh )mục|chương|phụ lục|"
    r"(?<!tiêu )(?<!đại )biểu|bảng|mẫu|trang|cụm|khối|nhóm|quận|phường|thôn|xóm|ấp|khu|đội|quốc lộ|km|tổ|giai đoạn|"
    r"(?<!cùng )kỳ|top|vòng|hình|tuyến|lô|bước|cấp độ"
)
_COUNTED = (
    r"(?!\s*(?:htx|hợp tác|tht|tổ hợp|quỹ|qtd|thành viên|người|lao động|đơn vị|doanh nghiệp|lớp|liên hiệp|huyện|xã|"
    r"thị|tỉnh|cuộc|thôn))"
)
_PATTERNS = (
    r"\S+@\S+|(?:https?://|www\.)\S+",
    r"(?<![\w.,/])\d{1,2}\s?(?::\s?\d\d(?::\d\d)?|h\d{0,2}(?!\w)|giờ(?:\s?\d{1,2}(?:\s?phút)?)?)",
    r"\[?gmt\s?\+\s?\d+\]?",
    # Papers: 45/2021/NĐ-CP, 93/KH-UBND, 20-NQ/TW, Nghị quyết 20, Kế hoạch số 12
    r"(?<!\w)\d+\s?/\s?\d{4}\s?/\s?[a-zđ][\w-]*(?:/\w+)*",
    r"(?<!\w)\d+\s?/\s?(?:nq|nđ|qđ|kh|ct|tt|bc|tb|hd|ctr|đa|kl|ttr|gm|vbhn|ubnd|tu|lm)\w*(?:[-/]\w+)*",
    r"(?<!\w)\d+\s?-\s?(?:nq|nđ|qđ|kh|ct|tt|bc|tb|hd|ctr|đa|kl|ttr)(?:/\w+)*",
    rf"(?<!\w)(?:{_PAPER})\s(?:số\s?)?\d+(?:[/-][\w-]+)*",
    r"(?<!\w)(?:kế hoạch|đề án|chương trình|báo cáo|văn bản|đề tài|dự án)\ssố\s?:?\s?\d+(?:[/-][\w-]+)*",
    # Days, months, years, spans of years
    r"(?<![\w/])\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\d)",
    rf"(?<![\w/])(?:0?[1-9]|1[0-2])\s?[/-]\s?{_YEAR}(?!\d)",
    r"ngày\s\d{1,2}(?:\s?[-–,]\s?\d{1,2})?\s?(?:[/.-]\s?\d{1,2}(?!\d)|tháng\s\d{1,2})?"
    r"(?:[/.-]\d{4}(?!\d))?",
    r"(?:sáng|chiều|tối|mùng|mồng|hôm|đến|từ|hết|trước|sau|dịp|lễ|kỷ niệm)\s(?:ngày\s)?"
    rf"(?:[0-2]?\d|3[01])[/.-](?:0?\d|1[0-2])(?![\d/]){_COUNTED}",
    r"\(\s?(?:[0-2]?\d|3[01])/(?:0?\d|1[0-2])\s?\)",
    r"tháng\s\d{1,2}(?:\s?[-–,]\s?\d{1,2})?(?:\s?/\s?\d{4})?(?!\d)",
    r"quý\s(?:[ivx]+|\d)(?!\w)(?:\s?[/-]\s?\d{4})?",
    rf"(?<![\w.,]){_YEAR}\s?[-–/]\s?{_YEAR}(?![\w])",
    rf"(?:năm|từ|đến|nhiệm kỳ|giai đoạn|vụ|so với|tới|hết)\s(?:học\s)?{_YEAR}(?:\s?[-–/,]\s?{_YEAR})?(?!\w|[.,]\d)",
    rf"(?<=[,(\s–-]){_YEAR}(?=\s?(?:[,;:.)–-]|là|và|$))(?![.,]\d)",
    r"(?<!\w)năm\s\d{4}(?![\w]|[.,]\d)",
    # Spans of time, which count nothing
    r"(?<![\w.,/])\d{1,3}(?:\s?[-–]\s?\d{1,3})?\s(?:năm|tháng|ngày|tuần|phút|giây|đêm)(?!\w)",
    # Ordinals and names
    rf"(?<!\w)(?:{_PLACE_IN_ORDER})(?:\ssố)?\s\d{{1,4}}(?![\d]|[.,/]\d|\s?%|\s?(?:triệu|tỷ|tỉ|nghìn|ngàn)){_COUNTED}",
    r"(?<!\w)số\s\d{1,4}(?=\s?(?:[,;)]|\.(?!\d)|ngày|của|về|$))",
    r"(?<![\w.,])\d(?:\s?[-–]\s?\d)?\ssao(?!\w)",
    r"(?<![\w.,])[2-5]\.0(?!\d)",
    r"iso\s?\d+(?::\d+)?|tcvn\s?\d+(?:[-:]\d+)*",
    r"(?<![\w.,])0\d{2,3}[.\s]?\d{3}[.\s]?\d{3,4}(?!\d)",
    r"(?<![\w.,])\d{7,}(?![\w.,])",
    r"(?<![\w.,])\d{1,2}/\d{1,2}\ssố(?!\w)",
    r"^\s*[(]?\d{1,2}(?:\.\d{1,2})*[.)]\s|^\s*\d{1,2}(?:\.\d{1,2})+\s+(?=[^\W\d])|^\s*\d{1,2}/\s",
    r"[(]\d{1,2}[)](?=\s?[^\W\d])|(?<=[;:]\s)\d{1,2}[)]",
)
_MASK = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS), re.IGNORECASE)
_YEAR_NAMED = re.compile(rf"(?<![\w.,])({_YEAR})(?![\w]|[.,]\d)")
MASKED = "\x1a"


def masked(text: str) -> str:
    """`text` with the digits of all that is no figure covered, every letter in its place."""
    return _MASK.sub(lambda found: re.sub(r"\d", MASKED, found[0]), text)


def years_in(text: str) -> list[int]:
    """The years that `text` names, in their order."""
    return [int(year) for year in _YEAR_NAMED.findall(text)]

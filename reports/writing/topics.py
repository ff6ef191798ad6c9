"""Where the office's own indicators are told: the section their name speaks of.

An indicator of the office is only a name, a unit and typed values (reports.OfficeIndicator). Its name tells what it is
about; one that speaks of nothing known here is told among the other work.
"""

from collections.abc import Iterator

from printing.chips import chip
from reports.figures import Reading
from reports.indicators import INDICATORS
from reports.sentences import amount, held_against_plan, told
from reports.writing.derived import DERIVED
from reports.writing.facts import Facts
from reports.writing.parts import lines

OTHER = "other_work"
TOPICS: dict[str, tuple[str, ...]] = {
    "training": ("tập huấn", "đào tạo", "bồi dưỡng"),
    "media": ("tuyên truyền", "vận động", "tư vấn", "tin,", "bài", "phóng sự", "báo chí", "tuyên giáo"),
    "loans": ("vay", "tín chấp", "giải ngân"),
    "trade": ("xúc tiến", "hội chợ", "triển lãm", "gian hàng", "sàn thương mại", "kết nối cung cầu"),
    "inspection": ("kiểm tra", "giám sát", "khiếu nại"),
    "policy": ("tham mưu", "góp ý", "văn bản", "đề án"),
    "unions": ("liên hiệp", "lhhtx"),
    "groups": ("tổ hợp tác", "tht", "tổ viên"),
    "credit_funds": ("quỹ tín dụng", "qtdnd"),
    "cooperatives": ("hợp tác xã", "htx"),
}
"""Words by the key of the section; the first topic one of whose words the name holds is the one."""


def topic_of(name: str) -> str:
    folded = f"{name} ".casefold()
    return next((topic for topic, words in TOPICS.items() if any(word in folded for word in words)), OTHER)


def of_the_office(facts: Facts, topic: str) -> str:
    """What the office's own indicators of a topic say, one point each; those nobody knows are left out."""
    return lines(*(_point(facts, each) for each in _own(facts) if topic_of(each.label) == topic))


def _own(facts: Facts) -> Iterator[Reading]:
    return (each for code, each in facts.found.items() if code not in INDICATORS and code not in DERIVED)


def _point(facts: Facts, figure: Reading) -> str:
    """ "- Phóng sự truyền hình: 01 phóng sự.", "- Cuộc vận động: 5/10 cuộc, đạt 50% kế hoạch năm."."""
    over = chip(f"{figure.code}.ratio", held_against_plan(figure))
    said = told(f"- {figure.label}:", over or amount(figure), *facts.beside(figure.code))
    return f"{said}." if said else ""

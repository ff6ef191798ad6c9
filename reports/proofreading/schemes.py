"""Ways in which the field divides what it counts: by sector, rating, sex… Parts of one scheme do not overlap."""

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Scheme:
    """`labels` by the words that tell them, tried in turn; with all of one of `complete` nothing is left out.

    What works in two sectors may be counted in both: such labels `may_overlap`.
    """

    labels: dict[str, re.Pattern]
    complete: tuple[frozenset[str], ...] = ()
    may_overlap: bool = False

    def label(self, text: str) -> str | None:
        return next((label for label, pattern in self.labels.items() if pattern.search(text)), None)

    def labels_of(self, texts: Sequence[str]) -> list[str] | None:
        """The labels of parts, None unless each has one of its own."""
        found = [self.label(text) for text in texts]
        return None if None in found or len(set(found)) != len(found) else found

    def leaves_nothing_out(self, labels: Sequence[str]) -> bool:
        return any(needed <= set(labels) for needed in self.complete)


def _scheme(labels: dict[str, str], *complete: str, may_overlap: bool = False) -> Scheme:
    patterns = {label: re.compile(pattern) for label, pattern in labels.items()}
    return Scheme(patterns, tuple(frozenset(one.split("+")) for one in complete), may_overlap)


RATINGS = _scheme(
    {
        "không xếp loại": r"(?:chưa|không)[^,;]{0,15}?(?:xếp|phân|đánh giá|đủ)",
        "tốt": r"(?<!\w)tốt(?!\w)|(?<!\w)giỏi",
        "khá": r"(?<!\w)khá(?!\w)",
        "trung bình": r"trung bình(?!\s?quân)",
        "yếu": r"(?<!\w)yếu|(?<!\w)kém",
    },
    "tốt+khá+trung bình+yếu+không xếp loại",
)
SCHEMES = (
    _scheme(
        {
            "phi nông nghiệp": r"phi[\s-]nông|phi nn(?!\w)|ngoài nông nghiệp",
            "quỹ": r"tín dụng|qtd|quỹ td",
            "nông nghiệp": r"nông[\s,-]|nông nghiệp|(?<!\w)nn(?!\w)",
        },
        "nông nghiệp+phi nông nghiệp",
    ),
    RATINGS,
    _scheme({"nam": r"(?<!\w)nam(?!\w)", "nữ": r"(?<!\w)nữ(?!\w)"}, "nam+nữ"),
    _scheme(
        {
            "tạm ngừng": r"tạm (?:ngừng|ngưng|dừng)|chưa hoạt động",
            "ngừng": r"(?:ngừng|ngưng|dừng) hoạt động|không (?:còn )?hoạt động",
            "chờ": r"(?:chờ|chưa|thủ tục|đang) giải thể",
            "giải thể": r"giải thể",
            "hoạt động": r"(?:đang|còn) hoạt động(?!,? (?:có )?(?:hiệu quả|ổn định|tốt|khá|trung bình|cầm chừng|kém))",
        },
        "ngừng+hoạt động",
        "tạm ngừng+chờ+hoạt động",
        "tạm ngừng+giải thể+hoạt động",
    ),
    _scheme({"tập thể": r"tập thể", "cá nhân": r"cá nhân|hộ|người"}, "tập thể+cá nhân"),
    _scheme({"siêu nhỏ": "siêu nhỏ", "nhỏ": r"quy mô nhỏ|(?<!\w)nhỏ", "vừa": r"(?<!\w)vừa", "lớn": r"(?<!\w)lớn"}),
    _scheme({"pháp nhân": "pháp nhân|tổ chức", "hộ": r"(?<!\w)hộ(?!\w)", "cá nhân": "cá nhân|thể nhân"}),
    _scheme({"trong": r"trong nước|trong tỉnh|nội tỉnh", "ngoài": r"ngoài nước|ngoài tỉnh|nước ngoài"}, "trong+ngoài"),
    _scheme({"nội địa": "nội địa", "xuất nhập khẩu": "xuất,? nhập khẩu|xuất khẩu|hải quan"}),
    _scheme({"thường xuyên": "thường xuyên", "thời vụ": "thời vụ|không thường xuyên"}, "thường xuyên+thời vụ"),
    _scheme(
        {
            "chưa qua đào tạo": "chưa qua đào tạo|chưa đào tạo",
            "đại học": "đại học",
            "cao đẳng": "cao đẳng",
            "trung cấp": "trung cấp",
            "sơ cấp": "sơ cấp",
        }
    ),
    _scheme(
        {
            "quỹ": r"tín dụng|qtd|quỹ td|ngân hàng",
            "phi nông nghiệp": r"phi[\s-]nông|phi nn(?!\w)",
            "vận tải": r"vận tải|giao thông",
            "xây dựng": r"xây dựng",
            "công nghiệp": r"công nghiệp|công thương|(?<!\w)ttcn|(?<!\w)cn(?!\w)",
            "thương mại": r"thương mại|(?<!\w)tm(?!\w)",
            "môi trường": r"môi trường|vệ sinh",
            "điện": r"(?<!\w)điện(?! tử)",
            "nước": r"nước sạch|cấp nước|thủy lợi|thuỷ lợi",
            "thủy sản": r"thủy sản|thuỷ sản|nuôi trồng|ngư",
            "lâm nghiệp": r"lâm nghiệp",
            "trồng trọt": r"trồng trọt",
            "chăn nuôi": r"chăn nuôi",
            "du lịch": r"du lịch",
            "tổng hợp": r"tổng hợp",
            "nông nghiệp": r"nông[\s,-]|nông nghiệp|(?<!\w)nn(?!\w)",
            "dịch vụ": r"dịch vụ|(?<!\w)dv(?!\w)",
            "khác": r"(?<!\w)khác(?!\w)",
        },
        may_overlap=True,
    ),
    _scheme(
        {
            "quỹ": r"tín dụng|qtd|quỹ",
            "liên hiệp": r"liên hiệp|lhhtx",
            "tổ hợp tác": r"tổ hợp tác|(?<!\w)tht(?!\w)",
            "doanh nghiệp": r"doanh nghiệp|công ty|(?<!\w)dn(?!\w)",
            "hợp tác xã": r"hợp tác xã|htx",
        },
        may_overlap=True,
    ),
    _scheme(
        {
            "trung ương": r"trung ương|(?<!\w)tw(?!\w)",
            "tỉnh": r"(?<!\w)tỉnh|địa phương",
            "huyện": r"(?<!\w)huyện",
            "xã": r"cấp xã|ngân sách xã",
            "đối ứng": r"đối ứng|đóng góp|tự có|vốn góp",
            "vay": r"(?<!\w)vay|tín dụng",
            "khác": r"(?<!\w)khác(?!\w)|lồng ghép|xã hội hóa",
        },
        may_overlap=True,
    ),
)
_REST = re.compile(r"còn lại|(?:^|\s)khác(?!\w)")


def schemes_of(texts: Sequence[str]) -> list[tuple[Scheme, list[str]]]:
    """The schemes that parts of these descriptions may follow, with their labels in each."""
    return [(scheme, labels) for scheme in SCHEMES if (labels := scheme.labels_of(texts))]


def names_the_rest(texts: Sequence[str]) -> bool:
    """Whether the last part is whatever is left."""
    return bool(texts) and _REST.search(texts[-1]) is not None

"""Ways in which the field divides what it counts: by sector, rating, sex… Parts of one scheme do not overlap."""

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Scheme:
    """`labels` by the words that tell them, tried in turn; with all of one of `complete` nothing is left out."""

    labels: dict[str, re.Pattern]
    complete: tuple[frozenset[str], ...] = ()

    def label(self, text: str) -> str | None:
        return next((label for label, pattern in self.labels.items() if pattern.search(text)), None)

    def labels_of(self, texts: Sequence[str]) -> list[str] | None:
        """The labels of parts, None unless each has one of its own."""
        found = [self.label(text) for text in texts]
        return None if None in found or len(set(found)) != len(found) else found

    def leaves_nothing_out(self, labels: Sequence[str]) -> bool:
        return any(needed <= set(labels) for needed in self.complete)


def _scheme(labels: dict[str, str], *complete: str) -> Scheme:
    patterns = {label: re.compile(pattern) for label, pattern in labels.items()}
    return Scheme(patterns, tuple(frozenset(one.split("+")) for one in complete))


SCHEMES = (
    _scheme(
        {
            "phi nông nghiệp": r"phi[\s-]nông|phi nn(?!\w)|ngoài nông nghiệp",
            "quỹ": r"tín dụng|qtd|quỹ td",
            "nông nghiệp": r"nông[\s,-]|nông nghiệp|(?<!\w)nn(?!\w)",
        },
        "nông nghiệp+phi nông nghiệp",
    ),
    _scheme(
        {
            "không xếp loại": r"(?:chưa|không)[^,;]{0,15}?(?:xếp|phân|đánh giá|đủ)",
            "tốt": r"(?<!\w)tốt(?!\w)|(?<!\w)giỏi",
            "khá": r"(?<!\w)khá(?!\w)",
            "trung bình": r"trung bình(?!\s?quân)",
            "yếu": r"(?<!\w)yếu|(?<!\w)kém",
        },
        "tốt+khá+trung bình+yếu+không xếp loại",
    ),
    _scheme({"nam": r"(?<!\w)nam(?!\w)", "nữ": r"(?<!\w)nữ(?!\w)"}, "nam+nữ"),
    _scheme(
        {
            "ngừng": r"(?:tạm |đã )?(?:ngừng|ngưng|dừng) hoạt động|không (?:còn )?hoạt động|chưa hoạt động",
            "chờ": r"(?:chờ|chưa|thủ tục|đang) giải thể",
            "hoạt động": r"(?:đang|còn) hoạt động",
        },
        "ngừng+chờ+hoạt động",
    ),
    _scheme({"tập thể": r"tập thể", "cá nhân": r"cá nhân|hộ|người"}, "tập thể+cá nhân"),
    _scheme({"siêu nhỏ": "siêu nhỏ", "nhỏ": r"quy mô nhỏ|(?<!\w)nhỏ", "vừa": r"(?<!\w)vừa", "lớn": r"(?<!\w)lớn"}),
    _scheme({"pháp nhân": "pháp nhân|tổ chức", "hộ": r"(?<!\w)hộ(?!\w)", "cá nhân": "cá nhân|thể nhân"}),
    _scheme({"trong": r"trong nước|trong tỉnh|nội tỉnh", "ngoài": r"ngoài nước|ngoài tỉnh|nước ngoài"}, "trong+ngoài"),
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
)
_REST = re.compile(r"còn lại|(?:^|\s)khác(?!\w)")


def scheme_of(texts: Sequence[str]) -> tuple[Scheme, list[str]] | None:
    """The scheme that parts of these descriptions follow and their labels in it."""
    for scheme in SCHEMES:
        if labels := scheme.labels_of(texts):
            return scheme, labels
    return None


def names_the_rest(texts: Sequence[str]) -> bool:
    """Whether the last part is whatever is left."""
    return bool(texts) and _REST.search(texts[-1]) is not None

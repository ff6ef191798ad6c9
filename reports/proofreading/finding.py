"""What the proof-reader says of a text."""

from dataclasses import dataclass
from enum import StrEnum

from printing.numbers import grouped


class FindingKind(StrEnum):
    """The kinds of doubt, by the names programs know them by."""

    PARTS_TOTAL = "parts_total"
    PERCENT = "percent"
    AVERAGE = "average"
    UNIT = "unit"
    MOVEMENT = "movement"
    TARGET_BELOW_ACTUAL = "target_below_actual"
    LEDGER = "ledger"
    RANGE = "range"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    FindingKind.PARTS_TOTAL: "Các phần không khớp tổng",
    FindingKind.PERCENT: "Tỷ lệ không khớp",
    FindingKind.AVERAGE: "Số bình quân không khớp",
    FindingKind.UNIT: "Nghi nhầm đơn vị",
    FindingKind.MOVEMENT: "Biến động không cân",
    FindingKind.TARGET_BELOW_ACTUAL: "Chỉ tiêu thấp hơn kết quả",
    FindingKind.LEDGER: "Khác số liệu của hệ thống",
    FindingKind.RANGE: "Ngoài khoảng có thể",
}


@dataclass(frozen=True)
class Finding:
    """One doubt: `line` counts from 1, `text` is the sentence as it stands there, `message` shows the arithmetic."""

    line: int
    text: str
    kind: FindingKind
    message: str

    @property
    def where(self) -> str:
        return f"Dòng {grouped(self.line)}"

    @property
    def anchor(self) -> str:
        """What the page calls its line, for links to it."""
        return f"dong-{self.line}"

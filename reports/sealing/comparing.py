"""What differs between two contents of a report, in the words of its reader."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.models import Figure
from reports.sealing.canonical import Content

NOT_SAID = "(không có)"
PARTS = {"previous": "kỳ trước", "plan": "kế hoạch", "published": "số công bố"}
_TOLD = 8  # differences named in a sentence; a reader looks at the report for the rest
_DOCUMENT = {
    "letterhead": "đầu văn bản (cơ quan, địa danh, ngày ký, trích yếu)",
    "signature": "người ký",
    "opening": "đoạn mở đầu",
    "sections": "lời văn, bảng, hình trong các mục",
    "recipients": "nơi nhận",
    "annexes": "phụ lục",
}


@dataclass(frozen=True)
class Changed:
    """A figure that is another: by code and part ("" is its value), what was said, what is known now."""

    code: str
    part: str
    label: str
    said: str
    now: str

    @property
    def name(self) -> str:
        """ "Hợp tác xã, kế hoạch"; a slice by its key."""
        if not self.part:
            return self.label
        dimension, _, key = self.part.partition(":")
        named = dict(Figure._meta.get_field("dimension").flatchoices).get(dimension, dimension)
        return f"{self.label}, {PARTS.get(self.part) or f'{named} {key}'}"

    def __str__(self) -> str:
        return f"{self.name}: {self.said} → {self.now}"


def changed_figures(said: Mapping[str, Mapping], now: Mapping[str, Mapping]) -> Iterator[Changed]:
    """Every printed figure that is not what it was, in the order of its code."""
    for code in sorted({*said, *now}):
        before, after = said.get(code, {}), now.get(code, {})
        label = before.get("label") or after["label"]
        for part in sorted({*before, *after} - {"label"}):
            if before.get(part) != after.get(part):
                yield Changed(code, part, label, before.get(part, NOT_SAID), after.get(part, NOT_SAID))


def differences(said: Content, now: Content) -> list[str]:
    """What is different, in a few phrases: figures first; words only where no figure is."""
    found = [str(each) for each in changed_figures(said["figures"], now["figures"])]
    if len(found) > _TOLD:
        found = [*found[:_TOLD], f"và {len(found) - _TOLD} số nữa"]
    texts = sorted(key for key in {*said["texts"], *now["texts"]} if said["texts"].get(key) != now["texts"].get(key))
    found += [f"lời mục “{key}”" for key in texts]
    parts = [words for name, words in _DOCUMENT.items() if said["document"].get(name) != now["document"].get(name)]
    return found or parts or (["cách lập báo cáo"] if said != now else [])

"""What a row of organisations says of one life that cannot be true together."""

from collections.abc import Iterator


def contradictions(values: dict, after: dict) -> Iterator[tuple[str, str]]:
    """What cannot be of one life: at the attribute the row gives, with the sentence to read."""
    founded, ended = after.get("founded_on"), after.get("ended_on")
    if "ended_on" in values and "ending" not in values:
        yield "ending", "Có ngày chấm dứt mà không có lý do: hãy ghi lý do chấm dứt, hoặc xóa ngày."
    if "ending" in values and "ended_on" not in values:
        yield "ended_on", "Có lý do chấm dứt mà không có ngày: hãy ghi ngày chấm dứt, hoặc xóa lý do."
    if founded and ended and ended <= founded:
        at = "ended_on" if "ended_on" in values else "founded_on"
        yield at, f"Ngày chấm dứt {ended:%d/%m/%Y} phải sau ngày thành lập {founded:%d/%m/%Y}: hãy kiểm tra cả hai."
    yield from _of_stay(values, after, founded, ended)


def _of_stay(values: dict, after: dict, founded, ended) -> Iterator[tuple[str, str]]:
    admitted, left = after.get("admitted_on"), after.get("left_on")
    at = "admitted_on" if "admitted_on" in values else "founded_on"
    if left and not admitted:
        yield "admitted_on", "Có ngày ra khỏi Liên minh mà không rõ ngày kết nạp: hãy ghi ngày kết nạp."
    if admitted and founded and admitted < founded:
        yield at, f"Ngày kết nạp {admitted:%d/%m/%Y} trước ngày thành lập {founded:%d/%m/%Y}: hãy kiểm tra cả hai."
    if admitted and ended and admitted >= ended:
        at = "admitted_on" if "admitted_on" in values else "ended_on"
        yield at, f"Ngày kết nạp {admitted:%d/%m/%Y} không trước ngày chấm dứt {ended:%d/%m/%Y}: hãy kiểm tra cả hai."
    if admitted and left and left <= admitted:
        at = "left_on" if "left_on" in values else "admitted_on"
        yield at, f"Ngày ra khỏi {left:%d/%m/%Y} phải sau ngày kết nạp {admitted:%d/%m/%Y}: hãy kiểm tra cả hai."
    if "left_on" in values and ended and left > ended:
        yield "left_on", f"Ngày ra khỏi {left:%d/%m/%Y} sau ngày chấm dứt {ended:%d/%m/%Y}: hãy kiểm tra cả hai."

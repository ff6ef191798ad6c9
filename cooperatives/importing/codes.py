"""The codes by which files name organisations."""

import unicodedata
from collections.abc import Iterable

from cooperatives.models import Organisation


class Codes:
    """Codes that differ only in leading zeros, case, blanks or wide digits, as spreadsheets and people make them."""

    def __init__(self, codes: Iterable[str]):
        self._by_shape: dict[str, list[str]] = {}
        for one in dict.fromkeys(codes):
            self._by_shape.setdefault(_shape(one), []).append(one)

    def twin(self, code: str) -> str | None:
        return next((other for other in self._by_shape.get(_shape(code), ()) if other != code), None)


def doubtful(written: str, twin: str) -> str:
    """What to tell somebody who wrote a code that differs too little from another."""
    if written.casefold() == twin.casefold():
        return f"Mã “{written}” và mã “{twin}” chỉ khác chữ hoa, chữ thường: hãy ghi cùng một mã, hoặc đặt mã khác hẳn."
    if _plain(written) == _plain(twin):
        return (
            f"Mã “{written}” và mã “{twin}” chỉ khác dấu cách hoặc cỡ chữ: hãy ghi cùng một mã, hoặc đặt mã khác hẳn."
        )
    return (
        f"Mã “{written}” và mã “{twin}” chỉ khác số 0 ở đầu, có lẽ một ô đã mất số 0: hãy định dạng ô là Văn bản "
        "rồi gõ đúng mã, hoặc đặt mã khác hẳn nếu là hai tổ chức."
    )


def _plain(code: str) -> str:
    """A code without blanks and the mark before it, its wide letters and digits as ordinary ones, in lower case."""
    return "".join(unicodedata.normalize("NFKC", code).casefold().split()).removeprefix("'")


def _shape(code: str) -> str:
    plain = _plain(code)
    return plain.lstrip("0") if plain.isdecimal() else plain


class Register:
    """The organisations that a file names, looked up and locked in one query, and those one may see."""

    def __init__(self, named: Iterable[str], *, by):
        self._named = Organisation.objects.select_for_update().in_bulk(set(named), field_name="code")
        visible = Organisation.objects.visible_to(by) if by else Organisation.objects.all()
        self._visible = set(visible.values_list("code", flat=True))
        self._codes = Codes(self._visible)

    def get(self, code: str) -> Organisation | None:
        return self._named.get(code) if code in self._visible else None

    def unknown(self, code: str) -> str:
        """What to tell of a code that names nobody; "" when it names somebody."""
        if self.get(code):
            return ""
        near = f", gần nhất là “{twin}”" if (twin := self._codes.twin(code)) else ""
        return f"Không có tổ chức nào mang mã “{code}”{near}: hãy kiểm tra mã, hoặc nhập tổ chức trước."

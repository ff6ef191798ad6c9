"""The check digit of a tax code (mã số thuế, which is also the code of a cooperative).

With the digits N1…N9 of the stem, S = 31·N1 + 29·N2 + 23·N3 + 19·N4 + 17·N5 + 13·N6 + 7·N7 + 5·N8 + 3·N9 and
N10 = 10 − (S mod 11). A stem whose S is divisible by 11 is never issued. A branch adds three digits from 001 on.

A wrong digit is a warning, never a refusal: papers are older than rules, and the office may have nothing better. The
two first digits name the tax office that issued the code, not the province of today: they are compared with nothing.
"""

import re

from django.db.models import F, IntegerField, Q, Value
from django.db.models.functions import Mod, StrIndex, Substr
from django.db.models.lookups import Exact

WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_WRITTEN = re.compile(r"(\d{10})(?:-?(\d{3}))?", re.ASCII)
_NOBODY = "0000000"  # digits 3 to 9 of no organisation
_DIGITS = "0123456789"


def problem(tax_code: str) -> str:
    """Return what is wrong with a tax code as a sentence; "" for a right or an empty one."""
    if not tax_code:
        return ""
    written = _WRITTEN.fullmatch(tax_code)
    if written is None:
        return f"Mã số thuế {tax_code} không có đủ 10 chữ số (đơn vị phụ thuộc: thêm 3 chữ số)."
    number, branch = written.groups()
    if branch == "000":
        return f"Mã số thuế {tax_code}: số của đơn vị phụ thuộc phải từ 001 đến 999."
    if _is_never_issued(number):
        return f"Mã số thuế {tax_code} không thể do cơ quan thuế cấp: chín chữ số đầu không thành một dãy hợp lệ."
    if (right := _check_digit(number)) != number[9]:
        return (
            f"Mã số thuế {tax_code} sai số kiểm tra: với chín chữ số đầu này, chữ số thứ mười phải là {right}. "
            "Có thể một chữ số bị gõ nhầm, hãy đối chiếu với giấy chứng nhận."
        )
    return ""


def _weighted(number: str) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))


def _is_never_issued(number: str) -> bool:
    return _weighted(number) % 11 == 0 or number.startswith("00") or number[2:9] == _NOBODY


def _check_digit(number: str) -> str:
    return str(10 - _weighted(number) % 11)


def doubtful(field: str = "tax_code") -> Q:
    """The rows whose tax code has a problem, as a condition of the database; rows without a code have none."""
    remainder = Mod(sum(_digit(field, place) * weight for place, weight in enumerate(WEIGHTS, 1)), 11)
    wrong = ~Q(Exact(_digit(field, 10) + remainder, 10))  # of a stem never issued the remainder is 0, so it is wrong
    nobody = Q(Exact(Substr(field, 3, 7), Value(_NOBODY)))
    return ~Q(**{field: ""}) & (wrong | nobody | Q(**{f"{field}__startswith": "00"}) | _no_branch(field))


def _digit(field: str, place: int):
    """The digit at a place as a number, without a cast that other characters would break."""
    return StrIndex(Value(_DIGITS), Substr(F(field), place, 1), output_field=IntegerField()) - 1


def _no_branch(field: str) -> Q:
    """A branch numbered 000: the three characters after the ten, with or without a dash."""
    return Q(**{f"{field}__regex": r"^.{10}-?000$"})

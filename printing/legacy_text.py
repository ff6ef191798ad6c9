"""Vietnamese written before Unicode, or spoilt since: told apart and decoded, but only when a person says so."""

from enum import Enum


class Encoding(Enum):
    """How text went wrong; the value is what the office reads."""

    TCVN3 = "TCVN3 (ABC), phông .VnTime"
    VNI = "VNI-Windows, phông VNI-Times"
    MOJIBAKE = "UTF-8 bị mở nhầm bảng mã"
    DOUBLE_MOJIBAKE = "UTF-8 bị mở nhầm bảng mã hai lần"

"""What is asked of a Word file before anything parses it: every file is treated as hostile."""

import zipfile

from printing.workbook_check import MEGABYTE, overlapping

MAX_FILE = 10 * MEGABYTE
MAX_PART = 20 * MEGABYTE  # of the parts that are read, unpacked
MAX_UNPACKED = 100 * MEGABYTE
MAX_MEMBERS = 1000
MAX_RATIO = 100
TYPES = "[Content_Types].xml"
_AGAIN = "hãy mở bằng Word rồi lưu lại thành .docx"
_MACROS = ("vbaproject.bin", "vbadata.xml")


class WordRefused(ValueError):
    """The file cannot be read as a Word document; the message is a whole sentence saying what to do."""


def broken(name: str) -> WordRefused:
    return WordRefused(f"Tệp {name} bị hỏng hoặc không phải tệp Word .docx: {_AGAIN}.")


def check_container(archive: zipfile.ZipFile, name: str) -> None:
    """Judge the directory of the archive, without unpacking anything. Raises WordRefused."""
    members = archive.infolist()
    names = [member.filename for member in members]
    if _is_bomb(members):
        raise WordRefused(f"Tệp {name} giải nén ra quá lớn: hãy bỏ bớt hình rồi lưu lại.")
    odd = len({each.lower() for each in names}) != len(names) or any(
        ".." in each.split("/") or each.startswith(("/", "\\")) for each in names
    )
    if odd or overlapping(members) or any(member.flag_bits & 1 for member in members):
        raise WordRefused(f"Tệp {name} có cấu trúc lạ hoặc đặt mật khẩu: {_AGAIN}, không mật khẩu.")
    if any(each.lower().endswith(_MACROS) for each in names):
        raise macros(name)
    if TYPES not in names or "_rels/.rels" not in names:
        raise broken(name)


def macros(name: str) -> WordRefused:
    return WordRefused(f"Tệp {name} có macro: hãy lưu lại thành .docx (không macro).")


def unpacked(archive: zipfile.ZipFile, member: str, name: str) -> bytes:
    """A part in pieces within bounds, whatever size the directory tells. Raises WordRefused, KeyError."""
    with archive.open(member) as part:
        content = part.read(MAX_PART + 1)
    if len(content) > MAX_PART:
        raise WordRefused(f"Tệp {name} giải nén ra quá lớn: hãy bỏ bớt phần thừa rồi lưu lại.")
    return content


def _is_bomb(members: list[zipfile.ZipInfo]) -> bool:
    packed, whole = sum(m.compress_size for m in members), sum(m.file_size for m in members)
    return (
        len(members) > MAX_MEMBERS
        or whole > MAX_UNPACKED
        or any(m.file_size > MEGABYTE and m.file_size > MAX_RATIO * max(m.compress_size, 1) for m in members)
        or (whole > MEGABYTE and whole > MAX_RATIO * max(packed, 1))
    )

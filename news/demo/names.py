"""Invented names, of ordinary words of the countryside: nobody is called Bừa, no cooperative is a commune's own."""

import random
from collections.abc import Callable, Iterator

SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Đinh", "Lương")
OF_MEN = ("Bừa", "Cày", "Đò", "Đê", "Diều", "Gầu", "Lưới", "Mái", "Nong", "Sào", "Sáo", "Thuyền", "Tre", "Vó")
OF_WOMEN = ("Bông", "Bưởi", "Cói", "Dâu", "Gạo", "Lúa", "Lụa", "Mạ", "Nón", "Sen", "Tằm", "Thoi", "Trấu", "Vừng")

_FIELDS = ("Đồng", "Bãi", "Vườn", "Ruộng", "Bến", "Đê", "Bờ", "Cầu", "Làng", "Nương", "Rặng Tre", "Mái Nhà")
_OF_FIELDS = ("Xanh", "Mới", "Vàng", "Ấm", "Vui", "Rộng", "Sáng", "Lành", "Thơm", "Yên")
_CROPS = ("Lúa", "Mạ", "Hạt", "Bông", "Gạo", "Nếp", "Ngô", "Đậu", "Khoai", "Sen", "Cói", "Dâu", "Vừng", "Bưởi")
_OF_CROPS = ("Vàng", "Thơm", "Ngọc", "Sớm", "Tươi", "Xanh", "Ngon", "Lành")
_SKIES = ("Nắng", "Gió", "Mưa", "Trăng", "Mây", "Sao", "Sương", "Phù Sa")
_OF_SKIES = ("Mới", "Sớm", "Lành", "Hồng", "Xanh", "Ấm", "Vàng", "Thuận", "Chiều")
_DEEDS = (
    *("Chung Sức", "Chung Lòng", "Chung Tay", "Cùng Tiến", "Cùng Vui", "Góp Sức", "Góp Vui", "Bền Chí", "Bền Lòng"),
    *("Vững Tâm", "Vững Bước", "Vững Chí", "Thuận Lòng", "Thuận Tay", "Trọn Tâm", "Trọn Lòng"),
)


def _pairs(firsts: tuple[str, ...], seconds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{first} {second}" for first in firsts for second in seconds)


OF_TRUST = (*_DEEDS, *_pairs(_FIELDS, _OF_FIELDS))
PAIRS = (*OF_TRUST, *_pairs(_CROPS, _OF_CROPS), *_pairs(_SKIES, _OF_SKIES))


def person(chance: random.Random) -> str:
    """A full name that reads as one and is nobody's: "Trần Thị Lúa", "Phạm Văn Bừa"."""
    middle, given = ("Thị", OF_WOMEN) if chance.random() < 0.4 else ("Văn", OF_MEN)
    return f"{chance.choice(SURNAMES)} {middle} {chance.choice(given)}"


def people(chance: random.Random) -> Iterator[str]:
    """Full names without end, none twice until all have been used."""
    everyone = [f"{surname} Văn {given}" for surname in SURNAMES for given in OF_MEN]
    everyone += [f"{surname} Thị {given}" for surname in SURNAMES for given in OF_WOMEN]
    while True:
        yield from chance.sample(everyone, len(everyone))


def organisations(chance: random.Random) -> Callable[[tuple[str, ...], tuple[str, ...]], str]:
    """Return a function that gives a name nobody has yet: a form of work and a pair of words."""
    taken: set[str] = set()

    def name(forms: tuple[str, ...], pairs: tuple[str, ...] = PAIRS) -> str:
        while (drawn := f"{chance.choice(forms)} {chance.choice(pairs)}") in taken:
            continue
        taken.add(drawn)
        return drawn

    return name


def tax_codes() -> Iterator[str]:
    """Valid tax codes of a range no office is likely to issue: 1099900016, 1099900023, …"""
    for serial in range(1, 10_000):
        stem = f"10999{serial:04}"
        weighted = sum(
            int(digit) * weight for digit, weight in zip(stem, (31, 29, 23, 19, 17, 13, 7, 5, 3), strict=True)
        )
        check = 10 - weighted % 11
        if check < 10:
            yield f"{stem}{check}"

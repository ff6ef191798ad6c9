"""What other apps know of a record, shown on its page in the admin: the app to the left need not know them.

An app offers its panels in its own `panels.py`:

    @panels.panel(Organisation)
    def size(organisation, user):
        return Panel("Quy mô", [("Loại", "nhỏ"), ("Thành viên", "1.200")])
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True)
class Panel:
    """Facts to read: a title, lines of (label, value), a sentence on where they come from."""

    title: str
    lines: Sequence[tuple[str, str]]
    note: str = ""


Maker = Callable[[models.Model, object], Panel | None]
_makers: list[tuple[type[models.Model], Maker]] = []


def panel(model: type[models.Model]) -> Callable[[Maker], Maker]:
    """Register a function of a record and a user: the Panel that this user reads there, None for nothing."""

    def register(maker: Maker) -> Maker:
        _makers.append((model, maker))
        return maker

    return register


def panels_of(record: models.Model, user) -> Iterator[Panel]:
    """Everything that `user` may read beside a record, the menu entries of its model (proxies) included."""
    autodiscover_modules("panels")
    for model, maker in _makers:
        if isinstance(record, model) and (made := maker(record, user)):
            yield made

"""What other apps say of a change entered for certain days: the app to the left need not know them.

An app offers its remarks in its own `remarks.py`:

    @remark
    def published_years(days):
        return "Thay đổi này đổi cả số liệu đã công bố."
"""

from collections.abc import Callable, Collection
from datetime import date

from django.utils.module_loading import autodiscover_modules

Remark = Callable[[Collection[date]], str]
_remarks: list[Remark] = []


def remark(maker: Remark) -> Remark:
    """Register a function of the days a change tells of: the sentence that whoever enters it reads, "" for none."""
    _remarks.append(maker)
    return maker


def remarks_on(days: Collection[date]) -> list[str]:
    """Everything there is to say of a change of these days; it is no refusal."""
    autodiscover_modules("remarks")
    return [sentence for maker in _remarks if days and (sentence := maker(days))]

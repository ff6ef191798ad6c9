"""How the land is divided and which slices are asked for, as addresses say it: what every link from a figure keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet, TextChoices
from django.urls import reverse

from cooperatives.boundaries import Boundaries
from cooperatives.models import Level
from reports.scope import Scope
from reports.slices import SLUGS, slice_slug

LEVELS = {"xa": Level.COMMUNE, "huyen": Level.DISTRICT, "tinh": Level.PROVINCE}


class View(TextChoices):
    """How the land is divided."""

    THEN = "khi-do", "Theo địa giới khi đó"
    TODAY = "hien-nay", "Theo địa giới hiện nay"
    FORMER = "tinh-cu", "Theo tỉnh cũ"

    @property
    def boundaries(self) -> Boundaries:
        return Boundaries.TODAY if self is View.TODAY else Boundaries.THEN

    @property
    def dimension(self) -> str:
        return "old_province" if self is View.FORMER else "place"


@dataclass(frozen=True)
class Land:
    """The view of the land, and the level of its units ("" where none was asked for)."""

    view: View = View.THEN
    level: str = ""

    @classmethod
    def lenient(cls, view: str, level: str) -> "Land":
        """What was asked for where it exists, else the first view and its own first level."""
        return cls(View(view) if view in View.values else View.THEN, level if level in LEVELS else "")

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Land":
        """Read `dia-gioi` and `cap` of an address. Raises LookupError with a sentence."""
        view, level = asked.get("dia-gioi") or View.THEN, asked.get("cap", "")
        if view not in View.values:
            raise LookupError(f"Không có cách xem địa bàn “{view}”: hãy chọn {', '.join(View.labels)}.")
        if level and level not in LEVELS:
            raise LookupError(f"Không có cấp địa bàn “{level}”: hãy chọn {', '.join(LEVELS)}.")
        return cls(View(view), level)

    @property
    def query(self) -> dict[str, str]:
        """What the address of a page says of it; nothing of the first view."""
        asked = {"dia-gioi": self.view.value if self.view is not View.THEN else "", "cap": self.level}
        return {name: value for name, value in asked.items() if value}

    def scope(self, within: QuerySet | None) -> Scope:
        return Scope((), within, None, self.view.boundaries, LEVELS.get(self.level, Level.COMMUNE))


def behind(code: str, period: str, *, land: Land | None = None, **slices) -> str:
    """The list behind the figure `code` of the period of that code, in slices (dimension=key)."""
    query = {SLUGS[name]: slice_slug(key) for name, key in slices.items()}
    if land and "place" in slices:
        query |= land.query
    return with_query(reverse("reports:behind", args=[period, code]), query)


def with_query(address: str, query: Mapping[str, str]) -> str:
    return f"{address}?{urlencode(query)}" if query else address

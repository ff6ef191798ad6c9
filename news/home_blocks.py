"""What each kind of block of the home page shows. A block that has nothing to show takes no room.

Each takes the same few queries however much there is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from events.models import Activity, Award
from news import frame
from news.home_figures import home_figures
from news.models import Album, Article, Banner, Document, HomeBlock, Link
from news.register.product_pages import certified, with_seats
from office.models import Office
from returns.models import Period

Kind = HomeBlock.Kind
# What the public is told of the office's work: not whom it advised, inspected or defended.
PUBLIC_WORK = (Activity.Kind.TRAINING, Activity.Kind.TRADE)
TITLES = {
    Kind.NEWEST: "Tin mới",
    Kind.ACTIVITIES: "Tập huấn, hội chợ",
    Kind.HONOURS: "Khen thưởng mới nhất",
    Kind.PRODUCTS: "Sản phẩm có chứng nhận",
    Kind.DOCUMENTS: "Văn bản mới",
    Kind.ALBUMS: "Ảnh hoạt động",
    Kind.LINKS: "Liên kết",
}


@dataclass(frozen=True)
class Shown:
    """A block as its template draws it: `key` is the id of its heading."""

    block: HomeBlock
    title: str
    key: str
    content: dict

    @property
    def template(self) -> str:
        return f"news/blocks/{self.block.kind}.html"


def own_blocks() -> list[HomeBlock]:
    """The home page of an office that set up none of its own."""
    return [
        HomeBlock(kind=Kind.FIGURES),
        HomeBlock(kind=Kind.NEWEST, how_many=5),
        HomeBlock(kind=Kind.HONOURS, how_many=6),
        HomeBlock(kind=Kind.DOCUMENTS, how_many=4),
        HomeBlock(kind=Kind.ALBUMS, how_many=3),
    ]


def shown_blocks(office: Office | None, *, on: date) -> list[Shown]:
    """The blocks shown on a day, in their order, each with what it shows."""
    blocks = [block for block in frame.home_blocks(office) or own_blocks() if block.is_shown(on)]
    found = ((place, block, _CONTENTS[block.kind](block, on)) for place, block in enumerate(blocks, 1))
    return [
        Shown(block, block.title or TITLES.get(block.kind) or content.get("title", ""), f"khoi-{place}", content)
        for place, block, content in found
        if content
    ]


def _figures(block: HomeBlock, on: date) -> dict:
    """The newest published year as it was published."""
    year = Period.objects.published().first()
    told = home_figures(year) if year else []
    if not told:
        return {}
    return {"title": f"Kinh tế tập thể {year.label}", "year": year, "first": told[0], "others": told[1:]}


def _newest(block: HomeBlock, on: date) -> dict:
    posts = list(Article.objects.public().select_related("category").for_lists()[: block.how_many])
    return {"lead": posts[0] if posts else None, "others": posts[1:]}


def _category(block: HomeBlock, on: date) -> dict:
    posts = Article.objects.public().in_category(block.category).select_related("category").for_lists()
    found = list(posts[: block.how_many])
    return {"title": block.category.name, "posts": found, "category": block.category} if found else {}


def _activities(block: HomeBlock, on: date) -> dict:
    done = list(Activity.objects.filter(kind__in=PUBLIC_WORK, held_on__lte=on)[: block.how_many])
    return {"activities": done} if done else {}


def _honours(block: HomeBlock, on: date) -> dict:
    decided = Award.objects.decided().select_related("kind", "organisation")
    awards = list(decided.order_by("-achievement_year", "-decided_on", "-pk")[: block.how_many])
    return {"awards": awards} if awards else {}


def _products(block: HomeBlock, on: date) -> dict:
    found = with_seats(certified(on)[: block.how_many])
    return {"products": found} if found else {}


def _documents(block: HomeBlock, on: date) -> dict:
    found = list(Document.objects.public().select_related("type").defer("search_key")[: block.how_many])
    return {"documents": found} if found else {}


def _albums(block: HomeBlock, on: date) -> dict:
    found = Album.objects.public().for_lists()[: block.how_many].with_covers()
    return {"albums": found} if found else {}


def _links(block: HomeBlock, on: date) -> dict:
    found = list(Link.objects.all()[: block.how_many])
    return {"links": found} if found else {}


def _banners(block: HomeBlock, on: date) -> dict:
    found = [banner for banner in Banner.objects.all() if banner.is_shown(on)]
    return {"banners": found[: block.how_many]} if found else {}


def _text(block: HomeBlock, on: date) -> dict:
    return {"text": block.text}


_CONTENTS: dict[str, Callable[[HomeBlock, date], dict]] = {
    Kind.FIGURES: _figures,
    Kind.NEWEST: _newest,
    Kind.CATEGORY: _category,
    Kind.ACTIVITIES: _activities,
    Kind.HONOURS: _honours,
    Kind.PRODUCTS: _products,
    Kind.DOCUMENTS: _documents,
    Kind.ALBUMS: _albums,
    Kind.LINKS: _links,
    Kind.BANNERS: _banners,
    Kind.TEXT: _text,
}

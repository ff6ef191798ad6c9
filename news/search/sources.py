"""What can be searched: each kind of record in a few lines.

    Source(
        number=7, name="lien-ket", label="Liên kết", model=Link, title=lambda link: link.name,
        text=lambda link: "", at=lambda link: None, public=Link.objects.all, address=_page,
    )

A source names what is read of a record; everything read is public once the record is. A record is indexed whenever its
history is written (office/history_records.py), whatever its state: `public` judges again at every search.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.urls import NoReverseMatch, reverse

from cooperatives.models import Organisation, Product
from news.models import Album, Article, Document, DocumentArea, DocumentFile, DocumentType, Page
from news.register.disclosed import in_register, public_address
from news.richtext import plain_text


@dataclass(frozen=True)
class Source:
    """A kind of record that is searched.

    `number` is kept in every place of the index and `name` in addresses: neither changes. `title` and `text` are what
    is read of a record, `at` its day in lists of the newest (None: it has none), `public` the records anybody may see,
    `address` their page. `related` are rows that `text` reads, fetched for many at once; `follows` are models whose
    changes change the text of others, each with the way to them from the record.
    """

    number: int
    name: str
    label: str
    model: type[models.Model]
    title: Callable[[models.Model], str]
    text: Callable[[models.Model], str]
    at: Callable[[models.Model], date | datetime | None]
    public: Callable[[], models.QuerySet]
    address: Callable[[models.Model], str]
    related: tuple[str, ...] = ()
    follows: tuple[tuple[type[models.Model], str], ...] = ()


def _page(record: models.Model) -> str:
    return record.get_absolute_url()


def _in_register(organisation: Organisation) -> str:
    """The public page of an organisation, on a portal that has one; "" where it has none."""
    try:
        return reverse("news:organisation", args=[organisation.code])
    except NoReverseMatch:
        return ""


def _text_of_organisation(organisation: Organisation) -> str:
    return f"{organisation.get_kind_display()} {organisation.code}\n{public_address(organisation) or ''}"


def _text_of_document(document: Document) -> str:
    about = (document.issuer, *([document.area.name] if document.area else ()))
    return "\n".join([*about, *(file.text for file in document.files.all())])


_ALL = (
    Source(
        number=1,
        name="tin-tuc",
        label="Tin tức",
        model=Article,
        title=lambda article: article.title,
        text=lambda article: f"{article.lead}\n{plain_text(article.body)}",
        at=lambda article: article.published_at or article.updated_at,
        public=Article.objects.public,
        address=_page,
    ),
    Source(
        number=2,
        name="van-ban",
        label="Văn bản",
        model=Document,
        title=lambda document: f"{document}: {document.subject}",
        text=_text_of_document,
        at=lambda document: document.issued_on,
        public=Document.objects.public,
        address=_page,
        related=("type", "area", "files"),
        follows=((DocumentType, "type"), (DocumentArea, "area"), (DocumentFile, "files")),
    ),
    # Of the register only what its public pages tell too: no telephone, no representative, no tax code,
    # no address of a group.
    Source(
        number=3,
        name="to-chuc",
        label="Hợp tác xã, tổ chức",
        model=Organisation,
        title=lambda organisation: organisation.name,
        text=_text_of_organisation,
        at=lambda organisation: None,
        public=in_register,
        address=_in_register,
    ),
    Source(
        number=4,
        name="san-pham",
        label="Sản phẩm",
        model=Product,
        title=lambda product: product.name,
        text=lambda product: f"{product.note}\n{product.organisation.name}",
        at=lambda product: None,
        public=lambda: Product.objects.filter(organisation__in=in_register()),
        address=lambda product: _in_register(product.organisation),
        related=("organisation",),
        follows=((Organisation, "organisation"),),
    ),
    Source(
        number=5,
        name="gioi-thieu",
        label="Trang giới thiệu",
        model=Page,
        title=lambda page: page.title,
        text=lambda page: plain_text(page.body),
        at=lambda page: None,
        public=Page.objects.public,
        address=_page,
    ),
    Source(
        number=6,
        name="thu-vien-anh",
        label="Thư viện ảnh",
        model=Album,
        title=lambda album: album.title,
        text=lambda album: f"{album.lead}\n{album.place}",
        at=lambda album: album.held_on,
        public=Album.objects.public,
        address=_page,
    ),
)
SOURCES: dict[str, Source] = {source.name: source for source in _ALL}
BY_NUMBER: dict[int, Source] = {source.number: source for source in _ALL}
BY_MODEL: dict[type[models.Model], Source] = {source.model: source for source in _ALL}

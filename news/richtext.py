"""HTML that people write or paste, reduced to what a news post may hold. Cleaning twice changes nothing more."""

from html.parser import HTMLParser

import nh3

from news.citing.marks import ATTRIBUTES as CITING
from news.citing.marks import rewritten
from news.pictures import ADDRESS

TAGS = {"p", "br", "h2", "h3", "strong", "em", "b", "i", "u", "sub", "sup", "blockquote", "ul", "ol", "li", "a", "hr"}
TABLE_TAGS = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
ATTRIBUTES = {
    "a": {"href", "title"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "img": {"src"},
    "span": set(CITING),
}
SCHEMES = {"http", "https", "mailto", "tel"}


def clean(html: str) -> str:
    """Return `html` with only the tags, attributes and addresses a post may have; Word's markup and scripts go.

    Of pictures stays what the library has, as news/pictures.py writes it, of spans what cites a figure.
    """
    cleaned = nh3.clean(
        html,
        tags=TAGS | TABLE_TAGS | {"img", "span"},
        attributes=ATTRIBUTES,
        attribute_filter=_admitted,
        url_schemes=SCHEMES,
        clean_content_tags={"script", "style", "xml"},
        link_rel="noopener noreferrer",
    )
    return rewritten(cleaned.replace("<img>", ""), lambda cited, _: str(cited) if cited.printed else "")


def _admitted(tag: str, attribute: str, value: str) -> str | None:
    """The value of an attribute as it may stand; None where it may not."""
    if tag == "img":
        return value if ADDRESS.fullmatch(value) else None
    if tag == "span":
        return value if CITING[attribute].fullmatch(value) else None
    return value


_CELLS = {"td", "th"}
_LINES = {"p", "br", "h2", "h3", "blockquote", "ul", "ol", "li", "hr", "tr", "caption", "div"}


def plain_text(html: str) -> str:
    """The words of `html`, a line for each paragraph, item or row of a table, tabs between the cells of a row."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = (
        "\t".join(" ".join(cell.split()) for cell in line.split("\t")) for line in "".join(reader.said).split("\n")
    )
    return "\n".join(line.rstrip() for line in lines if line.strip())


class _Words(HTMLParser):
    """What is said between the tags; line breaks of the source are spaces, those of the page are lines."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag == "li":
            self.said.append("\n- ")
        elif tag in _LINES:
            self.said.append("\n")

    def handle_endtag(self, tag):
        if tag in _CELLS:
            self.said.append("\t")
        elif tag in _LINES:
            self.said.append("\n")

    def handle_data(self, data):
        self.said.append(" ".join(data.replace("\t", " ").split("\n")))

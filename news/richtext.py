"""HTML that people write or paste, reduced to what a news post may hold. Cleaning twice changes nothing more."""

import nh3

TAGS = {"p", "br", "h2", "h3", "strong", "em", "b", "i", "u", "sub", "sup", "blockquote", "ul", "ol", "li", "a", "hr"}
TABLE_TAGS = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href", "title"}, "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}}
SCHEMES = {"http", "https", "mailto", "tel"}


def clean(html: str) -> str:
    """Return `html` with only the tags, attributes and addresses a post may have; Word's markup and scripts go."""
    return nh3.clean(
        html,
        tags=TAGS | TABLE_TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        clean_content_tags={"script", "style", "xml"},
        link_rel="noopener noreferrer",
    )

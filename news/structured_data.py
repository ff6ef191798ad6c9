"""What search engines read of a page: schema.org data as JSON-LD, which is data to the browser and never runs."""

import json
from urllib.parse import urljoin

from django.utils.safestring import SafeString, mark_safe

from news.models import Article
from office.models import Office

_ESCAPED = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


def as_script(data: dict) -> SafeString:
    """The element that carries `data`; nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def article_data(article: Article, address: str, office: Office | None) -> dict:
    """A public post as schema.org's NewsArticle; `address` is the whole address of its page."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "description": article.lead,
        "datePublished": article.published_at.isoformat(),
        "dateModified": max(article.updated_at, article.published_at).isoformat(),
        "articleSection": article.category.name,
        "inLanguage": "vi",
        "mainEntityOfPage": address,
    }
    if article.picture:
        data["image"] = urljoin(address, article.picture.large_address)
    if article.author:
        data["author"] = {"@type": "Person", "name": article.author}
    if office:
        data["publisher"] = {"@type": "Organization", "name": office.name}
    return data


def office_data(office: Office, address: str) -> dict:
    """The office as schema.org's Organization; `address` is the whole address of its home page."""
    told = {"telephone": office.phone, "email": office.email, "address": office.address}
    return {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": office.name,
        "alternateName": office.short_name,
        "url": address,
    } | {name: value for name, value in told.items() if value}

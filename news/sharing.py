"""Where a reader may send a post on: plain addresses of other sites, opened only when the reader chooses one."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode


@dataclass(frozen=True)
class Share:
    label: str
    address: str


def shares(title: str, address: str) -> list[Share]:
    """Ways to pass on the page at `address`, the whole address with its host."""
    letter = urlencode({"subject": title, "body": f"{title}\n{address}"}, quote_via=quote)
    return [
        Share("Facebook", f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': address})}"),
        Share("Zalo", f"https://zalo.me/share?{urlencode({'url': address})}"),
        Share("Thư điện tử", f"mailto:?{letter}"),
    ]

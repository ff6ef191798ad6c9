"""HTML that reaches for what it may not have, and HTML that grows beyond reason."""

import base64
import io

from PIL import Image


def reaching(address: str) -> dict[str, str]:
    """Every way a document may ask for an address, by name."""
    svg = f"<svg xmlns='http://www.w3.org/2000/svg'><image href='{address}' width='9' height='9'/></svg>"
    inside = base64.b64encode(svg.encode()).decode()
    return {
        "image": f"<img alt=x src='{address}'>",
        "image set": f"<img alt=x srcset='{address} 2x' src='{address}'>",
        "object": f"<object data='{address}'></object>",
        "embed": f"<embed src='{address}'>",
        "frame": f"<iframe src='{address}'></iframe>",
        "attachment": f"<link rel=attachment href='{address}'>",
        "link to an attachment": f"<a rel=attachment href='{address}'>x</a>",
        "style sheet": f"<link rel=stylesheet href='{address}'>",
        "import": f"<style>@import url('{address}');</style>",
        "import in an imported sheet": f"<style>@import url(\"data:text/css,@import url('{address}');\");</style>",
        "background": f"<p style=\"background: url('{address}')\">x</p>",
        "list marker": f"<ul style=\"list-style-image: url('{address}')\"><li>x</ul>",
        "generated content": f"<style>p::before {{ content: url('{address}') }}</style>",
        "border image": f"<p style=\"border: 5px solid; border-image: url('{address}') 30\">x</p>",
        "font": f"<style>@font-face {{ font-family: x; src: url('{address}') }} p {{ font-family: x }}</style>",
        "colour profile": f"<style>@color-profile --x {{ src: url('{address}') }} p {{ color: color(--x 1) }}</style>",
        "picture in a picture": svg,
        "picture in a written picture": f"<img alt=x src='data:image/svg+xml;base64,{inside}'>",
        "used picture": f"<svg xmlns='http://www.w3.org/2000/svg'><use href='{address}#x'/></svg>",
        "base": f"<base href='{address}'><img alt=x src='x.png'><link rel=stylesheet href='x.css'>",
        "metadata": f"<link rel=schema.xmp href='{address}'><meta name=xmp content='{address}'>",
    }


def bombs() -> dict[str, str]:
    """Documents that would take for ever or all there is; those named “at once” are known before any layout."""
    flexible = "<div style='display:flex'>" * 40 + "x" + "</div>" * 40
    laughs = "".join(f"<g id='a{n}'>" + f"<use href='#a{n - 1}'/>" * 10 + "</g>" for n in range(1, 12))
    counted = "<ol>" * 50 + "<li>x" * 200
    return {
        "nested flex, at once": flexible,
        "nested flex by class": "<style>i { display: flex }</style>" + "<i>" * 40 + "x" + "</i>" * 40,
        "500 nested, at once": "<div>" * 500 + "x" + "</div>" * 500,
        "5000 nested, at once": "<div>" * 5000 + "x" + "</div>" * 5000,
        "10,000 rows, at once": "<table>" + "<tr><td>x<td>y</tr>" * 10_000 + "</table>",
        "a million columns, at once": "<table><tr><td colspan=1000000>x</table>",
        "giant picture": f"<img alt=x src='data:image/png;base64,{_picture(14_000)}'>",
        "deep picture, at once": "<svg xmlns='http://www.w3.org/2000/svg'>" + "<g>" * 3000 + "</g>" * 3000 + "</svg>",
        "picture that uses itself": f"<svg xmlns='http://www.w3.org/2000/svg'><rect id='a0' width='1'/>{laughs}</svg>",
        "one word": "x" * 3_000_000,
        "counters": f"<style>li::before {{ content: counters(list-item, '.') }}</style>{counted}",
        "endless page": "<div style='height: 100000000px'>x</div>" + "<p style='break-before: page'>x" * 50_000,
        "floats": "<b style='float: left'>x</b>" * 30_000,
    }


def _picture(side: int) -> str:
    file = io.BytesIO()
    Image.new("L", (side, side)).save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()

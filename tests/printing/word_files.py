"""Word files made by hand, of the least parts."""

import io
import zipfile
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def document(body: str) -> str:
    return f'<w:document xmlns:w="{MAIN}" xmlns:mc="{COMPATIBILITY}"><w:body>{body}</w:body></w:document>'


def archive(main: str | bytes, **others: str | bytes) -> bytes:
    """A Word file whose main part is as given, with other parts beside it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("word/document.xml", main)
        for name, content in others.items():
            zipped.writestr(name, content)
    return out.getvalue()


def word_file(*paragraphs: str) -> bytes:
    return archive(document("".join(map(paragraph, paragraphs))))

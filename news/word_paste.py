"""HTML as word processors put it on the clipboard, told with the plain tags of a post before it is cleaned.

Word writes lists as paragraphs whose style names the list and whose marker is text, bold as styles of spans, headings
one level too high, and a paragraph for every blank line. What is no such thing passes unchanged; this is no cleaning:
`richtext.clean` comes after it.
"""

import re
from html.parser import HTMLParser

HEADINGS = {"h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}
BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "hr"}
CELLS = {"td", "th"}
ENCLOSING = CELLS | {"div", "table", "blockquote"}  # a list within one ends with it
STYLES = (
    ("strong", re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold|[6-9]00)")),
    ("em", re.compile(r"(?<![\w-])font-style\s*:\s*italic")),
    ("u", re.compile(r"text-decoration\s*:\s*underline")),
)
_LEVEL = re.compile(r"mso-list\s*:[^;]*level(\d)")
_IGNORED = re.compile(r"mso-list\s*:\s*ignore")
_COUNTED = re.compile(r"\(?(?:\d+|[a-z]|[ivxlc]+)[.)]", re.IGNORECASE)
_NOT_BOLD = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:normal|400)")
_BLANK = re.compile(r"<p(?:\s[^>]*)?>(?:\s|\xa0|&nbsp;|&#160;|<br\s*/?>)*</p>", re.IGNORECASE)
_LEADING = re.compile(r"^(?:\s|\xa0|&nbsp;|&#160;)+")


def from_word(html: str) -> str:
    """Return `html` with Word's lists as lists, its bold as bold, its headings as ours and no blank paragraphs."""
    reader = _Word()
    reader.feed(html)
    reader.close()
    return _BLANK.sub("", reader.finished())


class _Word(HTMLParser):
    """Writes what it reads, tag by tag; a paragraph that is a point of a list is held until its marker is known."""

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self.point: list[str] | None = None  # what is written while a point of a list is read
        self.level = 0
        self.marker = ""
        self.skipped = 0  # depth within a marker or <o:p>
        self.lists: list[tuple[int, str]] = []  # open ones: level, ul or ol
        self.inline: list[tuple[str, list[str]]] = []  # open spans and b: tag, what stands for it

    def finished(self) -> str:
        self._end_point()
        self._close_lists(0)
        return "".join(self.written)

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        style = given.get("style", "").lower()
        if tag in BLOCKS:
            self.skipped = 0  # whatever was left open before
        if self.skipped or tag == "o:p" or _IGNORED.search(style):
            self.skipped += tag not in ("br", "img", "hr")
        elif tag == "p" and ("mso-list" in style or "msolistparagraph" in given.get("class", "").lower()):
            self._begin_point(style)
        elif tag in ("span", "b", "strong", "font"):
            self._begin_inline(tag, style)
        else:
            self._write_tag(tag)

    def handle_startendtag(self, tag, attrs):
        if not self.skipped and tag != "o:p":
            self._write(self.get_starttag_text())

    def handle_endtag(self, tag):
        if tag in BLOCKS | CELLS:
            self.skipped = 0
        if tag in ENCLOSING:
            self._end_point()
            self._close_lists(0)
        if self.skipped:
            self.skipped -= 1
        elif tag == "p" and self.point is not None:
            self._end_point()
        elif self.inline and tag == self.inline[-1][0]:
            self._write("".join(f"</{each}>" for each in reversed(self.inline.pop()[1])))
        elif tag not in ("span", "font", "o:p"):
            self._write(f"</{HEADINGS.get(tag, tag)}>")

    def handle_data(self, data):
        if self.skipped:
            self.marker += data
        elif data.strip() or not self.lists or self.point is not None:  # line ends between points are nothing
            self._write(data)

    def handle_entityref(self, name):
        self.handle_data(f"&{name};")

    def handle_charref(self, name):
        self.handle_data(f"&#{name};")

    def unknown_decl(self, data):
        """<![if !supportLists]> and its like say nothing."""

    # What is written

    def _write(self, text: str) -> None:
        (self.written if self.point is None else self.point).append(text)

    def _write_tag(self, tag: str) -> None:
        if tag in BLOCKS:
            self._end_point()
            self._close_lists(0)
        text = self.get_starttag_text()
        self._write(f"<{HEADINGS[tag]}>" if tag in HEADINGS else text)

    def _begin_inline(self, tag: str, style: str) -> None:
        told = [name for name, said in STYLES if said.search(style)]
        if tag in ("b", "strong") and not _NOT_BOLD.search(style) and "strong" not in told:
            told.insert(0, tag)
        self.inline.append((tag, told))
        self._write("".join(f"<{each}>" for each in told))

    # Lists

    def _begin_point(self, style: str) -> None:
        self._end_point()
        found = _LEVEL.search(style)
        self.level, self.marker, self.point = int(found[1]) if found else 1, "", []

    def _end_point(self) -> None:
        if self.point is None:
            return
        text, self.point = _LEADING.sub("", "".join(self.point)).rstrip(), None
        kind = "ol" if _COUNTED.match(self.marker.strip()) else "ul"
        self._close_lists(self.level)
        if self.lists and self.lists[-1] == (self.level, kind):
            self._write("</li><li>")
        else:
            if self.lists and self.lists[-1][0] == self.level:
                self._close_lists(self.level - 1)
            self.lists.append((self.level, kind))
            self._write(f"<{kind}><li>")
        self._write(text)

    def _close_lists(self, level: int) -> None:
        """Close every list that stands deeper than `level`."""
        while self.lists and self.lists[-1][0] > level:
            self._write(f"</li></{self.lists.pop()[1]}>")

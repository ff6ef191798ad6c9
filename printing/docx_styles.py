"""The styles of an official document in Word: what an officer sees in the list of styles and may restyle at one place.

Sizes are points. Headings carry their numbers as numbering, so that whoever adds one has the others renumbered.
"""

from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

FONT = "Times New Roman"  # that of the decree; Tinos and Liberation Serif stand in for it line by line
LANGUAGE = "vi-VN"
_INDENT = 720  # of a first line: 1,27 cm in twentieths of a point


@dataclass(frozen=True)
class Look:
    """A paragraph style: `id` is what the document calls it, `name` what people read; a `builtin` one Word knows.

    `first` indents the first line; `before` and `after` are space; `line` is a multiple of single spacing, 0 a hair;
    `tied` keeps it with the next paragraph; `follow` is the style of what is typed after it; `outline` its level in
    the table of contents, 0 the highest, if it stands there; `ruled` draws a line above it;
    `close` leaves no space between two of its kind.
    """

    id: str
    name: str
    size: int = 14
    align: str = "left"
    bold: bool = False
    italic: bool = False
    caps: bool = False
    first: bool = False
    before: int = 0
    after: int = 0
    line: float = 1
    tied: bool = False
    builtin: bool = False
    follow: str = ""
    outline: int | None = None
    ruled: bool = False
    close: bool = False


_HEADING = {"bold": True, "first": True, "after": 6, "line": 1.1, "tied": True, "builtin": True, "follow": "BodyText"}
_LOOKS = (
    Look("Normal", "Normal", builtin=True),
    Look("BodyText", "Body Text", align="both", first=True, after=6, line=1.1, builtin=True),
    Look("Heading1", "heading 1", caps=True, before=10, outline=0, **_HEADING),
    Look("Heading2", "heading 2", before=6, outline=1, **_HEADING),
    Look("Heading3", "heading 3", before=6, outline=2, **_HEADING | {"italic": True}),
    Look("Parent", "Cơ quan chủ quản", 12, "center"),
    Look("Issuer", "Cơ quan ban hành", 12, "center", bold=True),
    Look("Country", "Quốc hiệu", 12, "center", bold=True),
    Look("Motto", "Tiêu ngữ", 13, "center", bold=True),
    Look("Number", "Số, ký hiệu", 13, "center"),
    Look("PlaceDay", "Địa danh, ngày tháng", 13, "center", italic=True),
    Look("Title", "Title", 14, "center", bold=True, before=18, tied=True, builtin=True, follow="Subtitle"),
    Look("Subtitle", "Subtitle", 14, "center", bold=True, tied=True, builtin=True, follow="BodyText"),
    Look("Rule", "Đường kẻ", 2, before=3, line=0, ruled=True),
    Look("Caption", "caption", 13, "center", bold=True, before=6, after=4, tied=True, builtin=True),
    Look("Figure", "Hình", 14, "center", before=8, after=4, tied=True, follow="FigureCaption"),
    Look("FigureCaption", "Tên hình", 13, "center", italic=True, after=12, follow="BodyText"),
    Look("TableHead", "Bảng: đầu cột", 12, "center", bold=True, tied=True),
    Look("TableText", "Bảng: chữ", 12),
    Look("TableNumber", "Bảng: số", 12, "right"),
    Look("TableNote", "Bảng: ghi chú", 11, "both", italic=True, before=3, after=6, close=True),
    Look("RecipientsTitle", "Nơi nhận", 12, bold=True, italic=True),
    Look("Recipient", "Nơi nhận: danh sách", 11),
    Look("Authority", "Quyền hạn, chức vụ", 14, "center", bold=True),
    Look("Signer", "Họ tên người ký", 14, "center", bold=True, before=62),
    Look("Annex", "Phụ lục", 14, "center", bold=True, tied=True, follow="AnnexTitle", outline=0),
    Look("AnnexTitle", "Tên phụ lục", 13, "center", bold=True, caps=True, tied=True, follow="AnnexSource", outline=1),
    Look("AnnexSource", "Phụ lục: kèm theo", 13, "center", italic=True, after=8, tied=True),
    Look("Header", "header", 13, "center", builtin=True),
    Look("Footer", "footer", 8, builtin=True),
    Look("TableEnd", "Hết bảng", 1, after=8, line=0),
)
_FOR_US = ("Rule", "Header", "Footer", "TableEnd")  # what nobody needs to choose
_LEVELS = {"Heading1": 0, "Heading2": 1}
_RULE = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:pBdr>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in _SIDES)

_DEFAULTS = f"""<w:docDefaults>
  <w:rPrDefault><w:rPr>
    <w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>
    <w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>
  </w:rPr></w:rPrDefault>
  <w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault>
</w:docDefaults>"""
_PLAIN_TABLE = """<w:style w:type="table" w:default="1" w:styleId="TableNormal">
  <w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>
  <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
    <w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>
    <w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>
  </w:tblCellMar></w:tblPr>
</w:style>"""
_RULED_TABLE = f"""<w:style w:type="table" w:styleId="TableGrid">
  <w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/><w:qFormat/>
  <w:tblPr>
    <w:tblBorders>{_BORDERS}</w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="50" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>
      <w:bottom w:w="50" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
</w:style>"""


def apply_styles(word: WordDocument) -> None:
    """Put our styles and numbering in the place of those the library begins with."""
    _fill(word.styles.element, [_DEFAULTS, *map(_style, _LOOKS), _PLAIN_TABLE, _RULED_TABLE])
    _fill(word.part.numbering_part.element, _numbering())


def _fill(element, parts: list[str]) -> None:
    for child in list(element):
        element.remove(child)
    element.extend(parse_xml(part.replace(">", f" {nsdecls('w')}>", 1)) for part in parts)


def _style(look: Look) -> str:
    """The elements in the order that the format demands."""
    known = 'w:default="1"' if look.id == "Normal" else "" if look.builtin else 'w:customStyle="1"'
    first = _INDENT if look.first else 0
    return (
        f'<w:style w:type="paragraph" {known} w:styleId="{look.id}"><w:name w:val="{look.name}"/>'
        + ('<w:basedOn w:val="Normal"/>' if look.id != "Normal" else "")
        + (f'<w:next w:val="{look.follow}"/>' if look.follow else "")
        + ("<w:qFormat/>" if look.id not in _FOR_US else "")
        + "<w:pPr>"
        + ("<w:keepNext/>" if look.tied else "")
        + _number(look.id)
        + (_RULE if look.ruled else "")
        + f'<w:spacing w:before="{_twips(look.before)}" w:after="{_twips(look.after)}"'
        + (
            f' w:line="{_twips(look.line * 12)}" w:lineRule="auto"/>'
            if look.line
            else ' w:line="20" w:lineRule="exact"/>'
        )
        + f'<w:ind w:left="0" w:firstLine="{first}"/>'
        + ("<w:contextualSpacing/>" if look.close else "")
        + f'<w:jc w:val="{look.align}"/>'
        + (f'<w:outlineLvl w:val="{look.outline}"/>' if look.outline is not None else "")
        + "</w:pPr><w:rPr>"
        + ("<w:b/><w:bCs/>" if look.bold else "")
        + ("<w:i/><w:iCs/>" if look.italic else "")
        + ("<w:caps/>" if look.caps else "")
        + f'<w:sz w:val="{2 * look.size}"/><w:szCs w:val="{2 * look.size}"/></w:rPr></w:style>'
    )


def _number(style: str) -> str:
    if style not in _LEVELS:
        return ""
    return f'<w:numPr><w:ilvl w:val="{_LEVELS[style]}"/><w:numId w:val="1"/></w:numPr>'


def _twips(points: float) -> int:
    return int(20 * points)


def _numbering() -> list[str]:
    """Headings "I." and, below them, "1." anew in each."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style}"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val="%{level + 1}."/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="0" w:firstLine="{_INDENT}"/></w:pPr></w:lvl>'
        for (style, level), form in zip(_LEVELS.items(), ("upperRoman", "decimal"), strict=True)
    )
    return [
        f'<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>',
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
    ]

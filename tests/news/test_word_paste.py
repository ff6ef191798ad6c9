"""What Word and other word processors put on the clipboard becomes plain headings, lists, tables and bold."""

import pytest

from news.richtext import clean
from news.word_paste import from_word

HEAD = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><meta name=Generator content='Microsoft Word 15'>"
    "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->"
    "<style><!-- p.MsoNormal {mso-style-parent:''; font-size:13.0pt;} @page WordSection1 {size:595.3pt} --></style>"
    "</head><body lang=VI><!--StartFragment-->"
)
MARK = (
    "<![if !supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol'>"
    "<span style='mso-list:Ignore'>{}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span>"
    "</span><![endif]>"
)


def pasted(html: str) -> str:
    return clean(from_word(html)).replace("\n", "")


def point(text: str, mark: str = "·", level: int = 1, place: str = "Middle") -> str:
    style = f"margin-left:.5in;text-indent:-.25in;mso-list:l0 level{level} lfo1"
    return f"<p class=MsoListParagraphCxSp{place} style='{style}'>{MARK.format(mark)}{text}<o:p></o:p></p>\n"


def test_a_page_of_word_keeps_its_shape_and_nothing_of_word():
    html = (
        HEAD
        + "<h1 style='mso-pagination:widow-orphan'><span lang=VI>Kết quả</span> năm 2023<o:p></o:p></h1>"
        + "<p class=MsoNormal style='text-align:justify'><b><span style='font-size:14.0pt'>Đậm</span></b> và "
        + "<i style='mso-bidi-font-style:normal'>nghiêng</i>, a&nbsp;&amp;&nbsp;b<o:p></o:p></p>"
        + "<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
        + point("Một", place="First")
        + point("Hai", place="Last")
        + "<p class=MsoNormal>Hết.</p><!--EndFragment--></body></html>"
    )

    assert pasted(html) == (
        "<h2>Kết quả năm 2023</h2><p><b>Đậm</b> và <i>nghiêng</i>, a&nbsp;&amp;&nbsp;b</p>"
        "<ul><li>Một</li><li>Hai</li></ul><p>Hết.</p>"
    )


def test_lists_within_lists_stand_within_them():
    html = point("Một") + point("Một một", "1.", 2) + point("Một hai", "2.", 2) + point("Hai")

    assert pasted(html) == ("<ul><li>Một<ol><li>Một một</li><li>Một hai</li></ol></li><li>Hai</li></ul>")


@pytest.mark.parametrize(
    ("mark", "kind"), [("·", "ul"), ("-", "ul"), ("1.", "ol"), ("a)", "ol"), ("(ii)", "ol"), ("", "ul")]
)
def test_the_marker_says_what_kind_a_list_is(mark, kind):
    assert pasted(point("Chữ", mark)).strip() == f"<{kind}><li>Chữ</li></{kind}>"


def test_a_table_keeps_its_cells_and_those_joined():
    html = (
        "<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr style='mso-yfti-irow:0'>"
        "<td width=200 colspan=2 style='width:150pt'><p class=MsoNormal><b>Huyện</b><o:p></o:p></p></td></tr>"
        "<tr><td><p class=MsoNormal>Đông Hưng</p></td><td>" + point("12") + "</td></tr></table>"
    )

    assert pasted(html) == (
        '<table><tbody><tr><td colspan="2"><p><b>Huyện</b></p></td></tr>'
        "<tr><td><p>Đông Hưng</p></td><td><ul><li>12</li></ul></td></tr></tbody></table>"
    )


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p><span style='font-weight:700'>đậm</span></p>", "<p><strong>đậm</strong></p>"),
        (
            "<p><span style='font-style:italic;font-weight:bold'>cả hai</span></p>",
            "<p><strong><em>cả hai</em></strong></p>",
        ),
        ("<b style='font-weight:normal'><p>Từ Google</p></b>", "<p>Từ Google</p>"),
        ("<p><b style='mso-bidi-font-weight:normal'>Đậm</b></p>", "<p><b>Đậm</b></p>"),
        ("<p><span style='mso-bidi-font-weight:bold'>Thường</span></p>", "<p>Thường</p>"),
        ("<h4>Nhỏ</h4>", "<h3>Nhỏ</h3>"),
        ("<p>Xem <a href='https://video.example/1'>phim</a></p>", None),
        ("<p>a<o:p>mất chỗ đóng</p><p>Còn đây</p>", "<p>a</p><p>Còn đây</p>"),
        ("<ul><li>một</li><li>hai</li></ul>", "<ul><li>một</li><li>hai</li></ul>"),
    ],
)
def test_marks_of_other_hands(html, kept):
    assert pasted(html) == (kept or clean(html))


def test_a_video_stays_a_link():
    said = pasted("<p><iframe src='https://video.example/1'></iframe><a href='https://video.example/1'>Xem</a></p>")

    assert said == '<p><a href="https://video.example/1" rel="noopener noreferrer">Xem</a></p>'


def test_once_told_plainly_it_changes_no_more():
    once = pasted(HEAD + "<h1>Đề</h1>" + point("Một") + point("Con", "a)", 2) + "<p><b>x</b><br>y</p>")

    assert pasted(once) == once

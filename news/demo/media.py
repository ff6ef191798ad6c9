"""Pictures, an album, videos and cited figures of the demo: drawn and written here, so that nobody's is shown."""

import hashlib
import io
from dataclasses import dataclass
from datetime import date

from PIL import Image, ImageDraw

from news.citing.binding import bind, checked_text
from news.citing.corrections import correct
from news.citing.marks import citations_of, rewritten
from news.demo.recording import REASON
from news.models import Album, Article, Picture, VideoLink
from news.pictures import add_picture
from news.richtext import clean
from news.workflow import albums
from office.history_records import because
from office.pictures import encoded

SIZE = WIDTH, HEIGHT = 1200, 800
CREDIT = "Tranh minh họa"


@dataclass(frozen=True)
class Drawing:
    """A landscape of a few shapes: the colours of sky, land and crops, how far the land reaches up, rows on it."""

    name: str
    alt: str
    caption: str
    sky: str
    land: str
    crop: str
    horizon: int = 420
    rows: int = 9


DRAWINGS = (
    Drawing("dong-lua", "Tranh: ruộng lúa chín dưới trời sớm", "Mùa gặt ở đồng", "#cfe6ee", "#c9a53a", "#e2c766"),
    Drawing("ruong-rau", "Tranh: những luống rau xanh", "Luống rau vụ đông", "#d9ecf2", "#5b8a3c", "#7fb35a", 360, 12),
    Drawing("bai-ngao", "Tranh: bãi ngao lúc nước rút", "Bãi ngao lúc triều rút", "#e8dfd0", "#8f8a7a", "#b1ab98", 300),
    Drawing("canh-dong-coi", "Tranh: cánh đồng cói", "Cói trước ngày cắt", "#cfe0d4", "#3f7f63", "#69a888", 460, 14),
    Drawing("hoang-hon", "Tranh: đồng lúc chiều xuống", "Chiều trên đồng", "#f3cfa8", "#7a5a33", "#9c7848", 440, 6),
)
VIDEOS = (
    ("Phóng sự minh họa: một ngày ở hợp tác xã rau", "https://www.youtube.com/watch?v=minh-hoa-1", date(2023, 6, 2)),
    (
        "Phóng sự minh họa: gian hàng tại hội chợ",
        "https://www.youtube.com/watch?v=minh-hoa-2",
        date(2023, 10, 11),
    ),
)
LEADS = {
    "hoi-nghi-tong-ket-cong-tac-nam-2023": "dong-lua",
    "gian-hang-chung-tai-hoi-cho-mua-thu": "ruong-rau",
    "quy-tin-dung-nhan-dan-giu-no-xau-duoi-1": "canh-dong-coi",
}
CONFERENCE, FAIR, PLANNED = (
    "hoi-nghi-tong-ket-cong-tac-nam-2023",
    "gian-hang-chung-tai-hoi-cho-mua-thu",
    "ke-hoach-tap-huan-luat-hop-tac-xa",
)
CITED = (
    ("464 hợp tác xã", "[[so:cooperatives:hợp tác xã@2023]]"),
    ("01 liên hiệp hợp tác xã", "[[so:unions:liên hiệp hợp tác xã@2023]]"),
    ("570.286 thành viên", "[[so:members@2023]]"),
)
CORRECTED_ON = date(2023, 12, 28)  # the same on whatever day the demo is built
MISPRINTED, WHY = ("570.286", "570.268"), "Bản đăng đầu gõ nhầm hai chữ số."
CITED_EARLIER = '<p>Trong năm có <span class="citation" data-figure="training_classes" data-period="2023" \
data-day="2024-01-18">10 lớp</span> tập huấn đã mở.</p>'


def show_media(*, by) -> None:
    """Give posts their pictures and citations, one of them corrected; fill the library of pictures and videos."""
    with because(REASON, by=by):
        _show(by=by)


def _show(*, by) -> None:
    pictures = {drawing.name: _drawn(drawing, by=by) for drawing in DRAWINGS}
    named = Article.objects.in_bulk([*LEADS, PLANNED], field_name="slug")
    for slug, name in LEADS.items():
        named[slug].picture = pictures[name]
        _save(named[slug], named[slug].body, by=by)
    _save(named[FAIR], _with_picture(named[FAIR].body, pictures["bai-ngao"]), by=by)
    _cite(named[CONFERENCE], by=by)
    _save(named[PLANNED], clean(named[PLANNED].body + CITED_EARLIER), by=by)
    _album(list(pictures.values()), by=by)
    for title, address, day in VIDEOS:
        video = VideoLink(title=title, address=address, held_on=day, still=pictures["ruong-rau"], is_published=True)
        video._history_user = by
        video.full_clean()
        video.save()


def _drawn(drawing: Drawing, *, by) -> Picture:
    name = hashlib.sha256(f"minh họa {drawing.name}".encode()).hexdigest()[:24]
    told = {"alt": drawing.alt, "caption": drawing.caption, "source": CREDIT, "taken_on": date(2023, 10, 9)}
    return add_picture(Picture(name=name, **told), content=_landscape(drawing), by=by)


def _landscape(drawing: Drawing) -> bytes:
    """The drawing as JPEG."""
    picture = Image.new("RGB", SIZE, drawing.sky)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((880, 90, 1040, 250), fill="#fff4d6")
    pen.polygon([(0, drawing.horizon), (420, drawing.horizon - 90), (900, drawing.horizon)], fill="#7d9a94")
    pen.rectangle((0, drawing.horizon, WIDTH, HEIGHT), fill=drawing.land)
    for row in range(-drawing.rows, drawing.rows + 1):
        foot = WIDTH // 2 + row * 2 * WIDTH // drawing.rows
        pen.polygon([(WIDTH // 2, drawing.horizon), (foot, HEIGHT), (foot + 60, HEIGHT)], fill=drawing.crop)
    out = io.BytesIO()
    picture.save(out, "PNG")
    out.seek(0)
    return encoded(out)


def _with_picture(body: str, picture: Picture) -> str:
    first, *rest = body.split("\n")
    return "\n".join([first, f"<p>[[anh:{picture.pk}]]</p>", *rest])


def _save(article: Article, body: str, *, by) -> None:
    """Save a text as the editor's page does; what it cites already may be of an earlier day."""
    article.body = body if citations_of(body) else checked_text(clean(body), of=article)
    article._history_user = by
    article.save()
    bind(article)


def _cite(article: Article, *, by) -> None:
    """Figures of the text become citations; one was printed wrongly and is corrected."""
    body = article.body
    for printed, code in CITED:
        body = body.replace(printed, code, 1)
    right, wrong = MISPRINTED
    text = checked_text(clean(body), of=article)
    _save(article, rewritten(text, lambda cited, _: str(cited).replace(right, wrong)), by=by)
    citation = article.citations.get(printed__startswith=wrong)
    decided = correct(citation, now=citation.printed.replace(wrong, right), reason=WHY, by=by)
    decided.decided_on = CORRECTED_ON
    decided.save(update_fields=["decided_on"])


def _album(pictures: list[Picture], *, by) -> None:
    album = Album(
        title="Đồng ruộng quanh năm",
        slug="dong-ruong-quanh-nam",
        held_on=date(2023, 10, 9),
        place="Thái Bình",
        lead="Tranh minh họa về ruộng đồng, bãi ngao và cánh đồng cói.",
    )
    album._history_user = by
    album.full_clean()
    album.save()
    albums.place(album, pictures, by=by)
    albums.publish(album, by=by)

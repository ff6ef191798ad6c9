"""A post on a conference, drafted from its dossier: what nobody entered is left out, and no figure is typed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join

from events.minutes import personnel_sentences
from events.models import Award, Conference
from printing import numbers
from printing.chips import plain
from printing.dates import day_in_prose
from reports.figures import figures
from reports.sentences import amount, change
from returns.models import Period

FIGURES = (
    ("cooperatives", "hợp tác xã"),
    ("credit_funds", "quỹ tín dụng nhân dân"),
    ("unions", "liên hiệp hợp tác xã"),
    ("groups", "tổ hợp tác"),
    ("members", "thành viên"),
    ("alliance_members", "đơn vị là thành viên Liên minh"),
)


@dataclass(frozen=True)
class Story:
    """The words of a post: title, lead, and its body as HTML of our own making."""

    title: str
    lead: str
    body: str


def story_of(conference: Conference) -> Story:
    """Draft the post on a conference read `for_dossier`; its figures are those of the period, once published."""
    title = conference.title
    lead = f"{_day(conference)}{_where(conference)}, {_bodies(conference)}{title[:1].lower()}{title[1:]}."
    parts = [
        _paragraphs(_opening(conference)),
        _paragraphs(_figures(conference.period_reported)),
        _listed("Nội dung chương trình", (item.content for item in conference.agendaitems.all())),
        _listed("Nghị quyết đã thông qua", (f"{one}: {one.title}" for one in conference.resolutions.issued())),
        _paragraphs(personnel_sentences(conference)),
        _paragraphs(_awards(conference)),
        _listed("Nhiệm vụ trọng tâm thời gian tới", conference.tasks.splitlines()),
    ]
    return Story(title=title, lead=lead, body="\n".join(part for part in parts if part))


def _day(conference: Conference) -> str:
    return f"Ngày {day_in_prose(conference.held_on)}"


def _where(conference: Conference) -> str:
    return f", tại {conference.place}" if conference.place else ""


def _bodies(conference: Conference) -> str:
    """Who met, each with its ordinal and term, and what they did: "… tổ chức "."""
    bodies = "; ".join(map(str, conference.sessions.all()))
    return f"{bodies} tổ chức " if bodies else "đã diễn ra "


def _opening(conference: Conference) -> Iterator[str]:
    if chairs := [str(chair) for chair in conference.chairs.all()]:
        yield f"Chủ trì hội nghị: {'; '.join(chairs)}."
    turnout = conference.delegates.turnout()
    if turnout["present"]:
        yield (
            f"Dự hội nghị có {numbers.counted(turnout['present'])} đại biểu "
            f"trên {numbers.counted(turnout['invited'])} người được mời."
        )


def _figures(period: Period) -> Iterator[str]:
    """What the period's published figures say; nothing while they are not."""
    if period.published_on is None:
        return
    found = {figure.code: figure for figure in figures(period, [code for code, _ in FIGURES])}
    told = [plain(amount(found[code], noun)) for code, noun in FIGURES if found[code].value]
    if told:
        yield f"Theo số liệu đã công bố, đến {day_in_prose(period.end)} toàn tỉnh có {_in_a_row(told)}."
    if moved := plain(change(found["members"], f"cuối năm {period.year_before}", "thành viên")):
        yield f"Số thành viên {moved}."


def _awards(conference: Conference) -> Iterator[str]:
    summary = Award.objects.presented_at(conference).decided().summary()
    for form, level, collectives, persons, _ in summary.rows:
        to_whom = [
            f"{numbers.counted(count)} {noun}"
            for count, noun in ((collectives, "tập thể"), (persons, "cá nhân"))
            if count
        ]
        yield f"Hội nghị đã trao {form} của {level} cho {_in_a_row(to_whom)}."


def _in_a_row(told: list[str]) -> str:
    return " và ".join(filter(None, [", ".join(told[:-1]), told[-1]]))


def _paragraphs(sentences: Iterable[str]) -> str:
    return format_html_join("\n", "<p>{}</p>", ((one,) for one in sentences))


def _listed(heading: str, items: Iterable[str]) -> str:
    """A heading with its points; nothing where there are none."""
    points = [one.strip() for one in items if one.strip()]
    if not points:
        return ""
    return format_html(
        "<h2>{}</h2>\n<ul>{}</ul>", heading, format_html_join("", "<li>{}</li>", ((one,) for one in points))
    )

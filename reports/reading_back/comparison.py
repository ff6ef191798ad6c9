"""A file that was sent, beside its report as it stands: which sections it says otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from printing.chips import plain
from printing.docx_reading import WordText
from reports.models import Passage, Report
from reports.reading_back.changes import SectionChanges, compared
from reports.reading_back.lines import Lines
from reports.reading_back.sections import sections_of
from reports.writing import Written
from reports.writing.origin import Identity, OriginRefused, digest, words
from reports.writing.parts import Part, whole_lines

_GONE = "(câu này không còn trong cổng)"
MOST_EDITIONS = 500  # of passages whose lines are looked up


@dataclass(frozen=True)
class Sent:
    """What was read of a file, fit to wait in a page: the lines of the sections it has, by key."""

    name: str
    properties: Mapping[str, str]
    lines: Mapping[str, list[str]]
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """The sections that the file says otherwise; `titles` are those of tables and pictures by name."""

    sections: tuple[SectionChanges, ...]
    titles: Mapping[str, str]
    notices: tuple[str, ...] = ()

    @property
    def can_be_taken(self) -> bool:
        return any(not section.is_contested for section in self.sections)


def sent(word: WordText, report: Report, written: Written, *, name: str) -> Sent:
    """What a file says, section by section. Raises OriginRefused for one of another report, or of none."""
    identity = Identity.read(word.properties)
    check_report(identity, report)
    found = sections_of(word.blocks, {part.key: part.heading for part in written.all_parts}, identity)
    lines = _lines(report, written, identity)
    said = {
        key: [one if isinstance(one, str) else lines.said(one) for one in told] for key, told in found.lines.items()
    }
    return Sent(name, dict(word.properties), said, (*word.notices, *found.notices))


def check_report(identity: Identity, report: Report) -> None:
    """Raises OriginRefused unless the file is of this report, and of this edition."""
    if identity.report == report.pk:
        return
    other = Report.objects.filter(pk=identity.report).select_related("period").first()
    if other is None:
        raise OriginRefused("Tệp này là bản Word của một báo cáo đã xóa khỏi cổng: hãy tải bản Word của báo cáo này.")
    same = (other.kind, other.issuer, other.period_id) == (report.kind, report.issuer, report.period_id)
    if same:
        raise OriginRefused(
            f"Tệp này là của bản thứ {other.edition}, còn đây là bản thứ {report.edition}: hãy tải bản Word của bản "
            "này, chép phần đã sửa sang rồi gửi lại."
        )
    raise OriginRefused(f"Tệp này là của báo cáo khác: {other}. Hãy gửi ở trang của báo cáo ấy.")


def compare(report: Report, written: Written, sent: Sent) -> Comparison:
    """Raises OriginRefused."""
    identity = Identity.read(sent.properties)
    lines = _lines(report, written, identity)
    sections = (
        _section(part, now_lines(written, part), sent, lines)
        for part in written.all_parts
        if part.key in identity.lines
    )
    titles = {
        name: f"{'hình' if exhibit.picture else 'bảng'}: {exhibit.table.title}"
        for part in written.all_parts
        for name, exhibit in part.exhibits.items()
    }
    return Comparison(tuple(filter(None, sections)), titles, sent.notices)


def now_lines(written: Written, part: Part) -> list[str]:
    return whole_lines(written.texts[part.key], part.exhibits)


def version(lines: list[str]) -> str:
    """What a decision about a section holds good for."""
    return digest("\n".join(lines))


def _section(part: Part, now: list[str], sent: Sent, lines: Lines) -> SectionChanges | None:
    """What the file says otherwise in a section, None for nothing."""
    base = [word for word, _ in lines.identity.lines[part.key]]
    if part.key not in sent.lines and not base:
        return None  # it was not printed
    said = whole_lines("\n".join(sent.lines.get(part.key, [])), part.exhibits)
    in_file = [lines.as_kept(line) for line in said]
    found = compared(now, in_file, lines)
    if list(found) == now:
        return None
    if base == [words(line) for line in now]:
        return SectionChanges(part.key, part.heading, version(now), found)
    as_written = [lines.as_written(line) for line in said]
    if as_written == base:
        return None  # only the report was changed since
    known = dict(zip(as_written, in_file, strict=True)) | dict(lines.known)
    return SectionChanges(
        part.key,
        part.heading,
        version(now),
        lines=(),
        in_file=tuple(map(plain, said)),
        written=tuple(plain(known.get(word, _GONE)) for word in base),
        now=tuple(map(plain, now)),
        is_contested=True,
    )


def _lines(report: Report, written: Written, identity: Identity) -> Lines:
    return Lines.of(written.bound, identity, _known(report, written))


def _known(report: Report, written: Written) -> Iterator[str]:
    """Every line that the report has or had; of those with the same words the newest comes last."""
    exhibits = {part.key: part.exhibits for part in written.all_parts}
    old = Passage.history.filter(report_id=report.pk, section__in=list(exhibits)).order_by("-history_id")
    for section, text in reversed(old.values_list("section", "text")[:MOST_EDITIONS]):
        yield from whole_lines(text, exhibits[section])
    for part in written.all_parts:
        yield from whole_lines(part.text, part.exhibits)
        yield from now_lines(written, part)

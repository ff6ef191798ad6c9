"""The papers of a list: the office's submission with those proposed, the annex of what was decided."""

from collections import Counter

from django.utils import timezone

from events.letterheads import letterhead, signed_by_the_office, the_office
from events.models import Decision, Nomination, Proposal
from printing.dates import day_in_words
from printing.document import Document, Exhibit, Section, captioned
from printing.numbers import counted
from printing.table import Column, Table


def submission(proposal: Proposal) -> Document:
    """The tờ trình of a list; a draft, without its number, until it is issued. Raises OfficeMissing."""
    on = proposal.issued_on or timezone.localdate()
    office = the_office()
    lines = list(proposal.nominations.carried().in_order())
    reasons = tuple(line.strip() for line in proposal.reasons.splitlines() if line.strip())
    asked = (
        f"{office.name} kính đề nghị {proposal.addressee} xem xét, khen thưởng {counted(len(lines))} tập thể, cá nhân "
        f"có thành tích năm {proposal.year} theo danh sách kèm theo."
    )
    counts = _by_kind(lines)
    return Document(
        letterhead=letterhead(
            office,
            kind="TỜ TRÌNH",
            symbol="TTr",
            subject=f"Về việc {_within(proposal.title)}",
            number=proposal.number,
            day=on,
        ),
        signature=signed_by_the_office(on),
        opening=(f"Kính gửi: {proposal.addressee}.", *reasons, *_council(proposal), asked),
        sections=captioned((Section("Số lượng đề nghị", (Exhibit(counts),)),)),
        recipients=("Như trên",),
        annexes=(_proposed(proposal, lines),),
    )


def decision_annex(paper: Decision) -> Document:
    """Those a decision commended, as the office lists them, whoever decided. Raises OfficeMissing."""
    reference = f"Quyết định số {paper.number} {day_in_words(paper.decided_on)} của {paper.issuer}"
    return Document(
        letterhead=letterhead(
            the_office(),
            kind="DANH SÁCH",
            symbol="DS",
            subject=f"Khen thưởng theo {reference}",
            number=None,
            day=paper.decided_on,
        ),
        signature=signed_by_the_office(paper.decided_on),
        opening=(f"Danh sách tập thể, cá nhân được khen thưởng theo {reference}:",),
        sections=captioned(
            (
                Section("Số lượng", (Exhibit(paper.awards.all().summary()),)),
                Section("Danh sách", (Exhibit(_roll(paper)),)),
            )
        ),
    )


def _roll(paper: Decision) -> Table:
    """The names, without the decision that the title tells already; posts where anybody holds one."""
    roll = paper.awards.all().roll()
    left_out = {"decision"} if any(roll.values("post")) else {"decision", "post"}
    return roll.select(*(column.key for column in roll.columns if column.key not in left_out))


def _within(title: str) -> str:
    """A title within a sentence: abbreviations keep their capitals."""
    return title if title[:2].isupper() else f"{title[:1].lower()}{title[1:]}"


def _council(proposal: Proposal) -> tuple[str, ...]:
    if not proposal.met_on:
        return ()
    return (
        f"Hội đồng thi đua, khen thưởng đã họp {day_in_words(proposal.met_on)} "
        f"(biên bản số {proposal.minutes}) và nhất trí đề nghị.",
    )


def _by_kind(lines: list[Nomination]) -> Table:
    """How many of each form and rank are proposed."""
    found = Counter((str(line.kind), line.get_rank_display()) for line in lines)
    return Table(
        title="Số lượng đề nghị theo hình thức",
        columns=(
            Column("kind", "Hình thức", kind="name"),
            Column("rank", "Hạng"),
            Column("number", "Số lượng", kind="integer"),
        ),
        rows=tuple((kind, rank or None, number) for (kind, rank), number in found.items()),
        total=("Tổng số", None, len(lines)),
    )


def _proposed(proposal: Proposal, lines: list[Nomination]) -> Table:
    return Table(
        title=f"Danh sách đề nghị khen thưởng năm {proposal.year}",
        columns=(
            Column("position", "STT", kind="integer"),
            Column("recipient", "Tập thể, cá nhân"),
            Column("kind", "Hình thức đề nghị"),
            Column("basis", "Loại hình"),
            Column("block", "Khối, hạng"),
            Column("achievement", "Thành tích"),
            Column("votes", "Phiếu thuận", kind="integer"),
        ),
        rows=tuple(
            (
                position,
                ", ".join(filter(None, (line.recipient_name, line.person_post))),
                str(line.kind),
                line.get_basis_display(),
                line.block_and_rank,
                line.achievement,
                line.votes_for,
            )
            for position, line in enumerate(lines, 1)
        ),
    )

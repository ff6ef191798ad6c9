"""What was proposed beside what was decided and presented, by form and rank; and every difference, with why."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from events.models import Award, AwardKind, Nomination, Proposal, Rank
from printing import numbers
from printing.table import Column, Table, Value

Key = tuple[AwardKind, str]
_RANKS = ["", *Rank.values]
_SOURCE = "Danh sách đề nghị, quyết định, sổ khen thưởng"


@dataclass(frozen=True)
class Comparison:
    """One or more lists of proposals: what was proposed, decided, presented."""

    counts: Table
    differences: Table
    not_presented: Table
    left_out: Table


def compare(proposals: QuerySet[Proposal]) -> Comparison:
    """Compare lists, as they stand; what was decided without having been proposed is among it."""
    lines = list(Nomination.objects.filter(proposal__in=proposals).in_order())
    carried = [line for line in lines if line.agreed]
    awards = _decided_on(proposals)
    differences = _differences(carried, awards, proposals)
    return Comparison(_counts(carried, awards), differences, _not_presented(awards), _left_out(lines))


def _decided_on(proposals: QuerySet[Proposal]) -> list[Award]:
    """What decisions on these lists gave, taken back since or not: that it was decided stays true."""
    found = Award.objects.filter(Q(paper__proposal__in=proposals) | Q(nomination__proposal__in=proposals))
    return list(found.select_related("kind", "organisation").order_by("kind__position", "pk"))


def _counts(lines: Iterable[Nomination], awards: Iterable[Award]) -> Table:
    proposed = Counter((line.kind, line.rank) for line in lines)
    decided = Counter((award.kind, award.rank) for award in awards)
    presented = Counter((award.kind, award.rank) for award in awards if award.presented_at_id)
    keys = sorted(proposed.keys() | decided.keys(), key=_place)
    rows = [_row(key, proposed[key], decided[key], presented[key]) for key in keys]
    sums = [sum(count.values()) for count in (proposed, decided, presented)]
    return Table(
        title="Đề nghị, quyết định và đã trao",
        columns=(
            Column("kind", "Hình thức", kind="name"),
            Column("rank", "Hạng"),
            Column("proposed", "Đề nghị", kind="integer"),
            Column("decided", "Quyết định", kind="integer"),
            Column("difference", "Chênh lệch", kind="figure"),
            Column("presented", "Đã trao", kind="integer"),
        ),
        rows=tuple(rows),
        total=("Tổng số", None, sums[0], sums[1], numbers.signed(sums[1] - sums[0]), sums[2]),
        source=_SOURCE,
    )


def _place(key: Key) -> tuple:
    kind, rank = key
    return kind.position, kind.level, kind.form, _RANKS.index(rank)


def _row(key: Key, proposed: int, decided: int, presented: int) -> tuple[Value, ...]:
    kind, rank = key
    return str(kind), _said(rank), proposed, decided, numbers.signed(decided - proposed), presented


def _said(rank: str) -> str | None:
    return Rank(rank).label if rank else None


def _differences(lines: Iterable[Nomination], awards: Iterable[Award], proposals: QuerySet[Proposal]) -> Table:
    given = {award.nomination_id: award for award in awards if award.nomination_id}
    decided = set(proposals.filter(state=Proposal.State.DECIDED).values_list("pk", flat=True))
    rows = [
        (line.recipient_name, _what(line), _what(award) if award else "không tặng", line.difference)
        for line in lines
        for award in [given.get(line.pk)]
        if line.proposal_id in decided and (award is None or _what(award) != _what(line))
    ]
    rows += [
        (award.recipient_name, "không đề nghị", _what(award), award.beyond)
        for award in awards
        if award.paper_id and not award.nomination_id
    ]
    return Table(
        title="Khác nhau giữa đề nghị và quyết định",
        columns=(
            Column("recipient", "Tập thể, cá nhân"),
            Column("proposed", "Đề nghị"),
            Column("decided", "Quyết định"),
            Column("reason", "Lý do"),
        ),
        rows=tuple(rows),
        source=_SOURCE,
    )


def _not_presented(awards: Iterable[Award]) -> Table:
    """What was decided and nobody has received, with why where it is known: the other difference there is."""
    return Table(
        title="Đã quyết định, chưa trao",
        columns=(Column("recipient", "Tập thể, cá nhân"), Column("kind", "Hình thức"), Column("reason", "Lý do")),
        rows=tuple(
            (award.recipient_name, _what(award), award.absence or ("đã thu hồi" if award.revoked_on else ""))
            for award in awards
            if award.presented_at_id is None
        ),
        source=_SOURCE,
    )


def _what(one: Nomination | Award) -> str:
    rank = f", hạng {one.get_rank_display()}" if one.rank else ""
    return f"{one.kind}{rank}"


def _left_out(lines: Iterable[Nomination]) -> Table:
    return Table(
        title="Hội đồng không nhất trí đề nghị",
        columns=(
            Column("recipient", "Tập thể, cá nhân"),
            Column("kind", "Hình thức"),
            Column("votes_for", "Phiếu thuận", kind="integer"),
            Column("votes_against", "Phiếu chống", kind="integer"),
        ),
        rows=tuple(
            (line.recipient_name, _what(line), line.votes_for, line.votes_against) for line in lines if not line.agreed
        ),
        source="Biên bản họp Hội đồng",
    )

"""One page for the chairman: the headline figures, and the questions he will be asked, answered from figures.

Every answer names where it comes from. A question that nothing is known of is left out, never answered by guess.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from django.db.models import QuerySet

from cooperatives.models import COOPERATIVE_KINDS
from office.models import Office
from printing import numbers
from printing.chips import plain
from printing.pdf import render_template_pdf
from reports.bases import Basis
from reports.dashboard import HEADLINES
from reports.figures import Reading, figures, with_declaring
from reports.ledger import read_ledger
from reports.movement import Movement, read_movement
from reports.sentences import amount, average, came_and_went, change, sentence, told
from reports.sources import ACTIVITY, LIVES, MEMBERSHIPS, REGISTER, RETURNS, Nature, Source, Within
from returns.models import AnnualReturn, Period, Stage

NAMED = 3
LINE, LINES = 86, 26  # letters of a line and lines of answers that one page holds in the usual type
PLAN_LINES = 4  # of those, what plans on the cards take
GROWING = (
    "cooperatives",
    "groups",
    "alliance_members",
    "members",
    "regular_workers",
    "charter_capital",
    "total_assets",
    "revenue",
    "profit",
    "average_income",
    "budget_contribution",
    "farmed_area",
    "deposits",
    "loans_outstanding",
)
_REPORTING = ("cooperative_members", "group_members")  # their bases say how many of a kind have reported
_STATES = ("active_cooperatives", "suspended_cooperatives", "ceased_cooperatives", "undetermined_cooperatives")
_AVERAGES = (("doanh thu bình quân", "average_revenue"), ("thu nhập bình quân của người lao động", "average_income"))


@dataclass(frozen=True)
class Answer:
    """A question with its answer, one or two sentences, and where that comes from."""

    question: str
    text: str
    source: str


@dataclass(frozen=True)
class Headline:
    """A figure in large type; `reached` says whether it met its plan, None before the plan's time is over."""

    figure: Reading
    reached: bool | None


@dataclass(frozen=True)
class Brief:
    """What stands on the page."""

    period: Period
    office: Office | None
    headlines: tuple[Headline, ...]
    answers: tuple[Answer, ...]

    @property
    def is_long(self) -> bool:
        """Whether the answers would not stand on one page in the usual type."""
        lines = sum(1 + ceil((len(each.text) + len(each.source) * 3 // 4) / LINE) for each in self.answers)
        plans = PLAN_LINES if any(each.figure.plan for each in self.headlines) else 0
        return lines + plans > LINES


def brief_pdf_bytes(period: Period, *, within: QuerySet) -> bytes:
    """Return the brief of a period as PDF. Raises PdfFailed."""
    return render_template_pdf("reports/print/brief.html", {"brief": brief(period, within=within)})


def brief(period: Period, *, within: QuerySet) -> Brief:
    """Read the brief of a period within the organisations of a queryset; about twenty-five queries."""
    computed = with_declaring(figures(period, within=within), period, within=within)
    stated = {each.code: each for each in read_ledger(period).beside(computed)}
    cooperatives = _cooperatives(within)
    questions = _Questions(
        period,
        {each.code: each for each in computed},
        tuple(each for each in stated.values() if each.printed_achieved),
        read_movement(period, within=cooperatives),
        read_movement(period, by="place", within=cooperatives),
        _estimated(period, within),
    )
    headlines = tuple(Headline(stated[code], _reached(stated[code], period)) for code in HEADLINES)
    return Brief(period, Office.objects.first(), headlines, tuple(questions.answers()))


def _reached(each: Reading, period: Period) -> bool | None:
    """Whether a plan was met; a part of a year has not met the year's plan, nor missed it."""
    if not each.printed_achieved or period.kind not in (Period.Kind.YEAR, Period.Kind.YEARS):
        return None
    if each.achieved is None:  # at most so much
        return each.plan.agrees_with(each.value)
    return each.achieved >= 100


def _cooperatives(within: QuerySet) -> Within:
    recounts = Within.of(within).recounts.filter(adjusted_kind__in=COOPERATIVE_KINDS)
    return Within(within.filter(kind__in=COOPERATIVE_KINDS), recounts)


def _estimated(period: Period, within: QuerySet) -> tuple[int, int]:
    """How many of the returns that count are estimates, and how many there are."""
    rows = AnnualReturn.objects.prevailing().filter(period__code=period.code)
    stages = list(rows.filter(organisation__in=within.order_by().values("pk")).values_list("stage", flat=True))
    return stages.count(Stage.ESTIMATE), len(stages)


@dataclass(frozen=True)
class _Questions:
    """The figures of a period, those that have a plan, the movement of cooperatives as a whole and by commune.

    `estimated` is how many of the returns are estimates, and how many there are.
    """

    period: Period
    found: dict[str, Reading]
    planned: tuple[Reading, ...]
    movement: Movement
    places: Movement
    estimated: tuple[int, int]

    def answers(self) -> Iterator[Answer]:
        asked = (
            ("Vì sao số hợp tác xã thay đổi?", self._why(), (REGISTER, LIVES)),
            ("Bao nhiêu hợp tác xã thực sự hoạt động?", self._working(), (ACTIVITY,)),
            ("Tăng nhiều nhất là gì?", self._most("tăng", 1), _sources(self._grown(1)[:NAMED])),
            ("Giảm ở chỉ tiêu nào, ở đâu?", self._fell(), (REGISTER, *_sources(self._grown(-1)[:NAMED]))),
            ("Thu nhập, doanh thu bình quân tính trên bao nhiêu HTX?", self._averages(), (RETURNS,)),
            ("Quỹ tín dụng nhân dân ra sao?", self._funds(), (RETURNS,)),
            ("Liên minh có thêm bao nhiêu thành viên?", self._members(), (MEMBERSHIPS,)),
            ("Ai chưa báo cáo?", self._missing(), (REGISTER, RETURNS)),
            ("Số nào còn là số ước?", self._estimates(), (RETURNS,)),
        )
        for question, text, sources in asked:
            if text:
                yield Answer(question, plain(text), "; ".join(dict.fromkeys(each.label for each in sources)))
        if self.planned:
            papers = list(dict.fromkeys(each.plan.source for each in self.planned if each.plan.source))
            yield Answer("Kế hoạch đạt đến đâu?", plain(self._plans()), "; ".join(papers[:NAMED]) or "Sổ kế hoạch")

    def _plans(self) -> str:
        """How many plans were met, those furthest from theirs by name; within a year how far each has come."""
        met = {each.code: _reached(each, self.period) for each in self.planned}
        ordered = sorted(self.planned, key=lambda each: (each.achieved is None, each.achieved or 0))
        open_ones = [each for each in ordered if not met[each.code]]
        said = [f"{_small(each.label)} {each.printed_achieved} ({each.headline_plan})" for each in open_ones[:NAMED]]
        if None in met.values():
            return sentence("so với kế hoạch cả năm", *said)
        reached, all_of_them = numbers.counted(sum(met.values())), numbers.counted(len(met))
        done = f"đạt hoặc vượt {reached} trong {all_of_them} chỉ tiêu có kế hoạch"
        return sentence(done, f"thấp nhất: {'; '.join(said)}" if said else "")

    def _against(self, each: Reading) -> str:
        if each.indicator.nature is Nature.STOCK:
            return f"cuối năm {self.period.year_before}"
        return self.period.label_before

    def _why(self) -> str:
        return came_and_went(self.movement, "htx", "HTX")

    def _working(self) -> str:
        known = [self.found[code] for code in _STATES if self.found[code].value]
        words = (f"{numbers.counted(each.value)} {_without_noun(each.label)}" for each in known)
        return sentence(told(f"trong {amount(self.found['cooperatives'])} có", ", ".join(words))) if known else ""

    def _grown(self, sign: int) -> list[Reading]:
        """Those that went up or down, most first; where one side is less complete they do not compare."""
        compared = (self.found[code] for code in GROWING if _alike(self.found[code]))
        moved = [each for each in compared if each.growth and each.printed_growth and each.growth * sign > 0]
        return sorted(moved, key=lambda each: -abs(each.growth))

    def _most(self, word: str, sign: int) -> str:
        most = self._grown(sign)[:NAMED]
        said = (f"{_small(each.label)} {word} {each.printed_growth.strip('+−')}, đạt {amount(each)}" for each in most)
        return sentence(*said)

    def _fell(self) -> str:
        return " ".join(text for text in (self._most("giảm", -1), self._fallen_places()) if text) or (
            "Không chỉ tiêu chính nào giảm, không xã, phường nào giảm số hợp tác xã." if self._grown(1) else ""
        )

    def _fallen_places(self) -> str:
        """The communes with fewer cooperatives than before, those that lost most first."""
        opening, closing = self.places.steps[0], self.places.steps[-1]
        counts = [(row, self.places.count(row, opening), self.places.count(row, closing)) for row in self.places.rows]
        fallen = sorted((each for each in counts if each[2] < each[1]), key=lambda each: each[2] - each[1])
        if not fallen:
            return ""
        named = ", ".join(f"{row.label} (từ {before} còn {now})" for row, before, now in fallen[:NAMED])
        return f"Số hợp tác xã giảm ở {numbers.counted(len(fallen))} xã, phường; nhiều nhất: {named}."

    def _averages(self) -> str:
        return sentence(*(average(label, self.found[code]) for label, code in _AVERAGES))

    def _funds(self) -> str:
        deposits, loans, debt = (self.found[code] for code in ("deposits", "loans_outstanding", "bad_debt_ratio"))
        return sentence(
            told("vốn huy động", amount(deposits), change(deposits, self._against(deposits))),
            told("dư nợ", amount(loans), change(loans, self._against(loans))),
            told("tỷ lệ nợ xấu", amount(debt), change(debt, self.period.label_before)),
        )

    def _members(self) -> str:
        members, admitted = self.found["alliance_members"], self.found["new_alliance_members"]
        if not members.value:
            return ""
        new = f"kết nạp mới {amount(admitted)}" if admitted.value else "chưa kết nạp thành viên mới"
        return sentence(new, told("tổng số", amount(members), change(members, self._against(members))))

    def _missing(self) -> str:
        bases = [basis for code in _REPORTING if (basis := self.found[code].basis)]
        lacking = [f"{numbers.counted(each.expected - each.received)} {each.noun}" for each in bases if each.incomplete]
        if not lacking:
            return "Tất cả đã có số liệu." if any(each.expected for each in bases) else ""
        return sentence(f"chưa có số liệu của {', '.join(lacking)}", f"đã nhận của {_counted(bases)}")

    def _estimates(self) -> str:
        estimates, returns = self.estimated
        if not returns:
            return ""
        if not estimates:
            return f"Không có: cả {numbers.counted(returns)} tổ chức đã báo cáo đều có số chính thức."
        return (
            f"{numbers.counted(estimates)} trong {numbers.counted(returns)} tổ chức đã báo cáo mới có số ước: "
            "mọi chỉ tiêu lấy từ báo cáo của tổ chức (thành viên, lao động, vốn, doanh thu, lợi nhuận) còn có thể đổi."
        )


def _sources(some: Iterable[Reading]) -> tuple[Source, ...]:
    return tuple(each.indicator.source for each in some)


def _alike(each: Reading) -> bool:
    return each.basis is None or each.previous_basis is None or each.basis.matches(each.previous_basis)


def _counted(bases: Iterable[Basis]) -> str:
    return ", ".join(each.counted for each in bases if each.expected)


def _small(label: str) -> str:
    """A label within a sentence; abbreviations keep their capitals."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def _without_noun(label: str) -> str:
    return label.removeprefix("HTX ")

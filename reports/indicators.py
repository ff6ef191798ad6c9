"""Every figure of the portal: one entry each. Nothing else computes one.

An entry says what the figure is called and counted in, whether it is a stock, a flow or a ratio, which rows it is
taken from and how. To add one, see docs/how-to/add-an-indicator.md. A code never changes its meaning: a new
definition is a new code.
"""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import F, Q

from cooperatives.models import COOPERATIVE_KINDS, ActivityState, Kind, LifeEvent, Participant, Sector
from events.models import Activity
from printing import numbers
from printing.table import Column
from reports.measures import Measure, count, mean, net, ratio, recorded, share, total, weighted_mean, without
from reports.sources import (
    ACTIVITY,
    AWARDS,
    LIVES,
    LOANS,
    MEMBERSHIPS,
    RECOUNTS,
    REGISTER,
    RETURNS,
    WORK,
    Nature,
    Source,
)
from returns.models import REPORTING_KINDS, Rating

STOCK, FLOW, RATIO = Nature.STOCK, Nature.FLOW, Nature.RATIO
Event = LifeEvent.Kind
Done, Channel = Activity.Kind, Activity.Channel
BEGINS, ENDS = Participant.Role.BEGINS, Participant.Role.ENDS


class UnknownIndicator(LookupError):
    """No figure has this code."""


@dataclass(frozen=True)
class Indicator:
    """A figure: `unit` as printed after it, `format` and `decimals` as printing.table.Column takes them.

    `note` tells a reader how it is taken. An indicator without source and measure is not computed from rows: the
    office declares it. `also` are counts from other sources that are added to it. `kept` narrows the rows of the source
    that show that such a thing was recorded at all: a register may tell of beginnings long before it tells of ends.
    """

    code: str
    label: str
    unit: str
    nature: Nature
    source: Source | None
    measure: Measure | None
    format: str = "integer"
    decimals: int = 0
    note: str = ""
    also: tuple[tuple[Source, Measure], ...] = ()
    kept: Q = field(default_factory=Q)

    @property
    def terms(self) -> tuple["Indicator", ...]:
        """The figure as one indicator per source; their values add up to its own."""
        return (self, *(replace(self, source=source, measure=measure, also=()) for source, measure in self.also))

    @property
    def column(self) -> Column:
        return Column(self.code, self.label, unit=self.unit, kind=self.format, decimals=self.decimals)

    @property
    def is_declared(self) -> bool:
        """Whether no rows give it: all that is known of it stands in the ledger."""
        return self.measure is None

    def parse(self, typed: object) -> int | Decimal | None:
        """Read a value as typed or as a spreadsheet has it, in the indicator's unit. Raises NumberRefused."""
        if self.format == "decimal":
            return numbers.parse_decimal(typed, self.decimals)
        if self.format == "percent":
            return numbers.parse_percent(typed, self.decimals)
        return numbers.parse_money(typed) if self.format == "money" else numbers.parse_integer(typed)

    def with_unit(self, value: int | Decimal) -> str:
        """A value as a sentence says it: "464 HTX", "61%", "412.296.737.000 đồng"."""
        return self.column.printed(value) + ("" if self.unit == "%" else f" {self.unit}")


_OF_COOPERATIVES = {"organisation__kind__in": COOPERATIVE_KINDS}
_OF_GROUPS = {"organisation__kind": Kind.GROUP}
_BEGUN = {"role": BEGINS, "event__kind__in": (Event.FOUNDED, Event.SPLIT, Event.SEPARATED, Event.CONSOLIDATED)}
_ABSORBED = {"role": ENDS, "event__kind__in": (Event.MERGED, Event.CONSOLIDATED)}
_DISSOLVED = {"role": ENDS, "event__kind__in": (Event.DISSOLVED, Event.BANKRUPT)}
_GOOD = Q(rating__in=(Rating.GOOD, Rating.FAIR))
_RATED = Q(rating__in=(Rating.GOOD, Rating.FAIR, Rating.AVERAGE, Rating.WEAK))
GROUPS, FUNDS = (Kind.GROUP,), (Kind.CREDIT_FUND,)


def _existing(code: str, label: str, unit: str, **where) -> Indicator:
    """Those with a name in the register, and from their day on the recounts of the same kind and sector."""
    recounts = net("adjustment", **{f"adjusted_{name}": value for name, value in where.items()})
    return Indicator(code, label, unit, STOCK, REGISTER, count(**where), also=((RECOUNTS, recounts),))


def _happened(code: str, label: str, unit: str, **where) -> Indicator:
    return Indicator(code, label, unit, FLOW, LIVES, count(**where), kept=Q(role=where["role"]))


def _working(code: str, label: str, state: ActivityState) -> Indicator:
    return Indicator(code, label, "HTX", STOCK, ACTIVITY, count("organisation", state=state, **_OF_COOPERATIVES))


def _rest_of_cooperatives(code: str, label: str, known: tuple[ActivityState, ...]) -> Indicator:
    """Those of no known state, whether a record says so or there is none; recounts name nobody that could be known."""
    all_of_them = _existing(code, label, "HTX", kind__in=COOPERATIVE_KINDS)
    elsewhere = (ACTIVITY, without("organisation", state__in=known, **_OF_COOPERATIVES))
    return replace(all_of_them, also=(*all_of_them.also, elsewhere))


def _people(code: str, label: str, unit: str, field: str, **kinds) -> Indicator:
    return Indicator(code, label, unit, STOCK, RETURNS, total(field, **kinds))


def _money(code: str, label: str, nature: Nature, measure: Measure, *, unit: str = "đồng", note: str = "") -> Indicator:
    return Indicator(code, label, unit, nature, RETURNS, measure, format="money", note=note)


def _area(code: str, label: str, **kinds) -> Indicator:
    measure = total("farmed_area", places=2, **kinds)
    return Indicator(code, label, "ha", STOCK, RETURNS, measure, format="decimal", decimals=2)


def _percent(code: str, label: str, measure: Measure, note: str) -> Indicator:
    return Indicator(code, label, "%", RATIO, RETURNS, measure, format="percent", decimals=1, note=note)


def _work(code: str, label: str, unit: str, field: str = "quantity", **where) -> Indicator:
    return Indicator(code, label, unit, FLOW, WORK, total(field, **where), kept=Q(**where))


_ALL = (
    # The register: what exists in law at the end of the period. Credit funds are inside the cooperatives.
    _existing("cooperatives", "Hợp tác xã", "HTX", kind__in=COOPERATIVE_KINDS),
    _existing(
        "agricultural_cooperatives",
        "HTX nông nghiệp",
        "HTX",
        kind=Kind.COOPERATIVE,
        sector=Sector.AGRICULTURE,
    ),
    _existing(
        "non_agricultural_cooperatives",
        "HTX phi nông nghiệp",
        "HTX",
        kind=Kind.COOPERATIVE,
        sector__in=(Sector.INDUSTRY, Sector.FINANCE, Sector.SERVICES, Sector.OTHER),
    ),
    _existing("credit_funds", "Quỹ tín dụng nhân dân", "quỹ", kind=Kind.CREDIT_FUND),
    _existing("unions", "Liên hiệp hợp tác xã", "LHHTX", kind=Kind.UNION),
    _existing("groups", "Tổ hợp tác", "THT", kind=Kind.GROUP),
    # Lives: what began and ended within the period.
    _happened("new_cooperatives", "HTX thành lập mới", "HTX", organisation__kind__in=COOPERATIVE_KINDS, **_BEGUN),
    _happened("new_groups", "THT thành lập mới", "THT", **_OF_GROUPS, **_BEGUN),
    _happened("new_unions", "LHHTX thành lập mới", "LHHTX", organisation__kind=Kind.UNION, **_BEGUN),
    _happened("dissolved_cooperatives", "HTX giải thể, phá sản", "HTX", **_OF_COOPERATIVES, **_DISSOLVED),
    _happened("merged_cooperatives", "HTX sáp nhập, hợp nhất", "HTX", **_OF_COOPERATIVES, **_ABSORBED),
    # Real activity, which legal status does not tell. The four add up to the cooperatives there are.
    _working("active_cooperatives", "HTX đang hoạt động", ActivityState.ACTIVE),
    _working("suspended_cooperatives", "HTX tạm ngừng hoạt động", ActivityState.SUSPENDED),
    _working("ceased_cooperatives", "HTX ngừng hoạt động chưa giải thể", ActivityState.CEASED),
    _rest_of_cooperatives(
        "undetermined_cooperatives",
        "HTX chưa xác định tình trạng hoạt động",
        (ActivityState.ACTIVE, ActivityState.SUSPENDED, ActivityState.CEASED),
    ),
    # Membership of the alliance.
    Indicator("alliance_members", "Thành viên Liên minh", "thành viên", STOCK, MEMBERSHIPS, count("organisation")),
    Indicator(
        "new_alliance_members",
        "Thành viên Liên minh kết nạp mới",
        "thành viên",
        FLOW,
        MEMBERSHIPS,
        count("organisation"),
    ),
    # Returns: people.
    Indicator("returns_received", "Tổ chức đã có số liệu", "tổ chức", STOCK, RETURNS, count()),
    _people("members", "Thành viên của tổ chức KTTT", "thành viên", "members"),
    _people("cooperative_members", "Thành viên HTX", "thành viên", "members", kinds=COOPERATIVE_KINDS),
    _people("group_members", "Tổ viên THT", "tổ viên", "members", kinds=GROUPS),
    _people("regular_workers", "Lao động thường xuyên", "người", "regular_workers"),
    _people("seasonal_workers", "Lao động thời vụ", "người", "seasonal_workers"),
    # Returns: capital and results. Totals cover credit funds; averages divide by those that declare.
    _money("charter_capital", "Vốn điều lệ HTX", STOCK, total("charter_capital", kinds=COOPERATIVE_KINDS)),
    _money("group_capital", "Vốn góp THT", STOCK, total("charter_capital", kinds=GROUPS)),
    _money("total_assets", "Tổng tài sản HTX", STOCK, total("total_assets", kinds=COOPERATIVE_KINDS)),
    _money("revenue", "Doanh thu HTX", FLOW, total("revenue", kinds=COOPERATIVE_KINDS)),
    _money(
        "average_revenue",
        "Doanh thu bình quân",
        RATIO,
        mean("revenue", kinds=COOPERATIVE_KINDS),
        unit="đồng/HTX",
        note="Tổng doanh thu chia số HTX có kê khai doanh thu, kể cả QTDND có kê khai",
    ),
    _money("profit", "Lợi nhuận HTX", FLOW, total("profit", kinds=COOPERATIVE_KINDS)),
    _money(
        "average_profit",
        "Lợi nhuận bình quân",
        RATIO,
        mean("profit", kinds=COOPERATIVE_KINDS),
        unit="đồng/HTX",
        note="Tổng lợi nhuận chia số HTX có kê khai lợi nhuận, kể cả QTDND có kê khai",
    ),
    _money(
        "average_income",
        "Thu nhập bình quân trong HTX",
        RATIO,
        weighted_mean("average_income", weight="regular_workers", kinds=COOPERATIVE_KINDS),
        unit="đồng/người/tháng",
        note="Bình quân gia quyền theo số lao động thường xuyên",
    ),
    _money(
        "group_average_income",
        "Thu nhập bình quân trong THT",
        RATIO,
        weighted_mean("average_income", weight="members", kinds=GROUPS),
        unit="đồng/người/tháng",
        note="Bình quân gia quyền theo số tổ viên",
    ),
    _money("budget_contribution", "Nộp ngân sách", FLOW, total("budget_contribution", kinds=COOPERATIVE_KINDS)),
    _area("farmed_area", "Diện tích canh tác của HTX", kinds=COOPERATIVE_KINDS),
    _area("group_farmed_area", "Diện tích canh tác của THT", kinds=GROUPS),
    _percent(
        "good_or_better_share",
        "Tỷ lệ HTX được xếp loại đạt khá trở lên",
        share(_GOOD, _RATED, kinds=COOPERATIVE_KINDS),
        "Trên số HTX được xếp loại tốt, khá, trung bình, yếu",
    ),
    # Returns: people's credit funds.
    _money("deposits", "Vốn huy động của QTDND", STOCK, total("deposits", kinds=FUNDS)),
    _money("loans_outstanding", "Dư nợ cho vay của QTDND", STOCK, total("loans_outstanding", kinds=FUNDS)),
    _percent(
        "bad_debt_ratio",
        "Tỷ lệ nợ xấu của QTDND",
        ratio("bad_debt", "loans_outstanding", scale=100, kinds=FUNDS),
        "Nợ xấu chia dư nợ của các quỹ kê khai cả hai",
    ),
    # The Alliance's own work, from its register; of a year without rows nothing is known, and the ledger stands in.
    _work("training_classes", "Lớp tập huấn", "lớp", kind=Done.TRAINING),
    _work("training_participants", "Lượt người dự tập huấn", "lượt người", "participants", kind=Done.TRAINING),
    _work("advice_sessions", "Lượt tư vấn, hướng dẫn", "lượt", kind=Done.ADVICE),
    _work("mobilisations", "Cuộc tuyên truyền, vận động", "cuộc", kind=Done.MOBILISATION),
    _work("media_items", "Tin, bài tuyên truyền", "tin, bài", kind=Done.MEDIA),
    _work("print_items", "Tin, bài trên báo giấy", "tin, bài", channel=Channel.PRINT),
    _work("broadcast_items", "Tin, phóng sự phát thanh, truyền hình", "tin, bài", channel=Channel.BROADCAST),
    _work("website_items", "Tin, bài trên trang thông tin điện tử", "tin, bài", channel=Channel.WEBSITE),
    _work("trade_events", "Cuộc hội chợ, kết nối cung cầu", "cuộc", kind=Done.TRADE),
    _work("legal_cases", "Vụ việc được hỗ trợ pháp lý", "vụ việc", kind=Done.LEGAL),
    _work("inspections", "Cuộc kiểm tra, giám sát", "cuộc", kind=Done.INSPECTION),
    _work("petitions", "Đơn thư đã giải quyết", "đơn", kind=Done.PETITION),
    _work("founding_support", "Lượt hỗ trợ thành lập tổ chức", "lượt", kind=Done.FOUNDING),
    Indicator("support_loans", "Dự án được hỗ trợ vay vốn", "dự án", FLOW, LOANS, recorded()),
    Indicator("support_borrowers", "Tổ chức được hỗ trợ vay vốn", "tổ chức", FLOW, LOANS, recorded("organisation")),
    Indicator("support_loan_amount", "Số tiền hỗ trợ vay vốn", "đồng", FLOW, LOANS, total("disbursed"), format="money"),
    # Commendation, by the year that is rewarded.
    Indicator(
        "collective_awards",
        "Tập thể được khen thưởng",
        "tập thể",
        FLOW,
        AWARDS,
        count(organisation__isnull=False),
    ),
    Indicator(
        "individual_awards",
        "Cá nhân được khen thưởng",
        "cá nhân",
        FLOW,
        AWARDS,
        count(organisation__isnull=True),
    ),
)

# What figures built on returns rest on: who is there to report at the end of the period, who of them has, who is rated.
_STILL = Q(organisation__ended_on__isnull=True) | Q(organisation__ended_on__gt=F("period__end"))
_THERE = _STILL & Q(organisation__founded_on__lte=F("period__end"))
_BASES = (
    *(
        Indicator(f"existing_{kind}", "Phải báo cáo", "tổ chức", STOCK, REGISTER, count(kind=kind))
        for kind in REPORTING_KINDS
    ),
    *(
        Indicator(f"reporting_{kind}", "Đã báo cáo", "tổ chức", STOCK, RETURNS, count("pk", _THERE, kinds=(kind,)))
        for kind in REPORTING_KINDS
    ),
    Indicator("reported", "HTX đã báo cáo", "HTX", STOCK, RETURNS, count(kinds=COOPERATIVE_KINDS)),
    Indicator("rated", "HTX được xếp loại", "HTX", STOCK, RETURNS, count("pk", _RATED, kinds=COOPERATIVE_KINDS)),
    Indicator("good_or_better", "HTX khá trở lên", "HTX", STOCK, RETURNS, count("pk", _GOOD, kinds=COOPERATIVE_KINDS)),
)

INDICATORS: dict[str, Indicator] = {indicator.code: indicator for indicator in _ALL}
CODES = tuple(INDICATORS)
_KNOWN = INDICATORS | {indicator.code: indicator for indicator in _BASES}


def indicator(code: str) -> Indicator:
    """Return the indicator of that code. Raises UnknownIndicator."""
    try:
        return _KNOWN[code]
    except KeyError:
        raise UnknownIndicator(f"Không có chỉ tiêu “{code}”.") from None


def is_known(code: str) -> bool:
    """Whether an indicator of ours has this code, those that only bases are counted with included."""
    return code in _KNOWN

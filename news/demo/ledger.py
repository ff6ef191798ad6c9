"""The ledger of the demo: what Thái Bình's reports printed, as published values; invented plans and office work.

Printed for 2020 and 2023 (plan.py); the members of 2022 follow from the growth that was printed for 2023. Everything
else, plans above all, is invented and says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from news.demo.people import Cast
from news.demo.recording import record
from reports.models import Figure, OfficeIndicator, Qualifier
from returns.models import Period

Stage = Figure.Stage
LATE = "Báo cáo khóa số ngày 15/12, chưa gồm 02 tổ hợp tác thành lập sau đó"
INVENTED = "Số minh họa"

OFFICE_INDICATORS = (
    ("so_cuoc_van_dong", "Cuộc vận động thành lập hợp tác xã, tổ hợp tác", "cuộc", "flow", 0),
    ("htx_moi_dung_luat", "HTX thành lập mới được hướng dẫn đúng Luật", "%", "ratio", 1),
)


@dataclass(frozen=True)
class Printed:
    """Values that a report printed: its day and source."""

    year: int
    day: date
    source: str
    values: dict[str, int]
    reasons: dict[str, str]


PRINTED = (
    Printed(
        2020,
        date(2021, 1, 22),
        "Hội nghị tổng kết năm 2020, ngày 22/01/2021",
        {"cooperatives": 445, "groups": 192, "unions": 1},
        {},
    ),
    Printed(
        2022,
        date(2023, 12, 26),
        "Hội nghị tổng kết năm 2023, ngày 26/12/2023 (số năm trước)",
        {"members": 567_097},
        {},
    ),
    Printed(2022, date(2023, 1, 12), INVENTED, {"groups": 218}, {"groups": LATE}),
    Printed(
        2023,
        date(2023, 12, 26),
        "Hội nghị tổng kết năm 2023, ngày 26/12/2023",
        {
            "cooperatives": 464,
            "agricultural_cooperatives": 351,
            "non_agricultural_cooperatives": 28,
            "credit_funds": 85,
            "unions": 1,
            "groups": 235,
            "members": 570_286,
            "alliance_members": 442,
            "new_alliance_members": 12,
        },
        {},
    ),
)

PLANS: dict[int, dict[str, int | tuple[str, int]]] = {
    2021: {"new_cooperatives": 10, "new_groups": 16, "training_classes": 8, "so_cuoc_van_dong": 6},
    2022: {"cooperatives": 455, "new_cooperatives": 10, "new_groups": 18, "training_classes": 9, "so_cuoc_van_dong": 8},
    2023: {
        "cooperatives": 466,
        "groups": 232,
        "members": 570_000,
        "alliance_members": 442,
        "new_cooperatives": 12,
        "new_groups": 18,
        "new_alliance_members": 13,
        "average_revenue": 2_700_000_000,
        "average_income": (Qualifier.AT_LEAST, 5_700_000),
        "good_or_better_share": (Qualifier.AT_LEAST, 81),
        "bad_debt_ratio": (Qualifier.AT_MOST, 1),
        "training_classes": 10,
        "training_participants": (Qualifier.ABOUT, 600),
        "media_items": 110,
        "so_cuoc_van_dong": 10,
        "htx_moi_dung_luat": 100,
    },
    2024: {
        "cooperatives": 472,
        "groups": 250,
        "new_cooperatives": 10,
        "new_groups": 20,
        "new_alliance_members": 12,
        "training_classes": 12,
        "good_or_better_share": (Qualifier.AT_LEAST, 83),
        "so_cuoc_van_dong": 10,
    },
}

WORK = {
    # The registers of work and of loans begin in 2021.
    "training_classes": {2020: 6},
    "training_participants": {2020: 310},
    "media_items": {2020: 84},
    "support_loans": {2020: 2},
    "support_loan_amount": {2020: 180_000_000},
    "so_cuoc_van_dong": {2020: 5, 2021: 6, 2022: 7, 2023: 9},
    "htx_moi_dung_luat": {2020: 100, 2021: 100, 2022: 100, 2023: 100},
}


def keep_ledger(periods: dict[int, Period], cast: Cast) -> None:
    """Write the indicators of the office and the lines of the years."""
    names = ("code", "name", "unit", "nature", "decimals")
    record((OfficeIndicator(**dict(zip(names, one, strict=True))) for one in OFFICE_INDICATORS), by=cast.staff)
    record((*_published(periods, cast), *_plans(periods, cast), *_work(periods, cast)), by=cast.staff)


def _published(periods: dict[int, Period], cast: Cast) -> Iterator[Figure]:
    for printed in PRINTED:
        for indicator, value in printed.values.items():
            yield Figure(
                indicator=indicator,
                period=periods[printed.year],
                stage=Stage.PUBLISHED,
                value=Decimal(value),
                as_of=printed.day,
                source=printed.source,
                reason=printed.reasons.get(indicator, ""),
                approved_on=printed.day,
                approved_by=cast.leader,
                entered_by=cast.staff,
            )


def _plans(periods: dict[int, Period], cast: Cast) -> Iterator[Figure]:
    for year, plans in PLANS.items():
        for indicator, plan in plans.items():
            qualifier, value = plan if isinstance(plan, tuple) else (Qualifier.EXACT, plan)
            yield Figure(
                indicator=indicator,
                period=periods[year],
                stage=Stage.PLAN,
                qualifier=qualifier,
                value=Decimal(value),
                as_of=date(year, 1, 15),
                source=f"Kế hoạch công tác năm {year} (minh họa)",
                entered_by=cast.staff,
            )


def _work(periods: dict[int, Period], cast: Cast) -> Iterator[Figure]:
    for indicator, years in WORK.items():
        for year, value in years.items():
            yield Figure(
                indicator=indicator,
                period=periods[year],
                stage=Stage.OFFICIAL,
                value=Decimal(value),
                as_of=date(year, 12, 31),
                source=INVENTED,
                entered_by=cast.staff,
            )

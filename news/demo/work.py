"""What the Alliance of the demo did, and which loans it helped to; of 2020 only what the ledger states is known.

The classes, posts and loans of 2023 are as many as Kiên Giang's first half of that year tells of; the rest is invented.
"""

import random
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from simple_history.utils import bulk_update_with_history

from cooperatives.models import Kind, Loan, LoanSource, Organisation, Repayment, Sector
from events.models import Activity, Attendee
from news.demo.people import Cast
from news.demo.recording import REASON, record
from news.demo.register import Register, workday

Done, Channel = Activity.Kind, Activity.Channel
MILLION = 1_000_000
END = date(2023, 12, 31)
PARTNER = "Sở, ngành minh họa"
# Of each year: people in each of its classes.
CLASSES = {
    2021: (48, 52, 50, 47, 55, 51, 49),
    2022: (50, 54, 49, 52, 51, 53, 50, 56, 48),
    2023: (52, 48, 50, 49, 51, 47, 53, 50, 49, 51, 49),
}
TOPICS = (
    "Kế toán hợp tác xã",
    "Luật Hợp tác xã",
    "Quản trị hợp tác xã",
    "Bán hàng trên sàn điện tử",
    "An toàn thực phẩm",
)
# Posts of the portal, items in newspapers, items on television.
MEDIA = {2021: (82, 7, 1), 2022: (88, 8, 1), 2023: (95, 9, 1)}
OTHERS = (
    (Done.MOBILISATION, "Vận động nông dân thành lập hợp tác xã", 5, 1, 60),
    (Done.ADVICE, "Tư vấn xây dựng điều lệ, phương án sản xuất", 6, 3, None),
    (Done.TRADE, "Gian hàng tại hội chợ kết nối cung cầu", 2, 1, None),
    (Done.LEGAL, "Giúp tổ chức lại theo Luật Hợp tác xã", 3, 1, None),
    (Done.INSPECTION, "Kiểm tra việc chấp hành Điều lệ Liên minh", 4, 1, None),
    (Done.PETITION, "Trả lời đơn kiến nghị của thành viên", 2, 1, None),
    (Done.FOUNDING, "Hướng dẫn hồ sơ đăng ký thành lập", 4, 2, None),
)
OF_ONE = (Done.ADVICE, Done.LEGAL, Done.INSPECTION)
SOURCES = (
    ("Quỹ Hỗ trợ phát triển hợp tác xã tỉnh", ""),
    ("Quỹ Hỗ trợ phát triển hợp tác xã Trung ương", ""),
    ("Quỹ quốc gia về việc làm", "Ngân hàng Chính sách xã hội"),
    ("Ngân hàng thương mại", ""),
)
# Of each year, by the place of its source: millions lent to each project.
LENT = {
    2021: ((0, 80), (2, 60), (2, 100)),
    2022: ((0, 90), (2, 70), (2, 100)),
    2023: ((2, 60), (2, 70), (2, 80), (2, 90)),
}
PROJECTS = ("Mua máy gặt đập", "Xây kho lạnh", "Trồng rau trong nhà lưới", "Nuôi cá lồng", "Mua xe vận chuyển nông sản")


def build_work(register: Register, cast: Cast) -> None:
    """Write the activities of 2021 to 2023 with who attended, and the loans with what was paid back."""
    chance = random.Random(11)
    standing = register.existing(END, Kind.COOPERATIVE)
    farming = [one for one in standing if one.sector == Sector.AGRICULTURE and one.founded_on.year < 2020]
    activities = record(_activities(chance, farming), by=cast.staff)
    record(_attendees(chance, activities, farming), by=cast.staff)
    _lend(chance, farming, cast)


def _activities(chance: random.Random, farming: list[Organisation]) -> Iterator[Activity]:
    for year in CLASSES:
        yield from _classes(year, chance)
        yield from _media(year, chance)
        for kind, title, times, quantity, people in OTHERS:
            for number in range(times):
                one = chance.choice(farming) if kind in OF_ONE else None
                yield Activity(
                    kind=kind,
                    title=f"{title}, lần {number + 1} năm {year}",
                    held_on=_day(year, chance),
                    quantity=quantity,
                    participants=people,
                    organisation=one,
                    organiser=PARTNER,
                )


def _classes(year: int, chance: random.Random) -> Iterator[Activity]:
    for number, people in enumerate(CLASSES[year]):
        begun = _day(year, chance)
        yield Activity(
            kind=Done.TRAINING,
            title=f"{TOPICS[number % len(TOPICS)]}, lớp {number + 1} năm {year}",
            held_on=begun,
            ended_on=begun + timedelta(chance.choice((1, 2))),
            participants=people,
            venue="Hội trường Liên minh (minh họa)",
            organiser=PARTNER,
            cost=chance.randrange(18, 32) * MILLION,
        )


def _media(year: int, chance: random.Random) -> Iterator[Activity]:
    """Twelve months of the portal's own posts; the other channels item by item."""
    posts, printed, broadcast = MEDIA[year]
    for month in range(1, 13):
        first = date(year, month, 1)
        yield Activity(
            kind=Done.MEDIA,
            channel=Channel.WEBSITE,
            title=f"Tin, bài đăng trên cổng tháng {first:%m/%Y}",
            held_on=first,
            ended_on=first.replace(day=monthrange(year, month)[1]),
            quantity=posts // 12 + (month <= posts % 12),
        )
    for channel, number in ((Channel.PRINT, printed), (Channel.BROADCAST, broadcast)):
        for each in range(number):
            title = f"Gương hợp tác xã làm ăn giỏi, số {each + 1} năm {year}"
            yield Activity(kind=Done.MEDIA, channel=channel, title=title, held_on=_day(year, chance))


def _day(year: int, chance: random.Random) -> date:
    return workday(date(year, 1, 15) + timedelta(chance.randrange(320)))


def _attendees(chance: random.Random, activities: list[Activity], farming: list[Organisation]) -> Iterator[Attendee]:
    for activity in activities:
        if activity.kind == Done.TRAINING:
            for one in chance.sample(farming, 8):
                yield Attendee(activity=activity, organisation=one, people=chance.randint(1, 4))


def _lend(chance: random.Random, farming: list[Organisation], cast: Cast) -> None:
    """Loans of every year, one project refused and one still looked at in the last; the older are partly paid back."""
    named = [LoanSource(name=name, lender=lender, position=at + 1) for at, (name, lender) in enumerate(SOURCES)]
    sources = record(named, by=cast.staff)
    borrowers = iter(chance.sample(farming, 20))
    lent = [
        Loan(
            organisation=next(borrowers),
            source=sources[at],
            project=chance.choice(PROJECTS),
            **_terms(year, number, amount * MILLION),
        )
        for year, loans in LENT.items()
        for number, (at, amount) in enumerate(loans)
    ]
    loans = record([*lent, *_unlent(borrowers, sources)], by=cast.staff)
    repayments = record([one for loan in loans for one in _repayments(loan)], by=cast.staff)
    for one in repayments:
        one.loan.repaid += one.amount
    paid = [loan for loan in loans if loan.repaid]
    bulk_update_with_history(paid, Loan, ["repaid"], default_user=cast.staff, default_change_reason=REASON)


def _terms(year: int, number: int, amount: int) -> dict:
    """The way of one project from dossier to money; the last two of four share a dossier."""
    applied = workday(date(year, 2, 10) + timedelta(40 * number))
    lent_on = workday(applied + timedelta(40))
    return {
        "dossier": f"{min(number, 2) + 1:02}-{year}/MH",
        "applied_on": applied,
        "requested": amount + 20 * MILLION,
        "decided_on": workday(applied + timedelta(25)),
        "approved": amount,
        "disbursed_on": lent_on,
        "disbursed": amount,
        "due_on": lent_on + timedelta(365 * 2),
    }


def _unlent(borrowers: Iterator[Organisation], sources: list[LoanSource]) -> Iterator[Loan]:
    refused, asked = date(2023, 9, 5), date(2023, 12, 4)
    told = {"source": sources[0], "requested": 200 * MILLION}
    yield Loan(
        organisation=next(borrowers),
        dossier="04-2023/MH",
        project=PROJECTS[1],
        applied_on=refused,
        decided_on=refused + timedelta(20),
        refusal="Chưa có phương án trả nợ",
        **told,
    )
    yield Loan(organisation=next(borrowers), dossier="05-2023/MH", project=PROJECTS[0], applied_on=asked, **told)


def _repayments(loan: Loan) -> Iterator[Repayment]:
    """A quarter every half a year until the end of 2023; the first loan of all stopped paying, and is overdue."""
    stopped = loan.dossier == "01-2021/MH"
    for part in range(1, 5):
        day = loan.disbursed_on and workday(loan.disbursed_on + timedelta(180 * part))
        if day and day <= END and not (stopped and part > 1):
            yield Repayment(loan=loan, paid_on=day, amount=loan.disbursed // 4)

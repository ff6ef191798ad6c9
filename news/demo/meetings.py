"""The bodies of the demo, and one session of two of them: steering committee and executive committee, 10/01/2023.

Whoever sits on a body is invented, and so is what they said and decided. No body's quorum is told: the office sets it.
"""

import random
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from events import workflow
from events.models import (
    AgendaItem,
    Body,
    Chair,
    Conclusion,
    Conference,
    ConferenceBody,
    Contribution,
    Delegate,
    Person,
    Resolution,
    Seat,
    Term,
    Vote,
)
from news.demo import names
from news.demo.people import CHAIRMAN
from news.demo.recording import record
from returns.models import Period

TERM, BEGUN, HELD = "2020 - 2025", date(2020, 9, 15), date(2023, 1, 10)
STEERING, COMMITTEE, STANDING, INSPECTION, ALLIANCE = range(5)
# Name, short name, kind, how many sit on it; the highest first.
BODIES = (
    ("Ban Chỉ đạo phát triển kinh tế tập thể tỉnh", "BCĐ", Body.Kind.STEERING, 14),
    ("Ban Chấp hành Liên minh Hợp tác xã tỉnh", "BCH", Body.Kind.EXECUTIVE, 24),
    ("Ban Thường vụ Liên minh Hợp tác xã tỉnh", "BTV", Body.Kind.STANDING, 6),
    ("Ủy ban Kiểm tra Liên minh Hợp tác xã tỉnh", "UBKT", Body.Kind.INSPECTION, 5),
    ("Liên minh Hợp tác xã tỉnh", "LMHTX", Body.Kind.OTHER, 0),
)
CHAIRS = {STEERING: "Phó Trưởng ban Thường trực", COMMITTEE: "Chủ tịch", STANDING: "Chủ tịch"}
POSTS = {STEERING: "Thành viên", COMMITTEE: "Ủy viên", STANDING: "Ủy viên", INSPECTION: "Ủy viên"}
DEPARTMENTS = (
    "Nông nghiệp và Phát triển nông thôn",
    "Công Thương",
    "Tài nguyên và Môi trường",
    "Khoa học và Công nghệ",
)
AGENDA = (
    ("Tuyên bố lý do, giới thiệu đại biểu", "Văn phòng Liên minh"),
    ("Báo cáo kết quả năm 2022, nhiệm vụ năm 2023", "Phó Chủ tịch Liên minh"),
    ("Thảo luận", "Đại biểu"),
    ("Công tác nhân sự", "Ban Thường vụ"),
    ("Kết luận, thông qua nghị quyết", "Chủ trì"),
)
SAID = (
    ("Giám đốc hợp tác xã minh họa", "Đề nghị có thêm lớp bồi dưỡng kế toán tại huyện, vào lúc nông nhàn."),
    ("Chủ tịch Hội đồng quản trị quỹ tín dụng minh họa", "Mong được hướng dẫn sớm về chế độ báo cáo mới."),
)
# What is to be done, by whom, by when, done on, note.
CONCLUSIONS = (
    (
        "Lập danh sách hợp tác xã ngừng hoạt động theo từng xã",
        "Phòng Tổng hợp",
        date(2023, 6, 30),
        date(2023, 6, 20),
        "",
    ),
    (
        "Mở hai lớp bồi dưỡng kế toán cho hợp tác xã",
        "Phòng Đào tạo",
        date(2023, 9, 30),
        date(2023, 9, 12),
        "Đã mở ba lớp",
    ),
    (
        "Hoàn thành thủ tục giải thể các hợp tác xã đã ngừng",
        "Ban Chỉ đạo",
        date(2023, 12, 15),
        None,
        "Còn vướng công nợ",
    ),
)
REASONS = ("chuyển công tác", "nghỉ hưu", "thôi tham gia quản lý hợp tác xã")


def make_bodies(*, by) -> list[Body]:
    """Write the bodies, the terms of those that have one, and who sits on them since the congress."""
    bodies = [
        Body(name=name, abbreviation=short, kind=kind, position=position)
        for position, (name, short, kind, _) in enumerate(BODIES, 1)
    ]
    bodies = record(bodies, by=by)
    terms = record(
        [Term(body=bodies[place], name=TERM, started_on=BEGUN) for place in (COMMITTEE, STANDING, INSPECTION)], by=by
    )
    _seat_people(bodies, {term.body_id: term for term in terms}, by=by)
    return bodies


def _seat_people(bodies: list[Body], terms: dict[int, Term], *, by) -> None:
    chance = random.Random(33)
    drawn = names.people(chance)
    steering = [
        Person(full_name=next(drawn), post=f"Phó Giám đốc Sở {DEPARTMENTS[number % len(DEPARTMENTS)]} ({number})")
        for number in range(1, BODIES[STEERING][3])
    ]
    committee = [
        Person(full_name=next(drawn), post=f"Giám đốc hợp tác xã minh họa số {number}") for number in range(1, 24)
    ]
    chairman = Person(full_name=CHAIRMAN, post="Chủ tịch Liên minh Hợp tác xã tỉnh")
    record([chairman, *steering, *committee], by=by)
    on_them = {
        STEERING: [chairman, *steering],
        COMMITTEE: [chairman, *committee],
        STANDING: [chairman, *committee[:5]],
        INSPECTION: committee[5:10],
    }
    record(
        [
            Seat(
                person=person,
                body=bodies[place],
                term=terms.get(bodies[place].pk),
                post=CHAIRS.get(place, "Chủ nhiệm") if rank == 1 else POSTS[place],
                rank=min(rank, 2),
                seated_on=BEGUN,
            )
            for place, people in on_them.items()
            for rank, person in enumerate(people, 1)
        ],
        by=by,
    )


def hold_session(bodies: list[Body], periods: dict[int, Period], *, place: str, by) -> Conference:
    """One session of two bodies, each with its own ordinal, from the list of delegates to the resolution."""
    conference = Conference(
        title="Hội nghị Ban Chỉ đạo và Ban Chấp hành triển khai nhiệm vụ năm 2023",
        kind=Conference.Kind.COMMITTEE,
        held_on=HELD,
        starts_at=time(8, 0),
        ends_at=time(11, 30),
        published_on=HELD + timedelta(2),
        place=place,
        secretary="Người Ghi Minh Họa",
        secretary_titles="Chánh Văn phòng Liên minh Hợp tác xã tỉnh",
        period_reported=periods[2022],
        period_planned=periods[2023],
    )
    record([conference], by=by)
    sessions = record(
        [
            ConferenceBody(conference=conference, body=bodies[STEERING], ordinal=12),
            ConferenceBody(conference=conference, body=bodies[COMMITTEE], ordinal=7, term=TERM),
        ],
        by=by,
    )
    record(
        [Chair(conference=conference, full_name=CHAIRMAN, titles=f"{CHAIRS[STEERING]} {BODIES[STEERING][0]}")], by=by
    )
    _assemble(conference, sessions, by=by)
    _deliberate(conference, sessions[1], by=by)
    _change_people(conference, bodies, by=by)
    return conference


def _assemble(conference: Conference, sessions: list[ConferenceBody], *, by) -> None:
    """Every ninth stays away."""
    workflow.draw_from_bodies(conference, sessions=sessions, by=by)
    guests = [("Khách mời minh họa", "Ban Dân vận"), ("Phóng viên minh họa", "Báo tỉnh")]
    workflow.add_by_hand(conference, names=guests, by=by)
    workflow.issue_invitations(conference, on=HELD - timedelta(7), by=by)
    doors = timezone.make_aware(datetime.combine(HELD, time(7, 20)))
    for number, delegate in enumerate(conference.delegates.in_order(), 1):
        if number % 9:
            way = Delegate.Way.CODE if number % 3 else Delegate.Way.LIST
            workflow.check_in(delegate, way=way, at=doors + timedelta(minutes=number), by=by)


def _deliberate(conference: Conference, committee: ConferenceBody, *, by) -> None:
    record(
        [
            AgendaItem(conference=conference, position=position, content=content, presenter=presenter)
            for position, (content, presenter) in enumerate(AGENDA, 1)
        ],
        by=by,
    )
    record([Contribution(conference=conference, speaker=who, summary=what) for who, what in SAID], by=by)
    there = committee.delegates.present().count()
    record(
        [
            Vote(conference=conference, session=committee, subject="Thông qua công tác nhân sự", in_favour=there),
            Vote(
                conference=conference,
                session=committee,
                subject="Thông qua nghị quyết",
                in_favour=there - 1,
                abstained=1,
            ),
        ],
        by=by,
    )
    record(
        [
            Conclusion(
                conference=conference,
                position=position,
                text=text,
                responsible=who,
                due_on=due,
                done_on=done,
                note=note,
            )
            for position, (text, who, due, done, note) in enumerate(CONCLUSIONS, 1)
        ],
        by=by,
    )
    (resolution,) = record(
        [
            Resolution(
                conference=conference,
                title="Về nhiệm vụ phát triển kinh tế tập thể năm 2023",
                basis="Căn cứ kết quả thảo luận và biểu quyết tại hội nghị;",
                content="\n".join(f"{number}. {text}." for number, (text, *_) in enumerate(CONCLUSIONS, 1)),
            )
        ],
        by=by,
    )
    workflow.issue_resolution(resolution, on=HELD + timedelta(1), by=by)


def _change_people(conference: Conference, bodies: list[Body], *, by) -> None:
    """Three leave the committee, two are elected to it, one of whom joins the standing board."""
    leaving = Seat.objects.entitled_at(conference).filter(body=bodies[COMMITTEE], post="Ủy viên").reverse()[:3]
    first, second = (Person(full_name=f"Người Mới Minh Họa {number}") for number in (1, 2))
    workflow.change_personnel(
        conference,
        withdrawals=[workflow.Withdrawal(seat, reason) for seat, reason in zip(leaving, REASONS, strict=True)],
        elections=[
            workflow.Election(first, bodies[COMMITTEE], "Ủy viên"),
            workflow.Election(first, bodies[STANDING], "Ủy viên"),
            workflow.Election(second, bodies[COMMITTEE], "Ủy viên"),
        ],
        by=by,
    )

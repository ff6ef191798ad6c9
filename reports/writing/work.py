"""The parts of a report beside the collective economy itself: the Alliance's work, shortcomings, tasks, proposals.

What no figure can tell is typed in the dossier of the conference; a section nobody filled is left out, never printed
empty.
"""

from django.db.models import Q

from events.models import Award
from events.models.award import AwardQuerySet
from printing.document import Exhibit
from reports.sentences import amount, done, happened, points, sentence, told, within_the
from reports.writing.coming import coming_targets
from reports.writing.facts import Facts
from reports.writing.gaps import gaps
from reports.writing.parts import Part, lines
from reports.writing.topics import OTHER, of_the_office
from returns.models import Period


def work(facts: Facts) -> Part:
    return Part(
        "work",
        f"Kết quả công tác của {facts.office.short_name}",
        parts=(
            Part("work_done", "Các mặt công tác", typed(facts, "work_done")),
            Part("policy", "Tham mưu", of_the_office(facts, "policy")),
            Part("media", "Tuyên truyền, vận động, tư vấn", _media(facts)),
            Part("training", "Đào tạo, bồi dưỡng", _training(facts)),
            Part("loans", "Hỗ trợ vốn vay", _loans(facts)),
            Part("trade", "Xúc tiến thương mại", of_the_office(facts, "trade")),
            Part("inspection", "Kiểm tra, giám sát", of_the_office(facts, "inspection")),
            _emulation(facts),
            Part("alliance_members", "Phát triển thành viên", _alliance_members(facts)),
            Part("other_work", "Công tác khác", of_the_office(facts, OTHER)),
        ),
    )


def _media(facts: Facts) -> str:
    items = facts["media_items"]
    return lines(
        sentence(done("đăng, phát", items, "tin, bài tuyên truyền", facts.moved("media_items"))),
        of_the_office(facts, "media"),
    )


def _training(facts: Facts) -> str:
    classes, people = facts["training_classes"], facts["training_participants"]
    return lines(
        sentence(
            done("tổ chức", classes, "lớp tập huấn", facts.moved("training_classes", "lớp")),
            done("có", people, "lượt người tham dự", facts.moved("training_participants")),
        ),
        of_the_office(facts, "training"),
    )


def _loans(facts: Facts) -> str:
    loans, amount_lent = facts["support_loans"], facts["support_loan_amount"]
    return lines(
        sentence(
            done("hỗ trợ", loans, "dự án vay vốn", facts.moved("support_loans")),
            told(
                "số tiền hỗ trợ vay vốn là",
                happened(amount_lent),
                *facts.beside("support_loan_amount"),
            ),
        ),
        of_the_office(facts, "loans"),
    )


def _alliance_members(facts: Facts) -> str:
    members = facts["alliance_members"]
    return sentence(
        done(f"{within_the(facts.period)} kết nạp mới", facts["new_alliance_members"]),
        told("tổng số thành viên Liên minh là", happened(members), *facts.beside("alliance_members")),
    )


def _emulation(facts: Facts) -> Part:
    awards = awards_of(facts)
    heading = "Thi đua, khen thưởng"
    if not awards.exists():
        return Part("emulation", heading)
    return Part("emulation", heading, _commended(facts), {"awards": Exhibit(awards.summary())})


def awards_of(facts: Facts) -> AwardQuerySet:
    """The awards a report tells of: for what was achieved in its years; in a part of a year what was decided in it."""
    period, awards = facts.period, Award.objects.decided()
    if period.kind in (Period.Kind.YEAR, Period.Kind.YEARS):
        return awards.of_period(period)
    presented = Q(presented_at=facts.conference) if facts.conference else Q()
    return awards.filter(Q(decided_on__range=(period.start, period.end)) | presented)


def _commended(facts: Facts) -> str:
    collectives, persons = facts["collective_awards"], facts["individual_awards"]
    if collectives.value is None or persons.value is None:
        at = " hoặc trao tại hội nghị" if facts.conference else ""
        return f"Khen thưởng được quyết định trong {facts.period.label}{at}, chia theo hình thức như sau:"
    return (
        f"Có {amount(collectives)} và {amount(persons)} được khen thưởng về thành tích {facts.span}, "
        "chia theo hình thức như sau:"
    )


def shortcomings(facts: Facts) -> Part:
    return Part("limitations", "Hạn chế, nguyên nhân", lines(*gaps(facts), typed(facts, "limitations")))


def tasks(facts: Facts) -> Part:
    targets = coming_targets(facts)
    return Part(
        "tasks",
        f"Phương hướng, nhiệm vụ {facts.planned}",
        typed(facts, "tasks"),
        {"targets": Exhibit(targets)} if targets else {},
    )


def proposals(facts: Facts) -> Part:
    return Part("proposals", "Kiến nghị, đề xuất", typed(facts, "proposals"))


def typed(facts: Facts, field: str) -> str:
    """What the dossier of the conference says, one point a line."""
    return lines(*points(getattr(facts.conference, field))) if facts.conference else ""

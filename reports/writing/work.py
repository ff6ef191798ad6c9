"""The parts of a report beside the collective economy itself: the Alliance's work, shortcomings, tasks, proposals.

What no figure can tell is typed in the dossier of the conference; a section nobody filled is left out, never printed
empty.
"""

from events.models import Award
from printing.document import Exhibit
from reports.sentences import amount, happened, points, sentence, told, within_the
from reports.writing.facts import Facts
from reports.writing.parts import Part, lines


def work(facts: Facts) -> Part:
    admitted, members = facts["new_alliance_members"], facts["alliance_members"]
    growth = sentence(
        told(f"{within_the(facts.period)} kết nạp mới", happened(admitted)),
        told("tổng số thành viên Liên minh là", amount(members), facts.moved("alliance_members")),
    )
    return Part(
        "work",
        f"Kết quả công tác của {facts.office.short_name}",
        parts=(
            Part("work_done", "Các mặt công tác", typed(facts, "work_done")),
            Part("alliance_members", "Phát triển thành viên", lines(growth)),
            _emulation(facts),
        ),
    )


def _emulation(facts: Facts) -> Part:
    collectives, persons = facts["collective_awards"], facts["individual_awards"]
    if not collectives.value and not persons.value:
        return Part("emulation", "Thi đua, khen thưởng")
    awards = Award.objects.of_period(facts.period).decided()
    return Part(
        "emulation",
        "Thi đua, khen thưởng",
        f"Có {amount(collectives)} và {amount(persons)} được khen thưởng về thành tích {facts.period.label}, "
        "chia theo hình thức như sau:",
        {"awards": Exhibit(awards.summary())},
    )


def shortcomings(facts: Facts) -> Part:
    ceased = facts["ceased_cooperatives"]
    computed = sentence(f"còn {amount(ceased)} ngừng hoạt động nhưng chưa giải thể") if ceased.value else ""
    return Part("limitations", "Hạn chế, nguyên nhân", lines(computed, typed(facts, "limitations")))


def tasks(facts: Facts) -> Part:
    return Part("tasks", f"Phương hướng, nhiệm vụ {facts.planned}", typed(facts, "tasks"))


def proposals(facts: Facts) -> Part:
    return Part("proposals", "Kiến nghị, đề xuất", typed(facts, "proposals"))


def typed(facts: Facts, field: str) -> str:
    """What the dossier of the conference says, one point a line."""
    return lines(*points(getattr(facts.conference, field))) if facts.conference else ""

"""Decisions: what was given of what was proposed, with why where it differs; presented; taken back, never deleted."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cooperatives import workflow
from cooperatives.models import LifeEvent
from events.emulation import deciding
from events.emulation.comparison import compare
from events.emulation.deciding import Outcome
from events.emulation.proposing import digest_of
from events.models import Award, AwardKind, Decision, Nomination, Proposal, Rank, Recipient

pytestmark = pytest.mark.django_db


@pytest.fixture
def flag(db):
    return AwardKind.objects.create(form="Cờ thi đua", level="Ủy ban nhân dân tỉnh", position=1)


@pytest.fixture
def diploma(db):
    return AwardKind.objects.create(form="Bằng khen", level="Ủy ban nhân dân tỉnh", position=2)


@pytest.fixture
def issued(staff, leader, founded):
    """Make a list that was sent out, of (kind, rank) lines: issued((flag, "first"), …)."""

    def make(*lines: tuple[AwardKind, str], title: str = "Khen thưởng khối") -> Proposal:
        one = Proposal.objects.create(
            title=title, year=2022, addressee="UBND tỉnh", created_by=staff, met_on=date(2022, 12, 10), state="issued"
        )
        for number, (kind, rank) in enumerate(lines):
            Nomination.objects.create(
                proposal=one,
                position=number,
                kind=kind,
                basis="merit",
                rank=rank,
                block="Khối số 1" if rank else "",
                organisation=founded(f"{title}-{number}"),
            )
        approved = {"approved_by": leader, "approved_at": "2022-12-11T00:00Z", "approved_digest": digest_of(one)}
        Proposal.objects.filter(pk=one.pk).update(**approved, issued_on=date(2022, 12, 12), reference=f"01/TTr-{title}")
        one.refresh_from_db()
        return one

    return make


def as_proposed(proposal: Proposal) -> dict[int, Outcome]:
    return {line.pk: Outcome(line.kind, line.rank) for line in proposal.nominations.all()}


def decide(proposal: Proposal, *, by, outcomes=None, **paper) -> Decision:
    told = {"issuer": "UBND tỉnh", "number": "35/QĐ-UBND", "decided_on": date(2022, 12, 20)} | paper
    return deciding.decide(proposal, **told, outcomes=outcomes or as_proposed(proposal), by=by)


def test_a_list_that_proposed_9_8_10_and_was_decided_9_9_9_is_told_both_ways(issued, flag, diploma, staff, conference):
    lines = [(flag, Rank.FIRST)] * 9 + [(diploma, Rank.SECOND)] * 8 + [(diploma, Rank.THIRD)] * 10
    proposal = issued(*lines)
    outcomes = as_proposed(proposal)
    raised = proposal.nominations.filter(rank=Rank.THIRD).first()
    outcomes[raised.pk] = Outcome(diploma, Rank.SECOND, "Cấp trên xét nâng một bậc")

    paper = decide(proposal, outcomes=outcomes, by=staff)
    absent = paper.awards.filter(rank=Rank.THIRD).first()
    deciding.present(paper, at=conference, absent={absent.pk}, absence="Đi công tác", by=staff)

    compared = compare(Proposal.objects.filter(pk=proposal.pk))
    assert compared.counts.rows == (
        ("Cờ thi đua của Ủy ban nhân dân tỉnh", "nhất", 9, 9, "0", 9),
        ("Bằng khen của Ủy ban nhân dân tỉnh", "nhì", 8, 9, "+1", 9),
        ("Bằng khen của Ủy ban nhân dân tỉnh", "ba", 10, 9, "−1", 8),
    )
    assert compared.counts.total == ("Tổng số", None, 27, 27, "0", 26)
    diploma_said = "Bằng khen của Ủy ban nhân dân tỉnh"
    assert compared.differences.rows == (
        (raised.recipient_name, f"{diploma_said}, hạng ba", f"{diploma_said}, hạng nhì", "Cấp trên xét nâng một bậc"),
    )
    assert compared.not_presented.rows == ((absent.recipient_name, f"{diploma_said}, hạng ba", "Đi công tác"),)


def test_a_decision_enters_its_awards_in_the_register(issued, flag, staff):
    proposal = issued((flag, Rank.FIRST))

    decide(proposal, by=staff)

    told = Award.objects.values_list("kind", "rank", "block", "achievement_year", "proposal", "decision", "decided_on")
    assert list(told) == [
        (flag.pk, "first", "Khối số 1", 2022, "01/TTr-Khen thưởng khối", "35/QĐ-UBND", date(2022, 12, 20))
    ]


def test_a_difference_without_a_reason_is_refused_at_its_line(issued, flag, staff):
    proposal = issued((flag, Rank.FIRST))
    line = proposal.nominations.get()

    with pytest.raises(ValidationError) as refused:
        decide(proposal, outcomes={line.pk: Outcome(None)}, by=staff)

    assert refused.value.message_dict == {f"reason_{line.pk}": ["Khác đề nghị thì hãy ghi lý do."]}
    assert not Decision.objects.exists()


def test_a_reason_where_nothing_differs_is_not_dropped_in_silence(issued, flag, staff):
    proposal = issued((flag, Rank.FIRST))
    line = proposal.nominations.get()

    with pytest.raises(ValidationError) as refused:
        decide(proposal, outcomes={line.pk: Outcome(flag, Rank.FIRST, "Thiếu hồ sơ")}, by=staff)

    assert refused.value.message_dict == {
        f"reason_{line.pk}": ["Kết quả đang ghi đúng như đề nghị: hãy sửa hình thức, hạng, hoặc xóa lý do."]
    }


def test_what_was_given_unasked_stands_beside_nothing_proposed(issued, flag, diploma, staff):
    paper = decide(issued((flag, "")), by=staff)

    deciding.add_beyond(
        paper, kind=diploma, year=2022, beyond="Thành tích đột xuất", basis="sudden", person_name="Bà Thử", by=staff
    )

    compared = compare(Proposal.objects.all())
    assert [row[2:] for row in compared.counts.rows] == [(1, 1, "0", 0), (0, 1, "+1", 0)]
    assert compared.differences.rows == (
        ("Bà Thử", "không đề nghị", "Bằng khen của Ủy ban nhân dân tỉnh", "Thành tích đột xuất"),
    )


def test_a_decision_before_its_meeting_is_refused(issued, flag, staff):
    with pytest.raises(ValidationError, match="Ngày quyết định không thể trước ngày họp Hội đồng"):
        decide(issued((flag, "")), decided_on=date(2022, 12, 9), by=staff)


@pytest.mark.parametrize("number", ["35/QĐ-UBND", "35/qđ-ubnd", " 35/QD-UBND "])
def test_one_number_of_one_issuer_is_taken_once_a_year(number, issued, flag, staff):
    decide(issued((flag, "")), by=staff)

    with pytest.raises(ValidationError, match="Số quyết định này của cơ quan này trong năm đã có trong sổ"):
        decide(issued((flag, ""), title="Đợt hai"), number=number, by=staff)


def test_another_issuer_and_another_year_number_for_themselves(issued, flag, staff):
    decide(issued((flag, "")), by=staff)
    decide(issued((flag, ""), title="Đợt hai"), issuer="Liên minh HTX Việt Nam", by=staff)
    decide(issued((flag, ""), title="Đợt ba"), decided_on=date(2023, 1, 5), by=staff)

    assert Decision.objects.count() == 3


def test_the_same_decision_sent_twice_is_recorded_once(issued, flag, staff):
    proposal = issued((flag, ""))
    decide(proposal, by=staff)

    with pytest.raises(ValidationError, match="có thể người khác vừa làm trước"):
        decide(proposal, number="36/QĐ-UBND", by=staff)
    assert Award.objects.count() == 1


def test_what_was_written_wrongly_of_a_decision_is_put_right_in_its_awards_too(issued, flag, staff, browser):
    paper = decide(issued((flag, "")), by=staff)
    sent = {"issuer": "UBND tỉnh", "number": "38/QĐ-UBND", "decided_on": "21/12/2022", "reason": "Gõ nhầm số"}

    browser(staff).post(reverse("admin:events_decision_sua-ghi-nham", args=[paper.pk]), sent)

    paper.refresh_from_db()
    award = paper.awards.get()
    assert (paper.number, award.decision, award.decided_on) == ("38/QĐ-UBND", "38/QĐ-UBND", date(2022, 12, 21))
    assert paper.history.first().history_change_reason == "Gõ nhầm số"


def test_a_correction_takes_no_number_of_another_and_no_day_after_the_presentation(issued, flag, staff, conference):
    taken = decide(issued((flag, "")), by=staff)
    paper = decide(issued((flag, ""), title="Đợt hai"), number="36/QĐ-UBND", by=staff)
    deciding.present(paper, at=conference, by=staff)
    told = {"issuer": "UBND tỉnh", "number": "36/QĐ-UBND", "decided_on": date(2022, 12, 20), "signer": ""}

    for wrong, sentence in (
        ({"number": taken.number}, "Số quyết định này của cơ quan này trong năm đã có trong sổ"),
        ({"decided_on": date(2023, 1, 11)}, "Hội nghị họp ngày 10/01/2023, trước ngày quyết định."),
    ):
        with pytest.raises(ValidationError, match=sentence):
            deciding.correct(paper, **told | wrong, reason="Thử", by=staff)
    assert set(Award.objects.values_list("decided_on", flat=True)) == {date(2022, 12, 20)}


def test_a_conference_before_the_decision_presents_nothing(issued, flag, staff, conference):
    paper = decide(issued((flag, "")), decided_on=date(2023, 2, 1), by=staff)

    with pytest.raises(ValidationError, match="trước ngày quyết định 01/02/2023"):
        deciding.present(paper, at=conference, by=staff)


@pytest.mark.parametrize(
    ("absent", "absence", "sentence"),
    [
        (True, "", "Hãy ghi lý do chưa nhận."),
        (False, "Đi công tác", "Đã ghi lý do mà chưa đánh dấu ai chưa nhận."),
    ],
)
def test_who_is_absent_and_why_go_together(absent, absence, sentence, issued, flag, staff, conference, browser):
    paper = decide(issued((flag, "")), by=staff)
    sent = {"at": conference.pk, "absence": absence, "absent": [paper.awards.get().pk] if absent else []}

    said = browser(staff).post(reverse("admin:events_decision_trao", args=[paper.pk]), sent)

    assert said.context["form"].errors == {"absence": [sentence]}
    assert Award.objects.filter(presented_at=None).exists()


def test_a_conference_yet_to_come_has_presented_nothing(issued, flag, staff, conference):
    paper = decide(issued((flag, "")), by=staff)
    conference.held_on = date(2999, 1, 10)
    conference.save()

    with pytest.raises(ValidationError, match="Hội nghị họp ngày 10/01/2999, chưa đến"):
        deciding.present(paper, at=conference, by=staff)


def test_an_award_taken_back_stays_but_counts_no_more(certificate, awarded, leader):
    award = awarded(certificate, "Bà Thử", decision="35/QĐ")

    deciding.revoke(award, on=date(2023, 6, 1), decision="40/QĐ", reason="Kê khai sai thành tích", by=leader)

    assert (Award.objects.count(), Award.objects.decided().count()) == (1, 0)
    assert Award.objects.all().decided().summary().rows == ()


def test_only_leadership_takes_awards_back(certificate, awarded, staff):
    with pytest.raises(PermissionDenied, match="Chỉ lãnh đạo"):
        deciding.revoke(awarded(certificate, "Bà Thử"), on=date(2023, 6, 1), decision="40/QĐ", reason="Sai", by=staff)


def test_an_award_is_not_taken_back_twice_nor_before_it_was_given(certificate, awarded, leader):
    award = awarded(certificate, "Bà Thử")

    with pytest.raises(ValidationError, match="sau ngày thu hồi"):
        deciding.revoke(award, on=date(2022, 12, 1), decision="40/QĐ", reason="Sai", by=leader)
    deciding.revoke(award, on=date(2023, 6, 1), decision="40/QĐ", reason="Sai", by=leader)
    with pytest.raises(ValidationError, match="đã thu hồi từ ngày 01/06/2023"):
        deciding.revoke(award, on=date(2023, 6, 2), decision="41/QĐ", reason="Sai", by=leader)


def test_the_page_of_a_decision_records_every_line_and_loses_nothing_when_refused(issued, flag, browser, staff):
    proposal = issued((flag, Rank.FIRST), (flag, ""))
    kept, dropped = proposal.nominations.order_by("position")
    sent = {"issuer": "UBND tỉnh", "number": "35/QĐ-UBND", "decided_on": "20/12/2022"}
    sent |= {f"kind_{kept.pk}": flag.pk, f"rank_{kept.pk}": "first", f"kind_{dropped.pk}": ""}
    address = reverse("admin:events_proposal_ghi-quyet-dinh", args=[proposal.pk])

    refused = browser(staff).post(address, sent)
    recorded = browser(staff).post(address, sent | {f"reason_{dropped.pk}": "Thiếu hồ sơ"}, follow=True)

    assert ("Khác đề nghị thì hãy ghi lý do." in refused.text, "35/QĐ-UBND" in refused.text) == (True, True)
    assert "Đã ghi quyết định vào sổ khen thưởng." in recorded.text
    assert list(Award.objects.values_list("nomination", flat=True)) == [kept.pk]


def test_the_page_of_a_decision_tells_of_an_organisation_that_ended_meanwhile(issued, flag, browser, staff):
    proposal = issued((flag, ""))
    one = proposal.nominations.get().organisation
    workflow.end(one, kind=LifeEvent.Kind.DISSOLVED, on=date(2022, 12, 15), by=staff)

    said = browser(staff).get(reverse("admin:events_proposal_ghi-quyet-dinh", args=[proposal.pk])).text

    assert f"{one} đã chấm dứt từ ngày 15/12/2022, không đề nghị khen thưởng nữa." in said


def test_the_comparison_is_read_by_leadership_and_taken_as_a_workbook(issued, flag, leader, staff, browser):
    proposal = issued((flag, Rank.FIRST))
    decide(proposal, by=staff)

    page = browser(leader).get(reverse("events:proposal", args=[proposal.pk])).text
    workbook = browser(leader).get(reverse("events:proposal_workbook", args=[proposal.pk]))

    assert ("Quyết định không khác đề nghị." in page, workbook.content[:2]) == (True, b"PK")


def test_a_form_for_persons_is_not_given_to_a_collective_by_a_decision(issued, flag, staff):
    badge = AwardKind.objects.create(form="Kỷ niệm chương", level="Trung ương", recipient=Recipient.INDIVIDUAL)
    proposal = issued((flag, ""))
    line = proposal.nominations.get()

    with pytest.raises(ValidationError) as refused:
        decide(proposal, outcomes={line.pk: Outcome(badge, "", "Đổi hình thức")}, by=staff)
    assert refused.value.message_dict == {f"kind_{line.pk}": ["Kỷ niệm chương của Trung ương chỉ dành cho cá nhân."]}
    assert not Decision.objects.exists()


def test_what_stands_against_an_award_beyond_the_list_is_told_once_recorded(issued, flag, diploma, staff, browser):
    paper = decide(issued((flag, "")), by=staff)
    asked = paper.awards.get().organisation
    sent = {"kind": diploma.pk, "basis": "merit", "year": "2022", "organisation": asked.pk, "beyond": "Bổ sung"}
    sent |= {"block": "Khối số 1", "rank": "second"}

    told = browser(staff).post(reverse("admin:events_decision_ngoai-de-nghi", args=[paper.pk]), sent, follow=True).text

    assert "Đã ghi khen thưởng ngoài đề nghị. Cần xem lại:" in told
    assert f"{asked.name} trong năm 2022 đã có hoặc đang đề nghị" in told
    assert Award.objects.get(kind=diploma, organisation=asked).block_and_rank == "Khối số 1, hạng nhì"

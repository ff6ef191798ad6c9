"""Who may be given what: what stands against a candidate, by the rules of all awards and those its kind chooses."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cooperatives import workflow
from cooperatives.models import LifeEvent
from events.award_rules import RULES, Candidate, findings_about
from events.emulation import proposing
from events.models import Award, AwardKind, Basis, Nomination, OpenCase, Proposal

pytestmark = pytest.mark.django_db


def against(kind: AwardKind, organisation=None, **more) -> list[tuple[str, bool]]:
    """What stands against somebody in December 2022: sentences, and whether each refuses."""
    told = {"basis": Basis.MERIT, "year": 2022, "on": date(2022, 12, 1)} | more
    return [
        (found.message, found.refuses)
        for found in findings_about(Candidate(kind=kind, organisation=organisation, **told))
    ]


def test_nothing_stands_against_an_organisation_of_good_standing(certificate, founded):
    assert against(certificate, founded("H1")) == []


def test_a_form_is_given_only_while_it_is_in_force(certificate, founded):
    one = founded("H1")
    certificate.valid_from = date(2023, 1, 1)
    young = against(certificate, one)
    certificate.valid_from, certificate.valid_to = None, date(2022, 6, 30)

    assert [*young, *against(certificate, one)] == [
        ("Bằng khen của Liên minh HTX Việt Nam chỉ áp dụng từ ngày 01/01/2023.", True),
        (
            "Bằng khen của Liên minh HTX Việt Nam không còn áp dụng sau ngày 30/06/2022: "
            "hãy chọn hình thức đang áp dụng.",
            True,
        ),
    ]


def test_a_dissolved_organisation_is_refused(certificate, founded):
    gone = founded("H1")
    workflow.end(gone, kind=LifeEvent.Kind.DISSOLVED, on=date(2022, 11, 1), by=None)
    gone.refresh_from_db()

    assert against(certificate, gone) == [
        (f"{gone} đã chấm dứt từ ngày 01/11/2022, không đề nghị khen thưởng nữa.", True)
    ]


@pytest.mark.parametrize("basis", [Basis.MOVEMENT, Basis.SUDDEN])
def test_thematic_and_sudden_awards_never_ground_one_of_merit(basis, certificate, awarded, founded):
    one = founded("H1")
    ground = awarded(certificate, one, basis=basis)
    Award.objects.filter(pk=ground.pk).update(achievement_year=2021)
    ground.refresh_from_db()

    refused = against(certificate, one, grounds=(ground,))
    as_thematic = against(certificate, one, grounds=(ground,), basis=Basis.MOVEMENT)

    assert refused == [
        (
            "Khen phong trào, chuyên đề, đột xuất không làm căn cứ khen công trạng: hãy bỏ "
            f"Bằng khen của Liên minh HTX Việt Nam năm 2021, {basis.label}.",
            True,
        )
    ]
    assert as_thematic == []


def test_merit_may_rest_on_merit_but_not_on_that_of_another(certificate, awarded, founded):
    one, other = founded("H1"), founded("H2")
    own, foreign = awarded(certificate, one, basis=Basis.MERIT), awarded(certificate, other, basis=Basis.MERIT)

    assert against(certificate, one, grounds=(own,), year=2023) == []
    assert [refuses for _, refuses in against(certificate, one, grounds=(foreign,), year=2023)] == [True]


@pytest.mark.parametrize("kind", OpenCase.Kind)
def test_an_open_case_blocks_until_it_is_closed(kind, certificate, founded):
    one = founded("H1")
    case = OpenCase.objects.create(organisation=one, kind=kind, opened_on=date(2022, 10, 1))
    blocked = against(certificate, one)
    case.closed_on = date(2022, 11, 1)
    case.save()

    assert blocked == [(f"{one.name} đang có việc {kind.label} từ ngày 01/10/2022, chưa kết thúc.", True)]
    assert against(certificate, one) == []


def test_a_case_against_a_person_is_found_however_the_name_is_typed(certificate):
    OpenCase.objects.create(person_name="Bà Trần Thị Thử", kind="complaint", opened_on=date(2022, 10, 1))

    assert [refuses for _, refuses in against(certificate, person_name="bà trần thị thử")] == [True]


def test_a_case_against_a_name_of_other_diacritics_is_only_to_be_looked_into(certificate):
    OpenCase.objects.create(person_name="Nguyễn Văn Hùng", kind="complaint", opened_on=date(2022, 10, 1))

    assert against(certificate, person_name="Nguyễn Văn Hưng") == [
        ("Có vụ việc của Nguyễn Văn Hùng chưa kết thúc: hãy xem có phải Nguyễn Văn Hưng không.", False)
    ]


@pytest.mark.parametrize(("typed", "warned"), [("BÀ THOẢ", True), ("Bà Thỏa", True), ("Bà Thoa", False)])
def test_a_second_award_is_warned_of_however_the_name_is_typed(typed, warned, certificate, medal, awarded):
    awarded(certificate, "Bà Thoả")

    assert bool(against(medal, person_name=typed)) is warned


def test_whom_the_council_left_out_of_another_list_is_not_proposed_there(certificate, founded, staff):
    one = founded("H1")
    other = Proposal.objects.create(title="Khác", year=2022, addressee="Cấp trên", created_by=staff, state="voted")
    Nomination.objects.create(proposal=other, kind=certificate, basis="merit", organisation=one, agreed=False)

    assert against(certificate, one) == []


def test_a_second_award_in_the_year_is_warned_of(certificate, medal, awarded):
    awarded(certificate, "Bà Thử")

    assert against(medal, person_name="Bà Thử") == [
        ("Bà Thử trong năm 2022 đã có hoặc đang đề nghị Bằng khen của Liên minh HTX Việt Nam.", False)
    ]


def test_a_form_for_one_basis_is_not_given_by_another(certificate, founded):
    certificate.basis = Basis.SUDDEN

    assert against(certificate, founded("H1")) == [
        ("Bằng khen của Liên minh HTX Việt Nam chỉ tặng theo loại hình đột xuất.", True)
    ]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("first_of_block", "dành cho đơn vị hạng nhất của khối; Tổ chức thử H1 không ghi hạng nhất."),
        ("second_or_third", "dành cho đơn vị hạng nhì, hạng ba; Tổ chức thử H1 không ghi hạng ấy."),
        ("alliance_member", "không phải thành viên Liên minh vào ngày 01/12/2022."),
        ("reported", "chưa gửi báo cáo năm 2022."),
        ("well_rated", "dành cho đơn vị xếp loại tốt, khá; Tổ chức thử H1 (H1) năm 2022 chưa xếp loại."),
    ],
)
def test_a_kind_asks_the_rules_it_chooses(code, sentence, certificate, founded):
    certificate.rules = [code]

    ((message, refuses),) = against(certificate, founded("H1"))

    assert (message.endswith(sentence), refuses) == (True, True)


def test_who_fulfils_every_rule_is_told_nothing(certificate, founded, reported):
    one = founded("H1")
    workflow.admit(one, on=date(2020, 1, 1), decision="", by=None)
    reported(one, "2022", rating="fair")
    certificate.rules = [code for code in RULES if code != "second_or_third"]

    assert against(certificate, one, rank="first") == []


def test_a_list_with_someone_who_may_not_be_proposed_is_refused_naming_each(certificate, founded, staff):
    one = founded("H1")
    OpenCase.objects.create(organisation=one, kind="discipline", opened_on=date(2022, 10, 1))
    proposal = Proposal.objects.create(title="Thử", year=2022, addressee="Cấp trên", created_by=staff)
    Nomination.objects.create(proposal=proposal, kind=certificate, basis="merit", organisation=one)

    with pytest.raises(ValidationError) as refused:
        proposing.submit(proposal, by=staff)

    assert refused.value.messages == [f"{one.name} đang có việc xem xét kỷ luật từ ngày 01/10/2022, chưa kết thúc."]


def test_what_stands_against_an_award_entered_by_hand_is_said_once_it_is_saved(certificate, founded, browser, staff):
    one = founded("H1")
    OpenCase.objects.create(organisation=one, kind="discipline", opened_on=date(2022, 10, 1))
    sent = {"kind": certificate.pk, "organisation": one.pk, "achievement_year": "2022", "decided_on": "01/12/2022"}

    said = browser(staff).post(reverse("admin:events_award_add"), sent, follow=True).text

    assert "đang có việc xem xét kỷ luật" in said
    assert Award.objects.count() == 1


def test_rules_are_ticked_on_the_page_of_a_kind(certificate, browser, staff):
    sent = {"form": "Cờ", "level": "Tỉnh", "nature": "form", "recipient": "collective", "position": "1"}

    browser(staff).post(reverse("admin:events_awardkind_add"), sent | {"rules": ["first_of_block", "reported"]})

    assert AwardKind.objects.get(form="Cờ").rules == ["first_of_block", "reported"]

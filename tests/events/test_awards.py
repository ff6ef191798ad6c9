"""Awards: one recipient each, proposed, decided, presented; counted by form and by recipient."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from cooperatives import workflow
from cooperatives.models import LifeEvent
from events.models import Award, AwardKind, Rank
from office.worklist import tasks_for

pytestmark = pytest.mark.django_db


def refusal(award: Award) -> str:
    with pytest.raises(ValidationError) as refused:
        award.full_clean()
    return " ".join(refused.value.messages)


def test_forty_collectives_and_persons_are_told_by_form_and_by_recipient(certificate, medal, awarded, founded):
    for number in range(18):
        awarded(certificate, founded(f"H{number}"))
    for number in range(10):
        awarded(certificate, f"Người thử {number}")
    for number in range(12):
        awarded(medal, f"Người có công {number}")

    summary = Award.objects.all().summary()

    assert summary.rows == (
        ("Bằng khen", "Liên minh HTX Việt Nam", 18, 10, 28),
        ("Kỷ niệm chương", "Liên minh HTX Việt Nam", 0, 12, 12),
    )
    assert summary.total == ("Tổng số", None, 18, 22, 40)


def test_forms_stand_in_the_order_the_office_gives_them(certificate, medal, awarded, founded):
    flag = AwardKind.objects.create(form="Cờ thi đua", level="Ủy ban nhân dân tỉnh", position=1)
    AwardKind.objects.filter(pk=medal.pk).update(position=2)
    AwardKind.objects.filter(pk=certificate.pk).update(position=3)
    awarded(certificate, "Bà Thử")
    awarded(medal, "Ông Thử")
    awarded(flag, founded("H1"))

    assert [row[0] for row in Award.objects.all().summary().rows] == ["Cờ thi đua", "Kỷ niệm chương", "Bằng khen"]
    assert [row[1] for row in Award.objects.all().roll().rows][1:] == ["Ông Thử", "Bà Thử"]


def test_within_a_form_blocks_stand_by_rank_and_names_by_the_alphabet(certificate, awarded, founded):
    awarded(certificate, "Bà Không Khối")
    for code, name, rank in (
        ("1", "HTX Bông", Rank.ENCOURAGEMENT),
        ("2", "HTX Đay", Rank.FIRST),
        ("3", "HTX Cói", "third"),
    ):
        awarded(certificate, founded(code, name=name), block="Khối số 1", rank=rank)
    awarded(certificate, founded("4", name="HTX Áo"), block="Khối số 1", rank=Rank.FIRST)
    awarded(certificate, founded("5", name="HTX Xa"))

    names = [row[1] for row in Award.objects.all().roll().rows]

    assert names == ["HTX Áo", "HTX Đay", "HTX Cói", "HTX Bông", "HTX Xa", "Bà Không Khối"]


def test_a_medal_for_persons_is_refused_to_a_collective(medal, founded):
    award = Award(kind=medal, organisation=founded("H1"), achievement_year=2022)

    assert refusal(award) == "Kỷ niệm chương của Liên minh HTX Việt Nam chỉ dành cho cá nhân."


def test_an_award_has_exactly_one_recipient(certificate, founded):
    nobody = Award(kind=certificate, achievement_year=2022)
    both = Award(kind=certificate, achievement_year=2022, organisation=founded("H1"), person_name="Bà Thử")

    assert refusal(nobody) == refusal(both) == ("Ghi một tập thể hoặc một cá nhân, không để trống và không ghi cả hai.")


def test_the_database_itself_refuses_an_award_to_nobody(certificate):
    with pytest.raises(IntegrityError):
        Award.objects.create(kind=certificate, achievement_year=2022)


def test_a_decision_does_not_precede_its_proposal(certificate):
    award = Award(
        kind=certificate,
        person_name="Bà Thử",
        achievement_year=2022,
        proposed_on=date(2022, 12, 2),
        decided_on=date(2022, 12, 1),
    )

    assert refusal(award) == "Ngày quyết định không thể trước ngày trình."


def test_a_decision_of_a_day_yet_to_come_is_refused(certificate):
    award = Award(kind=certificate, person_name="Bà Thử", achievement_year=2022, decided_on=date(2999, 1, 1))

    assert refusal(award) == "Ngày 01/01/2999 chưa đến. Hãy kiểm tra lại năm."


def test_an_award_is_not_presented_before_it_is_decided(certificate, conference):
    award = Award(
        kind=certificate,
        person_name="Bà Thử",
        achievement_year=2022,
        decided_on=date(2023, 2, 1),
        presented_at=conference,
    )

    assert refusal(award) == "Hội nghị họp ngày 10/01/2023, trước ngày quyết định."


def test_only_an_organisation_of_that_year_is_rewarded_for_it(certificate, founded):
    young, gone = founded("H1", on=date(2023, 1, 1)), founded("H2")
    workflow.end(gone, kind=LifeEvent.Kind.DISSOLVED, on=date(2022, 1, 1), by=None)
    gone.refresh_from_db()

    for organisation in (young, gone):
        award = Award(kind=certificate, organisation=organisation, achievement_year=2022)
        assert refusal(award) == f"{organisation} không tồn tại trong năm 2022."


def test_awards_are_found_by_the_name_of_the_cooperative_without_diacritics(certificate, awarded, founded):
    award = awarded(certificate, founded("H1", name="HTX Đồng Ruộng (thử)"))
    awarded(certificate, "Bà Đồng Tháp")

    assert list(Award.objects.search("dong ruong")) == [award]


def test_the_conference_page_names_everyone_with_block_and_rank(
    certificate, awarded, founded, conference, browser, staff
):
    awarded(certificate, founded("H1", name="HTX Đồng Ruộng (thử)"), block="Khối số 1", rank=Rank.SECOND)
    awarded(certificate, "Bà Thử Ữ", person_post="Giám đốc HTX thử")

    said = browser(staff).get(reverse("events:conference", args=[conference.pk])).text

    for text in ("02 tập thể, cá nhân", "HTX Đồng Ruộng (thử)", "Khối số 1, hạng nhì", "Bà Thử Ữ", "Giám đốc HTX thử"):
        assert text in said


@pytest.mark.parametrize("awards", [3, 30])
def test_the_page_takes_the_same_queries_however_many_awards(
    awards, certificate, awarded, conference, browser, staff, django_assert_num_queries
):
    for number in range(awards):
        awarded(certificate, f"Người thử {number}")
    client, address = browser(staff), reverse("events:conference", args=[conference.pk])

    with django_assert_num_queries(11):
        client.get(address)


def test_proposals_and_decisions_waiting_are_work_to_do(certificate, staff, editor):
    Award.objects.create(kind=certificate, person_name="A", achievement_year=2022, proposal="01/TTr")
    Award.objects.create(kind=certificate, person_name="B", achievement_year=2022, decided_on=date(2023, 1, 1))

    assert [task.sentence for task in tasks_for(staff) if "khen thưởng" in task.sentence] == [
        "01 đề nghị khen thưởng chưa có quyết định",
        "01 quyết định khen thưởng chưa trao",
    ]
    assert [task.sentence for task in tasks_for(editor) if "khen thưởng" in task.sentence] == []


def test_nobody_deletes_an_award(certificate, awarded, browser, staff, administrator):
    award = awarded(certificate, "Bà Thử")
    address = reverse("admin:events_award_delete", args=[award.pk])

    assert [browser(user).post(address, {"post": "yes"}).status_code for user in (staff, administrator)] == [403, 403]
    assert Award.objects.count() == 1


@pytest.mark.parametrize("typed", ["bang khen", "BẰNG KHEN htx viet nam"])
def test_a_form_is_found_without_diacritics(typed, certificate, medal, browser, staff):
    asked = {"term": typed, "app_label": "events", "model_name": "nomination", "field_name": "kind"}

    found = browser(staff).get(reverse("admin:autocomplete"), asked).json()["results"]

    assert [one["text"] for one in found] == [str(certificate)]


def test_a_year_that_is_only_read_has_no_dot(certificate, awarded, browser, leader):
    award = awarded(certificate, "Bà Thử")

    page = browser(leader).get(reverse("admin:events_award_change", args=[award.pk])).text

    assert (">2022<" in page, "2.022" in page) == (True, False)


def test_the_editor_sees_no_awards_in_the_admin(certificate, awarded, browser, editor):
    awarded(certificate, "Bà Thử")

    assert browser(editor).get(reverse("admin:events_award_changelist")).status_code == 403

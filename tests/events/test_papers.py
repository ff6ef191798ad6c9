"""The papers of a list: the submission with its list, the list that goes with a decision."""

from datetime import date

import pytest
from django.urls import reverse

from events.emulation.papers import decision_annex, submission
from events.models import Award, Decision, Nomination, Proposal
from office.models import Committee, Signatory
from printing.document import Exhibit

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(certificate, founded, staff):
    one = Proposal.objects.create(
        title="Khen thưởng năm 2023",
        year=2023,
        addressee="Chủ tịch UBND tỉnh",
        reasons="Căn cứ kết quả bình xét.",
        created_by=staff,
        met_on=date(2023, 11, 15),
        minutes="03/BB",
    )
    told = {"proposal": one, "kind": certificate, "basis": "merit"}
    Nomination.objects.create(organisation=founded("H1"), block="Khối số 1", rank="first", votes_for=9, **told)
    Nomination.objects.create(person_name="Bà Thử", person_post="Giám đốc", **told)
    Nomination.objects.create(person_name="Ông Không Được", agreed=False, **told)
    return one


def test_a_draft_leaves_room_for_its_number_and_lists_those_carried(proposal, office):
    document = submission(proposal)

    assert document.letterhead.number_line.endswith("/TTr-LMHTX")
    assert document.opening == (
        "Kính gửi: Chủ tịch UBND tỉnh.",
        "Căn cứ kết quả bình xét.",
        "Hội đồng thi đua, khen thưởng đã họp ngày 15 tháng 11 năm 2023 (biên bản số 03/BB) và nhất trí đề nghị.",
        "Liên minh Hợp tác xã tỉnh Thử Nghiệm kính đề nghị Chủ tịch UBND tỉnh xem xét, khen thưởng 02 tập thể, cá nhân "
        "có thành tích năm 2023 theo danh sách kèm theo.",
    )
    assert [row[1] for row in document.annexes[0].rows] == ["Tổ chức thử H1", "Bà Thử, Giám đốc"]


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Khen thưởng năm 2023", "Về việc khen thưởng năm 2023"),
        ("HTX tiêu biểu năm 2023", "Về việc HTX tiêu biểu năm 2023"),
    ],
)
def test_an_abbreviation_keeps_its_capitals_within_the_subject(title, subject, proposal, office):
    proposal.title = title

    assert submission(proposal).letterhead.subject == subject


def test_who_signs_for_a_committee_does_not_sign_for_the_office(proposal, office):
    steering = Committee.objects.create(kind="steering", name="Ban Chỉ đạo", issuer_line="BAN CHỈ ĐẠO")
    Signatory.objects.create(
        full_name="Ông Ban", committee=steering, post="PHÓ TRƯỞNG BAN", valid_from=date(2020, 1, 1)
    )
    Signatory.objects.create(
        full_name="Bà Phó", deputising="KT. CHỦ TỊCH", post="PHÓ CHỦ TỊCH", valid_from=date(2021, 1, 1)
    )

    signature = submission(proposal).signature

    assert (signature.lines, signature.name) == (["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "Bà Phó")


def test_an_issued_one_bears_its_number_and_day(proposal, office):
    proposal.number, proposal.issued_on = 7, date(2023, 11, 20)

    head = submission(proposal).letterhead

    assert (head.number_line, head.place_and_day) == (
        "Số: 07/TTr-LMHTX",
        "Thử Nghiệm, ngày 20 tháng 11 năm 2023",
    )


def test_the_list_of_a_decision_names_those_it_commended(proposal, certificate, office):
    paper = Decision(issuer="UBND tỉnh", number="35/QĐ-UBND", decided_on=date(2023, 12, 20))
    paper.full_clean()
    paper.save()
    Award.objects.create(
        kind=certificate, person_name="Bà Thử", achievement_year=2023, decided_on=paper.decided_on, paper=paper
    )

    document = decision_annex(paper)

    tables = [block.table for block in document.blocks if isinstance(block, Exhibit)]
    assert document.opening == (
        "Danh sách tập thể, cá nhân được khen thưởng theo Quyết định số 35/QĐ-UBND ngày 20 tháng 12 năm 2023 "
        "của UBND tỉnh:",
    )
    assert [row[1] for row in tables[1].rows] == ["Bà Thử"]
    assert [column.key for column in tables[1].columns] == ["position", "recipient", "kind", "block"]


@pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_it_is_given_out_in_every_form(ending, begins, proposal, office, browser, staff):
    said = browser(staff).get(reverse("events:submission_file", args=[proposal.pk, ending]))

    assert said.content.startswith(begins)


def test_without_an_office_it_says_what_to_do(proposal, browser, staff):
    said = browser(staff).get(reverse("events:submission_file", args=[proposal.pk, "pdf"]))

    assert (said.status_code, "Chưa có thông tin cơ quan" in said.text) == (409, True)

"""A file of awards goes in whole or not at all; what it says later of the same award is put to it."""

from datetime import date

import pytest
from django.urls import reverse

from events.emulation import deciding
from events.importing import AwardResource
from events.models import Award, AwardKind, Basis, Decision, Rank, Recipient
from office.importing import run_import
from printing.xlsx import csv_bytes
from tests.office.sheets import counts, imported, told

pytestmark = pytest.mark.django_db
HEADER = [column.header for column in AwardResource.columns()]
LEVEL = "Liên minh HTX Việt Nam"


def row(**cells) -> list:
    """A line: who received a certificate for 2022, and what else is said by header."""
    said = {"Hình thức": "Bằng khen", "Cấp": LEVEL, "Năm thành tích": 2022} | cells
    return [said.get(header) for header in HEADER]


def person(name: str = "Nguyễn Thị Thử", **cells) -> list:
    return row(**{"Họ tên": name} | cells)


def taken(*rows: list, form="csv", **how):
    return imported(AwardResource, [HEADER, *rows], form, **how)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_goes_in_once(form, certificate, conference, founded, staff):
    htx = founded("H1")
    rows = [
        row(Mã="H1", Khối="Khối số 1", Hạng="nhì", **{"Loại hình khen thưởng": "công trạng"}),
        person(
            **{
                "Chức vụ": "Giám đốc",
                "Số quyết định": "45/QĐ",
                "Ngày quyết định": "30/12/2022",
                "Hội nghị": "10/01/2023",
            }
        ),
    ]

    assert counts(taken(*rows, form=form, by=staff)) == (2, 0, 0)
    collective, individual = Award.objects.order_by("pk")
    assert (collective.organisation, collective.basis, collective.rank) == (htx, Basis.MERIT, Rank.SECOND)
    assert (individual.person_name, individual.person_post, individual.decided_on, individual.presented_at) == (
        "Nguyễn Thị Thử",
        "Giám đốc",
        date(2022, 12, 30),
        conference,
    )
    assert {award.history.get().history_user for award in (collective, individual)} == {staff}
    assert counts(taken(*rows, form=form, by=staff)) == (0, 0, 2)


def test_what_is_decided_later_is_put_to_what_was_proposed(certificate, conference, staff):
    taken(person(**{"Số tờ trình": "15/TTr"}))

    assert counts(taken(person(**{"Số quyết định": "45/QĐ", "Ngày quyết định": "30/12/2022"}), by=staff)) == (0, 1, 0)
    award = Award.objects.get()
    assert (award.proposal, award.decision, award.decided_on) == ("15/TTr", "45/QĐ", date(2022, 12, 30))
    assert award in Award.objects.search("45/qd")
    assert award.history.first().history_user == staff


@pytest.mark.parametrize(
    "other", [{"Loại hình khen thưởng": "đột xuất"}, {"Số quyết định": "46/QĐ"}, {"Chức vụ": "Kế toán"}]
)
def test_another_award_of_one_form_in_one_year_stands_beside_the_first(other, certificate):
    first = {"Loại hình khen thưởng": "công trạng", "Số quyết định": "45/QĐ", "Chức vụ": "Giám đốc"}
    taken(person(**first))

    report = taken(person(**first | other), dry_run=True)

    assert counts(report) == (1, 0, 0)
    assert [(alike.row, alike.other) for alike in report.lookalikes] == [(2, Award.objects.get())]


def test_a_line_that_may_mean_several_awards_is_refused(certificate):
    taken(person(**{"Số quyết định": "45/QĐ"}), person(**{"Số quyết định": "46/QĐ"}))

    report = taken(person(Khối="Khối số 1"))

    assert told(report) == [(2, "Hình thức", "Bằng khen")]
    assert "đã có 2 lần khen" in report.errors[0].message


def test_a_name_is_met_without_regard_to_case_and_spaces(certificate):
    taken(person("Nguyễn Thị Thử"))

    assert counts(taken(person("  NGUYỄN THỊ  THỬ"))) == (0, 0, 1)


def test_names_of_other_diacritics_are_other_people(certificate):
    taken(person("Nguyễn Văn Hùng"))

    assert counts(taken(person("Nguyễn Văn Hưng"), person("Nguyễn Văn Hùng"))) == (1, 0, 1)


def test_what_a_recorded_decision_says_is_not_changed_by_a_file(certificate, awarded, conference, staff):
    paper = Decision(issuer="UBND tỉnh", number="35/QĐ", decided_on=date(2022, 12, 30), year=2022)
    paper.save()
    award = awarded(certificate, "Nguyễn Thị Thử", decision="35/QĐ", paper=paper)
    Award.objects.update(presented_at=None)

    report = taken(person(Hạng="nhất", Khối="Khối số 1", **{"Số quyết định": "35/QĐ"}))
    presented = taken(person(**{"Số quyết định": "35/QĐ", "Hội nghị": "10/01/2023"}))

    assert [(error.column, "đã ghi trong phần mềm" in error.message) for error in report.errors] == [
        ("Khối", True),
        ("Hạng", True),
    ]
    award.refresh_from_db()
    assert (counts(presented), award.rank, award.presented_at) == ((0, 1, 0), "", conference)


def test_an_award_that_was_taken_back_is_not_changed_by_a_file(certificate, awarded, leader):
    award = awarded(certificate, "Nguyễn Thị Thử", decision="35/QĐ")
    deciding.revoke(award, on=date(2023, 6, 1), decision="40/QĐ", reason="Kê khai sai", by=leader)

    report = taken(person(**{"Số quyết định": "35/QĐ", "Ngày quyết định": "01/07/2023"}))

    assert [error.message for error in report.errors] == [
        "Khen thưởng này đã thu hồi từ ngày 01/06/2023: tệp không sửa được nữa."
    ]


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        ({"Hình thức": "Bằng vàng", "Mã": "H1"}, "Hình thức", "chưa có “Bằng vàng”"),
        ({"Cấp": "Bộ", "Mã": "H1"}, "Hình thức", f"Bằng khen – {LEVEL}"),
        ({"Mã": "H9"}, "Mã", "Không có tổ chức nào mang mã “H9”"),
        ({}, "Họ tên", "không để trống và không ghi cả hai"),
        ({"Mã": "H1", "Họ tên": "Bà Thử"}, "Mã", "không để trống và không ghi cả hai"),
        ({"Hình thức": "Kỷ niệm chương", "Mã": "H1"}, "Mã", "chỉ dành cho cá nhân"),
        ({"Mã": "H1", "Năm thành tích": 1950}, "Mã", "không tồn tại trong năm 1950"),
        ({"Mã": "H1", "Năm thành tích": 22}, "Năm thành tích", "đủ bốn chữ số"),
        ({"Mã": "H1", "Năm thành tích": None}, "Năm thành tích", "Thiếu"),
        ({"Mã": "H1", "Hạng": "tư"}, "Hạng", "hãy ghi một trong các từ: nhất"),
        ({"Mã": "H1", "Ngày quyết định": "31/02/2023"}, "Ngày quyết định", "31/02/2023"),
        ({"Mã": "H1", "Hội nghị": "11/01/2023"}, "Hội nghị", "Không có hội nghị này"),
        ({"Mã": "H1", "Hội nghị": "10/01/2023", "Ngày quyết định": "11/01/2023"}, "Hội nghị", "trước ngày quyết định"),
    ],
)
def test_what_cannot_be_is_refused_at_its_cell(cells, column, message, certificate, medal, conference, founded):
    founded("H1")

    report = taken(person("Bà Đúng"), row(**cells))

    assert [(error.row, error.column) for error in report.errors] == [(3, column)]
    assert message in report.errors[0].message
    assert not Award.objects.exists()


def test_two_conferences_of_one_day_are_told_apart_by_their_titles(certificate, conference, awarded):
    other = type(conference).objects.create(
        title="Hội nghị thi đua (thử)",
        kind="emulation",
        held_on=conference.held_on,
        period_reported=conference.period_reported,
    )

    assert told(taken(person(**{"Hội nghị": "10/01/2023"}))) == [(2, "Hội nghị", "10/01/2023")]
    assert counts(taken(person(**{"Hội nghị": "hội nghị thi đua (thử)"}))) == (1, 0, 0)
    assert Award.objects.get().presented_at == other


def test_an_export_is_importable_again(certificate, medal, awarded, founded):
    awarded(certificate, founded("H1"), block="Khối số 1", rank=Rank.FIRST, basis=Basis.MERIT)
    awarded(medal, "Ông Thử", person_post="Nguyên Chủ tịch", decision="7/QĐ")
    exported = csv_bytes(AwardResource().as_table(Award.objects.all()))

    report = run_import(AwardResource, exported, name="xuat.csv", dry_run=False, by=None)

    assert counts(report) == (0, 0, 2)


def test_the_page_takes_a_file_and_refuses_the_stranger_and_the_leader(certificate, client, staff, leader):
    page = reverse("admin:events_award_import")

    assert client.get(page).status_code == 302
    client.force_login(leader)
    assert client.get(page).status_code == 403
    client.force_login(staff)
    assert "Nhập" in client.get(page).content.decode()


def test_a_kind_for_collectives_is_refused_to_a_person(db, founded):
    AwardKind.objects.create(form="Cờ thi đua", level=LEVEL, recipient=Recipient.COLLECTIVE)

    assert told(taken(person(**{"Hình thức": "Cờ thi đua"}))) == [(2, "Họ tên", "Nguyễn Thị Thử")]

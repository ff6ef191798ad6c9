"""What is known otherwise after a report was sealed is listed with its reason; the report stays as it is."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from office.models import Office
from reports import errata
from reports.models import Erratum
from returns.models import AnnualReturn

pytestmark = pytest.mark.django_db
MEMBERS = "Thành viên của tổ chức KTTT"


def change(members: int | None) -> None:
    AnnualReturn.objects.update(members=members)


def open_of(report) -> list[str]:
    found = errata.errata_of(report.seal).open
    return [str(each) for each in found if each.code == "members"]


def note(report, by, now: str, reason: str = "Bổ sung báo cáo gửi muộn") -> Erratum:
    return errata.note(report.seal, code="members", part="", now=now, reason=reason, by=by)


def test_while_nothing_changes_there_is_nothing_to_correct(sealed):
    assert errata.errata_of(sealed.seal) == errata.Errata([], [])


def test_a_changed_figure_is_listed_with_what_was_printed_and_what_is_known(sealed):
    change(125)

    assert open_of(sealed) == [f"{MEMBERS}: 120 thành viên → 125 thành viên"]


def test_what_is_not_known_any_more_is_said_to_be_so(sealed):
    change(None)

    assert open_of(sealed) == [f"{MEMBERS}: 120 thành viên → (không có)"]


def test_what_the_head_of_a_paper_lacks_today_corrects_no_figure(sealed):
    Office.objects.all().delete()

    assert errata.errata_of(sealed.seal) == errata.Errata([], [])


def test_the_sealed_content_stays_what_it_was(sealed):
    before = sealed.seal.canonical
    change(125)
    errata.errata_of(sealed.seal)
    sealed.seal.refresh_from_db()

    assert sealed.seal.canonical == before


def test_a_reason_closes_a_difference_and_stays_listed_when_it_changes_again(sealed, staff):
    change(125)
    noted = note(sealed, staff, "125 thành viên")
    assert (open_of(sealed), errata.errata_of(sealed.seal).recorded) == ([], [noted])

    change(126)

    assert open_of(sealed) == [f"{MEMBERS}: 120 thành viên → 126 thành viên"]
    assert errata.errata_of(sealed.seal).recorded == [noted]
    assert (noted.said, noted.now, noted.reason, noted.noted_by) == (
        *("120 thành viên", "125 thành viên", "Bổ sung báo cáo gửi muộn"),
        staff,
    )


def test_it_is_called_by_the_name_the_report_has_for_it(sealed, staff):
    change(125)
    noted = note(sealed, staff, "125 thành viên")

    assert list(errata.labelled(sealed.seal, [noted])) == [(MEMBERS, noted)]


def test_a_reason_is_asked_for(sealed, staff):
    change(125)

    with pytest.raises(ValidationError, match="Hãy ghi vì sao"):
        note(sealed, staff, "125 thành viên", "  ")


def test_what_changed_once_more_meanwhile_is_told(sealed, staff):
    change(126)

    with pytest.raises(ValidationError, match="vừa đổi lần nữa, nay là 126 thành viên"):
        note(sealed, staff, "125 thành viên")


def test_what_does_not_differ_needs_no_reason(sealed, staff):
    with pytest.raises(ValidationError, match="không khác bản đã ban hành"):
        note(sealed, staff, "120 thành viên")


def test_leadership_and_editors_note_nothing(sealed, leader, editor):
    change(125)

    for user in (leader, editor):
        with pytest.raises(PermissionDenied, match="Chỉ cán bộ phụ trách số liệu"):
            note(sealed, user, "125 thành viên")
    assert Erratum.objects.count() == 0

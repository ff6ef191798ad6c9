import io
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone

from cooperatives.models import Organisation
from returns.excel_form import form_bytes, read_form
from returns.intake import take_in
from returns.models import Campaign, Period, Submission


@pytest.fixture
def htx(founded) -> Organisation:
    return founded("HTX1", name="Hợp tác xã Đông Hưng")


@pytest.fixture
def campaign(db) -> Campaign:
    period, day = Period.objects.named("2023"), timezone.localdate()
    period.save()
    days = {"opens_on": day - timedelta(days=9), "due_on": day, "closes_on": day + timedelta(days=9)}
    return Campaign.objects.create(period=period, expected_on=period.end, **days)


def filled(form: bytes, **answers) -> bytes:
    """A form as somebody fills it in with Excel."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    sheet = book.active
    lines = {sheet.cell(row, 1).value: row for row in range(2, sheet.max_row + 1)}
    for code, value in answers.items():
        sheet.cell(lines[code], 5).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows(form: bytes) -> dict[str, tuple]:
    sheet = openpyxl.load_workbook(io.BytesIO(form)).active
    return {row[0]: row[1:] for row in sheet.iter_rows(min_row=2, values_only=True) if row[0]}


def test_the_form_shows_last_year_and_asks_what_the_kind_is_asked(campaign, htx, reported):
    reported(htx, "2022", members=1100, farmed_area="325.75")

    lines = rows(form_bytes(campaign, htx))

    assert lines["members"][:3] == ("Thành viên *", "thành viên", "1.100")
    assert lines["farmed_area"][2] == "325,75"
    assert "deposits" not in lines


def test_a_filled_form_waits_to_be_seen(campaign, htx, staff):
    form = filled(
        form_bytes(campaign, htx),
        members=1200,
        farmed_area=325.75,
        revenue="3 tỷ 450 triệu",
        rating="khá",
        nguoi_lap="Nguyễn Thử",
    )

    taken = take_in(form, name="bieu.xlsx", by=staff)

    sent = Submission.objects.get()
    assert (taken.taken, sent.state, sent.source, sent.filled_by) == (True, "submitted", "workbook", "Nguyễn Thử")
    assert sent.answers == {"members": "1200", "farmed_area": "325,75", "revenue": "3 tỷ 450 triệu", "rating": "fair"}


def test_what_is_wrong_comes_back_written_into_a_copy_that_can_be_mended(campaign, htx, staff):
    form = filled(form_bytes(campaign, htx), members=1000, women_members=1200, revenue="nhiều")

    taken = take_in(form, name="bieu.xlsx", by=staff)

    lines = rows(taken.copy)
    assert (taken.taken, Submission.objects.count()) == (False, 0)
    assert lines["women_members"][3:] == ("1200", "Thành viên nữ 1.200 lớn hơn thành viên 1.000: hãy kiểm tra cả hai.")
    assert ("nhiều" in lines["revenue"][4], lines["members"][3]) == (True, "1000")
    assert take_in(filled(taken.copy, women_members=900, revenue=5), name="sua.xlsx", by=staff).taken is True


def test_the_same_file_is_taken_once(campaign, htx, staff):
    form = filled(form_bytes(campaign, htx), members=1200)
    take_in(form, name="bieu.xlsx", by=staff)

    again = take_in(form, name="bieu (1).xlsx", by=staff)

    assert (again.taken, "đã nhận lúc" in again.said, Submission.objects.count()) == (False, True, 1)


def test_two_different_files_of_one_organisation_both_wait(campaign, htx, staff):
    take_in(filled(form_bytes(campaign, htx), members=1200), name="a.xlsx", by=staff)

    second = take_in(filled(form_bytes(campaign, htx), members=1300), name="b.xlsx", by=staff)

    assert second.notes == ["Tổ chức này còn bản gửi khác đang chờ: hãy đối chiếu khi nhận."]
    assert Submission.objects.waiting().count() == 2


def test_a_changed_mark_is_refused(campaign, htx, founded, staff):
    other = rows(form_bytes(campaign, founded("HTX2")))["bieu"][3]
    mark = rows(form_bytes(campaign, htx))["bieu"][3]
    spliced = mark.split(":")[0] + ":" + ":".join(other.split(":")[1:])

    taken = take_in(filled(form_bytes(campaign, htx), bieu=spliced, members=5), name="x.xlsx", by=staff)

    assert (taken.taken, "đã bị sửa" in taken.said) == (False, True)


def test_the_form_of_a_closed_campaign_is_refused(campaign, htx, staff):
    form = filled(form_bytes(campaign, htx), members=5)
    day = timezone.localdate()
    Campaign.objects.update(opens_on=day - timedelta(9), due_on=day - timedelta(5), closes_on=day - timedelta(2))

    taken = take_in(form, name="nam-ngoai.xlsx", by=staff)

    assert (taken.taken, "đã khóa" in taken.said, Submission.objects.count()) == (False, True, 0)


@pytest.mark.parametrize("source", [b"", b"PK\x03\x04 broken", b"a,b\n1,2\n"])
def test_what_is_no_form_is_refused_in_words(source, campaign, staff):
    taken = take_in(source, name="la.xlsx", by=staff)

    assert (taken.taken, "la.xlsx" in taken.said) == (False, True)


def test_a_formula_in_an_answer_stays_text(campaign, htx):
    form = read_form(filled(form_bytes(campaign, htx), nguoi_lap="'=1+1"), name="x.xlsx")

    copy = form_bytes(campaign, htx, answers={"members": "=1+1"}, errors={"members": ["sai"]})
    cell = openpyxl.load_workbook(io.BytesIO(copy)).active["E6"]
    assert form.filled_by == "'=1+1"
    assert (cell.value, cell.data_type) == ("=1+1", "s")

"""The check digit of tax codes: a warning in words, never a refusal. All codes are of a range no office issues."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cooperatives.models import Organisation
from cooperatives.tax_code import doubtful, problem
from office.worklist import tasks_for
from tests.office.page import opened

RIGHT = (
    *("1099900016", "1099900023", "1099900030", "1099900048"),
    *("5299900010", "5299900028", "5299900035", "5299900042"),
    *("4699900013", "4699900020", "4699900038", "4699900045"),
    *("1799900011", "1799900029", "1799900036", "1799900043"),
    *("5399900014", "0999900017", "1699900018"),
    *("0100047516", "1600000010"),
    *("1099900016-001", "1099900016999"),
)
NEVER_ISSUED = "không thể do cơ quan thuế cấp: chín chữ số đầu không thành một dãy hợp lệ."
WRONG = {
    "1099900017": "sai số kiểm tra: với chín chữ số đầu này, chữ số thứ mười phải là 6.",
    "1000000000": NEVER_ISSUED,
    "4600987650": NEVER_ISSUED,
    "0900000010": NEVER_ISSUED,
    "0000000000": NEVER_ISSUED,
    "0012345670": NEVER_ISSUED,
    "1099900016-000": "số của đơn vị phụ thuộc phải từ 001 đến 999.",
    "1099900016000": "số của đơn vị phụ thuộc phải từ 001 đến 999.",
}


@pytest.mark.parametrize("code", ["", *RIGHT])
def test_a_right_code_has_no_problem(code):
    assert problem(code) == ""


@pytest.mark.parametrize(("code", "sentence"), WRONG.items())
def test_a_wrong_code_is_told_of_in_words(code, sentence):
    assert code in problem(code)
    assert sentence in problem(code)


@pytest.mark.parametrize("code", ["109990001", "10999000166", "1099900016-01", "10999OOO16", "１０９９９０００１６"])
def test_what_is_no_tax_code_is_told_of_too(code):
    assert "không có đủ 10 chữ số" in problem(code)


@given(st.from_regex(r"\A[0-9]{10}\Z"), st.integers(0, 9), st.integers(1, 9))
def test_one_digit_typed_wrong_is_always_noticed(code, place, more):
    typed = code[:place] + str((int(code[place]) + more) % 10) + code[place + 1 :]

    assert problem(code) or problem(typed)


class TestDatabase:
    @pytest.fixture
    def codes(self, founded) -> list[str]:
        stems = [f"{number * 7919 % 10**9:09}" for number in range(1, 60)]
        codes = [*RIGHT, *WRONG, *(f"{stem}{digit}" for stem in stems for digit in (3, 7))]
        Organisation.objects.bulk_create(
            Organisation(code=code, name=code, kind="cooperative", tax_code=code, founded_on="2015-01-01")
            for code in codes
        )
        founded("KHONG-CO")
        return codes

    def test_finds_exactly_those_with_a_problem(self, codes):
        found = set(Organisation.objects.filter(doubtful()).values_list("tax_code", flat=True))

        assert found == {code for code in codes if problem(code)}

    def test_stumbles_over_no_other_characters(self, founded):
        Organisation.objects.filter(pk=founded("HTX1").pk).update(tax_code="abc")

        assert Organisation.objects.filter(doubtful()).count() == 1


class TestPage:
    def test_saves_and_warns(self, founded, staff, browser):
        client, one = browser(staff), founded("HTX1")
        address = reverse("admin:cooperatives_cooperative_change", args=[one.pk])

        answer = client.post(address, opened(client, address, tax_code="1099900017"), follow=True)

        said = {message.message: message.level_tag for message in answer.context["messages"]}
        assert Organisation.objects.get().tax_code == "1099900017"
        assert said[problem("1099900017")] == "warning"

    def test_warns_of_a_new_one_too(self, staff, browser):
        client, address = browser(staff), reverse("admin:cooperatives_cooperative_add")
        typed = {"code": "M1", "name": "Tổ chức thử", "founded_on": "05/03/2020", "tax_code": "1099900017"}

        answer = client.post(address, opened(client, address, **typed), follow=True)

        assert problem("1099900017") in [m.message for m in answer.context["messages"]]

    def test_does_not_nag_about_what_was_not_touched(self, founded, staff, browser):
        client, one = browser(staff), founded("HTX1", tax_code="1099900017")
        address = reverse("admin:cooperatives_cooperative_change", args=[one.pk])

        answer = client.post(address, opened(client, address, phone="0227 1"), follow=True)

        assert problem("1099900017") not in [m.message for m in answer.context["messages"]]

    def test_the_start_page_counts_those_left(self, founded, staff):
        founded("HTX1", tax_code="1099900017")

        assert "01 tổ chức đang tồn tại có mã số thuế sai số kiểm tra" in [task.sentence for task in tasks_for(staff)]

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from cooperatives import workflow
from cooperatives.models import Kind, Organisation
from office.fields import check_telephone
from office.form_fields import LARGEST_INTEGER, LARGEST_MONEY, DecimalField, IntegerField, MoneyField
from tests.office.page import complaints, opened


def sentence(caught) -> str:
    return " ".join(caught.value.messages)


class TestNumberFields:
    @pytest.mark.parametrize(
        ("field", "typed", "value"),
        [
            (IntegerField(), "570286", 570286),
            (IntegerField(), "570.286", 570286),
            (IntegerField(), " 570 286 ", 570286),
            (MoneyField(), "412.296.737.000", 412296737000),
            (MoneyField(), "17 tỷ 942 triệu", 17942000000),
            (MoneyField(), "-12.000", -12000),
            (DecimalField(), "66.807,55", Decimal("66807.55")),
            (DecimalField(), "64720", Decimal(64720)),
            (DecimalField(), "1.234,00", Decimal(1234)),
        ],
    )
    def test_read_what_is_meant(self, field, typed, value):
        assert field.clean(typed) == value

    @pytest.mark.parametrize("field", [IntegerField, MoneyField, DecimalField])
    @pytest.mark.parametrize("typed", ["", "   ", None])
    def test_blank_is_not_nought(self, field, typed):
        assert field(required=False).clean(typed) is None

    @pytest.mark.parametrize("field", [IntegerField, MoneyField, DecimalField])
    def test_blank_is_refused_where_a_number_is_required(self, field):
        with pytest.raises(ValidationError) as caught:
            field().clean("  ")

        assert sentence(caught) == "Không được để trống."

    @pytest.mark.parametrize(
        ("field", "typed"),
        [
            (IntegerField(), "12,5"),
            (IntegerField(), "1,234"),
            (IntegerField(), "n/a"),
            (IntegerField(), "1e3"),
            (DecimalField(), "1.234"),
            (DecimalField(), "12.5"),
            (DecimalField(), "1,234"),
            (MoneyField(), "12 tỉ rưỡi"),
        ],
    )
    def test_refuse_what_could_be_something_else_and_quote_it(self, field, typed):
        with pytest.raises(ValidationError) as caught:
            field.clean(typed)

        assert f"“{typed}”" in sentence(caught)

    @pytest.mark.parametrize(
        ("field", "typed", "said"),
        [
            (IntegerField(min_value=0), "-1", "Phải từ 0 trở lên."),
            (IntegerField(), "2.147.483.648", "Phải từ 2.147.483.647 trở xuống."),
            (MoneyField(), "9.223.372.036.854.775.808", "Phải từ 9.223.372.036.854.775.807 trở xuống."),
            (DecimalField(max_digits=4), "123.456,78", "Tối đa 4 chữ số."),
        ],
    )
    def test_refuse_what_no_column_can_hold(self, field, typed, said):
        with pytest.raises(ValidationError) as caught:
            field.clean(typed)

        assert said in sentence(caught)

    @given(some.integers(-LARGEST_INTEGER, LARGEST_INTEGER))
    def test_show_whole_numbers_as_they_read_them(self, value):
        field = IntegerField()

        assert field.clean(field.prepare_value(value)) == value

    @given(some.integers(-LARGEST_MONEY, LARGEST_MONEY))
    def test_show_money_as_they_read_it(self, value):
        field = MoneyField()

        assert field.clean(field.prepare_value(value)) == value

    @given(some.decimals(-(10**9), 10**9, places=2))
    def test_show_decimals_as_they_read_them(self, value):
        field = DecimalField(max_digits=12)

        assert field.clean(field.prepare_value(value)) == value

    @pytest.mark.parametrize(
        ("field", "value", "shown"),
        [
            (IntegerField(), 570286, "570.286"),
            (DecimalField(), Decimal("1234"), "1.234,00"),
            (DecimalField(), Decimal("66807.55"), "66.807,55"),
            (IntegerField(), None, None),
        ],
    )
    def test_show_groups_of_three(self, field, value, shown):
        assert field.prepare_value(value) == shown

    @pytest.mark.parametrize(
        ("field", "keyboard"), [(IntegerField, "numeric"), (DecimalField, "decimal"), (MoneyField, "text")]
    )
    def test_ask_phones_for_the_right_keyboard_in_a_text_box(self, field, keyboard):
        class Form(forms.Form):
            number = field()

        assert str(Form()["number"]) == (
            f'<input type="text" name="number" inputmode="{keyboard}" autocomplete="off" class="number" '
            'required id="id_number">'
        )

    def test_know_when_nothing_was_typed(self):
        assert [IntegerField().has_changed(570286, typed) for typed in ("570.286", "570286", "570.287", "")] == [
            False,
            False,
            True,
            True,
        ]


class TestLinesOfText:
    def test_are_kept_composed_and_on_one_line(self, founded):
        typed = "  Hợp tác xã\tĐông  \nHưng\u200b "  # decomposed letters, tab, line break, invisible space

        organisation = founded("HTX1", name=typed)
        organisation.refresh_from_db()

        assert organisation.name == "Hợp tác xã Đông Hưng"

    def test_are_compared_as_they_are_kept(self, founded):
        founded("HTX1", name="Hợp tác xã Đông Hưng")

        assert Organisation.objects.filter(name="Hợp tác xã  Đông Hưng").count() == 1

    def test_their_search_key_follows_every_save(self, founded):
        organisation = founded("HTX1", name="Đồng Xuân", kind=Kind.GROUP)
        organisation.name = "Quỳnh Phụ"
        organisation.save()

        assert Organisation.objects.get().search_key == "quynh phu htx1"
        assert [Organisation.objects.search(words).count() for words in ("quynh", "Phụ QUỲNH", "dong")] == [1, 1, 0]


class TestTelephones:
    @pytest.mark.parametrize(
        "written",
        [
            *(
                "0227 3831 234",
                "0227.3831.234",
                "(0227) 3831234",
                "+84 912 345 678",
                "0912-345-678",
                "1022",
                "1900 6017",
            ),
            *("0227 3831 234 (máy lẻ 12)", "3831234 ext. 5", "0912345678 - 0227 3831234", "0912 345 678; 0987 654 321"),
            *("ĐT: 02273831234", "0912345678 (chị Lan)", "CQ 3831234 / NR 3741852"),
        ],
    )
    def test_are_taken_as_offices_write_them(self, written):
        check_telephone(written)

    @pytest.mark.parametrize("written", ["abc", "không có", "máy lẻ 12", "gọi 113", "12", "…"])
    def test_that_are_none_are_refused_with_what_to_write(self, written):
        with pytest.raises(ValidationError, match="không phải số điện thoại: hãy ghi các chữ số"):
            check_telephone(written)

    def test_are_asked_for_on_the_page_of_an_organisation(self, founded, browser, staff):
        page = reverse("admin:cooperatives_cooperative_change", args=[founded("HTX1").pk])

        refused = browser(staff).post(page, opened(browser(staff), page, phone="abc"))

        assert [sentence[:34] for sentence in complaints(refused)] == ["“abc” không phải số điện thoại: hã"]

    def test_that_were_taken_before_do_not_hold_up_another_change(self, founded, staff):
        htx = founded("HTX1")
        Organisation.objects.update(phone="abc")
        htx.refresh_from_db()

        workflow.rename(htx, name="Tên mới", on=date(2023, 1, 1), by=staff)

        assert Organisation.objects.get().name == "Tên mới"

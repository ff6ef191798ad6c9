"""What the ledger tells beside the computed figures: plans, published values, and what nothing computes."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from cooperatives.models import Kind, Place
from reports.figures import Reading, figures
from reports.ledger import read_ledger
from reports.ledger_checks import ledger_warnings
from reports.models import Figure, OfficeIndicator
from reports.warnings import warnings
from returns.models import Period
from tests.reports.ledger import planned, stated
from tests.reports.test_figures_command import document, printed

pytestmark = pytest.mark.django_db


def reading(code: str, period: str) -> Reading:
    one = Period.objects.named(period)
    return next(each for each in read_ledger(one).beside(figures(one)) if each.code == code)


def record(code: str, *arguments: str) -> dict:
    return next(row for row in document(*arguments)["figures"] if row["code"] == code)


def warned(period: str) -> dict[str, str]:
    """The warnings of the ledger by their code."""
    one = Period.objects.named(period)
    ledger = read_ledger(one)
    return {each.code: each.message for each in ledger_warnings(ledger, ledger.beside(figures(one)))}


class TestPlans:
    @pytest.mark.parametrize(
        ("value", "plan", "percent", "words"),
        [
            (97, 80, "121.2", "đạt 121,2% kế hoạch năm"),
            (627, 300, "209", "đạt 209% kế hoạch năm"),
            (37, 50, "74", "đạt 74% kế hoạch năm"),
            (9, 10, "90", "đạt 90% kế hoạch năm"),
            (11, 10, "110", "đạt 110% kế hoạch năm"),
        ],
    )
    def test_are_achieved_in_percent_with_one_decimal_half_even(self, value, plan, percent, words):
        stated("training_classes", "2022", value)
        planned("training_classes", "2022", plan)

        said = record("training_classes", "2022")

        assert (said["target"], said["achieved_percent"]) == (str(plan), percent)
        assert words in printed("2022")

    @pytest.mark.parametrize("period", ["2023", "2023-6T", "2023-9T", "2023-Q1", "2023-4T"])
    def test_are_always_those_of_the_full_year(self, period):
        planned("training_classes", "2023", 50)
        stated("training_classes", period, 37)

        said = record("training_classes", period)

        assert (said["value"], said["target"], said["achieved_percent"]) == ("37", "50", "74")

    def test_of_several_years_are_their_own(self):
        planned("training_classes", "2022", 10)
        planned("training_classes", "2023", 10)
        assert reading("training_classes", "2022..2023").plan is None

        planned("training_classes", "2022..2023", 25)

        assert reading("training_classes", "2022..2023").plan.value == 25

    def test_of_a_stock_over_several_years_are_those_of_the_last(self):
        planned("cooperatives", "2023", 480)

        assert reading("cooperatives", "2021..2023").plan.value == 480

    def test_with_a_lower_bound_are_achieved_against_it(self):
        stated("training_classes", "2023", 11)
        planned("training_classes", "2023", 10, qualifier="at_least")

        assert record("training_classes", "2023")["achieved_percent"] == "110"
        assert "kế hoạch từ 10 lớp trở lên, đạt 110% kế hoạch năm" in printed("2023")

    def test_that_are_a_range_are_achieved_against_its_lower_end(self):
        stated("training_classes", "2023", 11)
        planned("training_classes", "2023", 10, upper=12)

        assert record("training_classes", "2023")["achieved_percent"] == "110"
        assert "kế hoạch 10 lớp - 12 lớp" in printed("2023")

    @pytest.mark.parametrize(("value", "words"), [(2, "trong mức tối đa"), (3, "vượt mức tối đa")])
    def test_with_an_upper_bound_are_kept_or_not(self, value, words):
        stated("support_loans", "2023", value)
        planned("support_loans", "2023", 2, qualifier="at_most")

        assert record("support_loans", "2023")["achieved_percent"] is None
        assert words in printed("2023")

    def test_of_nought_are_no_base_of_a_percentage(self):
        stated("training_classes", "2023", 11)
        planned("training_classes", "2023", 0)

        said = record("training_classes", "2023")

        assert (said["target"], said["achieved_percent"]) == ("0", None)
        assert warned("2023") == {
            "plan_zero": "Lớp tập huấn: kế hoạch năm 2023 là 0 lớp nên không tính được tỷ lệ thực hiện."
        }

    def test_that_were_revised_count_as_they_are_now(self):
        planned("training_classes", "2023", 10, superseded_on=date(2023, 6, 1))
        planned("training_classes", "2023", 12)

        assert reading("training_classes", "2023").plan.value == 12

    def test_of_the_computed_are_beside_them(self, founded):
        founded("H1", on=date(2023, 3, 1))
        founded("H2", on=date(2023, 8, 1))
        planned("new_cooperatives", "2023", 4)

        year, half = record("new_cooperatives", "2023"), record("new_cooperatives", "2023-6T")

        assert (year["value"], year["achieved_percent"]) == ("2", "50")
        assert (half["value"], half["achieved_percent"]) == ("1", "25")

    def test_below_what_the_year_before_brought_are_warned_of(self):
        stated("training_classes", "2022", 11)
        planned("training_classes", "2023", 10)

        assert warned("2023") == {
            "target_below_actual": ("Lớp tập huấn: kế hoạch năm 2023 10 lớp thấp hơn thực hiện năm 2022 là 11 lớp.")
        }

    def test_below_a_value_that_is_not_exact_are_told_as_it_was_stated(self):
        stated("regular_workers", "2022", 10_000, qualifier="under")
        planned("regular_workers", "2023", 9_600, qualifier="about")

        assert warned("2023")["target_below_actual"].endswith("thấp hơn thực hiện năm 2022 là gần 10.000 người.")

    @pytest.mark.parametrize("plan", [{"value": 11}, {"value": 9, "upper": 12}, {"value": 5, "qualifier": "at_most"}])
    def test_that_ask_for_as_much_or_set_a_bound_are_not(self, plan):
        stated("training_classes", "2022", 11)
        planned("training_classes", "2023", **plan)

        assert warned("2023") == {}


class TestWhatNothingComputes:
    def test_takes_the_official_value_before_the_estimate(self):
        stated("training_classes", "2023", 10, "estimate")
        assert record("training_classes", "2023")["value"] == "10"

        stated("training_classes", "2023", 11)

        assert record("training_classes", "2023")["value"] == "11"

    def test_takes_what_was_published_where_nothing_else_is_known(self):
        stated("training_classes", "2023", 11, "published")

        said = record("training_classes", "2023")

        assert (said["value"], said["published"]) == ("11", "11")

    def test_is_compared_with_the_same_months_of_the_year_before(self):
        stated("training_classes", "2022", 20)
        stated("training_classes", "2022-6T", 8)
        stated("training_classes", "2023-6T", 11)

        said = record("training_classes", "2023-6T")

        assert (said["value"], said["previous"], said["change"]) == ("11", "8", "3")

    def test_is_added_up_over_the_years(self):
        for year, value in (("2012", 7), ("2013", 5), ("2014", 6)):
            stated("training_classes", year, value)

        said = record("training_classes", "2013..2014")

        assert (said["value"], said["previous"]) == ("11", None)

    def test_is_no_sum_where_a_year_is_missing(self):
        stated("training_classes", "2013", 5)

        assert reading("training_classes", "2013..2014").value is None
        assert warned("2013..2014") == {
            "years_missing": "Lớp tập huấn: chưa có số năm 2014 nên không cộng được giai đoạn 2013 - 2014."
        }

    def test_has_its_own_value_of_several_years_before_any_sum(self):
        stated("training_classes", "2013", 5)
        stated("training_classes", "2013..2017", 168)

        assert record("training_classes", "2013..2017")["value"] == "168"

    @pytest.mark.parametrize(
        ("more", "printed_value"),
        [
            ({"qualifier": "over"}, "trên 63.000"),
            ({"qualifier": "under"}, "gần 63.000"),
            ({"qualifier": "about"}, "khoảng 63.000"),
            ({"upper": 64_000}, "63.000 - 64.000"),
        ],
    )
    def test_is_printed_as_it_was_stated_and_what_is_not_exact_does_not_change(self, more, printed_value):
        stated("training_participants", "2021", 60_000)
        stated("training_participants", "2022", 63_000, **more)

        said = record("training_participants", "2022")

        assert (said["value"], said["printed"], said["change"]) == ("63000", printed_value, None)

    def test_has_the_slices_that_were_declared(self):
        stated("training_classes", "2023", 11)
        stated("training_classes", "2023", 9, dimension="kind", key="cooperative")
        stated("training_classes", "2023", 2, dimension="kind", key="group")

        assert record("training_classes", "2023", "--by", "kind")["by"] == {"kind": {"cooperative": "9", "group": "2"}}

    def test_of_one_place_is_what_was_declared_of_it(self):
        Place.objects.create(code="12472", name="Xã Thử", level="commune")
        stated("training_classes", "2023", 11)
        stated("training_classes", "2023", 4, dimension="place", key="12472")

        assert record("training_classes", "2023", "--place", "12472")["value"] == "4"


class TestWhatIsComputed:
    def test_is_never_replaced_and_the_published_stands_beside_it(self, founded):
        founded("H1")
        stated("cooperatives", "2023", 3, "published")

        said = record("cooperatives", "2023")

        assert (said["value"], said["published"]) == ("1", "3")
        assert "Hợp tác xã: 1 HTX không đổi; công bố 3 HTX" in printed("2023")
        assert warned("2023") == {
            "published_differs": "Hợp tác xã năm 2023: số công bố 3 HTX khác số tính được 1 HTX mà chưa ghi lý do. "
            "Hãy ghi lý do ở dòng số liệu tổng hợp ấy."
        }

    def test_is_not_warned_of_where_the_reason_is_given(self, founded):
        founded("H1")
        stated("cooperatives", "2023", 3, "published", reason="Gồm hai HTX chưa cấp giấy")

        assert (warned("2023"), reading("cooperatives", "2023").differs) == ({}, True)

    @pytest.mark.parametrize(
        ("value", "qualifier", "differs"),
        [
            (1, "exact", False),
            (1, "over", False),
            (2, "over", True),
            (5, "under", False),
            (0, "under", True),
            (9, "about", False),
        ],
    )
    def test_differs_from_a_bound_only_beyond_it(self, value, qualifier, differs, founded):
        founded("H1")
        stated("cooperatives", "2023", value, "published", qualifier=qualifier)

        assert reading("cooperatives", "2023").differs is differs

    def test_is_held_against_the_published_as_both_are_printed(self, founded, reported):
        for number, revenue in enumerate((1, 1, 0)):
            reported(founded(f"H{number}"), revenue=revenue)
        stated("average_revenue", "2023", 1, "published")

        assert reading("average_revenue", "2023").differs is False

    def test_of_another_value_declared_is_warned_of_as_well(self, founded):
        founded("H1")
        stated("cooperatives", "2023", 3)

        assert (record("cooperatives", "2023")["value"], list(warned("2023"))) == ("1", ["declared_differs"])

    def test_is_what_was_declared_where_nothing_of_the_sort_was_recorded(self):
        stated("cooperatives", "2017", 430)
        stated("new_cooperatives", "2013..2017", 168)

        assert record("cooperatives", "2017")["value"] == "430"
        assert record("cooperatives", "2013..2017")["value"] == "430"
        assert record("new_cooperatives", "2013..2017")["value"] == "168"
        assert warned("2017") == {}

    def test_is_unknown_and_never_nought_where_only_the_year_before_was_declared(self):
        stated("new_groups", "2022", 627)
        planned("new_groups", "2023", 300)

        said = record("new_groups", "2023")

        assert (said["value"], said["change"], said["achieved_percent"]) == (None, None, None)
        assert (said["previous"], said["target"]) == ("627", "300")

    def test_stays_nought_where_the_register_was_kept(self, founded):
        founded("T1", kind=Kind.GROUP)
        stated("cooperatives", "2023", 430)

        assert (record("cooperatives", "2023")["value"], list(warned("2023"))) == ("0", ["declared_differs"])

    def test_is_compared_with_what_was_declared_before_it_was_recorded(self, founded, reported):
        reported(founded("H1"), "2023", members=570_286)
        stated("members", "2022", 567_097, "published")

        said = record("members", "2023")

        assert (said["previous"], said["change"]) == ("567097", "3189")


class TestParts:
    def test_that_do_not_add_up_to_the_total_are_told_with_both_numbers(self):
        stated("cooperatives", "2023-6T", 533, "published")
        for code, value in (
            ("agricultural_cooperatives", 468),
            ("non_agricultural_cooperatives", 45),
            ("credit_funds", 21),
        ):
            stated(code, "2023-6T", value, "published")

        assert warned("2023-6T") == {
            "parts_total": "Hợp tác xã 6 tháng đầu năm 2023 (công bố): các loại hình cộng lại 468 + 45 + 21 = 534 HTX, "
            "khác tổng đã ghi 533 HTX."
        }

    def test_are_told_with_the_reason_that_was_given(self):
        stated("training_classes", "2023", 11, reason="Một lớp mở chung")
        stated("training_classes", "2023", 9, dimension="kind", key="cooperative")
        stated("training_classes", "2023", 3, dimension="kind", key="group")

        assert warned("2023")["parts_total"].endswith(
            "các phần theo loại hình cộng lại 9 + 3 = 12 lớp, khác tổng đã ghi 11 lớp. Lý do đã ghi: Một lớp mở chung"
        )

    @pytest.mark.parametrize("parts", [(9, 2), (9,)])
    def test_that_add_up_or_have_no_total_are_not(self, parts):
        for key, value in zip(("cooperative", "group"), parts, strict=False):
            stated("training_classes", "2023", value, dimension="kind", key=key)
        if len(parts) == 2:
            stated("training_classes", "2023", 11)

        assert warned("2023") == {}


class TestIndicatorsOfTheOffice:
    @pytest.fixture
    def campaigns(self):
        return OfficeIndicator.objects.create(code="so_cuoc", name="Số cuộc vận động", unit="cuộc")

    def test_stand_after_the_computed_ones_with_all_they_have(self, campaigns):
        stated("so_cuoc", "2022-6T", 4)
        stated("so_cuoc", "2023-6T", 5)
        planned("so_cuoc", "2023", 10)

        last = document("2023-6T")["figures"][-1]

        assert {name: last[name] for name in ("code", "label", "unit", "value", "previous", "change")} == {
            "code": "so_cuoc",
            "label": "Số cuộc vận động",
            "unit": "cuộc",
            "value": "5",
            "previous": "4",
            "change": "1",
        }
        assert (last["target"], last["achieved_percent"]) == ("10", "50")

    def test_of_stock_are_compared_with_the_end_of_the_last_year(self, campaigns):
        OfficeIndicator.objects.update(nature="stock")
        stated("so_cuoc", "2022", 7)
        stated("so_cuoc", "2023-6T", 5)

        assert record("so_cuoc", "2023-6T")["change"] == "-2"
        assert record("so_cuoc", "2021..2022")["value"] == "7"


def test_the_document_takes_at_most_fourteen_queries(founded, django_assert_max_num_queries):
    founded("H1")
    OfficeIndicator.objects.create(code="so_cuoc", name="Số cuộc vận động", unit="cuộc")
    for code in ("cooperatives", "members", "groups", "so_cuoc"):
        stated(code, "2023", 5)
        planned(code, "2023", 6)

    with django_assert_max_num_queries(14):
        document("2023")


def test_figures_alone_do_not_ask_the_ledger(founded):
    founded("H1")
    stated("cooperatives", "2023", 5, "published")

    [only] = figures(Period.objects.named("2023"), ["cooperatives"])

    assert (only.value, only.published) == (1, None)


class TestTheDatabaseRefuses:
    @pytest.mark.parametrize(
        "more",
        [
            pytest.param({"upper": Decimal(4)}, id="a range that falls"),
            pytest.param({"upper": Decimal(9), "qualifier": "over"}, id="a range with a bound"),
            pytest.param({"stage": "plan", "qualifier": "under"}, id="a plan that is nearly"),
            pytest.param({"dimension": "kind"}, id="a slice without a key"),
            pytest.param({"key": "group"}, id="a key without a dimension"),
            pytest.param({"superseded_on": date(2023, 1, 1)}, id="a superseded value that is no plan"),
            pytest.param({"approved_on": date(2023, 1, 1)}, id="an approval by nobody"),
        ],
    )
    def test_what_no_line_can_be(self, more):
        with pytest.raises(IntegrityError), transaction.atomic():
            stated("training_classes", "2023", 5, **more)

        assert Figure.objects.count() == 0

    def test_two_current_values_of_one_slice(self):
        stated("training_classes", "2023", 5)
        stated("training_classes", "2023", 5, "estimate")
        stated("training_classes", "2023", 5, dimension="kind", key="group")

        with pytest.raises(IntegrityError), transaction.atomic():
            stated("training_classes", "2023", 6)


def test_the_warnings_of_the_computed_figures_stay_their_own():
    stated("cooperatives", "2017", 430)

    assert warnings(figures(Period.objects.named("2017")), Period.objects.named("2017")) == []

"""The points of a rating: entered on the page of a return, added up, compared with the grade that was entered."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from cooperatives.models import Kind
from office.panels import panels_of
from returns import workflow
from returns.models import AnnualReturn, CriterionPoints, Period, RatingCriterion, RatingGrade, RatingScheme
from returns.rating import judged, scheme_of
from returns.review import doubts_with_answers
from returns.since_publication import changes_after_publication
from tests.office.page import complaints, opened

MOST = (30, 30, None)


@pytest.fixture
def scheme(db) -> RatingScheme:
    """Three criteria, the third without a known most; good from 80, fair from 65, average from 50."""
    scheme = RatingScheme.objects.create(name="Bộ tiêu chí thử", valid_to=date(2025, 9, 17))
    for grade, least in (("good", 80), ("fair", 65), ("average", 50)):
        RatingGrade.objects.create(scheme=scheme, grade=grade, least_score=least)
    for number, most in enumerate(MOST, 1):
        RatingCriterion.objects.create(scheme=scheme, number=number, name=f"Tiêu chí {number}", most=most)
    return scheme


@pytest.fixture
def row(scheme, founded, reported) -> AnnualReturn:
    return reported(founded("A"), "2023", members=50)


def judge(row: AnnualReturn, *points: str | None) -> None:
    """Give the criteria their points in order; None leaves one out."""
    row.criterion_points.all().delete()
    for criterion, typed in zip(scheme_of(row).criteria.all(), points, strict=True):
        if typed is not None:
            CriterionPoints.objects.create(annual_return=row, criterion=criterion, points=Decimal(typed))


def address(row: AnnualReturn) -> str:
    return reverse("admin:returns_annualreturn_change", args=[row.pk])


def box(position: int) -> str:
    return f"criterion_points-{position}-points"


def stored(row: AnnualReturn) -> dict[int, Decimal]:
    return dict(row.criterion_points.values_list("criterion__number", "points"))


def doubts(row: AnnualReturn) -> list[str]:
    return [doubt.in_words for doubt in doubts_with_answers(row)]


class TestTheProposal:
    @pytest.mark.parametrize(
        ("points", "score", "grade"),
        [
            (("30", "30", "20"), 80, "good"),
            (("30", "30", "19.99"), Decimal("79.99"), "fair"),
            (("0", "30", "20"), 50, "average"),
            (("0", "0", "0"), 0, None),  # below every threshold
        ],
    )
    def test_is_the_grade_of_the_sum(self, row, points, score, grade):
        judge(row, *points)

        assert (judged(row).score, judged(row).proposed) == (score, grade)

    def test_waits_for_every_criterion(self, row):
        judge(row, "30", None, "40")

        found = judged(row)
        assert (found.score, found.proposed, found.in_words) == (None, None, "70 điểm (2/3 tiêu chí)")
        assert found.proposal == "chưa đề xuất: còn 01 tiêu chí chưa chấm"

    def test_says_nothing_where_nothing_was_judged(self, row):
        assert (judged(row).total, judged(row).in_words) == (None, "")

    def test_is_by_the_scheme_the_return_names(self, row, scheme):
        other = RatingScheme.objects.create(name="Bộ của tỉnh")
        row.rating_scheme = other

        assert (scheme_of(row), judged(row)) == (other, None)

    def test_a_credit_fund_is_rated_by_none_that_is_for_cooperatives(self, scheme, founded, reported):
        fund = reported(founded("Q", kind=Kind.CREDIT_FUND), "2023", rating="good", rating_score=10)

        assert (judged(fund), doubts(fund)) == (None, [])


class TestDifferences:
    def test_a_grade_the_points_did_not_earn_is_doubted_until_there_is_a_reason(self, row, staff):
        judge(row, "30", "30", "10")
        row.rating = "good"
        row.save()
        said = "Xếp loại tốt, nhưng 70 điểm theo Bộ tiêu chí thử là khá."
        assert doubts(row) == [said]

        workflow.overrule(row, doubt="grade_against_score:rating", reason="Thưởng thành tích", by=staff)

        [answered] = doubts(row)
        assert answered.startswith(f"{said} (đã chấp nhận: Thưởng thành tích; Người canbo")

    def test_a_reason_does_not_answer_a_later_difference(self, row, staff):
        judge(row, "30", "30", "10")
        row.rating = "good"
        row.save()
        workflow.overrule(row, doubt="grade_against_score:rating", reason="Thưởng thành tích", by=staff)

        judge(row, "30", "20", "10")

        assert doubts(row) == ["Xếp loại tốt, nhưng 60 điểm theo Bộ tiêu chí thử là trung bình."]
        workflow.overrule(row, doubt="grade_against_score:rating", reason="Vẫn giữ", by=staff)
        assert sorted(row.overrulings.values_list("reason", flat=True)) == ["Thưởng thành tích", "Vẫn giữ"]

    def test_a_score_that_is_not_the_sum_is_doubted(self, row):
        judge(row, "30", "30", "10")
        row.rating_score = Decimal(71)

        assert doubts(row) == [
            "Điểm xếp loại ghi 71, nhưng điểm các tiêu chí cộng lại là 70: hãy sửa một trong hai.",
        ]


class TestThePage:
    def test_asks_for_every_criterion_and_keeps_what_was_given(self, row, staff, browser):
        desk = browser(staff)
        typed = opened(desk, address(row), **{box(0): "25,5", box(2): "40"})

        assert desk.post(address(row), typed).status_code == 302
        assert stored(row) == {1: Decimal("25.5"), 3: 40}
        assert "65,5 điểm (2/3 tiêu chí)" in desk.get(address(row)).content.decode()

    def test_an_untouched_page_judges_nothing(self, row, staff, browser):
        desk = browser(staff)

        assert desk.post(address(row), opened(desk, address(row))).status_code == 302
        assert stored(row) == {}

    def test_a_box_made_blank_is_a_criterion_not_judged(self, row, staff, browser):
        judge(row, "30", "20", None)
        desk = browser(staff)

        desk.post(address(row), opened(desk, address(row), **{box(0): ""}))

        assert stored(row) == {2: 20}
        assert CriterionPoints.history.filter(history_type="-").count() == 1

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("31", "Tiêu chí này nhiều nhất 30 điểm."),
            ("-1", "Không được là số âm."),
            ("12.5", "“12.5” không rõ là 125 hay 12,5"),
            ("mười", "mười"),
        ],
    )
    def test_refuses_what_is_no_such_score_and_keeps_what_was_typed(self, row, staff, browser, typed, said):
        judge(row, "30", None, None)
        desk = browser(staff)

        response = desk.post(address(row), opened(desk, address(row), **{box(0): typed, box(1): "5"}))

        assert response.status_code == 200
        assert any(said in sentence for sentence in complaints(response)), complaints(response)
        assert f'value="{typed}"' in response.content.decode()
        assert stored(row) == {1: 30}

    def test_two_people_do_not_overwrite_each_other(self, row, staff, administrator, browser):
        judge(row, "30", None, None)
        first, second = browser(staff), browser(administrator)
        mine, theirs = (opened(one, address(row)) for one in (first, second))

        first.post(address(row), {**mine, box(0): "20", box(1): "10"})
        refused = second.post(address(row), {**theirs, box(0): "25", box(1): "11"})

        assert refused.status_code == 200
        assert any("“30,00” thành “20,00” (bạn nhập “25”)" in sentence for sentence in complaints(refused))
        assert stored(row) == {1: 20, 2: 10}

    def test_judges_on_beside_what_somebody_else_judged(self, row, staff, administrator, browser):
        first, second = browser(staff), browser(administrator)
        mine, theirs = (opened(one, address(row)) for one in (first, second))

        first.post(address(row), {**mine, box(0): "20"})

        assert second.post(address(row), {**theirs, box(1): "11"}).status_code == 302
        assert stored(row) == {1: 20, 2: 11}

    def test_the_same_criterion_judged_twice_is_told(self, row, staff, administrator, browser):
        first, second = browser(staff), browser(administrator)
        mine, theirs = (opened(one, address(row)) for one in (first, second))

        first.post(address(row), {**mine, box(0): "20"})
        refused = second.post(address(row), {**theirs, box(0): "21"})

        assert any("Tiêu chí này vừa được chấm" in sentence for sentence in complaints(refused)), complaints(refused)
        assert stored(row) == {1: 20}

    def test_keeps_the_scheme_that_points_were_given_by(self, row, staff, browser):
        judge(row, "30", None, None)
        other = RatingScheme.objects.create(name="Bộ của tỉnh")
        desk = browser(staff)

        response = desk.post(address(row), opened(desk, address(row), rating_scheme=str(other.pk)))

        assert any("hãy xóa điểm từng tiêu chí trước khi đổi bộ" in sentence for sentence in complaints(response))

    def test_refuses_a_scheme_of_other_kinds(self, scheme, founded, reported, staff, browser):
        fund = reported(founded("Q", kind=Kind.CREDIT_FUND), "2023")
        desk = browser(staff)

        response = desk.post(address(fund), opened(desk, address(fund), rating_scheme=str(scheme.pk)))

        assert any("không dùng cho quỹ tín dụng nhân dân" in sentence for sentence in complaints(response))

    def test_a_published_year_keeps_its_points(self, row, staff, leader, browser):
        workflow.publish(row.period, by=leader)
        desk = browser(staff)

        response = desk.post(address(row), opened(desk, address(row), **{box(0): "5"}))

        assert any("nên đã khóa" in sentence for sentence in complaints(response))
        assert stored(row) == {}

    def test_leadership_reads_and_the_editor_does_not(self, row, leader, editor, browser):
        judge(row, "30", "30", "20")

        shown = browser(leader).get(address(row)).content.decode()

        assert ("80 điểm (3/3 tiêu chí): tốt" in shown, f'name="{box(0)}"' in shown) == (True, False)
        assert browser(editor).get(address(row)).status_code == 403
        assert browser().get(address(row)).status_code == 302


class TestTakingTheProposal:
    def test_rates_as_the_points_say(self, row, scheme, staff, browser):
        judge(row, "30", "30", "20")
        page = reverse("admin:returns_annualreturn_xep-loai", args=[row.pk])
        assert page in browser(staff).get(address(row)).content.decode()

        browser(staff).post(page, opened(browser(staff), page))

        row.refresh_from_db()
        assert (row.rating, row.rating_score, row.rating_scheme) == ("good", 80, scheme)
        assert row.history.first().history_change_reason == "Lấy xếp loại theo điểm từng tiêu chí"
        assert page not in browser(staff).get(address(row)).content.decode()

    def test_takes_the_place_of_no_rating_and_its_reason(self, row, staff):
        row.rating, row.unrated_reason = "unrated", "Tạm ngừng"
        row.save()
        judge(row, "30", "30", "20")

        taken = workflow.take_proposal(row, by=staff)

        assert (taken.rating, taken.unrated_reason) == ("good", "")

    def test_is_refused_while_points_are_missing_or_the_year_is_locked(self, row, staff, leader):
        judge(row, "30", "30", None)
        with pytest.raises(ValidationError, match="Chưa đủ điểm"):
            workflow.take_proposal(row, by=staff)

        judge(row, "30", "30", "20")
        workflow.publish(row.period, by=leader)
        with pytest.raises(ValidationError, match="đã khóa"):
            workflow.take_proposal(row, by=staff)


class TestOnTheOrganisationsPage:
    def told(self, row, user) -> dict[str, str]:
        shown = [one for one in panels_of(row.organisation, user) if one.title.startswith("Xếp loại")]
        return {"": shown[0].title, **dict(shown[0].lines), "theo": shown[0].note} if shown else {}

    def test_stand_the_grade_the_points_and_the_difference(self, row, staff):
        judge(row, "30", "30", "10")
        row.rating = "good"
        row.save()

        assert self.told(row, staff) == {
            "": "Xếp loại năm 2023",
            "Xếp loại": "tốt",
            "Cộng các tiêu chí": "70 điểm (3/3 tiêu chí)",
            "Theo điểm": "khá",
            "1. Tiêu chí 1": "30/30",
            "2. Tiêu chí 2": "30/30",
            "3. Tiêu chí 3": "10",
            "Khác nhau": "Xếp loại tốt, nhưng 70 điểm theo Bộ tiêu chí thử là khá.",
            "theo": "Theo Bộ tiêu chí thử.",
        }

    def test_nothing_is_told_of_one_never_rated_nor_to_the_editor(self, row, staff, editor):
        assert self.told(row, staff) == {}

        row.rating = "good"
        row.save()
        assert (self.told(row, staff)["Xếp loại"], self.told(row, editor)) == ("tốt", {})


def test_points_are_given_once_and_never_below_nought(row, scheme):
    criterion = scheme.criteria.first()
    CriterionPoints.objects.create(annual_return=row, criterion=criterion, points=5)

    for points in (6, -1):
        with pytest.raises(IntegrityError), transaction.atomic():
            CriterionPoints.objects.create(annual_return=row, criterion=criterion, points=points)


def test_points_given_after_publication_are_told(row, leader):
    workflow.publish(row.period, by=leader)
    judge(row, "30", None, None)

    [change] = changes_after_publication(Period.objects.get(pk=row.period_id))
    assert ("điểm" in change.row, ("Điểm", "(trống)", "30") in change.values) == (True, True)


def test_the_scheme_says_which_kinds_it_rates(scheme, administrator, browser):
    page = reverse("admin:returns_ratingscheme_change", args=[scheme.pk])
    desk = browser(administrator)

    desk.post(page, opened(desk, page, kinds=["cooperative", "credit_fund"]))

    scheme.refresh_from_db()
    assert (scheme.kinds, scheme.rates(Kind.CREDIT_FUND)) == (["cooperative", "credit_fund"], True)

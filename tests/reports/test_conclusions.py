"""A conclusion of a conference becomes a line of the plan, once; its page tells how far that is."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from events.models import Conclusion, Conference
from reports import workflow
from reports.models import Figure, Target
from returns.models import Period
from tests.reports.ledger import planned, stated

pytestmark = pytest.mark.django_db
PLAN = {"indicator": "training_classes", "year": 2023, "qualifier": "exact", "value": 20}


@pytest.fixture
def conclusion() -> Conclusion:
    period = Period.objects.named("2022")
    period.save()
    conference = Conference.objects.create(
        title="Hội nghị tổng kết thử", kind="year_end", held_on=date(2023, 1, 10), period_reported=period
    )
    return Conclusion.objects.create(
        conference=conference, text="Mở 20 lớp tập huấn", responsible="Phòng Thử", due_on=date(2023, 12, 1)
    )


@pytest.fixture
def pages(conclusion) -> tuple[str, str]:
    """The page of all conclusions, and the one that makes this a line of the plan."""
    of = conclusion.conference_id
    return (
        reverse("reports:conclusions", args=[of]),
        reverse("reports:plan_conclusion", args=[of, conclusion.pk]),
    )


TYPED = {"indicator": "training_classes", "year": "2023", "qualifier": "exact", "value": "20"}


def test_it_becomes_a_line_by_one_form_its_conference_the_source(conclusion, pages, browser, staff):
    whole, form = pages
    client = browser(staff)

    asked = client.get(form).text
    assert 'value="2023"' in asked
    assert client.post(form, TYPED).url == whole

    line = Target.objects.get()
    assert (line.indicator, line.period.code, line.value, line.as_of, line.source, line.note, line.entered_by) == (
        "training_classes",
        "2023",
        Decimal(20),
        date(2023, 1, 10),
        "Kết luận Hội nghị tổng kết thử ngày 10/01/2023",
        "Mở 20 lớp tập huấn",
        staff,
    )


def test_leadership_may_too_and_an_editor_may_not(conclusion, pages, browser, leader, editor):
    assert browser(editor).post(pages[1], TYPED).status_code == 403
    with pytest.raises(PermissionDenied):
        workflow.plan_conclusion(conclusion, **PLAN, by=editor)

    browser(leader).post(pages[1], TYPED)

    assert Target.objects.get().entered_by == leader


def test_it_says_how_far_it_is(conclusion, pages, browser, leader, staff):
    workflow.plan_conclusion(conclusion, **PLAN, by=staff)
    stated("training_classes", "2023", 15)

    told = browser(leader).get(pages[0]).text

    assert "20 lớp" in told
    assert "15 lớp, đạt 75% kế hoạch năm" in told


def test_without_figures_it_says_so(conclusion, pages, browser, leader, staff):
    workflow.plan_conclusion(conclusion, **PLAN, by=staff)

    assert "chưa có số liệu" in browser(leader).get(pages[0]).text


def test_its_own_page_in_the_admin_tells_it_too(conclusion, browser, staff):
    workflow.plan_conclusion(conclusion, **PLAN, by=staff)
    stated("training_classes", "2023", 15)

    told = browser(staff).get(reverse("admin:events_conclusion_change", args=[conclusion.pk])).text

    assert "15 lớp, đạt 75% kế hoạch năm" in told


def test_a_second_line_is_refused_in_words_and_what_was_typed_stays(conclusion, pages, browser, staff):
    workflow.plan_conclusion(conclusion, **PLAN, by=staff)

    with pytest.raises(ValidationError, match="Kết luận này đã thành chỉ tiêu kế hoạch"):
        workflow.plan_conclusion(conclusion, **PLAN | {"indicator": "new_cooperatives"}, by=staff)
    refused = browser(staff).post(pages[1], TYPED | {"indicator": "new_cooperatives"})

    assert (refused.status_code, "Kết luận này đã thành chỉ tiêu" in refused.text) == (400, True)
    assert Target.objects.count() == 1


def test_a_year_that_has_its_plan_of_the_indicator_keeps_it(conclusion, pages, browser, staff):
    planned("training_classes", "2023", 12)

    refused = browser(staff).post(pages[1], TYPED)

    assert "hãy mở dòng ấy mà sửa" in refused.text
    assert '<option value="training_classes" selected' in refused.text
    assert Target.objects.get().value == 12


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"value": "hai mươi"}, "hai mươi"),
        ({"year": "23"}, "Hãy ghi đủ bốn chữ số của năm"),
        ({"upper": "10"}, "“Đến” phải lớn hơn giá trị"),
        ({"indicator": ""}, "Hãy chọn chỉ tiêu."),
    ],
)
def test_what_is_no_plan_is_refused_in_words_and_nothing_is_lost(changed, sentence, pages, browser, staff):
    refused = browser(staff).post(pages[1], TYPED | changed)

    assert (refused.status_code, sentence in refused.text) == (400, True)
    assert f'value="{(TYPED | changed)["value"]}"' in refused.text
    assert not Target.objects.exists()


@pytest.mark.parametrize("changed", [{"due_on": None}, {"done_on": date(2023, 3, 1)}])
def test_one_without_a_day_or_done_becomes_none(changed, conclusion, pages, browser, staff):
    Conclusion.objects.update(**changed)

    refused = browser(staff).post(pages[1], TYPED)

    assert "Chỉ kết luận có hạn và chưa thực hiện xong" in refused.text
    assert "Đưa vào kế hoạch</a>" not in browser(staff).get(pages[0]).text
    assert not Target.objects.exists()


def test_a_revised_plan_stays_that_of_the_conclusion(conclusion, staff):
    line = workflow.plan_conclusion(conclusion, **PLAN, by=staff)

    new = workflow.revise_target(
        line, value=25, upper=None, qualifier="exact", on=date(2023, 6, 1), source="QĐ 2", by=staff
    )

    assert (new.conclusion, Target.objects.current().get(conclusion=conclusion)) == (conclusion, new)


def test_a_line_entered_by_mistake_gives_the_conclusion_free(conclusion, staff):
    workflow.plan_conclusion(conclusion, **PLAN, by=staff).delete()

    workflow.plan_conclusion(conclusion, **PLAN | {"value": 30}, by=staff)

    assert Figure.objects.get().value == 30


def test_a_long_title_is_cut_to_what_a_source_holds(conclusion):
    conclusion.conference.title = "Hội nghị " + "rất dài " * 30

    source = workflow.source_of(conclusion)

    assert (len(source) <= 200, source.endswith("… ngày 10/01/2023")) == (True, True)


def test_two_conclusions_are_not_read_one_by_one(conclusion, pages, browser, staff, django_assert_max_num_queries):
    workflow.plan_conclusion(conclusion, **PLAN, by=staff)
    for number in range(8):
        one = Conclusion.objects.create(
            conference=conclusion.conference, text=f"Việc {number}", responsible="P", due_on=date(2023, 12, 1)
        )
        if number < 3:
            asked = ("new_cooperatives", "new_groups", "media_items")[number]
            workflow.plan_conclusion(one, **PLAN | {"indicator": asked}, by=staff)
    client = browser(staff)

    with django_assert_max_num_queries(24):
        client.get(pages[0])

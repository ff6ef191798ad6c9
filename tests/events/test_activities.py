"""What the Alliance does: entered by staff, counted by the portal where it can, read beside the plan."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from events.models import Activity, Attendee
from events.workflow import tally_website

pytestmark = pytest.mark.django_db
JUNE = date(2023, 6, 1)


def refusal(**fields) -> dict[str, str]:
    """What is said of an activity that cannot be, by the field that is told of it."""
    one = Activity(**{"kind": "training", "title": "Lớp thử", "held_on": date(2023, 3, 1)} | fields)
    with pytest.raises(ValidationError) as refused:
        one.full_clean()
    told = refused.value.error_dict
    return {error.code if field == "__all__" else field: error.messages[0] for field in told for error in told[field]}


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"ended_on": date(2023, 2, 1)}, "ended_on", "“Đến hết ngày” không được trước “Từ ngày”."),
        ({"quantity": 0}, "quantity", "Số lượng phải từ 1 trở lên."),
        ({"cost": -1}, "cost", "Kinh phí không thể là số âm."),
        ({"held_on": date(2999, 1, 1)}, "held_on", "Ngày 01/01/2999 chưa đến. Hãy kiểm tra lại năm."),
        (
            {"channel": "print"},
            "channel",
            "Kênh chỉ ghi cho “tin, bài, phóng sự”, và loại này phải ghi kênh.",
        ),
        (
            {"kind": "media"},
            "channel",
            "Kênh chỉ ghi cho “tin, bài, phóng sự”, và loại này phải ghi kênh.",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(fields, field, sentence):
    assert refusal(**fields) == {field: sentence}


def test_an_activity_of_several_days_counts_both_its_ends():
    assert Activity(held_on=date(2023, 3, 1), ended_on=date(2023, 3, 3)).days == 3
    assert Activity(held_on=date(2023, 3, 1)).days == 1


def test_no_organisation_sends_more_than_came(founded):
    one = Activity.objects.create(kind="training", title="Lớp thử", held_on=date(2023, 3, 1), participants=10)

    with pytest.raises(ValidationError) as refused:
        Attendee(activity=one, organisation=founded("H1"), people=11).full_clean()

    assert refused.value.message_dict == {
        "people": ["Nhiều hơn số lượt người dự của cả hoạt động: hãy kiểm tra hai số này."]
    }


class TestEntering:
    typed = {
        "kind": "training",
        "title": "Lớp kế toán hợp tác xã",
        "held_on": "01/03/2023",
        "quantity": "1",
        "participants": "1.050",
        "cost": "17 triệu 500 nghìn",
        "attendees-TOTAL_FORMS": "0",
        "attendees-INITIAL_FORMS": "0",
    }

    def test_staff_write_down_a_class(self, browser, staff):
        answer = browser(staff).post(reverse("admin:events_activity_add"), self.typed)

        assert answer.status_code == 302
        one = Activity.objects.get()
        assert (one.title, one.participants, one.cost) == ("Lớp kế toán hợp tác xã", 1050, 17_500_000)
        assert one.history.get().history_user == staff

    def test_what_is_refused_stays_as_it_was_typed(self, browser, staff):
        said = browser(staff).post(reverse("admin:events_activity_add"), self.typed | {"ended_on": "01/02/2023"})

        assert "“Đến hết ngày” không được trước “Từ ngày”." in said.text
        assert "17 triệu 500 nghìn" in said.text
        assert not Activity.objects.exists()


class TestTheWebsite:
    def test_a_month_is_one_row_and_counting_again_corrects_it(self, staff):
        tally_website(month=JUNE, items=9, by=staff)
        tally_website(month=date(2023, 6, 30), items=11, by=staff)

        one = Activity.objects.get()
        assert (one.quantity, one.channel, one.held_on, one.ended_on) == (11, "website", JUNE, date(2023, 6, 30))

    def test_a_month_without_posts_has_no_row(self, staff):
        tally_website(month=JUNE, items=9, by=staff)
        tally_website(month=JUNE, items=0, by=staff)

        assert not Activity.objects.exists()

    def test_what_the_portal_counted_is_not_typed_over(self, browser, staff):
        one = tally_website(month=JUNE, items=9, by=staff)

        said = browser(staff).post(reverse("admin:events_activity_change", args=[one.pk]), TestEntering.typed)

        assert said.status_code == 403
        assert Activity.objects.get().quantity == 9

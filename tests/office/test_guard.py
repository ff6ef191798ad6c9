from datetime import date

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core import signing
from django.db import models
from django.forms import inlineformset_factory
from django.test import RequestFactory
from django.urls import reverse

from cooperatives import workflow
from cooperatives.models import AllianceMembership, Organisation, SizeRule
from events.models import Award, Chair, Conference, Contestant
from news.models import Disclosure
from office.guard import GuardedForm
from office.models import Office, Signatory, User
from reports.models import Figure, OfficeIndicator, Target
from returns.models import AnnualReturn, Campaign, Period
from tests.office.page import complaints, form_on, opened
from tests.settlement import settle

OURS = ("office", "cooperatives", "returns", "events", "reports", "news")
REFUSAL = "Người khác đã sửa bản ghi này sau khi bạn mở trang"


@pytest.fixture
def everything(administrator):
    """At least one row of whatever staff, leadership or the editor may edit."""
    return settle(1, by=administrator)


def editable(model) -> bool:
    """Whether a system administrator can change rows of the model in the admin."""
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_active=True)
    return admin.site._registry[model].has_change_permission(request)


def registered() -> list[type[models.Model]]:
    return [model for model in admin.site._registry if model._meta.app_label in OURS and editable(model)]


# Where the first text field will not do: the field, what the first person types, what the second types.
TYPED = {
    AnnualReturn: ("members", "150", "120"),
    Period: ("end", "30/12/2001", "29/12/2001"),
    Disclosure: ("smallest_group", "5", "7"),
    SizeRule: ("least_members", "150", "120"),
    Award: ("block", "Khối một", "Khối hai"),
    Contestant: ("pledge", "Cờ thi đua", "Bằng khen"),
    User: ("full_name", "Tên một", "Tên hai"),
    Figure: ("value", "150", "120"),
    Target: ("value", "150", "120"),
    OfficeIndicator: ("name", "Tên một", "Tên hai"),
}


def typed_in(model: type[models.Model]) -> tuple[str, str, str]:
    """A field of the model's page and two different things to type there."""
    if model in TYPED:
        return TYPED[model]
    texts = [field for field in model._meta.fields if isinstance(field, models.CharField | models.TextField)]
    name = next(field.name for field in texts if field.editable and not field.choices and field.name != "password")
    return name, "người thứ nhất", "nguoi-thu-hai"


def page_of(row: models.Model, model: type[models.Model] | None = None) -> str:
    meta = (model or type(row))._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])


@pytest.mark.parametrize("model", registered(), ids=lambda model: model._meta.label)
class TestEveryPageOfTheAdmin:
    @pytest.fixture
    def administrator(self, settled, db) -> User:
        return User.objects.get(username="quantri")

    def test_refuses_the_second_of_two_keeps_what_was_typed_and_saves_it_when_it_is_sent_again(
        self, model, administrator, browser
    ):
        name, first, second = typed_in(model)
        row, client = model._default_manager.first(), browser(administrator)
        address = page_of(row, model)
        before, after = opened(client, address, **{name: first}), opened(client, address, **{name: second})

        assert client.post(address, before).status_code == 302
        refused = client.post(address, after)

        assert any(sentence.startswith(REFUSAL) for sentence in complaints(refused))
        assert f"“{first}” (bạn nhập “{second}”)" in complaints(refused)[0]
        assert form_on(refused)[name] == [second]
        assert shown(client, address, name) == [first]
        assert client.post(address, form_on(refused)).status_code == 302
        assert shown(client, address, name) == [second]

    def test_saves_one_person_twice_in_a_row(self, model, administrator, browser):
        name, first, second = typed_in(model)
        row, client = model._default_manager.first(), browser(administrator)
        address = page_of(row, model)

        for typed in (first, second):
            assert client.post(address, opened(client, address, **{name: typed})).status_code == 302

        assert shown(client, address, name) == [second]

    def test_says_nothing_changed_when_nothing_was_touched(self, model, administrator, browser):
        row, client = model._default_manager.first(), browser(administrator)

        client.post(page_of(row, model), opened(client, page_of(row, model)))

        assert administrator.logentry_set.get().get_change_message() == "Không ô nào đổi."


def shown(client, address: str, name: str) -> list[str]:
    return opened(client, address)[name]


def test_the_pages_are_those_of_every_app_that_has_any(everything):
    assert {Organisation, AnnualReturn, Period, User, Office, Signatory} <= set(registered())


class TestTwoPeopleOnOneReturn:
    @pytest.fixture
    def page(self, founded, reported) -> str:
        return page_of(reported(founded("M1"), members=100, seasonal_workers=5))

    def test_the_second_does_not_undo_what_the_first_typed_elsewhere(self, page, staff, browser):
        client = browser(staff)
        one, other = opened(client, page, members="150"), opened(client, page, seasonal_workers="7")
        client.post(page, one)

        refused = client.post(page, other)
        client.post(page, form_on(refused))

        assert "“thành viên” từ “100” thành “150”." in complaints(refused)[0]
        assert (shown(client, page, "members"), shown(client, page, "seasonal_workers")) == (["150"], ["7"])

    def test_without_the_guard_it_would(self, page, staff, browser, monkeypatch):
        monkeypatch.setattr(GuardedForm, "clean", lambda form: form.cleaned_data)
        client = browser(staff)
        one, other = opened(client, page, members="150"), opened(client, page, seasonal_workers="7")

        client.post(page, one)
        client.post(page, other)

        assert (shown(client, page, "members"), shown(client, page, "seasonal_workers")) == (["100"], ["7"])

    def test_both_typing_the_same_is_no_conflict_worth_more_than_one_look(self, page, staff, browser):
        client = browser(staff)
        one, other = opened(client, page, members="150"), opened(client, page, members="150")
        client.post(page, one)

        refused = client.post(page, other)

        assert "“thành viên” từ “100” thành “150”." in complaints(refused)[0]

    @pytest.mark.parametrize("forged", ["", "abc", "W1sxLHt9XQ:1a2b3c:xyz"])
    def test_a_form_that_does_not_say_when_it_was_opened_is_refused(self, page, staff, browser, forged):
        client = browser(staff)

        refused = client.post(page, opened(client, page, members="150", opened_as=forged))

        assert complaints(refused)[0].startswith("Chưa lưu, vì không rõ bạn đã mở bản ghi này lúc nào")
        assert shown(client, page, "members") == ["100"]

    def test_the_state_of_one_record_is_no_key_to_another(self, page, founded, reported, staff, browser):
        client = browser(staff)
        other = page_of(reported(founded("M2"), members=9))

        refused = client.post(page, opened(client, page, members="150", opened_as=opened(client, other)["opened_as"]))

        assert complaints(refused)[0].startswith("Chưa lưu")

    def test_a_record_deleted_meanwhile_is_not_brought_back(self, page, staff, browser):
        client = browser(staff)
        typed = opened(client, page, members="150")
        AnnualReturn.objects.all().delete()

        response = client.post(page, typed, follow=True)

        assert "Có thể bản ghi đã bị xóa" in response.content.decode()
        assert AnnualReturn.objects.count() == 0

    def test_reading_the_page_shows_no_guard(self, page, leader, browser):
        assert "opened_as" not in browser(leader).get(page).content.decode()


def test_dates_choices_and_names_are_told_as_people_read_them(founded, staff, browser):
    client, page = browser(staff), page_of(founded("M1"), Organisation)
    one, other = opened(client, page, sector="services"), opened(client, page, phone="0123")
    client.post(page, one)

    refused = client.post(page, other)

    assert (
        "“lĩnh vực” từ “Nông, lâm, ngư, diêm nghiệp” thành “Thương mại, dịch vụ và ngành khác”."
        in complaints(refused)[0]
    )


def test_kinds_that_were_ticked_are_told_by_their_names(staff, browser):
    client, period = browser(staff), Period.objects.named("2023")
    period.save()
    days = {"expected_on": period.end, "opens_on": period.end, "due_on": period.end, "closes_on": period.end}
    page = page_of(Campaign.objects.create(period=period, kinds=["cooperative", "group"], **days))
    one, other = opened(client, page, kinds=["group"]), opened(client, page, note="Ghi chú")
    client.post(page, one)

    refused = client.post(page, other)

    assert "từ “Hợp tác xã, Tổ hợp tác” thành “Tổ hợp tác”" in complaints(refused)[0]


def test_roles_given_by_one_administrator_survive_another(staff, administrator, browser):
    client, page = browser(administrator), page_of(staff)
    leadership = Group.objects.get(name="Lãnh đạo")
    one = opened(client, page, groups=[str(leadership.pk)])
    other = opened(client, page, full_name="Tên khác")
    client.post(page, one)

    refused = client.post(page, other)
    client.post(page, form_on(refused))

    assert "“vai trò” từ “Cán bộ” thành “Lãnh đạo”" in complaints(refused)[0]
    assert [group.name for group in staff.groups.all()] == ["Lãnh đạo"]


def test_a_page_never_carries_the_hash_of_a_password(staff, administrator, browser):
    client, page = browser(administrator), page_of(staff)

    sealed = opened(client, page)["opened_as"][0]

    assert staff.password not in sealed_text(sealed)


def sealed_text(sealed: str) -> str:
    return str(signing.loads(sealed, salt="office.guard"))


@pytest.mark.django_db
def test_what_the_form_does_not_edit_is_saved_as_it_is_now(founded):
    class NameForm(GuardedForm):
        class Meta:
            model = Organisation
            fields = ["name"]

    early = founded("M1")
    opened_as = NameForm(instance=early)["opened_as"].value()
    workflow.end(early, kind="dissolved", on=date(2022, 3, 1), by=None)
    form = NameForm({"name": "Tên mới", "opened_as": opened_as}, instance=early)

    form.save()

    assert Organisation.objects.values_list("name", "ended_on").get() == ("Tên mới", date(2022, 3, 1))


class TestRowsOfATable:
    """Rows edited within a page: unchanged and blank rows stay so, changed ones are guarded one by one."""

    Rows = inlineformset_factory(Conference, Chair, form=GuardedForm, fields=["full_name", "titles"], extra=1)

    @pytest.fixture
    def conference(self, everything) -> Conference:
        return Conference.objects.get()

    def sent(self, conference, **typed) -> dict:
        rows = self.Rows(instance=conference)
        values = {field.html_name: field.value() or "" for form in rows for field in form}
        return values | {field.html_name: field.value() for field in rows.management_form} | typed

    def test_untouched_and_blank_rows_are_no_change(self, conference):
        rows = self.Rows(self.sent(conference), instance=conference)

        assert (rows.is_valid(), [form.has_changed() for form in rows]) == (True, [False, False])

    def test_a_row_changed_by_somebody_else_is_refused(self, conference):
        sent = self.sent(conference, **{"chairs-0-titles": "Chủ tịch"})
        Chair.objects.update(full_name="Tên khác")
        rows = self.Rows(sent, instance=conference)

        assert rows.is_valid() is False
        assert rows[0].non_field_errors()[0].startswith(REFUSAL)
        assert (rows[0]["full_name"].value(), rows[0]["titles"].value()) == ("Tên khác", "Chủ tịch")


@pytest.mark.parametrize(
    ("entry", "verb", "typed"),
    [
        ("cooperatives_cooperative", "ket-nap", {"on": "01/02/2022"}),
        ("returns_period", "cong-bo", {}),
        ("news_article", "dang", {}),
    ],
)
def test_of_two_who_do_the_same_verb_the_second_is_told_and_nothing_is_done_twice(
    entry, verb, typed, founded, reported, administrator, browser
):
    settle(1, by=administrator)
    AllianceMembership.objects.all().delete()
    model = apps.get_model(entry.replace("_", "."))
    row, client = model.objects.first(), browser(administrator)
    page = reverse(f"admin:{entry}_{verb}", args=[row.pk])
    one, other = opened(client, page, **typed), opened(client, page, **typed)
    client.post(page, one)
    done = administrator.logentry_set.count()

    refused = client.post(page, other, follow=True)

    assert "không còn áp dụng" in refused.content.decode()
    assert (done, administrator.logentry_set.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_the_page_compares_and_saves_within_one_transaction_of_its_own(founded, reported, staff, browser):
    client = browser(staff)
    page = page_of(reported(founded("M1"), members=100))
    one, other = opened(client, page, members="150"), opened(client, page, members="120")

    answers = [client.post(page, typed).status_code for typed in (one, other)]

    assert (answers, AnnualReturn.objects.get().members) == ([302, 200], 150)

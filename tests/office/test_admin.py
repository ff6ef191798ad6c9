"""What every page of the admin shares: history with before and after, nothing put back, nothing deleted by lists."""

from datetime import date

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from cooperatives.models import Organisation
from office.admin import PortalModelAdmin
from office.models import Office, Signatory, User
from returns.models import AnnualReturn
from tests.office.page import complaints, form_on, opened

OURS = ("office", "cooperatives", "returns", "events", "reports", "news")


def address(row, page: str = "change", *more) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk, *more])


@pytest.fixture
def row(founded, reported) -> AnnualReturn:
    return reported(founded("HTX1"), members=1200)


class TestHistory:
    def test_shows_each_value_before_and_after_and_who(self, row, staff, browser):
        client = browser(staff)
        client.post(address(row), opened(client, address(row), members="1.250", rating="good", farmed_area="12,5"))

        html = client.get(address(row, "history")).content.decode()

        assert "<td>Người canbo</td>" in html
        for label, before, after in [
            ("Thành viên", "1.200", "1.250"),
            ("Xếp loại", "(trống)", "tốt"),
            ("Diện tích canh tác (ha)", "(trống)", "12,5"),
        ]:
            assert f"<dt>{label}</dt>" in html
            assert f"<del>{before}</del>" in html
            assert f"<ins>{after}</ins>" in html

    def test_writes_dates_yes_and_no_as_people_do(self, staff, administrator, browser):
        signatory = Signatory.objects.create(full_name="Người ký", post="CHỦ TỊCH", valid_from=date(2020, 1, 1))
        client = browser(administrator)
        client.post(address(signatory), opened(client, address(signatory), valid_to="31/12/2023"))

        html = client.get(address(signatory, "history")).content.decode()

        assert "<del>(trống)</del>" in html
        assert "<ins>31/12/2023</ins>" in html

    def test_escapes_what_was_typed(self, founded, staff, browser):
        organisation = founded("HTX1")
        organisation.name = "<script>alert(1)</script>"
        organisation.save()

        html = browser(staff).get(address(organisation, "history")).content.decode()

        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html

    def test_carries_no_style_of_its_own(self, row, staff, browser):
        html = browser(staff).get(address(row, "history")).content.decode()

        assert [found for found in (" style=", "onclick", "<style") if found in html] == []

    def test_is_closed_to_those_who_may_not_see_the_record(self, row, editor, browser):
        assert browser(editor).get(address(row, "history")).status_code == 403

    @pytest.mark.parametrize("pk", ["abc", "999999"])
    def test_of_nothing_is_not_found(self, pk, row, staff, browser):
        assert browser(staff).get(reverse("admin:returns_annualreturn_history", args=[pk])).status_code == 404

    @pytest.mark.parametrize("role", ["leader", "staff", "administrator"])
    def test_puts_nothing_back(self, role, row, request, browser):
        old = row.history.get()
        row.members = 1300
        row.save()
        version = address(row, "simple_history", old.pk)

        response = browser(request.getfixturevalue(role)).post(version, {"members": "1"})

        assert response.url == address(row, "history")
        assert AnnualReturn.objects.get().members == 1300


def ours() -> list[admin.ModelAdmin]:
    return [page for model, page in admin.site._registry.items() if model._meta.app_label in OURS]


def test_no_list_deletes_many_at_once(administrator):
    request = RequestFactory().get("/")
    request.user = administrator

    assert [page.model._meta.label for page in ours() if "delete_selected" in page.get_actions(request)] == []


def test_lists_never_count_the_whole_table_twice():
    assert [
        page.model._meta.label for page in ours() if isinstance(page, PortalModelAdmin) and page.show_full_result_count
    ] == []


class TestAccounts:
    def test_are_added_with_a_name_and_a_password(self, administrator, browser):
        client, adding = browser(administrator), reverse("admin:office_user_add")
        password = "mật khẩu khó đoán 7"
        typed = {"username": "moi", "full_name": "Trần Thị Mới", "password1": password, "password2": password}

        response = client.post(adding, opened(client, adding, **typed))

        account = User.objects.get(username="moi")
        assert (response.url, str(account), account.check_password(password)) == (
            address(account),
            "Trần Thị Mới",
            True,
        )

    def test_say_in_vietnamese_why_a_password_will_not_do(self, administrator, browser):
        client, adding = browser(administrator), reverse("admin:office_user_add")

        response = client.post(adding, opened(client, adding, username="moi", password1="123", password2="123"))

        assert complaints(response) == [
            "Mật khẩu quá ngắn: cần ít nhất 8 ký tự.",
            "Mật khẩu này quá phổ biến.",
        ]

    def test_are_given_roles(self, staff, administrator, browser):
        client = browser(administrator)

        assert form_on(client.get(address(staff)))["groups"] == [str(staff.groups.get().pk)]
        assert client.get(reverse("admin:office_user_changelist")).context["cl"].result_count == 2

    def test_that_acted_are_never_deleted(self, staff, administrator, browser):
        assert browser(administrator).post(address(staff, "delete"), {"post": "yes"}).status_code == 403

    def test_keep_their_last_login_whatever_is_typed(self, staff, administrator, browser):
        client = browser(administrator)
        joined = staff.date_joined

        client.post(address(staff), opened(client, address(staff), date_joined_0="01/01/2000"))

        assert User.objects.get(pk=staff.pk).date_joined == joined


def test_the_only_row_of_the_office_is_changed_not_deleted(office, administrator, browser):
    client = browser(administrator)

    client.post(address(office), opened(client, address(office), phone="0227 123"))

    assert Office.objects.get().phone == "0227 123"
    assert client.post(address(office, "delete"), {"post": "yes"}).status_code == 403


def test_all_organisations_are_searched_through_their_key(founded, staff, browser):
    founded("HTX1", name="Hợp tác xã Đông Hưng")
    founded("HTX2", name="Hợp tác xã Tiền Hải")
    asked = {"app_label": "returns", "model_name": "annualreturn", "field_name": "organisation", "term": "tien hai"}

    [found] = browser(staff).get(reverse("admin:autocomplete"), asked).json()["results"]

    assert found["text"] == "Hợp tác xã Tiền Hải (HTX2)"
    assert Organisation.objects.get(pk=found["id"]).code == "HTX2"

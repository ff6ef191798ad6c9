"""What was typed into a form is not lost when the session ends before it is sent."""

import re

import pytest
from django.conf import settings
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client, RequestFactory
from django.urls import reverse

from cooperatives.models import LifeEvent, Organisation, Post
from office.models import Office, User
from tests.office.page import complaints, form_on, opened
from tests.office.test_guard import page_of, registered, typed_in

KNOWN = {"dang-nhap-username": "quantri", "dang-nhap-password": "mật khẩu thử 1"}
HELD = "Chưa lưu gì. Những gì bạn đã gõ trước khi đăng nhập lại vẫn còn dưới đây: hãy xem lại rồi gửi."
KEPT = "Những gì bạn vừa gõ vẫn được giữ ở trang này"


def added() -> list[type[models.Model]]:
    """What a system administrator enters on a page of its own; the office is one row, and there already."""
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_active=True)
    others = [model for model in registered() if model is not Office]
    return [model for model in others if admin.site._registry[model].has_add_permission(request)]


def adding(model: type[models.Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def signed_out(client: Client, address: str, typed: dict):
    """Send a form after the session has ended; the page that asks who one is."""
    client.logout()
    asked = client.post(address, typed)
    assert (asked.status_code, KEPT in asked.content.decode()) == (403, True)
    return asked


class TestEveryPage:
    @pytest.fixture
    def administrator(self, settled, db) -> User:
        return User.objects.get(username="quantri")

    @pytest.mark.parametrize("model", registered(), ids=lambda model: model._meta.label)
    def test_every_page_of_a_record_comes_back_as_it_was_typed_and_then_saves(self, model, administrator, browser):
        name, typed, _ = typed_in(model)
        row, client = model._default_manager.first(), browser(administrator)
        stored = model._default_manager.filter(pk=row.pk).values()
        address, before = page_of(row, model), stored.get()
        asked = signed_out(client, address, opened(client, address, **{name: typed}))

        back = client.post(address, {**form_on(asked), **KNOWN})

        assert (back.status_code, form_on(back)[name], complaints(back)) == (200, [typed], [HELD])
        assert stored.get() == before
        assert client.post(address, form_on(back)).status_code == 302
        assert stored.get() != before

    @pytest.mark.parametrize("model", added(), ids=lambda model: model._meta.label)
    def test_every_page_of_a_new_record_comes_back_as_it_was_typed(self, model, administrator, browser):
        name, typed, _ = typed_in(model)
        client, address, rows = browser(administrator), adding(model), model._default_manager.count()
        asked = signed_out(client, address, opened(client, address, **{name: typed}))

        back = client.post(address, {**form_on(asked), **KNOWN})

        assert (back.status_code, form_on(back)[name]) == (200, [typed])
        assert HELD in complaints(back)
        assert model._default_manager.count() == rows


def test_the_pages_are_those_of_the_register_and_of_the_office():
    assert {Organisation, Post} <= set(registered())
    assert {Post, User} <= set(added())
    assert Office in registered()


class TestSigningInAgain:
    @pytest.fixture
    def page(self, founded) -> str:
        return page_of(founded("HTX1"), Organisation)

    def test_a_wrong_password_loses_nothing(self, page, staff, browser):
        client = browser(staff)
        asked = signed_out(client, page, opened(client, page, representative='Trần "Đông" & <b>Đoài</b>'))

        again = client.post(page, {**form_on(asked), "dang-nhap-username": "canbo", "dang-nhap-password": "sai"})
        back = client.post(
            page, {**form_on(again), "dang-nhap-username": "canbo", "dang-nhap-password": "mật khẩu thử 1"}
        )

        assert "Chưa đăng nhập được" in again.content.decode()
        assert (again.status_code, back.status_code) == (403, 200)
        assert form_on(back)["representative"] == ['Trần "Đông" & <b>Đoài</b>']

    def test_somebody_who_may_not_change_it_is_refused_as_ever(self, page, staff, editor, browser):
        client = browser(staff)
        asked = signed_out(client, page, opened(client, page, representative="Trần Thị Đông"))

        answer = client.post(
            page, {**form_on(asked), "dang-nhap-username": "bientap", "dang-nhap-password": "mật khẩu thử 1"}
        )

        assert (answer.status_code, Organisation.objects.get().representative) == (403, "")
        assert "Người bientap" in answer.content.decode()

    def test_what_another_changed_meanwhile_is_told_at_once(self, page, administrator, browser):
        client = browser(administrator)
        typed = opened(client, page, representative="Trần Thị Đông")
        Organisation.objects.update(name="Tên khác")
        asked = signed_out(client, page, typed)

        back = client.post(page, {**form_on(asked), **KNOWN})

        assert complaints(back)[0] == HELD
        assert "Người khác đã sửa bản ghi này" in complaints(back)[1]
        assert (form_on(back)["name"], form_on(back)["representative"]) == (["Tên khác"], ["Trần Thị Đông"])

    def test_the_form_of_a_verb_comes_back_and_names_the_file_to_choose_again(self, founded, administrator, browser):
        one, client = founded("HTX1"), browser(administrator)
        address = reverse("admin:cooperatives_organisation_doi-ten", args=[one.pk])
        paper = SimpleUploadedFile("quyết định.pdf", b"%PDF-1.4", "application/pdf")
        typed = opened(client, address, name="HTX Mới", on="01/02/2024", document=paper)
        asked = signed_out(client, address, typed)

        back = client.post(address, {**form_on(asked), **KNOWN})

        assert "phải chọn lại: quyết định.pdf" in asked.content.decode()
        assert f"{HELD} Tệp đã chọn thì không giữ được, phải chọn lại: quyết định.pdf." in complaints(back)
        assert form_on(back)["name"] == ["HTX Mới"]
        assert LifeEvent.objects.filter(kind="renamed").count() == 0

    def test_passwords_are_not_carried(self, administrator, browser):
        client, address = browser(administrator), adding(User)
        typed = opened(client, address, username="moi", password1="bí mật 12345", password2="bí mật 12345")

        asked = signed_out(client, address, typed)

        assert form_on(asked)["username"] == ["moi"]
        assert "bí mật" not in asked.content.decode()

    def test_a_button_that_types_nothing_leads_to_the_login_page(self, page, browser):
        address = page.replace("change", "delete")

        assert browser().post(address, {"post": "yes"}).url == f"{reverse('admin:login')}?next={address}"


class TestTheStaleCookie:
    """One signed in again in another tab: the form that stayed open holds the token of before."""

    @pytest.fixture
    def client(self, administrator) -> Client:
        client = Client(enforce_csrf_checks=True)
        self.sign_in(client)
        return client

    def sign_in(self, client: Client) -> None:
        page = reverse("admin:login")
        client.get(page)
        token = client.cookies[settings.CSRF_COOKIE_NAME].value
        answer = client.post(page, {"username": "quantri", "password": "mật khẩu thử 1", "csrfmiddlewaretoken": token})
        assert answer.status_code == 302

    def stale(self, client: Client, address: str, **typed) -> dict:
        sent = opened(client, address, **typed)
        client.logout()
        client.cookies.pop(settings.SESSION_COOKIE_NAME, None)
        self.sign_in(client)
        return sent

    def test_gives_back_what_was_typed_and_saves_nothing_by_itself(self, client, founded):
        page = page_of(founded("HTX1"), Organisation)

        refused = client.post(page, self.stale(client, page, representative="Trần Thị Đông"))
        html = refused.content.decode()
        button = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html))
        back = client.post(page, button)

        assert (refused.status_code, "Lấy lại những gì đã gõ" in html) == (403, True)
        assert (back.status_code, form_on(back)["representative"]) == (200, ["Trần Thị Đông"])
        assert complaints(back) == [HELD]
        assert client.post(page, form_on(back)).status_code == 302
        assert Organisation.objects.get().representative == "Trần Thị Đông"

    def test_goes_through_the_login_when_the_session_has_ended_too(self, client, founded):
        page = page_of(founded("HTX1"), Organisation)
        typed = self.stale(client, page, representative="Trần Thị Đông")
        client.cookies.pop(settings.SESSION_COOKIE_NAME)

        refused = client.post(page, typed).content.decode()
        button = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', refused))
        asked = client.post(page, button)
        back = client.post(page, {**form_on(asked), **KNOWN})

        assert KEPT in asked.content.decode()
        assert form_on(back)["representative"] == ["Trần Thị Đông"]

    def test_says_on_other_pages_how_to_get_the_text_back(self, client):
        answer = client.post(reverse("admin:logout"), {"csrfmiddlewaretoken": "x" * 32})

        assert answer.status_code == 403
        assert "hãy bấm nút quay lại của trình duyệt" in answer.content.decode()
        assert "da-go" not in answer.content.decode()

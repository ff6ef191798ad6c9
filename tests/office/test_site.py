"""Who gets in where, and what meets them."""

import pytest
from django.contrib import admin
from django.urls import reverse

from cooperatives.models import Organisation
from office import worklist
from office.models import Office, Signatory, User
from office.worklist import Task, tasks_for
from returns.models import AnnualReturn, Period

START = reverse("admin:index")
FIGURES = [model for model in admin.site._registry if model._meta.app_label in ("cooperatives", "returns")]


def listing(model) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def adding(model) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


class TestStranger:
    @pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model._meta.label)
    def test_meets_the_login_page_everywhere(self, model, browser, db):
        for address in (listing(model), adding(model)):
            assert browser().get(address).url == f"{reverse('admin:login')}?next={address}"

    def test_is_asked_in_vietnamese(self, browser, db):
        html = browser().get(reverse("admin:login")).content.decode()

        assert ("Tên đăng nhập:" in html, "Mật khẩu:" in html, 'value="Đăng nhập"' in html) == (True, True, True)

    def test_is_told_what_to_do_about_a_wrong_password(self, browser, staff):
        response = browser().post(reverse("admin:login"), {"username": "canbo", "password": "sai"})

        assert response.context["form"].non_field_errors() == [
            "Chưa đăng nhập được: hãy nhập đúng tên đăng nhập và mật khẩu. Lưu ý chữ hoa, chữ thường."
        ]

    def test_signs_in_with_the_right_one(self, browser, staff):
        signed_in = browser().post(reverse("admin:login"), {"username": "canbo", "password": "mật khẩu thử 1"})

        assert (signed_in.status_code, signed_in.url) == (302, START)


class TestRoles:
    @pytest.mark.parametrize("model", FIGURES, ids=lambda model: model._meta.label)
    def test_the_editor_sees_no_register_and_no_figure(self, model, editor, browser):
        assert [browser(editor).get(address).status_code for address in (listing(model), adding(model))] == [403, 403]

    @pytest.mark.parametrize("model", FIGURES, ids=lambda model: model._meta.label)
    def test_leadership_sees_all_and_enters_nothing(self, model, leader, browser):
        assert [browser(leader).get(address).status_code for address in (listing(model), adding(model))] == [200, 403]

    @pytest.mark.parametrize("model", FIGURES, ids=lambda model: model._meta.label)
    def test_leadership_changes_nothing(self, model, founded, reported, leader, browser):
        reported(founded("HTX1"), members=100)
        row = model._default_manager.first() or Organisation.objects.first()
        address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])

        assert browser(leader).post(address, {"name": "Tên khác", "members": "1"}).status_code == 403
        assert (AnnualReturn.objects.get().members, Organisation.objects.get().name) == (100, "Tổ chức thử HTX1")

    def test_staff_enter_the_register_and_returns(self, staff, browser):
        forms = [Period, AnnualReturn, *(model for model in FIGURES if hasattr(model, "KIND"))]

        assert {browser(staff).get(adding(model)).status_code for model in forms} == {200}

    @pytest.mark.parametrize("role", ["staff", "leader", "editor"])
    def test_accounts_belong_to_the_system_administrator(self, role, request, browser):
        client = browser(request.getfixturevalue(role))

        assert [client.get(address).status_code for address in (listing(User), adding(User))] == [403, 403]

    def test_a_refusal_says_who_one_is_and_whom_to_ask(self, editor, browser):
        html = browser(editor).get(listing(Organisation)).content.decode()

        assert "Tài khoản của bạn không có quyền xem hoặc làm việc này." in html
        assert "Bạn đang đăng nhập là <strong>Người bientap</strong>" in html

    def test_the_office_is_one_row(self, office, administrator, browser):
        assert browser(administrator).get(adding(Office)).status_code == 403
        assert browser(administrator).get(adding(Signatory)).status_code == 200


class TestStartPage:
    def test_says_what_needs_doing_with_the_urgent_first(self, founded, reported, staff, browser):
        reported(founded("HTX1", tax_code="1099900016", representative="Nguyễn Văn Thử"))
        founded("HTX2", tax_code="1099900023", representative="Trần Thị Thử")

        tasks = browser(staff).get(START).context["tasks"]

        assert [(task.sentence, task.urgent) for task in tasks] == [
            ("01 tổ chức chưa có số liệu năm 2023", True),
            ("02 tổ chức đang tồn tại chưa ghi xã, phường", False),
            ("02 tổ chức đang tồn tại chưa được xác minh hoạt động trong một năm qua", False),
        ]

    def test_says_so_when_nothing_does(self, staff, browser):
        html = browser(staff).get(START).content.decode()

        assert "Không có việc nào đang chờ." in html

    def test_asks_little_of_the_database(self, founded, reported, staff, browser, django_assert_max_num_queries):
        for number in range(3):
            reported(founded(f"HTX{number}"), members=number)
        client = browser(staff)
        client.get(START)  # content types are read once per process

        with django_assert_max_num_queries(21):
            client.get(START)

    def test_puts_the_register_first_and_the_office_last(self, administrator, browser):
        apps = [app["app_label"] for app in browser(administrator).get(START).context["app_list"]]

        assert (apps[0], apps[-2:]) == ("cooperatives", ["office", "axes"])

    def test_leads_to_the_public_pages(self, staff, browser):
        assert '<a href="/">Trang công khai</a>' in browser(staff).get(START).content.decode()


def test_an_app_offers_its_tasks_to_those_who_can_do_them(staff, editor, monkeypatch):
    monkeypatch.setattr(worklist, "_finders", [])

    @worklist.task
    def paint(user):
        if user == staff:
            yield Task("Sơn cổng", url="/cong/")
            yield Task("Sửa mái", url="/mai/", urgent=True)

    assert [task.sentence for task in tasks_for(staff)] == ["Sửa mái", "Sơn cổng"]
    assert tasks_for(editor) == []


class TestTheWayBetweenTheAdminAndThePortal:
    PORTAL = ("/dieu-hanh/", "/bao-cao/", "/hoi-nghi/")

    def offered(self, user, browser) -> list[str]:
        page = browser(user).get(START).content.decode()
        return [address for address in self.PORTAL if f'href="{address}"' in page]

    def test_leads_staff_and_leadership_to_every_page_they_may_open(self, staff, leader, browser):
        assert [self.offered(user, browser) for user in (staff, leader)] == [list(self.PORTAL)] * 2

    def test_leads_the_editor_to_none_of_them(self, editor, browser):
        assert self.offered(editor, browser) == []

    def test_leads_back(self, leader, browser):
        pages = [browser(leader).get(address, follow=True).content.decode() for address in self.PORTAL]

        assert all(f'href="{START}"' in page for page in pages)


@pytest.mark.parametrize("address", ["/hoi-nghi/?q=a%00", "/quan-tri/cooperatives/organisation/?kind__exact=%00"])
def test_an_address_with_a_letter_that_no_database_takes_has_no_page(address, staff, browser):
    assert browser(staff).get(address).status_code == 404

"""Saved views: what a list looks for, kept under a name for oneself or for all, and never more than the list takes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cooperatives.models import Kind
from office.models import SavedView
from tests.office.page import complaints, form_on, opened

START = reverse("admin:index")
LISTING = reverse("admin:cooperatives_cooperative_changelist")
SAVING = reverse("admin:cooperatives_cooperative_luu-bo-loc")
OPEN = f"{LISTING}?q=dong&ton_tai=con"


def save(client, query: str, **typed):
    address = f"{SAVING}?{query}"
    return client.post(address, {"name": "Đang tồn tại", **typed})


def links(response) -> list[tuple[str, bool]]:
    return [(view.name, view.open) for view in response.context["saved_views"]]


class TestSaving:
    def test_keeps_filters_and_search_but_neither_page_nor_sorting(self, staff, browser):
        client = browser(staff)

        response = save(client, "ton_tai=con&p=3&o=1.2&q=dong&e=1&all=")

        kept = SavedView.objects.get()
        assert response.url == OPEN
        assert (kept.owner, kept.model, kept.name, kept.query, kept.shared) == (
            staff,
            "cooperatives.cooperative",
            "Đang tồn tại",
            "q=dong&ton_tai=con",
            False,
        )
        assert kept.history.get().history_user == staff

    def test_is_offered_by_a_list_that_is_narrowed(self, founded, staff, browser):
        founded("HTX1")
        client = browser(staff)

        assert "Lưu bộ lọc này" not in client.get(LISTING).content.decode()
        assert f'href="{SAVING}?q=dong&amp;ton_tai=con">Lưu bộ lọc này' in client.get(OPEN).content.decode()

    def test_asks_for_a_name_and_loses_nothing_when_that_is_taken(self, staff, browser):
        client = browser(staff)
        save(client, "ton_tai=con")

        refused = save(client, "ton_tai=het", shared="on")

        assert complaints(refused) == ["Bạn đã có bộ lọc mang tên này cho danh sách này: hãy đặt tên khác."]
        assert {name: form_on(refused)[name] for name in ("name", "shared")} == {
            "name": ["Đang tồn tại"],
            "shared": ["on"],
        }
        assert complaints(save(client, "ton_tai=het", name=" ")) == ["Không được để trống."]
        assert SavedView.objects.count() == 1

    @pytest.mark.parametrize(
        ("query", "sentence"),
        [
            ("", "Danh sách chưa được lọc hay tìm gì"),
            ("p=2&o=1", "Danh sách chưa được lọc hay tìm gì"),
            ("ten_khong_co=1", "Danh sách này không có điều kiện lọc như vậy"),
            ("memberships__decision__startswith=0", "Danh sách này không có điều kiện lọc như vậy"),
            ("founded_on__gte=hom-qua", "Danh sách này không có điều kiện lọc như vậy"),
            ("q=" + "a" * 2001, "Bộ lọc này quá dài"),
        ],
    )
    def test_refuses_what_the_list_does_not_take(self, query, sentence, founded, staff, browser):
        founded("HTX1")

        response = browser(staff).post(f"{SAVING}?{query}", {"name": "Lạ"}, follow=True)

        said = [str(message) for message in response.context["messages"]]
        assert (len(said), said[0].startswith(sentence)) == (1, True)
        assert SavedView.objects.count() == 0

    def test_is_for_those_who_see_the_list(self, editor, browser):
        assert browser(editor).get(f"{SAVING}?ton_tai=con").status_code == 403
        assert browser().get(f"{SAVING}?ton_tai=con").url.startswith(reverse("admin:login"))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_a_name_at_once_the_second_is_told(staff, browser, monkeypatch):
    kept = SavedView.save

    def other_is_quicker(view, **more):
        monkeypatch.setattr(SavedView, "save", kept)
        SavedView.objects.create(owner=view.owner, model=view.model, name=view.name, query="ton_tai=het")
        kept(view, **more)

    monkeypatch.setattr(SavedView, "save", other_is_quicker)

    refused = save(browser(staff), "ton_tai=con")

    assert complaints(refused) == ["Bạn đã có bộ lọc mang tên này cho danh sách này: hãy đặt tên khác."]
    assert SavedView.objects.get().query == "ton_tai=het"


class TestOpening:
    @pytest.fixture
    def views(self, staff, leader):
        for owner, name, shared in ((staff, "Của tôi", False), (leader, "Của sếp", False), (leader, "Chung", True)):
            SavedView.objects.create(
                owner=owner, model="cooperatives.cooperative", name=name, query="ton_tai=con", shared=shared
            )

    def test_a_list_offers_own_and_shared_ones_and_marks_the_open_one(self, views, staff, browser):
        client = browser(staff)

        assert links(client.get(LISTING)) == [("Chung", False), ("Của tôi", False)]
        assert links(client.get(f"{LISTING}?ton_tai=con")) == [("Chung", True), ("Của tôi", True)]
        assert links(client.get(reverse("admin:cooperatives_union_changelist"))) == []

    def test_the_start_page_counts_own_ones_first(self, views, founded, staff, browser):
        founded("HTX1")
        founded("HTX2")
        founded("TO", kind=Kind.GROUP)

        shown = browser(staff).get(START).context["saved_views"]

        assert [(view.name, view.count, view.url) for view in shown] == [
            ("Của tôi", 2, f"{LISTING}?ton_tai=con"),
            ("Chung", 2, f"{LISTING}?ton_tai=con"),
        ]

    def test_the_start_page_counts_many_in_as_many_questions_as_one(self, founded, staff, browser):
        founded("HTX1")
        queries = ["ton_tai=con", "q=htx", "sector__exact=agriculture", "lien_minh=co"]
        client = browser(staff)
        client.get(START)

        def asked(views: int) -> int:
            SavedView.objects.all().delete()
            for number in range(views):
                SavedView.objects.create(
                    owner=staff, model="cooperatives.cooperative", name=f"Số {number}", query=queries[number]
                )
            with CaptureQueriesContext(connection) as context:
                client.get(START)
            return len(context)

        assert asked(4) == asked(1)

    def test_a_shared_one_opens_nothing_that_its_reader_may_not_see(self, views, editor, browser):
        assert browser(editor).get(START).context["saved_views"] == []

    @pytest.mark.parametrize("query", ["q=khong-co", "pk=" + "9" * 40])
    def test_one_without_rows_counts_nought(self, query, views, founded, staff, browser):
        founded("HTX1")
        SavedView.objects.create(owner=staff, model="cooperatives.cooperative", name="Rỗng", query=query)

        shown = browser(staff).get(START).context["saved_views"]

        assert [(view.name, view.count) for view in shown] == [("Của tôi", 1), ("Rỗng", 0), ("Chung", 1)]

    @pytest.mark.parametrize(
        ("model", "query"), [("cooperatives.bygone", "a=1"), ("cooperatives.cooperative", "xxx=1")]
    )
    def test_one_whose_list_or_filter_is_gone_is_left_out(self, model, query, staff, browser):
        SavedView.objects.create(owner=staff, model=model, name="Cũ", query=query)

        assert browser(staff).get(START).context["saved_views"] == []

    def test_the_list_of_views_opens_each(self, views, staff, browser):
        html = browser(staff).get(reverse("admin:office_savedview_changelist")).content.decode()

        assert f'<a href="{LISTING}?ton_tai=con">Mở “Chung”</a>' in html
        assert "Của sếp" not in html


class TestOwner:
    @pytest.fixture
    def shared(self, leader):
        return SavedView.objects.create(
            owner=leader, model="cooperatives.cooperative", name="Chung", query="ton_tai=con", shared=True
        )

    def page(self, view, verb="change") -> str:
        return reverse(f"admin:office_savedview_{verb}", args=[view.pk])

    def test_renames_and_throws_away(self, shared, leader, browser):
        client = browser(leader)

        client.post(self.page(shared), opened(client, self.page(shared), name="Tên mới"))
        assert SavedView.objects.get().name == "Tên mới"

        client.post(self.page(shared, "delete"), {"post": "yes"})
        assert SavedView.objects.count() == 0

    def test_nobody_else_does(self, shared, staff, browser):
        client = browser(staff)

        assert client.get(self.page(shared)).status_code == 200
        assert client.post(self.page(shared), {"name": "Chiếm"}).status_code == 403
        assert client.post(self.page(shared, "delete"), {"post": "yes"}).status_code == 403
        assert SavedView.objects.get().name == "Chung"

    def test_what_is_not_shared_is_told_to_nobody_else_by_its_history_either(self, staff, leader, browser):
        own = SavedView.objects.create(owner=leader, model="cooperatives.cooperative", name="Của sếp", query="q=x")

        told = [browser(user).get(self.page(own, "history"), follow=True).text for user in (leader, staff)]

        assert ["Của sếp" in page for page in told] == [True, False]

"""The history page of a record tells of the rows that belong to it, each with what was there before and after."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cooperatives import workflow
from cooperatives.models import Certificate, Post, Product
from tests.office.page import opened


def page(organisation, verb: str = "change") -> str:
    return reverse(f"admin:cooperatives_cooperative_{verb}", args=[organisation.pk])


def told(client, organisation) -> list[tuple]:
    changes = client.get(page(organisation, "history")).context["parts_page"]
    return [(change.by, change.what, change.row, change.values) for change in changes]


@pytest.fixture
def htx(founded):
    return founded("HTX1", name="HTX Thử")


class TestRows:
    def test_changed_on_the_page_are_told_before_and_after(self, htx, staff, browser):
        Post.objects.create(organisation=htx, person="Nguyễn Văn Cũ", role="director", started_on=date(2020, 1, 1))
        client = browser(staff)

        typed = {"posts-0-ended_on": "01/02/2024", "posts-0-represents": "on"}
        client.post(page(htx), opened(client, page(htx), **typed))

        assert told(client, htx)[0] == (
            "Người canbo",
            "Sửa",
            "chức vụ: Nguyễn Văn Cũ, Giám đốc, Tổng giám đốc",
            [("Đến trước ngày", "(trống)", "01/02/2024"), ("Đại diện theo pháp luật", "không", "có")],
        )

    def test_that_came_and_went_are_told_in_full(self, htx, staff, browser):
        product = Product.objects.create(organisation=htx, name="Gạo")
        Certificate.objects.create(organisation=htx, product=product, kind="ocop", stars=3)
        client = browser(staff)

        client.post(page(htx), opened(client, page(htx), **{"certificates-0-DELETE": "on"}))

        facts = [("Sản phẩm", "Gạo – HTX Thử"), ("Loại chứng nhận", "OCOP"), ("Số sao", "3 sao")]
        gone, came = (change for change in told(client, htx) if change[2] == "chứng nhận: OCOP 3 sao")
        assert gone[1:] == ("Xóa", "chứng nhận: OCOP 3 sao", [(label, was, "(trống)") for label, was in facts])
        assert came[3] == [(label, "(trống)", now) for label, now in facts]

    def test_of_verbs_are_told_too(self, htx, staff, browser):
        workflow.admit(htx, on=date(2021, 5, 1), decision="07/QĐ", by=staff)

        changes = told(browser(staff), htx)

        assert changes[0][3] == [("Ngày kết nạp", "(trống)", "01/05/2021"), ("Văn bản", "(trống)", "07/QĐ")]
        assert [change[2] for change in changes[1:]] == ["bên tham gia sự kiện: HTX Thử (HTX1): bắt đầu"]

    def test_of_another_record_are_not_told(self, htx, founded, staff, browser):
        Post.objects.create(organisation=founded("HTX2"), person="Người khác", role="director")

        assert "Người khác" not in browser(staff).get(page(htx, "history")).content.decode()

    def test_are_escaped(self, htx, staff, browser):
        Post.objects.create(organisation=htx, person="<script>alert(1)</script>", role="director")

        html = browser(staff).get(page(htx, "history")).content.decode()

        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html

    def test_ask_the_database_as_often_for_many_as_for_one(self, htx, founded, staff, browser):
        client = browser(staff)

        def asked() -> int:
            with CaptureQueriesContext(connection) as context:
                client.get(page(htx, "history"))
            return len(context)

        def grow(number: int) -> None:
            product = Product.objects.create(organisation=htx, name=f"Gạo {number}")
            Certificate.objects.create(organisation=htx, product=product, kind="vietgap")
            workflow.join_union(htx, union=founded(f"LH{number}", kind="union"), on=date(2020, 1, number), by=staff)

        grow(1)
        asked()
        once = asked()
        for number in range(2, 5):
            grow(number)

        assert asked() == once


def test_rows_that_one_may_not_see_are_not_told(htx, person, browser):
    Post.objects.create(organisation=htx, person="Nguyễn Văn Kín", role="director")
    guest = person(None, "khach")
    guest.user_permissions.set(Permission.objects.filter(codename__in=["view_organisation", "view_cooperative"]))

    html = browser(guest).get(page(htx, "history")).content.decode()

    assert ("HTX Thử" in html, "Nguyễn Văn Kín" in html) == (True, False)

"""Every list of the admin asks the database as often for many rows as for one, and reads well."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cooperatives.models import Organisation
from office.models import Committee, Office, User
from tests.settlement import settle

OURS = ("office", "cooperatives", "returns", "events", "reports", "news")


def lists() -> list[type]:
    return [model for model in admin.site._registry if model._meta.app_label in OURS]


def listing(model) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def questions(client, address: str) -> tuple[int, list[str]]:
    """How many rows a list shows, and what it asks the database for them."""
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    return len(response.context["cl"].result_list), [query["sql"] for query in asked.captured_queries]


class TestEveryList:
    FEW_FOR_EVER = (Office, Committee)

    @pytest.fixture(scope="class")
    @classmethod
    def asked_for_few(cls, settled, django_db_blocker) -> dict[type, tuple[int, int]]:
        """How many rows each list shows of one settlement, and how often it asks for them; then there are four."""
        with django_db_blocker.unblock():
            administrator, client = User.objects.get(username="quantri"), Client()
            client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
            for model in lists():
                questions(client, listing(model))  # content types and the session are read once per process
            few = {model: questions(client, listing(model)) for model in lists()}
            for number in range(2, 5):
                settle(number, by=administrator)
            return {model: (rows, len(asked)) for model, (rows, asked) in few.items()}

    @pytest.mark.parametrize("model", lists(), ids=lambda model: model._meta.label)
    def test_asks_as_often_for_many_rows_as_for_one(self, model, asked_for_few, db, browser):
        few, asked = asked_for_few[model]

        many, asked_for_many = questions(browser(User.objects.get(username="quantri")), listing(model))

        assert few >= 1, f"tests/settlement.py makes no row of {model._meta.label}"
        assert many > few or model in self.FEW_FOR_EVER
        assert len(asked_for_many) == asked, "\n".join(asked_for_many)


def test_a_list_counts_its_rows_in_the_singular_as_vietnamese_does(founded, staff, browser):
    founded("HTX1"), founded("HTX2")

    line = browser(staff).get(listing(Organisation)).content.decode().partition('<p class="paginator">')[2]

    assert line.partition("</p>")[0].split() == ["2", "tổ", "chức"]


def test_the_filters_of_a_list_stand_before_its_rows(founded, staff, browser):
    founded("HTX1")

    page = browser(staff).get(listing(Organisation), {"ton_tai": "con"}).content.decode()

    marks = [
        '<details id="changelist-filter"',
        "(đang lọc)",
        'class="clear-filters" href="?"',
        '<table id="result_list">',
    ]
    assert sorted(marks, key=page.index) == marks


def test_the_table_of_a_list_is_named_and_can_be_scrolled_by_keyboard(founded, staff, browser):
    founded("HTX1")

    page = browser(staff).get(listing(Organisation)).content.decode()

    marks = ['<div class="results" role="region"', '<caption class="visually-hidden">Danh sách tổ chức</caption>']
    assert [mark in page for mark in marks] == [True, True]

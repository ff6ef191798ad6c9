"""Two people open one page and change the same row of a table on it: every table of every page of the admin."""

import re

import pytest
from django.contrib import admin
from django.db import models
from django.test import RequestFactory
from django.urls import reverse

from cooperatives.models import Certificate, ChainContract, Post, Practice, Product, UnionMembership
from events.models import (
    AgendaItem,
    Attendee,
    Chair,
    Conclusion,
    Conference,
    ConferenceBody,
    Contestant,
    Contribution,
    Criterion,
    Nomination,
    Paper,
    Photo,
    Score,
    Seat,
    Term,
    Vote,
)
from news.models import Attachment, DocumentFile, Placing
from office.guard import GuardedForm, GuardedFormSet
from office.models import User
from returns.models import CriterionPoints, RatingCriterion, RatingGrade
from tests.office.page import complaints, form_on, opened
from tests.settlement import settle

OURS = ("office", "cooperatives", "returns", "events", "reports", "news")
ONE_OF_TWO = {Contestant: "pledge", Nomination: "achievement"}  # their first text names a person beside an organisation
REFUSAL = "Người khác đã sửa bản ghi này sau khi bạn mở trang"


def request():
    made = RequestFactory().get("/")
    made.user = User(is_superuser=True, is_active=True)
    return made


def tables() -> dict[type, type[models.Model]]:
    """Every table of rows that pages of ours edit, by its class: the model of the last page that has it."""
    return {
        inline: page.model
        for page in admin.site._registry.values()
        for inline in page.inlines
        if page.model._meta.app_label in OURS and inline(page.model, admin.site).has_change_permission(request())
    }


def typed_in(inline) -> tuple[str, str, str]:
    """A field of a row, of text where it has one, and two different things to type there."""
    if inline.model is CriterionPoints:
        return "points", "20,00", "7,00"
    if inline.model is Placing:
        return "position", "20", "7"
    if inline.model is Attendee:
        return "people", "20", "7"
    if inline.model in ONE_OF_TWO:
        return ONE_OF_TWO[inline.model], "người thứ nhất", "nguoi-thu-hai"
    texts = (field for field in inline.model._meta.fields if isinstance(field, models.CharField) and not field.choices)
    return next(field.name for field in texts if field.editable), "người thứ nhất", "nguoi-thu-hai"


def test_the_tables_are_those_of_organisations_ratings_conferences_and_emulation():
    assert {inline.model for inline in tables()} == {
        *(Post, UnionMembership, Product, Certificate, ChainContract, Practice),
        *(RatingGrade, RatingCriterion, CriterionPoints),
        *(ConferenceBody, Chair, Term, Seat),
        *(AgendaItem, Contribution, Vote, Conclusion, Paper, Photo, Attendee),
        *(Criterion, Contestant, Nomination),
        *(Attachment, DocumentFile, Placing),
    }


def test_every_table_is_guarded():
    assert [
        inline.__name__
        for inline in tables()
        if not (issubclass(inline.form, GuardedForm) and issubclass(inline.formset, GuardedFormSet))
    ] == []


@pytest.mark.parametrize("inline", tables(), ids=lambda inline: inline.__name__)
class TestEveryTableOfRows:
    @pytest.fixture
    def administrator(self, settled, db) -> User:
        return User.objects.get(username="quantri")

    @pytest.fixture
    def page(self, inline, administrator, browser) -> tuple:
        """The client, the address of a page with such a row, and the beginning of the names of that row's fields."""
        Certificate.objects.update(product=None)  # a product with certificates is not deleted
        Score.objects.all().delete()  # nor who was given points, nor what they were given by
        formset = inline(tables()[inline], admin.site).get_formset(request())
        record = getattr(inline.model._default_manager.latest("pk"), formset.fk.name)
        shown = Conference if isinstance(record, Conference) else type(record)
        address = reverse(f"admin:{shown._meta.app_label}_{shown._meta.model_name}_change", args=[record.pk])
        return browser(administrator), address, f"{formset.get_default_prefix()}-0"

    def test_refuses_the_second_with_both_values_named(self, page, inline):
        client, address, row = page
        field, first, second = typed_in(inline)
        before, after = (opened(client, address, **{f"{row}-{field}": typed}) for typed in (first, second))

        assert client.post(address, before).status_code == 302
        refused = client.post(address, after)

        assert complaints(refused)[0].startswith(REFUSAL)
        assert f"“{first}” (bạn nhập “{second}”)" in complaints(refused)[0]
        assert form_on(refused)[f"{row}-{field}"] == [second]
        assert opened(client, address)[f"{row}-{field}"] == [first]

    def test_says_in_each_box_what_is_asked_there(self, page, inline):
        client, address, row = page
        prefix = row.rpartition("-")[0]
        boxes = re.findall(
            rf'<(?:input|select|textarea)[^>]* name="{prefix}-(?:\d+|__prefix__)-[^>]*>', client.get(address).text
        )
        seen = [box for box in boxes if 'type="hidden"' not in box]

        assert seen
        assert [box for box in seen if "aria-label=" not in box] == []

    def test_saves_nothing_when_nothing_was_touched(self, page, inline, administrator):
        client, address, _ = page

        assert client.post(address, opened(client, address)).status_code == 302
        assert administrator.logentry_set.get().get_change_message() == "Không ô nào đổi."

    def test_deletes_no_row_unseen_that_was_changed_meanwhile(self, page, inline):
        client, address, row = page
        field, first, _ = typed_in(inline)
        before = opened(client, address, **{f"{row}-{field}": first})
        deleting = opened(client, address, **{f"{row}-DELETE": "on"})
        client.post(address, before)

        refused = client.post(address, deleting)

        assert "Một dòng bạn định xóa vừa được người khác sửa" in "".join(complaints(refused))
        assert opened(client, address)[f"{row}-{field}"] == [first]

    def test_tells_of_a_row_deleted_meanwhile_and_brings_none_back(self, page, inline):
        client, address, row = page
        field, first, _ = typed_in(inline)
        left = inline.model._base_manager.count() - 1
        deleting = opened(client, address, **{f"{row}-DELETE": "on"})
        changing = opened(client, address, **{f"{row}-{field}": first})
        assert client.post(address, deleting).status_code == 302

        refused = client.post(address, changing)

        assert "Người khác vừa xóa một dòng của bảng này" in "".join(complaints(refused))
        assert inline.model._base_manager.count() == left

    def test_touches_no_row_of_another_page(self, page, inline, administrator):
        client, address, row = page
        settle(2, by=administrator)
        foreign = inline.model._default_manager.latest("pk")
        number = inline.model._base_manager.count()

        client.post(address, opened(client, address, **{f"{row}-id": str(foreign.pk), f"{row}-DELETE": "on"}))

        assert inline.model._base_manager.count() == number

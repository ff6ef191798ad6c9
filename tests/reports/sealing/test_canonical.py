"""What a report says is one text, however and wherever it is asked for, and another once it says another thing."""

import json
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from printing.table import Column, Table
from reports.models import Report
from reports.sealing.canonical import _told, approved_part, canonical, content_hash, content_of, mark
from reports.writing import write


@pytest.mark.django_db
class TestOfAReport:
    def test_it_is_the_same_in_every_language_zone_and_order(self, draft):
        plain = canonical(content_of(draft, write(draft)))

        with translation.override("en"), timezone.override("America/New_York"):
            elsewhere = content_of(draft, write(draft))
        turned = canonical(dict(reversed(elsewhere.items())))

        assert turned == plain

    def test_it_is_the_same_under_another_secret_and_another_key(self, draft, settings):
        told = canonical(content_of(draft, write(draft)))

        settings.SECRET_KEY = "another secret of fifty letters, as long as the first"
        draft.pk += 1

        assert canonical(content_of(draft, write(draft))) == told

    def test_its_number_is_no_part_of_what_is_approved(self, draft):
        before = content_of(draft, write(draft))
        draft.number, draft.number_year = 7, 2023
        after = content_of(draft, write(draft))

        assert after["document"]["letterhead"]["number"] == "7"
        assert canonical(after) != canonical(before)
        assert canonical(approved_part(after)) == canonical(approved_part(before))

    def test_it_holds_every_figure_as_it_is_printed(self, draft):
        figures = content_of(draft, write(draft))["figures"]

        assert figures["members"] == {"label": "Thành viên của tổ chức KTTT", "": "120 thành viên"}

    @pytest.mark.parametrize(
        ("field", "value"), [("edition", 2), ("issuer", "steering"), ("signed_on", date(2023, 12, 30))]
    )
    def test_another_report_says_another_thing(self, draft, field, value):
        before = canonical(content_of(draft, write(draft)))
        setattr(draft, field, value)

        assert canonical(content_of(draft, write(draft))) != before

    def test_it_speaks_of_no_key_and_no_person(self, approved, staff):
        told = canonical(content_of(approved, write(approved)))

        assert staff.username not in told
        assert set(json.loads(told)["report"]) == {
            *("kind", "issuer", "period", "edition", "replaces", "number", "number_year")
        }

    def test_the_mark_at_its_foot_is_the_beginning_of_its_hash(self, draft):
        text = canonical(content_of(draft, write(draft)))

        assert mark(text) == f"Mã kiểm chứng: {content_hash(text)[:12]}"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Decimal("61.20"), "61.2"),
        (Decimal("1E+3"), "1000"),
        (date(2023, 12, 26), "2023-12-26"),
        ("ho\u0323p ta\u0301c", "họp tác"),
        ("có [[cooperatives|464]] HTX", "có 464 HTX"),
        ({"b": 1, "a": None}, {"b": 1, "a": None}),
        ((True, 3), [True, 3]),
    ],
)
def test_every_value_has_one_form(value, told):
    assert _told(value) == told


@pytest.mark.parametrize("value", [1.5, datetime(2023, 1, 1), b"abc", object()])
def test_what_has_no_single_form_is_refused(value):
    with pytest.raises(TypeError, match="no single form"):
        _told(value)


def test_a_table_is_told_as_it_is_printed():
    table = Table("Bảng 1", (Column("n", "Số", kind="integer"),), ((1234,), (None,)), total=(1234,), source="sổ")

    assert _told(table) == {
        "title": "Bảng 1",
        "columns": ["Số"],
        "rows": [["1.234"], ["–"]],
        "total": ["1.234"],
        "notes": [],
        "origin": "Nguồn: sổ.",
    }


def test_states_of_reports_are_those_the_database_locks():
    """The trigger of the migration names the state by its letters."""
    assert Report.State.SEALED == "sealed"

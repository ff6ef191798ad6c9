"""Two clerks at the same organisation at the same moment: one is told in a sentence, and nothing is lost.

The transactions really overlap: the first has done its work and not committed when the second begins, in a thread
with a connection of its own. What the second would do against the first is known once the first commits. SQLite keeps
its test database in one memory that cannot be shared so; there one writer waits for the other before it even begins,
which the tests at the end show with the pages.
"""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from cooperatives import workflow
from cooperatives.models import LifeEvent, Organisation
from tests.cooperatives.life_pages import event_page, page
from tests.office.page import complaints, form_on, opened

DAY = date(2022, 7, 1)
LONG = 20  # seconds within which a transaction that is let go has surely ended
SHORT = 0.3  # seconds in which one that is not held back would have ended

overlapping = pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="SQLite lets one writer in at a time",
)


class Clerk(threading.Thread):
    """Does one thing in a connection of its own and keeps what became of it."""

    def __init__(self, deed: Callable[[], object]):
        super().__init__(daemon=True)
        self.deed, self.sentence, self.done = deed, "", False

    def run(self):
        try:
            self.deed()
            self.done = True
        except ValidationError as refusal:
            self.sentence = " ".join(refusal.messages)
        finally:
            connection.close()


def overlap(first: Callable[[], object], second: Callable[[], object], *, patience: float = SHORT) -> Clerk:
    """Let `second` begin while the transaction of `first` is still open; return the second clerk when both are done."""
    clerk = Clerk(second)
    with transaction.atomic():
        first()
        clerk.start()
        clerk.join(patience)
        assert clerk.is_alive(), "the second did not wait for the first"
    clerk.join(LONG)
    assert not clerk.is_alive()
    return clerk


@overlapping
@pytest.mark.django_db(transaction=True)
class TestTransactionsThatOverlap:
    def test_both_end_the_same_organisation(self, founded, staff):
        htx = founded("HTX1")

        second = overlap(
            lambda: workflow.end(htx, kind="dissolved", on=DAY, by=staff),
            lambda: workflow.end(htx, kind="bankrupt", on=DAY, by=staff),
        )

        assert second.sentence == "Tổ chức thử HTX1 (HTX1) đã chấm dứt ngày 01/07/2022."
        assert [event.kind for event in htx.life_events.order_by("pk")] == ["founded", "dissolved"]

    def test_one_undoes_while_the_other_adds_a_later_event(self, founded, staff):
        htx = founded("HTX1")
        event = workflow.suspend(htx, on=DAY, by=staff)

        second = overlap(
            lambda: workflow.rename(htx, name="Tên mới", on=date(2023, 1, 1), by=staff),
            lambda: workflow.undo(event, reason="nhầm", by=staff),
        )

        assert "còn có đổi tên ngày 01/01/2023. Hãy hủy sự kiện ấy trước." in second.sentence
        assert [event.kind for event in htx.life_events.order_by("pk")] == ["founded", "suspended", "renamed"]

    def test_one_adds_while_the_other_undoes_what_it_rests_on(self, founded, staff):
        htx = founded("HTX1")
        event = workflow.suspend(htx, on=DAY, by=staff)

        second = overlap(
            lambda: workflow.undo(event, reason="nhầm", by=staff),
            lambda: workflow.resume(htx, on=date(2023, 1, 1), by=staff),
        )

        assert "không tạm ngừng vào ngày 01/01/2023: không ghi hoạt động lại nữa." in second.sentence
        assert [event.kind for event in htx.life_events.all()] == ["founded"]

    def test_both_undo_the_same_event(self, founded, staff):
        htx = founded("HTX1")
        event = workflow.end(htx, kind="dissolved", on=DAY, by=staff)

        second = overlap(
            lambda: workflow.undo(event, reason="nhầm", by=staff),
            lambda: workflow.undo(event, reason="nhầm thật", by=staff),
        )

        assert second.sentence == "Người khác vừa hủy sự kiện này: không còn gì để hủy."
        assert LifeEvent.history.filter(history_type="-").get().history_change_reason == "nhầm"

    def test_two_mergers_across_each_other_do_not_wait_forever(self, founded, staff):
        one, other = founded("HTX1"), founded("HTX2")

        second = overlap(
            lambda: workflow.reorganise([one], kind="merged", on=DAY, into=[other], by=staff),
            lambda: workflow.reorganise([other], kind="merged", on=DAY, into=[one], by=staff),
        )

        assert second.sentence == "Tổ chức thử HTX1 (HTX1) không tồn tại vào ngày 01/07/2022 nên không tiếp nhận được."
        assert Organisation.objects.existing(on=DAY).get() == other

    def test_without_the_lock_both_would_end_it(self, founded, staff, monkeypatch):
        """What the tests above prove is the lock's doing."""
        htx = founded("HTX1")
        monkeypatch.setattr("cooperatives.workflow.lives.locked", list)

        with pytest.raises(AssertionError, match="did not wait"):
            overlap(
                lambda: workflow.suspend(htx, on=DAY, by=staff),
                lambda: workflow.suspend(htx, on=DAY, by=staff),
                patience=LONG,
            )


@pytest.mark.django_db
class TestPagesOpenedTogether:
    def test_the_second_ending_is_told_and_keeps_what_was_typed(self, founded, staff, browser):
        htx, client = founded("HTX1"), browser(staff)
        one, other = page(htx, "giai-the"), page(htx, "pha-san")
        first = opened(client, one, on="01/07/2022")
        second = opened(client, other, on="01/08/2022", note="theo quyết định của tòa")

        assert client.post(one, first).status_code == 302
        refused = client.post(other, second)

        assert complaints(refused)[0].startswith("Tổ chức thử HTX1 (HTX1) đã chấm dứt: giải thể ngày 01/07/2022.")
        assert form_on(refused)["note"] == ["theo quyết định của tòa"]
        assert [event.kind for event in htx.life_events.order_by("pk")] == ["founded", "dissolved"]

    def test_undoing_takes_back_what_was_shown_and_nothing_newer(self, founded, staff, browser):
        htx, client = founded("HTX1"), browser(staff)
        workflow.suspend(htx, on=DAY, by=staff)
        typed = opened(client, page(htx, "huy-su-kien"), reason="ghi nhầm")
        workflow.rename(htx, name="Tên mới", on=date(2023, 1, 1), by=staff)

        refused = client.post(page(htx, "huy-su-kien"), typed)

        assert complaints(refused)[0].startswith("Chưa hủy được tạm ngừng ngày 01/07/2022: sau đó")
        assert form_on(refused)["reason"] == ["ghi nhầm"]
        assert htx.life_events.count() == 3

    def test_an_event_is_undone_once(self, founded, staff, browser):
        htx, client = founded("HTX1"), browser(staff)
        event = workflow.suspend(htx, on=DAY, by=staff)
        address = page(htx, "huy-su-kien")
        first, second = opened(client, address, reason="nhầm"), opened(client, address, reason="nhầm thật")
        client.post(address, first)

        refused = client.post(address, second)

        assert complaints(refused) == ["Người khác vừa hủy sự kiện này: không còn gì để hủy."]
        assert client.get(event_page(event, "huy"), follow=True).status_code == 200
        assert [event.kind for event in htx.life_events.all()] == ["founded"]

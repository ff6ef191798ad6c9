"""Recounting, taking an event back, and putting right the papers of one."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from cooperatives import workflow
from cooperatives.forms.fields import LineInput, check_has_come
from cooperatives.models import LifeEvent, Organisation
from cooperatives.workflow import EventKind, Paper
from office.form_fields import LARGEST_INTEGER, IntegerField
from office.guard import GuardedForm
from office.verbs import VerbForm


class _UndoingForm(VerbForm):
    explanation = (
        "Hủy sự kiện gần nhất vì đã ghi nhầm hoặc quyết định bị thu hồi. Lịch sử vẫn giữ sự kiện đã hủy, lý do và "
        "người hủy."
    )
    done = "Đã hủy sự kiện."
    reason = LineInput(label="lý do hủy", max_length=workflow.REASON_LENGTH)

    def event(self) -> LifeEvent | None:
        raise NotImplementedError

    @property
    def consequences_title(self) -> str:
        return f"Sau khi hủy {self.event()}"

    @property
    def consequences(self) -> list[str]:
        event = self.event()
        return workflow.given_back(event) if event else []

    @property
    def refusal(self) -> str:
        """Told instead of the form; what was sent and refused comes back with the form."""
        event = self.event()
        if event is None or self.is_bound:
            return ""
        try:
            workflow.check_can_undo(event)
        except ValidationError as refused:
            return " ".join(refused.messages)
        return ""

    def days(self) -> list[date]:
        event = self.event()
        return [event.date] if event else []

    def undo(self, event: LifeEvent | None, *, by) -> None:
        if event is None:
            raise ValidationError("Người khác vừa hủy sự kiện này: không còn gì để hủy.")
        workflow.undo(event, reason=self.cleaned_data["reason"], by=by)


class UndoForm(_UndoingForm):
    """From the event's page."""

    def event(self) -> LifeEvent:
        return self.subject

    def perform(self, *, by) -> None:
        self.undo(self.subject, by=by)


class UndoLastForm(_UndoingForm):
    """From the organisation's page: takes back the event that was last when the page was opened, no other."""

    seen = forms.IntegerField(widget=forms.HiddenInput, localize=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        last = last_event(self.subject)
        self.fields["seen"].initial = last.pk if last else None

    def event(self) -> LifeEvent | None:
        if not self.is_bound:
            return last_event(self.subject)
        seen = self.data.get("seen", "")
        return self.subject.life_events.filter(pk=seen).first() if seen.isdecimal() else None

    def perform(self, *, by) -> None:
        self.undo(self.event(), by=by)


def last_event(organisation: Organisation) -> LifeEvent | None:
    return organisation.life_events.order_by("-date", "-pk").first()


class EventForm(GuardedForm):
    """The papers of an event that is recorded; its day and its parties are changed by undoing it alone."""

    class Meta:
        model = LifeEvent
        fields = ["decision", "document", "note"]

    def clean_note(self):
        note = self.cleaned_data["note"]
        if self.instance.kind == EventKind.ADJUSTED and not note:
            raise ValidationError("Điều chỉnh số liệu phải ghi lý do.")
        return note


class RecountForm(GuardedForm):
    """A recount: organisations that are counted though nobody can name them, or no longer."""

    adjustment = IntegerField(
        label="số lượng tăng hoặc giảm",
        min_value=-LARGEST_INTEGER,
        help_text="Có dấu: 12 là thêm 12 tổ chức, -40 là bớt 40 tổ chức",
    )

    class Meta:
        model = LifeEvent
        fields = [
            "date",
            "adjusted_kind",
            "adjusted_sector",
            "adjusted_place",
            "adjustment",
            "decision",
            "document",
            "note",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.kind = EventKind.ADJUSTED
        for name in ("adjusted_kind", "note"):
            self.fields[name].required = True
        self.fields["note"].label = "lý do điều chỉnh"

    def clean_date(self):
        check_has_come(self.cleaned_data["date"])
        return self.cleaned_data["date"]

    def clean_adjustment(self):
        quantity = self.cleaned_data["adjustment"]
        if quantity == 0:
            raise ValidationError("Điều chỉnh phải khác 0.")
        return quantity

    def days(self) -> list[date]:
        return [self.cleaned_data["date"]]

    def recount(self, *, by) -> LifeEvent:
        given = self.cleaned_data
        return workflow.adjust(
            kind=given["adjusted_kind"],
            sector=given["adjusted_sector"],
            place=given["adjusted_place"],
            quantity=given["adjustment"],
            on=given["date"],
            paper=Paper(given["decision"], given["document"], given["note"]),
            by=by,
        )

"""One page per event of an organisation's legal life; those with other organisations are in reorganising.py."""

from django.core.exceptions import ValidationError

from cooperatives import workflow
from cooperatives.forms.fields import LineInput, PlaceField, day_field, document_field
from cooperatives.models import LifeEvent
from cooperatives.workflow import EventKind, Paper
from office.verbs import VerbForm

PAPER_FIELDS = ["on", "decision", "document", "note"]


class HappeningForm(VerbForm):
    """When it happened and what it rests on. A subclass records it in `record`."""

    error_fields = {"date": "on", "ended_on": "on"}
    dated_by = "on"

    on = day_field("ngày")
    decision = LineInput(label="số quyết định", max_length=60, required=False)
    document = document_field()
    note = LineInput(label="ghi chú", max_length=300, required=False)

    def record(self, paper: Paper, *, by) -> LifeEvent:
        raise NotImplementedError

    def perform(self, *, by) -> None:
        paper = Paper(*(self.cleaned_data[name] for name in ("decision", "document", "note")))
        try:
            self.record(paper, by=by)
        except Exception:
            paper.discard()
            raise

    def no_longer(self, label: str) -> str:
        if not self.subject.ended_on:
            return super().no_longer(label)
        event = self.subject.life_events.filter(participants__role="ends").first()
        return f"{self.subject} đã chấm dứt: {event}. Chưa ghi gì thêm; hãy xem quá trình của tổ chức."


class SuspendForm(HappeningForm):
    explanation = (
        "Ghi việc tổ chức tạm ngừng theo quyết định hoặc thông báo. Tổ chức vẫn tồn tại và vẫn được tính. "
        "Thực tế tổ chức còn làm hay không thì ghi ở “Xác minh hoạt động”."
    )
    done = "Đã ghi việc tạm ngừng."

    def record(self, paper: Paper, *, by) -> LifeEvent:
        return workflow.suspend(self.subject, on=self.cleaned_data["on"], paper=paper, by=by)


class ResumeForm(HappeningForm):
    explanation = "Ghi việc tổ chức đang tạm ngừng hoạt động trở lại theo thông báo hoặc quyết định."
    done = "Đã ghi việc hoạt động lại."

    def record(self, paper: Paper, *, by) -> LifeEvent:
        return workflow.resume(self.subject, on=self.cleaned_data["on"], paper=paper, by=by)


class _EndingForm(HappeningForm):
    kind = ""

    explanation = (
        "Từ ngày này tổ chức không còn được tính; tư cách thành viên Liên minh, thành viên liên hiệp và tình trạng "
        "hoạt động đang có kết thúc cùng ngày. Hồ sơ và số liệu cũ vẫn giữ nguyên."
    )

    def record(self, paper: Paper, *, by) -> LifeEvent:
        return workflow.reorganise([self.subject], kind=self.kind, on=self.cleaned_data["on"], paper=paper, by=by)


class DissolveForm(_EndingForm):
    kind = EventKind.DISSOLVED
    done = "Đã ghi việc giải thể."


class BankruptForm(_EndingForm):
    kind = EventKind.BANKRUPT
    done = "Đã ghi việc phá sản."


class MoveForm(HappeningForm):
    explanation = (
        "Ghi việc tổ chức chuyển trụ sở sang xã, phường khác. Nơi cũ được giữ lại: số liệu trước ngày chuyển vẫn "
        "tính cho nơi cũ. Xã, phường được sắp xếp lại thì không phải là chuyển địa bàn."
    )
    done = "Đã ghi việc chuyển địa bàn."
    field_order = ["to", "address", *PAPER_FIELDS]

    to = PlaceField(label="xã, phường chuyển đến")
    address = LineInput(label="địa chỉ mới", max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        here = ", ".join(filter(None, [self.subject.address, str(self.subject.place or "")]))
        self.fields["to"].help_text = f"Đang ở: {here or 'chưa ghi'}"

    def record(self, paper: Paper, *, by) -> LifeEvent:
        seat = {name: self.cleaned_data[name] for name in ("to", "address", "on")}
        return workflow.move(self.subject, **seat, paper=paper, by=by)


class RenameForm(HappeningForm):
    explanation = "Ghi việc tổ chức đổi tên. Tên cũ được giữ lại trong quá trình của tổ chức."
    done = "Đã ghi việc đổi tên."
    field_order = ["name", *PAPER_FIELDS]

    name = LineInput(label="tên mới", max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = f"Đang mang tên: {self.subject.name}"

    def clean_name(self):
        name = self.cleaned_data["name"]
        if not name:
            raise ValidationError("Hãy ghi tên mới.")
        return name

    def record(self, paper: Paper, *, by) -> LifeEvent:
        return workflow.rename(
            self.subject, name=self.cleaned_data["name"], on=self.cleaned_data["on"], paper=paper, by=by
        )

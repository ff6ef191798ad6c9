"""What staff fill in to answer what was sent in."""

from django import forms

from office.verbs import VerbForm
from returns import workflow
from returns.models import AnnualReturn
from returns.review import compared, doubts_with_answers


class AcceptForm(VerbForm):
    explanation = (
        "Số liệu gửi về trở thành số liệu của tổ chức. Ô bỏ trống trong bản gửi về giữ nguyên số đang có; "
        "ở những ô khác nhau, hãy đánh dấu ô nào giữ số đang có."
    )
    done = "Đã nhận số liệu."

    keep = forms.MultipleChoiceField(
        label="giữ số đang có ở", required=False, choices=(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        differing = [row for row in compared(self.subject) if row.differs]
        self.fields["keep"].choices = [
            (row.question.name, f"{row.question.label}: đang có {row.stands}, gửi về {row.sent}") for row in differing
        ]
        if not differing:
            del self.fields["keep"]

    def perform(self, *, by) -> None:
        workflow.accept(self.subject, keep=self.cleaned_data.get("keep", ()), by=by)


class SendBackForm(VerbForm):
    explanation = "Tổ chức mở lại đường dẫn của mình, thấy lời nhắn và sửa tiếp từ bản đã gửi."
    done = "Đã trả lại."

    message = forms.CharField(label="lời nhắn", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def perform(self, *, by) -> None:
        workflow.send_back(self.subject, message=self.cleaned_data["message"], by=by)


class SetAsideForm(VerbForm):
    explanation = "Bản này được giữ lại để tra cứu nhưng không dùng; số liệu đang có không đổi."
    done = "Đã để riêng bản này."

    def perform(self, *, by) -> None:
        workflow.set_aside(self.subject, by=by)


class OverruleForm(VerbForm):
    explanation = "Điều nghi vấn vẫn được giữ lại, cùng lý do và tên người chấp nhận."
    done = "Đã ghi lý do."

    doubt = forms.ChoiceField(label="điều nghi vấn", choices=())
    reason = forms.CharField(label="lý do", max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["doubt"].choices = [
            (doubt.finding.key, doubt.finding.message) for doubt in open_doubts(self.subject)
        ]

    def perform(self, *, by) -> None:
        workflow.overrule(self.subject, **self.cleaned_data, by=by)


def open_doubts(row: AnnualReturn) -> list:
    """The doubts about a return that nobody let stand yet."""
    return [doubt for doubt in doubts_with_answers(row) if doubt.overruled is None]

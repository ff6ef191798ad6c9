"""What staff fill in to answer what was sent in."""

from django import forms

from office.verbs import VerbForm
from returns import workflow
from returns.answers import in_words
from returns.models import AnnualReturn
from returns.review import compared, doubts_with_answers
from returns.rivals import answered, differing, rival_of


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


KEEP, TAKE, MERGE = "giu", "dung", "tung-o"


class SettleForm(VerbForm):
    """Two answers of one organisation side by side, to be chosen between as a whole or cell by cell."""

    explanation = "Hai người đã điền khác nhau. Bản không dùng vẫn được giữ lại; ô bỏ trống giữ nguyên số đang có."

    choice = forms.ChoiceField(label="chọn", widget=forms.RadioSelect, choices=())
    beside = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.rival, self.asked = rival_of(self.subject), []
        if self.rival is None:
            self.refusal = "Không có bản nào khác của tổ chức này để đối chiếu."
            return
        self.fields["choice"].choices = [
            (KEEP, f"Giữ {self.rival.words}, không dùng bản này"),
            (TAKE, "Dùng bản này ở mọi ô khác nhau"),
            (MERGE, "Chọn từng ô dưới đây"),
        ]
        self.fields["beside"].initial = self.rival.version
        self._ask_of_each()

    def _ask_of_each(self) -> None:
        """A pair of answers for every question they differ in."""
        sent = answered(self.subject)
        self.asked = differing(self.subject.organisation, sent, self.rival.values)
        for one in self.asked:
            stands = in_words(one, self.rival.values.get(one.name)) or "(trống)"
            self.fields[one.name] = forms.ChoiceField(
                label=one.label,
                required=False,
                initial=TAKE,
                choices=[(KEEP, f"Đang có: {stands}"), (TAKE, f"Bản này: {in_words(one, sent[one.name])}")],
                widget=forms.RadioSelect(attrs={"class": "side-by-side"}),
            )

    def clean(self):
        cleaned = super().clean()
        if self.rival and cleaned.get("beside") != self.rival.version:
            self.data = self.data.copy()
            self.data[self.add_prefix("beside")] = self.rival.version
            self.add_error(None, "Bản đang có vừa được người khác thay đổi: hãy xem lại các ô rồi chọn lần nữa.")
        if cleaned.get("choice") == MERGE:
            for one in self.asked:
                if not cleaned.get(one.name):
                    self.add_error(one.name, "Hãy chọn một trong hai số.")
        return cleaned

    def perform(self, *, by) -> None:
        choice = self.cleaned_data["choice"]
        if choice == KEEP:
            workflow.set_aside(self.subject, by=by)
            self.done = f"Đã giữ {self.rival.words}; bản này không dùng."
            return
        kept = [one.name for one in self.asked if choice == MERGE and self.cleaned_data[one.name] == KEEP]
        settled = workflow.settle(self.subject, keep=kept, by=by)
        self.done = f"Đã ghi lựa chọn: bản này {settled.get_state_display()}."


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

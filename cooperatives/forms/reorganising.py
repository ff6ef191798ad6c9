"""Events that several organisations share: one page names them all, and enters those that come into being."""

from django import forms
from django.core.exceptions import ValidationError

from cooperatives import workflow
from cooperatives.forms.events import HappeningForm
from cooperatives.forms.fields import OrganisationsField
from cooperatives.models import Kind, LifeEvent, Organisation
from cooperatives.workflow import EventKind, Paper


class NewOrganisationForm(forms.ModelForm):
    """An organisation that the event brings into being. An empty row brings none."""

    class Meta:
        model = Organisation
        fields = ["code", "name", "kind", "sector"]


class _NewOrganisations(forms.BaseFormSet):
    def clean(self):
        seen: set[str] = set()
        for row in self.named():
            code = row.cleaned_data.get("code")
            if code and code in seen:
                row.add_error("code", "Mã này đã ghi ở tổ chức mới bên trên.")
            seen.add(code)

    def named(self) -> list[NewOrganisationForm]:
        """The rows that somebody filled in."""
        return [row for row in self.forms if row.has_changed()]


class _ReorganisationForm(HappeningForm):
    """`fewest` is how many organisations the event brings into being, at least; `offered` how many rows ask for them.

    Those that come into being are entered here, or chosen when they stand in the register since that very day.
    """

    kind = ""
    offered = 1
    fewest = most = 1
    rows_title = "Tổ chức mới"
    last_fields = ("into",)

    into = OrganisationsField(
        label="hoặc tổ chức mới đã có trong sổ",
        required=False,
        help_text="Chỉ chọn tổ chức đã nhập với ngày thành lập đúng ngày của sự kiện này.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        formset = forms.formset_factory(NewOrganisationForm, formset=_NewOrganisations, extra=self.offered)
        sent = (self.data, self.files) if self.is_bound else (None, None)
        first = {"kind": self.initial_kind(), "sector": self.subject.sector}
        self.rows = formset(*sent, prefix="new", form_kwargs={"initial": first})

    def initial_kind(self) -> str:
        return self.subject.kind

    def clean(self):
        cleaned = super().clean()
        if not self.rows.is_valid():
            raise ValidationError("Tổ chức mới ghi chưa đúng: hãy sửa những chỗ nêu bên dưới.")
        count = len(self.rows.named()) + len(cleaned.get("into") or ())
        if "into" in cleaned and not self.fewest <= count <= self.most:
            raise ValidationError(self.count_sentence)
        return cleaned

    def subjects(self) -> list[Organisation]:
        return [self.subject]

    def record(self, paper: Paper, *, by) -> LifeEvent:
        day = self.cleaned_data["on"]
        new = [self._enter(row, day, by) for row in self.rows.named()]
        into = [*self.cleaned_data["into"], *new]
        return workflow.reorganise(self.subjects(), kind=self.kind, on=day, into=into, paper=paper, by=by)

    def _enter(self, row: NewOrganisationForm, day, by) -> Organisation:
        values = {name: row.cleaned_data[name] for name in row.fields}
        organisation = Organisation(**values, place=self.subject.place, address=self.subject.address, founded_on=day)
        organisation.successor_place = self.subject.successor_place
        try:
            workflow.found(organisation, by=by)
        except ValidationError as refusal:
            raise ValidationError([f"{organisation}: {sentence}" for sentence in refusal.messages]) from refusal
        return organisation


_SEAT = "Tổ chức mới lấy địa bàn, địa chỉ của tổ chức này; sửa được trên trang của nó sau khi ghi."


class SplitForm(_ReorganisationForm):
    kind = EventKind.SPLIT
    offered, fewest, most = 4, 2, 50
    count_sentence = "Chia phải thành từ hai tổ chức mới: hãy ghi mã và tên của từng tổ chức."
    explanation = (
        "Chia: tổ chức này chấm dứt, các tổ chức mới bắt đầu cùng ngày. Ghi các tổ chức mới ngay tại đây, để trống "
        f"những ô không cần. {_SEAT}"
    )
    done = "Đã ghi việc chia."


class SeparateForm(_ReorganisationForm):
    kind = EventKind.SEPARATED
    offered, fewest, most = 3, 1, 50
    count_sentence = "Tách phải có ít nhất một tổ chức mới: hãy ghi mã và tên của nó."
    explanation = (
        "Tách: tổ chức này vẫn tồn tại, một phần của nó thành tổ chức mới. Ghi các tổ chức mới ngay tại đây, để trống "
        f"những ô không cần. {_SEAT}"
    )
    done = "Đã ghi việc tách."


class ConsolidateForm(_ReorganisationForm):
    kind = EventKind.CONSOLIDATED
    count_sentence = "Hợp nhất thành đúng một tổ chức mới: hãy ghi mã và tên của nó, hoặc chọn nó trong sổ."
    explanation = (
        f"Hợp nhất: tổ chức này và các tổ chức chọn dưới đây cùng chấm dứt, một tổ chức mới bắt đầu cùng ngày. {_SEAT}"
    )
    done = "Đã ghi việc hợp nhất."
    field_order = ["others"]

    others = OrganisationsField(label="cùng hợp nhất với", help_text="Các tổ chức khác cùng chấm dứt trong việc này")

    def clean_others(self):
        others = self.cleaned_data["others"]
        if self.subject in others and len(others) == 1:
            raise ValidationError(f"Hãy chọn tổ chức khác cùng hợp nhất với {self.subject}.")
        return others

    def subjects(self) -> list[Organisation]:
        return [self.subject, *self.cleaned_data["others"]]


class ConvertForm(_ReorganisationForm):
    kind = EventKind.CONVERTED
    count_sentence = "Chuyển đổi thành đúng một tổ chức mới: hãy ghi mã và tên của nó, hoặc chọn nó trong sổ."
    explanation = (
        "Chuyển đổi: tổ chức này chấm dứt và thành một tổ chức thuộc loại hình khác, ví dụ tổ hợp tác thành hợp tác "
        f"xã. {_SEAT}"
    )
    done = "Đã ghi việc chuyển đổi."

    def initial_kind(self) -> str:
        return Kind.COOPERATIVE if self.subject.kind == Kind.GROUP else ""

    def clean(self):
        cleaned = super().clean()
        chosen = [one.kind for one in cleaned.get("into", ())]
        if self.subject.kind in [*chosen, *(row.cleaned_data["kind"] for row in self.rows.named())]:
            kind = self.subject.get_kind_display()
            raise ValidationError(
                f"Chuyển đổi là sang loại hình khác, mà {self.subject} đã là {kind}: hãy chọn loại hình mới. "
                "Nếu chỉ đổi tên thì ghi sự kiện “Đổi tên”."
            )
        return cleaned


class MergeForm(HappeningForm):
    """Opened from the organisation that goes or from the one that receives: the page names both sides."""

    explanation = (
        "Sáp nhập: các tổ chức bị sáp nhập chấm dứt, tổ chức nhận sáp nhập vẫn tồn tại. Không có tổ chức mới. Nếu tổ "
        "chức này là bên nhận, hãy bỏ nó ở ô trên và chọn nó ở ô dưới."
    )
    done = "Đã ghi việc sáp nhập."
    error_fields = {**HappeningForm.error_fields, "into": "receiver"}
    field_order = ["absorbed", "receiver"]

    absorbed = OrganisationsField(label="bị sáp nhập, chấm dứt")
    receiver = OrganisationsField(label="nhận sáp nhập", help_text="Đúng một tổ chức, vẫn tồn tại sau sáp nhập")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["absorbed"].initial = [self.subject.pk]

    def clean_receiver(self):
        receiver = self.cleaned_data["receiver"]
        if len(receiver) != 1:
            raise ValidationError("Hãy chọn đúng một tổ chức nhận sáp nhập.")
        return receiver

    def clean(self):
        cleaned = super().clean()
        if {"absorbed", "receiver"} <= cleaned.keys():
            named = {*cleaned["absorbed"], *cleaned["receiver"]}
            if self.subject.pk not in {one.pk for one in named}:
                raise ValidationError(f"{self.subject} phải là một bên: bị sáp nhập hoặc nhận sáp nhập.")
        return cleaned

    def record(self, paper: Paper, *, by) -> LifeEvent:
        named = self.cleaned_data
        return workflow.reorganise(
            named["absorbed"], kind=EventKind.MERGED, on=named["on"], into=named["receiver"], paper=paper, by=by
        )

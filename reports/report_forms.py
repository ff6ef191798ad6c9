"""What is typed into the pages of reports: which one to begin, its conference and day, the text of a section."""

from collections.abc import Iterator

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from events.models import Conference
from office.guard import GuardedForm
from office.models import Signatory
from printing import dates
from reports.models import Passage, Report
from reports.models.report import report_title
from reports.period_choice import terms
from reports.writing import KINDS
from reports.writing.bound import Bound
from reports.writing.facts import signing_day
from reports.writing.kinds import ReportKind
from reports.writing.parts import Part
from reports.writing.typed_text import cleaned, refusals
from returns.models import Period


def periods_reported() -> list[Period]:
    """Periods that anybody reported on, the newest first."""
    return list(Period.objects.filter(returns__isnull=False).distinct())


def begun_for(kind: ReportKind, periods: list[Period]) -> list[Period]:
    return [period for period in periods if kind.suits(period)]


def periods_to_report() -> list[Period]:
    """Periods that anybody reported on or met about, and the terms of the bodies, each once."""
    met = Q(returns__isnull=False) | Q(conferences_reporting__isnull=False)
    known = {period.code: period for period in Period.objects.filter(met).distinct()}
    return list({**known, **{code: Period.objects.named(code) for code, _ in terms() if code not in known}}.values())


class BeginForm(forms.Form):
    """A kind of report with a period it suits, and in whose name."""

    report = forms.ChoiceField(
        label="Báo cáo, kỳ",
        error_messages={
            "required": "Hãy chọn báo cáo của kỳ nào.",
            "invalid_choice": "Hãy chọn một báo cáo trong danh sách: mỗi loại chỉ lập cho kỳ hợp với nó.",
        },
    )
    issuer = forms.ChoiceField(
        label="Nhân danh",
        choices=Report.Issuer.choices,
        error_messages={
            "invalid_choice": "Hãy chọn nhân danh ai trong danh sách.",
            "required": "Hãy chọn nhân danh ai.",
        },
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.periods = {period.code: period for period in periods_to_report()}
        self.fields["report"].choices = list(self._choices())

    def _choices(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        for kind in KINDS.values():
            suited = begun_for(kind, list(self.periods.values()))
            if suited:
                yield (
                    Report.Kind(kind.name).label.capitalize(),
                    [(f"{kind.name}:{one.code}", report_title(kind.name, one)) for one in suited],
                )

    def clean(self):
        found = super().clean()
        if chosen := found.get("report"):
            kind, _, code = chosen.partition(":")
            found |= {"kind": kind, "period": self.periods[code]}
        return found


class DetailsForm(GuardedForm):
    """The conference a report is for, the day it is signed, and who signs it of those who may on that day."""

    class Meta:
        model = Report
        fields = ("conference", "signed_on", "signatory")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["conference"].queryset = Conference.objects.reporting(self.instance.period)
        self.fields["conference"].empty_label = "(không gắn với hội nghị nào)"
        self.fields["signed_on"].error_messages["invalid"] = (
            "Hãy ghi ngày ký theo dạng ngày/tháng/năm, ví dụ 26/12/2023."
        )
        issuer = self.instance.issuer
        signing = {"committee": None} if issuer == Report.Issuer.OFFICE else {"committee__kind": issuer}
        self.fields["signatory"].queryset = Signatory.objects.filter(**signing)
        self.fields["signatory"].empty_label = "(người ký được lâu nhất)"

    def clean(self):
        found = super().clean()
        day = signing_day(self.instance.period, found.get("conference"), found.get("signed_on"))
        signatory = found.get("signatory")
        if signatory and "signed_on" not in self.errors and not Signatory.objects.on(day).contains(signatory):
            self.add_error(
                "signatory",
                f"{signatory.full_name} không ký được văn bản ngày {dates.day(day)}: hãy đổi người ký hoặc ngày ký.",
            )
        return found


class PassageForm(GuardedForm):
    """The text of one section, with the figures it is bound to as they are today."""

    class Meta:
        model = Passage
        fields = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "autocomplete": "off"})}

    def __init__(self, *args, part: Part, bound: Bound, **options):
        super().__init__(*args, **options)
        self.part, self.bound = part, bound
        text = self.fields["text"]
        text.label, text.strip = "Nội dung mục", False
        text.max_length, text.validators = None, []  # said with what is wrong in it, by `refusals`
        text.widget.attrs.pop("maxlength", None)

    def clean_text(self) -> str:
        typed = self.cleaned_data["text"].replace("\r\n", "\n")
        if wrong := list(refusals(typed, self.bound, self.part.exhibits)):
            raise ValidationError(wrong)
        return self.bound.refreshed(cleaned(typed))

    def clean(self):
        found = super().clean()
        if self.instance._state.adding and self.data.get(self.add_prefix("opened_as")):
            self.data = self.data.copy()
            self.data[self.add_prefix("opened_as")] = ""
            raise ValidationError(
                "Người khác vừa trả mục này về câu tự động sau khi bạn mở trang. Chữ bạn gõ vẫn còn dưới đây: "
                "bấm Lưu lần nữa nếu vẫn muốn dùng."
            )
        return found

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminSplitDateTime
from django.utils import timezone

from news.forms import published_words
from news.models import Document, DocumentArea, DocumentType, Validity
from news.workflow import documents as workflow
from office.text import search_key
from office.verbs import VerbForm


class DocumentFilter(forms.Form):
    """What the public list is narrowed to; a value that is none of the choices is told of, and nothing is shown."""

    q = forms.CharField(label="Từ cần tìm", max_length=100, required=False, strip=True)
    loai = forms.ModelChoiceField(DocumentType.objects.all(), to_field_name="slug", label="Loại", required=False)
    co_quan = forms.ChoiceField(label="Cơ quan", required=False)
    nam = forms.ChoiceField(label="Năm", required=False)
    hieu_luc = forms.ChoiceField(label="Hiệu lực", required=False, choices=[("", "Tất cả"), *Validity.choices])
    linh_vuc = forms.ModelChoiceField(
        DocumentArea.objects.all(), to_field_name="slug", label="Lĩnh vực", required=False
    )

    def __init__(self, *args, documents, **kwargs):
        super().__init__(*args, **kwargs)
        self.documents = documents
        pairs = sorted(set(documents.order_by().values_list("issuer", "year").distinct()))
        issuers = sorted({issuer for issuer, _ in pairs}, key=search_key)
        years = sorted({year for _, year in pairs}, reverse=True)
        self.fields["co_quan"].choices = [("", "Tất cả"), *((issuer, issuer) for issuer in issuers)]
        self.fields["nam"].choices = [("", "Tất cả"), *((str(year), str(year)) for year in years)]
        for name in ("loai", "linh_vuc"):
            self.fields[name].empty_label = "Tất cả"
        self.fields["q"].widget.attrs["placeholder"] = "Số, ký hiệu, trích yếu"

    def narrowed(self):
        """The documents that answer; none where a box holds what it does not offer."""
        if not self.is_valid():
            return self.documents.none()
        wanted, documents = self.cleaned_data, self.documents.search(self.cleaned_data["q"])
        if wanted["hieu_luc"]:
            documents = documents.of_validity(Validity(wanted["hieu_luc"]), on=timezone.localdate())
        fields = {"type": "loai", "issuer": "co_quan", "year": "nam", "area": "linh_vuc"}
        return documents.filter(**{field: wanted[name] for field, name in fields.items() if wanted[name]})


class PublishDocumentForm(VerbForm):
    explanation = "Văn bản và các tệp của nó sẽ hiện ở các trang công khai. Để trống giờ thì đăng ngay."
    at = forms.SplitDateTimeField(label="đăng lúc", required=False, widget=AdminSplitDateTime)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for box, label in zip(self.fields["at"].widget.widgets, ("Ngày đăng", "Giờ đăng"), strict=True):
            box.attrs["aria-label"] = label

    def perform(self, *, by) -> None:
        at = self.cleaned_data["at"] or timezone.now()
        workflow.publish(self.subject, at=at, by=by)
        self.done = published_words("văn bản", at)


class WithdrawDocumentForm(VerbForm):
    explanation = "Văn bản và các tệp của nó sẽ không còn ở trang công khai nào. Đăng lại được."
    done = "Đã gỡ văn bản."

    def perform(self, *, by) -> None:
        workflow.withdraw(self.subject, by=by)


class ReplaceForm(VerbForm):
    explanation = "Trang của hai văn bản sẽ dẫn đến nhau; văn bản này thôi hiệu lực từ ngày thay thế."
    done = "Đã ghi văn bản thay thế."

    with_document = forms.ModelChoiceField(Document.objects.none(), label="văn bản thay thế")
    on = forms.DateField(label="thay thế từ ngày", widget=AdminDateWidget)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = Document.objects.exclude(pk=self.subject.pk).select_related("type")
        self.fields["with_document"].queryset = others

    def perform(self, *, by) -> None:
        chosen = self.cleaned_data
        workflow.replace(self.subject, with_document=chosen["with_document"], on=chosen["on"], by=by)


class TakeBackReplacementForm(VerbForm):
    explanation = "Văn bản này trở lại như khi chưa bị thay thế."
    done = "Đã bỏ thay thế."

    def perform(self, *, by) -> None:
        workflow.take_back_replacement(self.subject, by=by)

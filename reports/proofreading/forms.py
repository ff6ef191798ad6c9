"""What the page of the proof-reader asks for: a text pasted or a file, and the year to compare it with."""

from django import forms

from printing.prose import ENDINGS, MAX_FILE, MEGABYTE, ProseRefused, read_prose
from reports.proofreading.limits import MAX_WORDS, TooLong, check_length
from returns.models import Period

_NOTHING = "Hãy dán bài vào ô hoặc chọn một tệp."


class ProofreadingForm(forms.Form):
    """`cleaned_data["prose"]` is the text to read, of the file where one was chosen."""

    text = forms.CharField(
        label="Dán bài viết hoặc báo cáo vào đây",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    file = forms.FileField(
        label="hoặc chọn tệp Word (.docx), văn bản (.txt)",
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={"empty": "Tệp này trống: hãy kiểm tra lại tệp đã chọn."},
    )
    period = forms.ModelChoiceField(
        Period.objects.none(),
        label="Đối chiếu với số liệu của",
        required=False,
        empty_label="không đối chiếu",
        error_messages={"invalid_choice": "Kỳ này không có trong hệ thống: hãy chọn lại."},
    )

    def __init__(self, *args, sees_figures: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if sees_figures:
            self.fields["period"].queryset = Period.objects.years().filter(returns__isnull=False).distinct()
        else:
            del self.fields["period"]
        self.fields["text"].help_text = f"Tối đa {MAX_WORDS // 1000}.000 từ. Bài không được lưu lại."

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > MAX_FILE:
            raise forms.ValidationError(f"Tệp lớn hơn {MAX_FILE // MEGABYTE} MB: hãy chỉ soát phần chữ.")
        return file

    def clean(self) -> dict:
        data = super().clean()
        if self.errors:
            return data
        source = "file" if data.get("file") else "text"
        try:
            data["prose"] = self._prose(data)
            check_length(data["prose"])
        except (ProseRefused, TooLong) as refused:
            self.add_error(source, str(refused))
        return data

    def _prose(self, data: dict) -> str:
        if file := data.get("file"):
            return read_prose(file.read(), name=file.name)
        if not data.get("text", "").strip():
            raise ProseRefused(_NOTHING)
        return data["text"].replace("\r\n", "\n")

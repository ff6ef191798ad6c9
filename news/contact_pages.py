"""The form by which anybody writes to the office."""

from axes.helpers import get_client_ip_address
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from news import letters
from office import typed
from office.fields import check_can_be_read, check_telephone
from office.text import clean_line

ASKED = {
    "name": "Hãy ghi họ và tên.",
    "contact": "Hãy ghi thư điện tử hoặc số điện thoại, để cơ quan trả lời được.",
    "subject": "Hãy ghi thư này về việc gì.",
    "message": "Hãy ghi nội dung thư.",
}


class Line(forms.CharField):
    """One line of text, kept as the models keep theirs."""

    def to_python(self, value):
        return clean_line(super().to_python(value))


class ContactForm(forms.Form):
    """What a letter needs; `website` is a box that people do not see, `stamp` tells when the form was shown."""

    name = Line(label="Họ và tên", max_length=100, validators=[check_can_be_read])
    contact = Line(
        label="Thư điện tử hoặc điện thoại", max_length=120, help_text="Để cơ quan trả lời; không hiện công khai"
    )
    subject = Line(label="Về việc", max_length=160, validators=[check_can_be_read])
    message = forms.CharField(
        label="Nội dung", max_length=4000, widget=forms.Textarea(attrs={"rows": 8}), validators=[letters.check_links]
    )
    website = forms.CharField(label="Hãy để trống ô này", required=False)
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["website"].widget.attrs |= {"autocomplete": "off", "tabindex": "-1"}
        for name, sentence in ASKED.items():
            self.fields[name].error_messages["required"] = sentence

    def clean_contact(self) -> str:
        given = self.cleaned_data["contact"]
        try:
            (validate_email if "@" in given else check_telephone)(given)
        except ValidationError:
            raise ValidationError(
                f"“{given}” không phải địa chỉ thư điện tử hay số điện thoại: hãy ghi một trong hai, ví dụ "
                "ten@vidu.vn hoặc 0912 345 678."
            ) from None
        return given

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError("Ô dành cho máy phải để trống: hãy xóa chữ trong ô này rồi bấm Gửi lần nữa.")
        return ""

    def clean(self):
        letters.check_stamp(self.cleaned_data.get("stamp", ""))
        return super().clean()

    def letter(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ASKED}


@typed.gives_back
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """The form (GET); keep the letter, or show it again with what to change (POST)."""
    sent = request.method == "POST"
    form = typed.held_back(ContactForm, request)(request.POST if sent else None)
    status = 200
    if sent and form.is_valid():
        try:
            letters.receive(**form.letter(), sender=letters.sender_mark(get_client_ip_address(request) or ""))
        except letters.TooManyLetters as refused:
            form.add_error(None, refused)
            status = 429
        else:
            return redirect("news:contact_sent")
    if sent and status == 200:
        status = 400
    context = {"form": form, "fields": [form[name] for name in ASKED], "stamp": _stamp(form)}
    return render(request, "news/contact.html", context, status=status)


def _stamp(form: ContactForm) -> str:
    """The stamp the form goes on with: its own, while it is good, so that waiting is counted from the first showing."""
    given = form.data.get("stamp", "")
    try:
        letters.check_age(given)
    except ValidationError:
        return letters.stamp()
    return given


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "news/contact_sent.html")

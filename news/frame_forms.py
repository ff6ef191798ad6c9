"""What editors fill in of the frame and of lasting pages."""

from django import forms
from django.utils.html import strip_tags
from tinymce.widgets import AdminTinyMCE

from news.models import HomeBlock, Page
from news.richtext import clean
from news.slugs import slug_of
from news.word_paste import from_word
from office.guard import GuardedForm


class PageForm(GuardedForm):
    """A lasting page; its address follows from the title unless one is given."""

    class Meta:
        model = Page
        fields = ["title", "slug", "language", "parent", "position", "body", "published"]
        widgets = {"body": AdminTinyMCE()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = "Để trống thì lấy theo tiêu đề"

    def clean_slug(self) -> str:
        return self.cleaned_data["slug"] or slug_of(self.cleaned_data.get("title", ""))

    def clean_body(self) -> str:
        body = clean(from_word(self.cleaned_data["body"]))
        if not strip_tags(body).strip():
            raise forms.ValidationError("Trang chưa có nội dung: hãy viết ít nhất một đoạn.")
        return body


class HomeBlockForm(GuardedForm):
    class Meta:
        model = HomeBlock
        fields = ["kind", "title", "position", "how_many", "category", "text", "shown_from", "shown_to"]
        widgets = {"text": AdminTinyMCE()}

    def clean_text(self) -> str:
        text = clean(from_word(self.cleaned_data["text"]))
        return text if strip_tags(text).strip() else ""

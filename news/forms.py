from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils import timezone
from django.utils.html import strip_tags

from news import workflow
from news.article_text import ArticleText
from news.binding import checked_text
from news.models import Article
from news.richtext import clean
from office.guard import GuardedForm
from office.text import search_key
from office.verbs import VerbForm

SLUG_LENGTH = 100


def slug_of(title: str) -> str:
    """An address from a title: no diacritics, đ as d, words joined by hyphens."""
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in search_key(title)).split()
    return "-".join(words)[:SLUG_LENGTH].strip("-") or "bai-viet"


class ArticleForm(GuardedForm):
    """A post as the editor writes it; its address follows from the title unless one is given."""

    class Meta:
        model = Article
        fields = ["title", "slug", "category", "lead", "body", "author", "source"]
        widgets = {"body": ArticleText()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = "Để trống thì lấy theo tiêu đề"

    def clean_slug(self) -> str:
        if self.cleaned_data["slug"]:
            return self.cleaned_data["slug"]
        wanted = slug_of(self.cleaned_data.get("title", ""))
        others = Article.objects.filter(slug__startswith=wanted).exclude(pk=self.instance.pk)
        taken = set(others.values_list("slug", flat=True))
        numbers = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        return wanted if wanted not in taken else next(slug for slug in numbers if slug not in taken)

    def clean_body(self) -> str:
        body = clean(checked_text(clean(self.cleaned_data["body"]), of=self.instance))
        if not strip_tags(body).strip():
            raise forms.ValidationError("Bài chưa có nội dung: hãy viết ít nhất một đoạn.")
        return body


class PublishForm(VerbForm):
    explanation = "Bài sẽ hiện ở các trang công khai. Để trống giờ thì đăng ngay."
    done = "Đã đăng bài."

    at = forms.SplitDateTimeField(label="đăng lúc", required=False, widget=AdminSplitDateTime)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for box, label in zip(self.fields["at"].widget.widgets, ("Ngày đăng", "Giờ đăng"), strict=True):
            box.attrs["aria-label"] = label

    def perform(self, *, by) -> None:
        workflow.publish(self.subject, at=self.cleaned_data["at"] or timezone.now(), by=by)


class WithdrawForm(VerbForm):
    explanation = "Bài sẽ không còn ở trang công khai nào. Bài vẫn được giữ trong khu quản trị và đăng lại được."
    done = "Đã gỡ bài."

    def perform(self, *, by) -> None:
        workflow.withdraw(self.subject, by=by)

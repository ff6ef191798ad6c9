from datetime import datetime

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import PermissionDenied
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.html import strip_tags

from news import workflow
from news.article_text import ArticleText
from news.citing.binding import checked_text
from news.models import Article, Category
from news.models.article import State
from news.richtext import clean
from news.slugs import free_slug, slug_of
from news.versions import told, versions_of
from news.word_paste import from_word
from office.guard import GuardedForm
from office.verbs import VerbForm


def _is_of_another_page(slug: str) -> bool:
    """Whether the address that a post would have leads elsewhere, as that of the archive does."""
    return resolve(reverse("news:article", args=[slug])).view_name != "news:article"


class CategoryField(forms.ModelChoiceField):
    """A column, named with those it lies in."""

    def label_from_instance(self, category: Category) -> str:
        return category.path


class ArticleForm(GuardedForm):
    """A post as it is written; its address follows from the title unless one is given.

    `by` is whoever fills it in, `restored` what they had typed and not saved, both set by the page of the admin.
    """

    by = None
    restored: dict[str, str] = {}

    category = CategoryField(label="Chuyên mục", queryset=Category.objects.with_lineage())
    tag_names = forms.CharField(
        label="Thẻ",
        required=False,
        max_length=800,
        help_text="Cách nhau bằng dấu phẩy, ví dụ: tập huấn, vốn vay. Thẻ chưa có thì được tạo",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    class Meta:
        model = Article
        fields = ["title", "slug", "category", "lead", "body", "author", "source"]
        widgets = {"body": ArticleText()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("tag_names", self.instance.tag_names)
        self.initial.update({name: text for name, text in self.restored.items() if name in self.fields})
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = "Để trống thì lấy theo tiêu đề"

    def get_initial_for_field(self, field, field_name):
        """What was typed and not saved is held against what the post said then."""
        if field_name == "opened_as" and self.restored.get("opened_as"):
            return self.restored["opened_as"]
        return super().get_initial_for_field(field, field_name)

    def _state_of(self, instance):
        return super()._state_of(instance) | {"tag_names": instance.tag_names}

    def clean(self):
        """Whoever may no longer change the post, since it was sent on while they wrote, is told so."""
        cleaned = super().clean()
        if self.by and self.instance.pk:
            try:
                workflow.check_can_change(self.by, self.instance)
            except PermissionDenied as refused:
                raise forms.ValidationError(str(refused)) from refused
        return cleaned

    def clean_slug(self) -> str:
        if slug := self.cleaned_data["slug"]:
            if _is_of_another_page(slug):
                raise forms.ValidationError("Đường dẫn này là của trang khác ở mục Tin tức: hãy đặt đường dẫn khác.")
            return slug
        wanted = slug_of(self.cleaned_data.get("title", ""))
        wanted = f"bai-{wanted}" if _is_of_another_page(wanted) else wanted
        return free_slug(wanted, Article.objects.exclude(pk=self.instance.pk))

    def clean_body(self) -> str:
        body = clean(checked_text(clean(from_word(self.cleaned_data["body"])), of=self.instance))
        if not strip_tags(body).strip():
            raise forms.ValidationError("Bài chưa có nội dung: hãy viết ít nhất một đoạn.")
        return body

    def clean_tag_names(self) -> str:
        names = workflow.names_typed(self.cleaned_data["tag_names"])
        workflow.check_tags(names)
        return ", ".join(names)

    def clean_category(self) -> Category:
        """What is public moves only to a column where the same person may publish."""
        category = self.cleaned_data["category"]
        if self.by and self.instance.status == Article.Status.PUBLISHED:
            try:
                workflow.check_can_publish_in(self.by, category)
            except PermissionDenied as refused:
                raise forms.ValidationError(str(refused)) from refused
        return category


class CategoryForm(GuardedForm):
    """A column, which goes into another only by somebody who may publish there: rights come with the place."""

    by = None

    class Meta:
        model = Category
        fields = ["name", "slug", "parent", "position"]
        field_classes = {"parent": CategoryField}

    def clean_parent(self) -> Category | None:
        parent = self.cleaned_data["parent"]
        if self.by and parent and parent.pk != self.instance.parent_id:
            try:
                workflow.check_can_publish_in(self.by, parent)
            except PermissionDenied as refused:
                raise forms.ValidationError(str(refused)) from refused
        return parent


def _at(label: str) -> forms.SplitDateTimeField:
    return forms.SplitDateTimeField(label=label, required=False, widget=AdminSplitDateTime)


def _name_boxes(field: forms.Field, *labels: str) -> None:
    """What is asked in the box of the day and in that of the hour, to those who only hear it."""
    for box, label in zip(field.widget.widgets, labels, strict=True):
        box.attrs["aria-label"] = label


def published_words(what: str, at: datetime) -> str:
    """What is said once `what` is published at an hour: that it is, or when it will be."""
    if at <= timezone.now():
        return f"Đã đăng {what}."
    return f"Đã hẹn giờ: {what} sẽ tự hiện lúc {timezone.localtime(at):%H:%M %d/%m/%Y}."


class SubmitForm(VerbForm):
    explanation = "Biên tập viên sẽ đọc và đăng bài. Trong lúc chờ duyệt, người soạn không sửa được bài."
    done = "Đã gửi bài cho biên tập viên."

    def perform(self, *, by) -> None:
        workflow.submit_for_review(self.subject, by=by)


class _ReasonForm(VerbForm):
    reason = forms.CharField(label="lý do", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class SendBackForm(_ReasonForm):
    explanation = "Bài trở lại là bản nháp để người soạn sửa; họ đọc được lý do ở đầu trang bài."
    done = "Đã trả bài cho người soạn."

    def perform(self, *, by) -> None:
        workflow.send_back(self.subject, reason=self.cleaned_data["reason"], by=by)


class PublishForm(VerbForm):
    explanation = "Bài sẽ hiện ở các trang công khai. Để trống giờ thì đăng ngay."
    consequences_title = "Bản được đăng"

    at = _at("đăng lúc")
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.subject.state() == State.SCHEDULED:
            self.fields["at"].initial = self.subject.published_at
        _name_boxes(self.fields["at"], "Ngày đăng", "Giờ đăng")
        self.newest = versions_of(self.subject).defer("body").first()
        self.fields["seen"].initial = self.newest and self.newest.history_id

    @property
    def consequences(self) -> list[str]:
        said = [f"Bản mới nhất đã lưu: {told(self.newest)}."] if self.newest else []
        if self.subject.has_ended(timezone.now()):
            ended = timezone.localtime(self.subject.expires_at)
            said.append(f"Hạn hiển thị cũ ({ended:%H:%M %d/%m/%Y}) đã qua nên bỏ.")
        return said

    def perform(self, *, by) -> None:
        chosen = self.cleaned_data
        at = chosen["at"] or timezone.now()
        workflow.publish(self.subject, at=at, seen=chosen["seen"], by=by)
        self.done = published_words("bài", at)

    def performed(self, *, by) -> bool:
        """What comes back refused tells of the newest version: sent again, that one has been seen."""
        done = super().performed(by=by)
        if not done and self.newest:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = self.newest.history_id
        return done


class ExpiryForm(VerbForm):
    explanation = "Đến lúc này bài tự rời các trang công khai, vẫn được giữ ở đây. Để trống thì bài không hết hạn."
    done = "Đã ghi hạn hiển thị."
    error_fields = {"expires_at": "at"}

    at = _at("hiện đến")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["at"].initial = self.subject.expires_at
        _name_boxes(self.fields["at"], "Hiện đến ngày", "Hiện đến giờ")

    def perform(self, *, by) -> None:
        workflow.set_expiry(self.subject, at=self.cleaned_data["at"], by=by)


class WithdrawForm(_ReasonForm):
    explanation = (
        "Bài sẽ không còn ở trang công khai nào, đường dẫn xem trước đã gửi cũng hết dùng được. Bài vẫn được giữ trong "
        "khu quản trị và đăng lại được."
    )
    done = "Đã gỡ bài."

    def perform(self, *, by) -> None:
        workflow.withdraw(self.subject, reason=self.cleaned_data["reason"], by=by)

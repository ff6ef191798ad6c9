from django.contrib import admin
from django.utils.html import format_html

from news.templatetags.news import clean_html


def as_read(html: str) -> str:
    """A text of HTML as visitors see it."""
    return format_html('<div class="as-read">{}</div>', clean_html(html))


class TextsAsRead:
    """The page of a record whose texts are HTML: who may not change it reads them as visitors do, not their source.

    `read_as` tells which method of the page stands for a field then.
    """

    read_as = {"body": "body_as_read"}

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return [
            (title, {**options, "fields": [self.read_as.get(name, name) for name in options["fields"]]})
            for title, options in fieldsets
        ]

    @admin.display(description="nội dung")
    def body_as_read(self, record) -> str:
        return as_read(record.body)

"""How posts and their times are shown."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from news.citations import linked
from news.pictures import illustrated
from news.richtext import clean

register = template.Library()
WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


@register.filter
def weekday_and_time(moment: datetime) -> str:
    """ "Thứ ba, 26/12/2023 | 15:30" in the office's time."""
    local = timezone.localtime(moment)
    return f"{WEEKDAYS[local.weekday()]}, {local:%d/%m/%Y | %H:%M}"


@register.filter
def clean_html(html: str) -> SafeString:
    """The body of a post, cleaned again on its way out: what reached the database by another way is harmless too.

    Its pictures have their sizes and captions, its citations lead to their source.
    """
    return mark_safe(illustrated(linked(clean(html))))

"""How posts and their times are shown."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from news import structured_data
from news.citing.citations import linked
from news.counting import counts
from news.models import Article
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


@register.simple_tag(takes_context=True)
def article_data(context, article: Article, address: str) -> SafeString:
    """What search engines read of a post, for the head of its page."""
    return structured_data.as_script(structured_data.article_data(article, address, context.get("office")))


@register.simple_tag(takes_context=True)
def office_data(context) -> SafeString:
    """What search engines read of the office, for the head of the home page; nothing before set-up."""
    if not (office := context.get("office")):
        return SafeString()
    home = context["request"].build_absolute_uri("/")
    return structured_data.as_script(structured_data.office_data(office, home))


@register.simple_tag
def visits() -> dict[str, int | None]:
    """How many public pages people opened in all, and about how many are there now; None until the counts were read."""
    return {"pages": counts.pages, "online": counts.online}

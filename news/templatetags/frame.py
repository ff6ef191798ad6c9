"""The menus and links that base.html draws around every page."""

from django import template

from news import frame

register = template.Library()


@register.simple_tag(takes_context=True)
def menu(context, place: str) -> list[frame.Entry]:
    """The entries of "main" or "footer", those marked that this page lies under."""
    request = context.get("request")
    return frame.menu(place, request.path if request else "", context.get("office") or None)


@register.simple_tag(takes_context=True)
def links(context) -> list:
    return frame.links(context.get("office") or None)

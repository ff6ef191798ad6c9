"""What the templates of paper ask of tables."""

from django import template

from printing.column_widths import LYING, UPRIGHT, column_widths
from printing.table import Table

register = template.Library()


@register.simple_tag
def column_shares(table: Table, *, lying: bool = False) -> list[str]:
    """The width of each column in percent of the page, as style sheets write it."""
    room = LYING if lying else UPRIGHT
    return [f"{100 * width / room:.2f}%" for width in column_widths(table, room)]

"""Addresses made of titles and names."""

from django.db import models

from office.text import search_key

SLUG_LENGTH = 100


def slug_of(title: str, otherwise: str = "bai-viet") -> str:
    """An address from a title: no diacritics, đ as d, words joined by hyphens; `otherwise` where no word is left."""
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in search_key(title)).split()
    return "-".join(words)[:SLUG_LENGTH].strip("-") or otherwise


def free_slug(wanted: str, rows: models.QuerySet) -> str:
    """The address wanted, with a number behind it where one of the rows has it already."""
    taken = set(rows.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbers = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(slug for slug in numbers if slug not in taken)

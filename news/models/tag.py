"""Words that posts are found by."""

import unicodedata

from django.core.exceptions import ValidationError
from django.db import models

from news.slugs import free_slug, slug_of
from office.fields import LineField, SearchKeyField, check_can_be_read, matching
from office.history_records import HistoricalRecords
from office.text import clean_line, search_key

LONGEST = 60  # characters
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng; other marks make another letter


def tag_key(name: str) -> str:
    """Return what two spellings of one tag share: case, spaces and the place of a tone mark in its word do not count.

    "Hoà Bình" and "hòa  bình" are one; "cá" and "cà" are two.
    """
    return " ".join(_tone_last(word) for word in clean_line(name).casefold().split())


def _tone_last(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(letter for letter in letters if letter in _TONES)
    return unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES)) + tones


class TagKeyField(SearchKeyField):
    """The key of the name, written on every save."""

    def pre_save(self, model_instance, add):
        key = tag_key(model_instance.name)
        setattr(model_instance, self.attname, key)
        return key


class TagQuerySet(models.QuerySet):
    def named(self, name: str) -> "Tag | None":
        """The tag of that name, however it is spelt; typed without diacritics, the only one that reads so."""
        if exact := self.filter(key=tag_key(name)).first():
            return exact
        alike = list(self.filter(search_key=search_key(name))[:2]) if clean_line(name).isascii() else []
        return alike[0] if len(alike) == 1 else None

    def search(self, text: str) -> "TagQuerySet":
        return matching(self, text)


class Tag(models.Model):
    """A word or two that posts are found by. It comes to be when a post is first given it."""

    name = LineField("thẻ", max_length=LONGEST, validators=[check_can_be_read])
    slug = models.SlugField("đường dẫn", max_length=120, unique=True, editable=False)
    key = TagKeyField(of=("name",), unique=True)
    search_key = SearchKeyField(of=("name",))
    history = HistoricalRecords(
        excluded_fields=["key", "search_key"], verbose_name="lịch sử thẻ", verbose_name_plural="lịch sử thẻ"
    )

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = "thẻ"
        verbose_name_plural = "thẻ"
        ordering = ["search_key"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = free_slug(slug_of(self.name, "the"), Tag.objects.all())
        super().save(*args, **kwargs)

    def clean(self):
        if other := Tag.objects.filter(key=tag_key(self.name)).exclude(pk=self.pk).first():
            raise ValidationError(
                {"name": f"Đã có thẻ “{other}”: chữ hoa, chữ thường và chỗ đặt dấu không làm thành thẻ khác."}
            )


class ArticleTag(models.Model):
    """A post has a tag."""

    article = models.ForeignKey("news.Article", models.CASCADE, verbose_name="bài viết", related_name="article_tags")
    tag = models.ForeignKey(Tag, models.CASCADE, verbose_name="thẻ", related_name="article_tags")
    history = HistoricalRecords(verbose_name="lịch sử gắn thẻ", verbose_name_plural="lịch sử gắn thẻ")

    class Meta:
        verbose_name = "thẻ của bài"
        verbose_name_plural = "thẻ của bài"
        ordering = ["tag__search_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "tag"],
                name="article_tag_once",
                violation_error_message="Bài này đã có thẻ này.",
            )
        ]

    def __str__(self) -> str:
        return str(self.tag)

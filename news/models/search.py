from django.db import models
from django.db.models import Q


class SearchEntryQuerySet(models.QuerySet):
    def dated_span(self, undated_below: int) -> tuple[int, int] | None:
        """The first and the last place of what has a day, each read from an end of the key; None where nothing has."""
        dated = self.filter(place__gt=undated_below).values_list("place", flat=True)
        first, last = dated.order_by("place").first(), dated.order_by("-place").first()
        return None if first is None else (first, last)


class SearchEntry(models.Model):
    """The words of one record, folded: derived from it by news/search/index.py, never edited, never shown.

    Of a record in any state: who asks judges by the records themselves what may be shown.
    """

    place = models.BigIntegerField("chỗ đứng", primary_key=True)
    source = models.PositiveSmallIntegerField("nguồn")
    record = models.BigIntegerField("bản ghi")
    words = models.TextField("từ")
    marks = models.TextField("dấu")

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "mục tìm kiếm"
        verbose_name_plural = "mục tìm kiếm"
        constraints = [
            models.UniqueConstraint(
                fields=["source", "record"],
                name="search_entry_once",
                violation_error_message="Bản ghi này đã có mục tìm kiếm.",
            ),
            models.CheckConstraint(
                name="search_entry_marked",
                condition=~Q(marks=""),
                violation_error_message="Mục tìm kiếm phải có dấu của nguồn.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}/{self.record}"

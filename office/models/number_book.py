from django.db import models


class NumberBook(models.Model):
    """A register that numbers documents from 1 every year, without gaps: `last` is the number given last.

    Written to by office.numbering alone.
    """

    name = models.CharField("sổ", max_length=40)
    year = models.PositiveSmallIntegerField("năm")
    last = models.PositiveIntegerField("số cuối đã cấp", default=0)

    class Meta:
        verbose_name = "sổ cấp số"
        verbose_name_plural = "sổ cấp số"
        ordering = ["-year", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "year"], name="number_book_once_a_year", violation_error_message="Sổ của năm này đã có."
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"

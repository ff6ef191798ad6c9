"""What is known of how posts are read: only counts. Nothing here tells who read what."""

from django.db import models

from news.models.article import Article

STARS = range(1, 6)
BITS = 4096  # of the picture of who was there (news/online.py)


class Reading(models.Model):
    """How often a post was read by people, and how many readers gave it how many stars."""

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, verbose_name="bài viết", related_name="reading"
    )
    views = models.PositiveBigIntegerField("lượt xem", default=0)
    stars_1 = models.PositiveIntegerField("1 sao", default=0)
    stars_2 = models.PositiveIntegerField("2 sao", default=0)
    stars_3 = models.PositiveIntegerField("3 sao", default=0)
    stars_4 = models.PositiveIntegerField("4 sao", default=0)
    stars_5 = models.PositiveIntegerField("5 sao", default=0)
    changed_at = models.DateTimeField("đếm lúc", db_index=True)

    class Meta:
        verbose_name = "lượt xem bài"
        verbose_name_plural = "lượt xem bài"

    def __str__(self) -> str:
        return f"{self.article}: {self.views} lượt xem"


class VisitDay(models.Model):
    """How many public pages people opened on a day."""

    day = models.DateField("ngày", primary_key=True)
    pages = models.PositiveBigIntegerField("lượt truy cập", default=0)

    class Meta:
        verbose_name = "lượt truy cập trong ngày"
        verbose_name_plural = "lượt truy cập trong ngày"

    def __str__(self) -> str:
        return f"{self.day}: {self.pages} lượt"


class OnlineWindow(models.Model):
    """Who was there in five minutes, as a picture of bits from which nobody can be told (news/online.py)."""

    begins_at = models.DateTimeField("từ lúc", primary_key=True)
    bits = models.BinaryField("dấu", max_length=BITS // 8)

    class Meta:
        verbose_name = "người đang truy cập"
        verbose_name_plural = "người đang truy cập"

    def __str__(self) -> str:
        return f"{self.begins_at}"

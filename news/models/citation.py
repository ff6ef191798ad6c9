from django.conf import settings
from django.db import models
from django.db.models import F, Q

from news.models.article import Article
from office.fields import LineField
from printing import dates
from returns.models import Period


class CitationQuerySet(models.QuerySet):
    def of_readable_posts(self) -> "CitationQuerySet":
        """Those of posts that are or may still be published."""
        return self.exclude(article__status=Article.Status.WITHDRAWN)


class _Cited(models.Model):
    """What a text cites: a figure by the name that chips of reports have, its period and slice, under its label."""

    figure = LineField("chỉ tiêu", max_length=120)
    label = LineField("tên chỉ tiêu", max_length=200)
    period = models.ForeignKey(Period, models.PROTECT, verbose_name="kỳ", related_name="+")
    dimension = models.CharField("phân tổ theo", max_length=12, blank=True)
    key = LineField("phần", max_length=120, blank=True)

    class Meta:
        abstract = True

    @property
    def said_of(self) -> str:
        """ "Hợp tác xã, năm 2023"; the label of a slice names it."""
        return f"{self.label}, {self.period.label}"


class Citation(_Cited):
    """A figure stands in the text of a post as it was printed on the day it was cited.

    Written from the text whenever it is saved (news/citing/binding.py). The number stays as it is, whatever becomes
    of the figure: news/citing/corrections.py tells where both differ.
    """

    article = models.ForeignKey(Article, models.CASCADE, verbose_name="bài viết", related_name="citations")
    value = models.DecimalField("giá trị", max_digits=19, decimal_places=4, null=True)
    printed = LineField("số đã in", max_length=120)
    cited_on = models.DateField("trích ngày")

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu trích trong bài"
        verbose_name_plural = "số liệu trích trong bài"
        ordering = ["article", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "figure", "period", "dimension", "key", "printed"],
                name="citation_once_per_article",
                violation_error_message="Số liệu này đã được ghi là có trong bài.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.printed} ({self.said_of})"


class Correction(_Cited):
    """What was decided of a cited figure that became another: the number replaced, or kept with a reason.

    Never changed: a figure that changes again is decided upon again.
    """

    class Outcome(models.TextChoices):
        CORRECTED = "corrected", "đã đính chính"
        UPDATED = "updated", "đã sửa khi chưa đăng"
        KEPT = "kept", "giữ nguyên"

    article = models.ForeignKey(Article, models.CASCADE, verbose_name="bài viết", related_name="corrections")
    was = LineField("số đã in", max_length=120)
    now = LineField("số hiện nay", max_length=120)
    outcome = models.CharField("kết quả", max_length=9, choices=Outcome.choices)
    reason = LineField("lý do", max_length=300, blank=True)
    decided_on = models.DateField("ngày")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người quyết định", null=True, related_name="+"
    )

    class Meta:
        verbose_name = "đính chính bài viết"
        verbose_name_plural = "đính chính bài viết"
        ordering = ["article", "decided_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="correction_kept_has_a_reason",
                condition=~Q(outcome="kept") | ~Q(reason=""),
                violation_error_message="Giữ nguyên số đã in thì phải ghi lý do.",
                violation_error_code="reason",
            ),
            models.CheckConstraint(
                name="correction_tells_a_difference",
                condition=~Q(was=F("now")),
                violation_error_message="Số đã in và số hiện nay như nhau: không có gì để đính chính.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.was} → {self.now}"

    @property
    def is_told(self) -> bool:
        """Whether readers of the post are told of it."""
        return self.outcome == self.Outcome.CORRECTED

    @property
    def sentence(self) -> str:
        """ "Đính chính ngày 20/01/2024: “464 HTX” nay là “465 HTX” (Hợp tác xã, năm 2023). Lý do."."""
        said = f"Đính chính ngày {dates.day(self.decided_on)}: “{self.was}” nay là “{self.now}” ({self.said_of})."
        return f"{said} {self.reason.rstrip('.')}." if self.reason else said

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Sum

from cooperatives.models import Organisation
from events.models.award import Rank
from office.fields import LineField, SearchKeyField, matching, named_like
from office.history_records import HistoricalRecords
from office.text import name_key
from printing import numbers
from returns.models import AnnualReturn

NUMBERS = (models.IntegerField, models.DecimalField)  # what a criterion may take from a return


def declared_figures() -> list[tuple[str, str]]:
    """The numbers of an organisation's return that a criterion may be about, with their labels."""
    return [
        (field.name, str(field.verbose_name))
        for field in AnnualReturn._meta.fields
        if isinstance(field, NUMBERS) and not field.primary_key
    ]


class BlockQuerySet(models.QuerySet):
    def search(self, text: str) -> "BlockQuerySet":
        return named_like(self, text)


class Block(models.Model):
    """Those who compete with one another: a block of the province, or a cluster of alliances of several provinces."""

    class Level(models.TextChoices):
        BLOCK = "block", "khối trong tỉnh"
        CLUSTER = "cluster", "cụm các tỉnh"

    name = LineField("tên", max_length=100, unique=True, error_messages={"unique": "Đã có khối, cụm tên này."})
    level = models.CharField("cấp", max_length=7, choices=Level.choices, default=Level.BLOCK)
    shared_ranks = models.BooleanField(
        "được đồng hạng", default=False, help_text="Cho phép nhiều đơn vị cùng một hạng trong một năm"
    )
    history = HistoricalRecords(verbose_name="lịch sử khối", verbose_name_plural="lịch sử khối")

    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = "khối, cụm thi đua"
        verbose_name_plural = "khối, cụm thi đua"
        ordering = ["level", "name"]

    def __str__(self) -> str:
        return self.name


class BlockYearQuerySet(models.QuerySet):
    def visible_to(self, user) -> "BlockYearQuerySet":
        return self if user.has_perm("events.view_blockyear") else self.none()


class BlockYear(models.Model):
    """A block in one year: who competes, by which criteria. Its ranks are written by `emulation.ranking` alone."""

    block = models.ForeignKey(Block, models.PROTECT, verbose_name="khối, cụm", related_name="years")
    year = models.PositiveSmallIntegerField(
        "năm",
        validators=[MinValueValidator(1945, "Năm từ 1945 trở đi."), MaxValueValidator(2100, "Năm đến 2100.")],
    )
    head = LineField("khối trưởng, cụm trưởng", max_length=200, blank=True)
    covenant_on = models.DateField("ngày ký giao ước", null=True, blank=True)
    history = HistoricalRecords(verbose_name="lịch sử khối trong năm", verbose_name_plural="lịch sử khối trong năm")

    objects = BlockYearQuerySet.as_manager()

    class Meta:
        verbose_name = "khối thi đua trong năm"
        verbose_name_plural = "khối thi đua trong năm"
        ordering = ["-year", "block__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["block", "year"],
                name="block_once_a_year",
                violation_error_message="Khối này trong năm này đã có: hãy sửa bản đang có.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.block}, năm {self.year}"


class Criterion(models.Model):
    """What contestants are judged by in a year, at most so many points; it may be about a number of their returns."""

    block_year = models.ForeignKey(BlockYear, models.CASCADE, verbose_name="khối", related_name="criteria")
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    name = LineField("tiêu chí", max_length=200)
    most_points = models.DecimalField(
        "điểm tối đa", max_digits=6, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"), "Lớn hơn 0.")]
    )
    declared = models.CharField(
        "lấy số liệu từ báo cáo",
        max_length=30,
        blank=True,
        choices=declared_figures,
        help_text="Số của đơn vị trong báo cáo năm được điền sẵn bên điểm",
    )
    history = HistoricalRecords(verbose_name="lịch sử tiêu chí", verbose_name_plural="lịch sử tiêu chí")

    class Meta:
        verbose_name = "tiêu chí thi đua"
        verbose_name_plural = "tiêu chí thi đua"
        ordering = ["block_year", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="criterion_gives_points",
                condition=Q(most_points__gt=0),
                violation_error_message="Điểm tối đa phải lớn hơn 0.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ContestantQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ContestantQuerySet":
        return self if user.has_perm("events.view_contestant") else self.none()

    def search(self, text: str) -> "ContestantQuerySet":
        return matching(self, text, keys=("search_key", "organisation__search_key"))

    def with_points(self) -> "ContestantQuerySet":
        """With the sums of the points they gave themselves and the block gave them."""
        return self.annotate(self_total=Sum("scores__self_points"), cross_total=Sum("scores__cross_points"))

    def best_first(self) -> "ContestantQuerySet":
        """By the block's points, those it gave none by their own; what has no points last."""
        best = (F(name).desc(nulls_last=True) for name in ("cross_total", "self_total"))
        return self.with_points().select_related("organisation").order_by(*best, "organisation__search_key", "pk")


class Contestant(models.Model):
    """One member of a block in a year: an organisation of ours, or in a cluster an alliance known by name."""

    block_year = models.ForeignKey(BlockYear, models.PROTECT, verbose_name="khối", related_name="contestants")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="đơn vị", related_name="contests", null=True, blank=True
    )
    outside_name = LineField(
        "đơn vị ngoài sổ", max_length=200, blank=True, help_text="Liên minh tỉnh bạn trong cụm, đơn vị khác"
    )
    registered_on = models.DateField("ngày đăng ký", null=True, blank=True)
    pledge = LineField("danh hiệu đăng ký", max_length=300, blank=True)
    rank = models.CharField("hạng", max_length=14, choices=Rank.choices, blank=True, editable=False)
    search_key = SearchKeyField(of=("outside_name", "pledge"))
    history = HistoricalRecords(
        excluded_fields=["search_key"],
        verbose_name="lịch sử đơn vị thi đua",
        verbose_name_plural="lịch sử đơn vị thi đua",
    )

    objects = ContestantQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị thi đua"
        verbose_name_plural = "đơn vị thi đua"
        ordering = ["block_year", "organisation__search_key", "pk"]
        constraints = [
            models.CheckConstraint(
                name="contestant_is_one",
                condition=Q(organisation__isnull=False, outside_name="")
                | (Q(organisation__isnull=True) & ~Q(outside_name="")),
                violation_error_message="Chọn đơn vị trong sổ hoặc ghi tên đơn vị ngoài sổ, không để trống cả hai.",
            ),
            models.UniqueConstraint(
                fields=["block_year", "organisation"],
                name="contestant_once",
                violation_error_message="Đơn vị này đã có trong khối.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.block_year}"

    def clean(self) -> None:
        """An organisation competes in one block of a year, and only where it exists; a name once in its block."""
        if not self.block_year_id:
            return
        if self.outside_name:
            self._check_named_once()
        if not self.organisation_id:
            return
        year = self.block_year.year
        elsewhere = Contestant.objects.filter(organisation=self.organisation_id, block_year__year=year)
        if other := elsewhere.exclude(block_year=self.block_year_id).exclude(pk=self.pk).first():
            raise ValidationError({"organisation": f"{self.organisation} đã thi đua ở {other.block_year}."})
        if self.organisation.founded_on.year > year or (
            self.organisation.ended_on and self.organisation.ended_on.year < year
        ):
            raise ValidationError({"organisation": f"{self.organisation} không tồn tại trong năm {year}."})

    def _check_named_once(self) -> None:
        others = self.block_year.contestants.exclude(outside_name="").exclude(pk=self.pk)
        if name_key(self.outside_name) in {name_key(other.outside_name) for other in others}:
            raise ValidationError({"outside_name": f"{self.outside_name} đã có trong khối."})

    @property
    def name(self) -> str:
        return self.organisation.name if self.organisation_id else self.outside_name


def _points(label: str) -> models.DecimalField:
    return models.DecimalField(label, max_digits=6, decimal_places=2, null=True, blank=True)


class Score(models.Model):
    """The points of a contestant by one criterion: its own, the block's, and what its return declares."""

    contestant = models.ForeignKey(Contestant, models.PROTECT, verbose_name="đơn vị", related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, verbose_name="tiêu chí", related_name="scores")
    declared = models.DecimalField("số trong báo cáo", max_digits=20, decimal_places=2, null=True, blank=True)
    self_points = _points("tự chấm")
    cross_points = _points("khối chấm")
    history = HistoricalRecords(verbose_name="lịch sử điểm", verbose_name_plural="lịch sử điểm")

    class Meta:
        verbose_name = "điểm thi đua"
        verbose_name_plural = "điểm thi đua"
        ordering = ["criterion__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contestant", "criterion"],
                name="score_once",
                violation_error_message="Tiêu chí này đã chấm cho đơn vị.",
            ),
            models.CheckConstraint(
                name="points_are_not_negative",
                condition=(Q(self_points__isnull=True) | Q(self_points__gte=0))
                & (Q(cross_points__isnull=True) | Q(cross_points__gte=0)),
                violation_error_message="Điểm không được là số âm.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.contestant.name}"

    @property
    def told(self) -> str:
        """The points as a sentence part: those of its own, those of the block, what the return declares."""
        parts = (("tự chấm", self.self_points), ("khối chấm", self.cross_points), ("báo cáo", self.declared))
        return "; ".join(f"{label} {numbers.grouped(value)}" for label, value in parts if value is not None)

"""What the Alliance itself does: classes, advice, fairs, media. What is planned of it stands in the ledger."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q, Sum

from cooperatives.models import Organisation
from office.fields import LineField, SearchKeyField, check_has_come, matching
from office.history_records import HistoricalRecords

_CHANNEL_OF_MEDIA = "Kênh chỉ ghi cho “tin, bài, phóng sự”, và loại này phải ghi kênh."


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ActivityQuerySet":
        return self if user.has_perm("events.view_activity") else self.none()

    def search(self, text: str) -> "ActivityQuerySet":
        return matching(self, text)

    def begun(self, start: date, end: date) -> "ActivityQuerySet":
        """Those of the days `start` to `end`: an activity of several days counts on its first."""
        return self.filter(held_on__range=(start, end))

    def spent(self) -> int | None:
        """What they cost together, in đồng; None where no cost is recorded."""
        return self.aggregate(cost=Sum("cost"))["cost"]


class Activity(models.Model):
    """Something the Alliance has done, or several alike in one row: `quantity` says how many classes, items, cases.

    `participants` counts everyone who came, each time they came; the organisations among them are its Attendees where
    the office keeps them. `counted_month` marks the row that the news pages wrote of their own posts of a month.
    """

    class Kind(models.TextChoices):
        TRAINING = "training", "tập huấn, bồi dưỡng"
        ADVICE = "advice", "tư vấn, hướng dẫn"
        MOBILISATION = "mobilisation", "tuyên truyền, vận động"
        MEDIA = "media", "tin, bài, phóng sự"
        TRADE = "trade", "hội chợ, kết nối cung cầu"
        LEGAL = "legal", "hỗ trợ pháp lý"
        INSPECTION = "inspection", "kiểm tra, giám sát"
        PETITION = "petition", "giải quyết đơn thư"
        FOUNDING = "founding", "hỗ trợ thành lập tổ chức"

    class Channel(models.TextChoices):
        PRINT = "print", "báo giấy"
        BROADCAST = "broadcast", "phát thanh, truyền hình"
        WEBSITE = "website", "trang thông tin điện tử"
        OTHER = "other", "kênh khác"

    kind = models.CharField("loại", max_length=12, choices=Kind.choices)
    title = LineField("nội dung", max_length=250)
    channel = models.CharField(
        "kênh", max_length=9, choices=Channel.choices, blank=True, help_text="Chỉ ghi cho tin, bài, phóng sự."
    )
    held_on = models.DateField("từ ngày", validators=[check_has_come])
    ended_on = models.DateField("đến hết ngày", null=True, blank=True, help_text="Để trống nếu làm trong một ngày.")
    quantity = models.PositiveIntegerField(
        "số lượng",
        default=1,
        validators=[MinValueValidator(1, "Số lượng phải từ 1 trở lên.")],
        help_text="Số lớp, cuộc, lượt, vụ việc, đơn, tin bài mà dòng này ghi.",
    )
    participants = models.PositiveIntegerField("số lượt người dự", null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="tổ chức được hỗ trợ, kiểm tra",
        null=True,
        blank=True,
        related_name="activities",
        help_text="Khi việc làm cho riêng một tổ chức.",
    )
    venue = LineField("nơi tổ chức", max_length=200, blank=True)
    organiser = LineField("đơn vị tổ chức, phối hợp", max_length=200, blank=True)
    cost = models.BigIntegerField("kinh phí", null=True, blank=True, help_text="đồng")
    outcome = LineField("kết quả", max_length=300, blank=True)
    counted_month = models.DateField("tin bài của tháng", null=True, editable=False, unique=True)
    search_key = SearchKeyField(of=("title", "venue", "organiser", "outcome"))
    history = HistoricalRecords(
        excluded_fields=["search_key"], verbose_name="lịch sử hoạt động", verbose_name_plural="lịch sử hoạt động"
    )

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "hoạt động của Liên minh"
        verbose_name_plural = "hoạt động của Liên minh"
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["held_on"], name="activity_by_day")]
        constraints = [
            models.CheckConstraint(
                name="activity_days_in_order",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("held_on")),
                violation_error_code="ended_on",  # the field that is told of it
                violation_error_message="“Đến hết ngày” không được trước “Từ ngày”.",
            ),
            models.CheckConstraint(
                name="activity_counts_something",
                condition=Q(quantity__gte=1),
                violation_error_code="quantity",
                violation_error_message="Số lượng phải từ 1 trở lên.",
            ),
            models.CheckConstraint(
                name="activity_channel_of_media",
                condition=(Q(kind="media") & ~Q(channel="")) | (~Q(kind="media") & Q(channel="")),
                violation_error_code="channel",
                violation_error_message=_CHANNEL_OF_MEDIA,
            ),
            models.CheckConstraint(
                name="activity_cost_not_negative",
                condition=Q(cost__isnull=True) | Q(cost__gte=0),
                violation_error_code="cost",
                violation_error_message="Kinh phí không thể là số âm.",
            ),
            models.CheckConstraint(
                name="activity_counted_of_the_website",
                condition=Q(counted_month__isnull=True) | Q(kind="media", channel="website"),
                violation_error_message="Chỉ tin, bài trên trang thông tin điện tử được cổng tự đếm.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def days(self) -> int:
        """How many days it took, its first and last included."""
        return ((self.ended_on or self.held_on) - self.held_on).days + 1


class Attendee(models.Model):
    """An organisation that sent people to an activity; how many, where that was written down."""

    activity = models.ForeignKey(Activity, models.CASCADE, verbose_name="hoạt động", related_name="attendees")
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="tổ chức", related_name="+")
    people = models.PositiveIntegerField("số người", null=True, blank=True)
    history = HistoricalRecords(verbose_name="lịch sử tổ chức dự", verbose_name_plural="lịch sử tổ chức dự")

    class Meta:
        verbose_name = "tổ chức có người dự"
        verbose_name_plural = "tổ chức có người dự"
        ordering = ["organisation__search_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "organisation"],
                name="attendee_once",
                violation_error_code="organisation",
                violation_error_message="Tổ chức này đã có trong danh sách dự: hãy sửa dòng đang có.",
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def clean(self) -> None:
        """One organisation sends no more people than came."""
        came = self.activity.participants if self.activity_id else None
        if self.people and came is not None and self.people > came:
            raise ValidationError({"people": "Nhiều hơn số lượt người dự của cả hoạt động: hãy kiểm tra hai số này."})

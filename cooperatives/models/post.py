from datetime import date

from django.db import models
from django.db.models import F, Q

from cooperatives.models.organisation import Organisation
from office.fields import LineField, SearchKeyField, check_telephone, matching
from office.history_records import HistoricalRecords


class PostQuerySet(models.QuerySet):
    def held(self, on: date) -> "PostQuerySet":
        """Posts held at the end of `on`; one whose beginning is not known counts from ever."""
        return self.exclude(started_on__gt=on).exclude(ended_on__lte=on)

    def representing(self, on: date) -> "PostQuerySet":
        """Posts whose holder represents the organisation in law at the end of `on`; there may be several."""
        return self.held(on).filter(represents=True)

    def visible_to(self, user) -> "PostQuerySet":
        return self if user.has_perm("cooperatives.view_post") else self.none()

    def search(self, text: str) -> "PostQuerySet":
        return matching(self, text)


class Post(models.Model):
    """A person's post in an organisation from one day to another, with the level of training then.

    Neither the number nor a picture of an identity card is kept, and nothing of ethnicity or belief.
    """

    class Role(models.TextChoices):
        CHAIR = "chair", "Chủ tịch Hội đồng quản trị"
        DIRECTOR = "director", "Giám đốc, Tổng giám đốc"
        CONTROLLER = "controller", "Trưởng Ban kiểm soát, Kiểm soát viên"
        ACCOUNTANT = "accountant", "Kế toán"
        GROUP_LEADER = "group_leader", "Tổ trưởng tổ hợp tác"

    class Training(models.TextChoices):
        NONE = "none", "chưa qua đào tạo"
        BASIC = "basic", "sơ cấp, trung cấp"
        HIGHER = "higher", "cao đẳng, đại học trở lên"

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="tổ chức", related_name="posts")
    person = LineField("họ tên", max_length=100)
    role = models.CharField("chức vụ", max_length=12, choices=Role.choices)
    started_on = models.DateField("từ ngày", null=True, blank=True)
    ended_on = models.DateField("đến trước ngày", null=True, blank=True)
    training = models.CharField("trình độ", max_length=8, choices=Training.choices, blank=True)
    represents = models.BooleanField("đại diện theo pháp luật", default=False)
    phone = LineField("điện thoại", max_length=40, blank=True, validators=[check_telephone])
    search_key = SearchKeyField(of=("person",))
    history = HistoricalRecords(
        excluded_fields=["search_key"], verbose_name="lịch sử chức vụ", verbose_name_plural="lịch sử chức vụ"
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "chức vụ"
        verbose_name_plural = "cán bộ quản lý"
        ordering = ["search_key", "pk"]
        constraints = [
            models.CheckConstraint(
                name="post_ends_after_start",
                condition=Q(started_on__isnull=True) | Q(ended_on__isnull=True) | Q(ended_on__gt=F("started_on")),
                violation_error_code="ended_on",  # the field that is told of it
                violation_error_message="“Đến trước ngày” phải sau “Từ ngày”.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"

from datetime import date

from django.db import models
from django.db.models import F, Q

from cooperatives.models.organisation import Organisation
from office.fields import LineField, SearchKeyField, matching
from office.history_records import HistoricalRecords


class MemberQuerySet(models.QuerySet):
    def belonging(self, on: date) -> "MemberQuerySet":
        """Members at the end of `on`; one whose joining is not known has always been there."""
        return self.exclude(joined_on__gt=on).exclude(left_on__lte=on)

    def visible_to(self, user) -> "MemberQuerySet":
        """What `user` may see in lists and exports; nothing without the permission to view."""
        return self if user.has_perm("cooperatives.view_member") else self.none()

    def search(self, text: str) -> "MemberQuerySet":
        return matching(self, text)


class Member(models.Model):
    """One line of the register that a cooperative may keep of its members: a person, a household or a legal person.

    The headline number of members is the sum of the returns; this register is compared with it. The number of an
    identity card, ethnicity and pictures of cards are never kept.
    """

    class Party(models.TextChoices):
        INDIVIDUAL = "individual", "cá nhân"
        HOUSEHOLD = "household", "hộ gia đình"
        LEGAL = "legal", "pháp nhân"

    class Kind(models.TextChoices):
        """Law 17/2023 on cooperatives."""

        OFFICIAL = "official", "chính thức"
        LINKED_CAPITAL = "linked_capital", "liên kết góp vốn"
        LINKED_OTHER = "linked_other", "liên kết không góp vốn"

    class Sex(models.TextChoices):
        MALE = "male", "nam"
        FEMALE = "female", "nữ"

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="tổ chức", related_name="members")
    code = LineField("mã thành viên", max_length=30)
    name = LineField("họ tên", max_length=150)
    party = models.CharField("đối tượng", max_length=10, choices=Party.choices, blank=True)
    kind = models.CharField("loại thành viên", max_length=14, choices=Kind.choices, blank=True)
    sex = models.CharField("giới tính", max_length=6, choices=Sex.choices, blank=True)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    capital = models.BigIntegerField("vốn góp", null=True, blank=True, help_text="đồng")
    joined_on = models.DateField("ngày vào", null=True, blank=True)
    left_on = models.DateField("ngày ra", null=True, blank=True)
    search_key = SearchKeyField(of=("name", "code"))
    history = HistoricalRecords(
        excluded_fields=["search_key"], verbose_name="lịch sử thành viên", verbose_name_plural="lịch sử thành viên"
    )

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên hợp tác xã"
        verbose_name_plural = "sổ thành viên hợp tác xã"
        ordering = ["pk"]
        permissions = [("import_member", "Nhập thành viên từ tệp")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"],
                name="member_code_once_per_organisation",
                violation_error_message="Mã này đã có trong sổ thành viên của tổ chức.",
            ),
            models.CheckConstraint(
                name="member_capital_not_negative",
                condition=Q(capital__isnull=True) | Q(capital__gte=0),
                violation_error_message="Vốn góp không thể là số âm.",
            ),
            models.CheckConstraint(
                name="member_leaves_after_joining",
                condition=Q(joined_on__isnull=True) | Q(left_on__isnull=True) | Q(left_on__gt=F("joined_on")),
                violation_error_message="Ngày ra phải sau ngày vào.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

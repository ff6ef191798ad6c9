from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q

from cooperatives.models import Organisation
from events.models.conference import Conference, ConferenceBody
from events.models.seat import Person, Seat
from office.fields import LineField, SearchKeyField, check_can_be_read, matching
from office.history_records import HistoricalRecords


class Invitation(models.Model):
    """One letter that invites many: its number, the day it went out, to whom it was written in the list."""

    BOOK = "GM"

    conference = models.ForeignKey(Conference, models.PROTECT, verbose_name="hội nghị", related_name="invitations")
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số")
    issued_on = models.DateField("ngày ký")
    addressees = LineField("gửi", max_length=200)
    history = HistoricalRecords(verbose_name="lịch sử giấy mời", verbose_name_plural="lịch sử giấy mời")

    class Meta:
        verbose_name = "giấy mời"
        verbose_name_plural = "giấy mời"
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"],
                name="invitation_number_once_a_year",
                violation_error_message="Trong năm đã có giấy mời mang số này.",
            )
        ]

    def __str__(self) -> str:
        return f"Giấy mời số {self.number:02} ngày {self.issued_on:%d/%m/%Y}"

    @property
    def in_sentence(self) -> str:
        """Its name where a sentence has begun before it."""
        return f"g{str(self)[1:]}"

    @property
    def file_name(self) -> str:
        return f"giay-moi-{self.year}-{self.number}.pdf"


class DelegateQuerySet(models.QuerySet):
    def visible_to(self, user) -> "DelegateQuerySet":
        return self if user.has_perm("events.view_delegate") else self.none()

    def present(self) -> "DelegateQuerySet":
        return self.filter(checked_in_at__isnull=False)

    def in_order(self) -> "DelegateQuerySet":
        """As they are listed: in the order in which they were drawn, which is that of bodies and posts."""
        return self.order_by("position", "pk")

    def turnout(self) -> dict[str, int]:
        """How many are on the list and how many of them are there."""
        return self.aggregate(invited=Count("pk"), present=Count("pk", Q(checked_in_at__isnull=False)))

    def search(self, text: str) -> "DelegateQuerySet":
        return matching(self, text)


class Delegate(models.Model):
    """Somebody expected at a conference, with the titles of that day, and whether they came.

    `sessions` are the bodies in whose name they sit and vote there; a guest has none. They are taken from the seats
    when the list is drawn and do not follow later changes: who was entitled at a session stays so.
    """

    class Way(models.TextChoices):
        LIST = "list", "theo danh sách"
        CODE = "code", "quét mã giấy mời"

    conference = models.ForeignKey(Conference, models.CASCADE, verbose_name="hội nghị", related_name="delegates")
    position = models.PositiveIntegerField("thứ tự", default=0, editable=False)
    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name="nhân sự", null=True, blank=True, related_name="invited", editable=False
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="tổ chức", null=True, blank=True, related_name="delegates"
    )
    full_name = LineField("họ và tên", max_length=100, validators=[check_can_be_read])
    titles = LineField("chức danh, đơn vị", max_length=600, blank=True)
    sessions = models.ManyToManyField(
        ConferenceBody,
        verbose_name="dự với tư cách ủy viên, thành viên",
        related_name="delegates",
        blank=True,
        editable=False,
    )
    invitation = models.ForeignKey(
        Invitation, models.PROTECT, verbose_name="giấy mời", null=True, related_name="delegates", editable=False
    )
    checked_in_at = models.DateTimeField("có mặt lúc", null=True, editable=False)
    checked_in_way = models.CharField("cách điểm danh", max_length=4, choices=Way.choices, blank=True, editable=False)
    checked_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người điểm danh",
        null=True,
        related_name="+",
        editable=False,
    )
    absence = LineField("lý do vắng", max_length=200, blank=True)
    search_key = SearchKeyField(of=("full_name", "titles"))
    history = HistoricalRecords(
        excluded_fields=["search_key"], verbose_name="lịch sử đại biểu", verbose_name_plural="lịch sử đại biểu"
    )

    objects = DelegateQuerySet.as_manager()

    class Meta:
        verbose_name = "đại biểu"
        verbose_name_plural = "đại biểu"
        ordering = ["conference", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "full_name", "titles"],
                name="delegate_named_once",
                violation_error_message="Danh sách đã có đại biểu cùng họ tên, cùng chức danh.",
            ),
            models.UniqueConstraint(
                fields=["conference", "person"],
                condition=Q(person__isnull=False),
                name="person_invited_once",
                violation_error_message="Người này đã có trong danh sách đại biểu.",
            ),
            models.CheckConstraint(
                name="check_in_is_whole",
                condition=Q(checked_in_at=None, checked_in_way="")
                | (Q(checked_in_at__isnull=False) & ~Q(checked_in_way="")),
                violation_error_message="Lượt điểm danh ghi cả giờ và cách điểm danh.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name}, {self.titles}" if self.titles else self.full_name

    @property
    def present(self) -> bool:
        return self.checked_in_at is not None

    @property
    def still_sits(self) -> bool:
        """Whether the seats of the day still entitle them in a session that they are listed for."""
        seats = Seat.objects.entitled_at(self.conference).filter(person=self.person_id)
        return self.person_id is not None and seats.filter(body__sessions__in=self.sessions.all()).exists()

    def clean(self):
        if self.present and self.absence:
            raise ValidationError(
                {"absence": f"{self.full_name} đã điểm danh có mặt: bỏ lý do vắng, hoặc bỏ điểm danh trước."}
            )

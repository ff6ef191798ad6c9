from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from cooperatives.models import Organisation
from cooperatives.models.stay import NeverTwiceAtOnce
from events.models.body import Body, Term
from events.models.conference import Conference
from office.fields import LineField, SearchKeyField, check_can_be_read, check_telephone, matching
from office.history_records import HistoricalRecords


class PersonQuerySet(models.QuerySet):
    def search(self, text: str) -> "PersonQuerySet":
        return matching(self, text)


class Person(models.Model):
    """Somebody who sits, or sat, on a body: name and post, and nothing that no meeting needs."""

    full_name = LineField("họ và tên", max_length=100, validators=[check_can_be_read])
    post = LineField(
        "chức vụ, đơn vị công tác", max_length=200, blank=True, help_text="Ngoài các ban, ví dụ: Giám đốc Sở Tài chính"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="tổ chức", null=True, blank=True, related_name="seated_people"
    )
    phone = LineField("điện thoại", max_length=40, blank=True, validators=[check_telephone])
    search_key = SearchKeyField(of=("full_name", "post"))
    history = HistoricalRecords(
        excluded_fields=["search_key"], verbose_name="lịch sử nhân sự", verbose_name_plural="lịch sử nhân sự"
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "nhân sự các ban"
        verbose_name_plural = "nhân sự các ban"
        ordering = ["search_key"]

    def __str__(self) -> str:
        return f"{self.full_name}, {self.post}" if self.post else self.full_name

    def titles(self, *, on: date) -> str:
        """What the person is called on a day, the highest body first."""
        return titles_of(self.seats.sitting(on=on), self.post)


def titles_of(seats: Iterable["Seat"], post: str) -> str:
    """The posts of one person in several bodies as they are announced: highest body first, the own post last."""
    ranked = sorted(seats, key=lambda seat: (seat.body.position, seat.body.name))
    return ", ".join([*(seat.title for seat in ranked), *filter(None, [post])])


class SeatQuerySet(models.QuerySet):
    def sitting(self, *, on: date, body: Body | None = None) -> "SeatQuerySet":
        """Who sat on the day, in one query: by body, then in the order of the posts."""
        here = self.filter(seated_on__lte=on).filter(Q(left_on=None) | Q(left_on__gt=on))
        here = here.filter(Q(term__ended_on=None) | Q(term__ended_on__gte=on))
        here = here.filter(body=body) if body else here
        return here.select_related("body", "term", "person").in_order()

    def entitled_at(self, conference: Conference) -> "SeatQuerySet":
        """Who may take part as the session opens: those whom it lets go, not yet those whom it elects."""
        there = Q(left_on=None) | Q(left_on__gt=conference.held_on) | Q(left_at=conference)
        lasting = Q(term__ended_on=None) | Q(term__ended_on__gte=conference.held_on)
        here = self.filter(there, lasting, seated_on__lte=conference.held_on).exclude(elected_at=conference)
        return here.select_related("body", "term", "person").in_order()

    def in_order(self) -> "SeatQuerySet":
        return self.order_by("body__position", "body__name", "rank", "person__search_key", "pk")

    def search(self, text: str) -> "SeatQuerySet":
        return matching(self, text, keys=("person__search_key",))


class Seat(models.Model):
    """One person's time on one body: from the day it begins to the day it no longer holds."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name="người", related_name="seats")
    body = models.ForeignKey(Body, models.PROTECT, verbose_name="cơ quan, ban", related_name="seats")
    term = models.ForeignKey(Term, models.PROTECT, verbose_name="nhiệm kỳ", related_name="seats", null=True, blank=True)
    post = LineField("chức vụ trong ban", max_length=80, help_text="Ví dụ: Ủy viên, Phó Trưởng ban Thường trực")
    rank = models.PositiveSmallIntegerField("thứ tự trong ban", default=9, help_text="1 là người đứng đầu")
    seated_on = models.DateField("tham gia từ ngày")
    elected_at = models.ForeignKey(
        Conference, models.PROTECT, verbose_name="bầu tại hội nghị", null=True, blank=True, related_name="elected"
    )
    left_on = models.DateField("thôi tham gia từ ngày", null=True, blank=True)
    left_at = models.ForeignKey(
        Conference, models.PROTECT, verbose_name="cho thôi tại hội nghị", null=True, blank=True, related_name="released"
    )
    reason = LineField("lý do thôi", max_length=200, blank=True)
    history = HistoricalRecords(verbose_name="lịch sử tham gia ban", verbose_name_plural="lịch sử tham gia ban")

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "ủy viên, thành viên ban"
        verbose_name_plural = "ủy viên, thành viên ban"
        ordering = ["body", "rank", "pk"]
        constraints = [
            models.CheckConstraint(
                name="seat_ends_after_start",
                condition=Q(left_on=None) | Q(left_on__gt=F("seated_on")),
                violation_error_message="Ngày thôi tham gia phải sau ngày tham gia.",
                violation_error_code="left_on",
            ),
            models.CheckConstraint(
                name="seat_left_for_a_reason",
                condition=Q(left_on=None, left_at=None, reason="") | (Q(left_on__isnull=False) & ~Q(reason="")),
                violation_error_message="Thôi tham gia thì ghi cả ngày và lý do; chưa thôi thì để trống cả hai.",
                violation_error_code="reason",
            ),
            NeverTwiceAtOnce(of=("person", "body"), since="seated_on", name="seat_never_twice_at_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person.full_name}, {self.title}"

    @property
    def title(self) -> str:
        return f"{self.post} {self.body.name}"

    def clean(self):
        if self.term_id and self.body_id and self.term.body_id != self.body_id:
            raise ValidationError({"term": f"Nhiệm kỳ này của {self.term.body}, không phải của {self.body}."})
        if self.person_id and self.body_id and self.seated_on and (other := self._other_at_the_time()):
            until = f" đến trước ngày {other.left_on:%d/%m/%Y}" if other.left_on else ""
            raise ValidationError(
                {
                    "seated_on": f"{self.person.full_name} đã là {other.title} từ ngày {other.seated_on:%d/%m/%Y}"
                    f"{until}: hãy sửa dòng đang có, hoặc ghi ngày thôi trước."
                }
            )

    def _other_at_the_time(self) -> "Seat | None":
        others = Seat.objects.filter(person=self.person_id, body=self.body_id).exclude(pk=self.pk)
        others = others.filter(Q(left_on=None) | Q(left_on__gt=self.seated_on))
        if self.left_on:
            others = others.filter(seated_on__lt=self.left_on)
        return others.select_related("body").first()

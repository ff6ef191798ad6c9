from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from cooperatives.models.life_event import LifeEvent
from cooperatives.models.organisation import Organisation
from cooperatives.models.stay import NeverTwiceAtOnce
from office.fields import LineField
from office.history_records import HistoricalRecords


class AllianceMembershipQuerySet(models.QuerySet):
    def open(self, on: date) -> "AllianceMembershipQuerySet":
        """Memberships in force at the end of `on`."""
        return self.filter(admitted_on__lte=on).exclude(left_on__lte=on)

    def visible_to(self, user) -> "AllianceMembershipQuerySet":
        return self if user.has_perm("cooperatives.view_alliancemembership") else self.none()


def _check_lives(organisation: Organisation, *, since: date, left_on: date | None, at: str) -> None:
    """Raise ValidationError when an organisation does not exist throughout a stay; `at` names the field of `since`."""
    if not organisation.exists_on(since):
        raise ValidationError({at: f"{organisation} không tồn tại vào ngày {since:%d/%m/%Y}: hãy kiểm tra ngày."})
    ended = organisation.ended_on
    if ended and (left_on is None or left_on > ended):
        raise ValidationError(
            {"left_on": f"{organisation} đã chấm dứt ngày {ended:%d/%m/%Y}: hãy ghi ngày ra, không sau ngày ấy."}
        )


def _overlapping(stay: models.Model, others: models.QuerySet, *, since: str) -> models.Model | None:
    """The first of `others` that shares a day with a stay; `since` names the field of the first day."""
    start = getattr(stay, since)
    others = others.exclude(pk=stay.pk).exclude(left_on__lte=start)
    if stay.left_on:
        others = others.filter(**{f"{since}__lt": stay.left_on})
    return others.order_by(since).first()


def _forget_event(stay: models.Model) -> None:
    """A stay that ended on another day than an event did not end with it, and is not opened again when that goes."""
    if stay.closed_by_id and stay.closed_by.date != stay.left_on:
        stay.closed_by = None


class AllianceMembership(models.Model):
    """An organisation's membership of the alliance, from its admission to the day it leaves."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="tổ chức", related_name="memberships")
    admitted_on = models.DateField("ngày kết nạp")
    left_on = models.DateField("ngày ra khỏi", null=True, blank=True)
    decision = LineField("văn bản", max_length=100, blank=True)
    closed_by = models.ForeignKey(
        LifeEvent, models.SET_NULL, verbose_name="kết thúc cùng sự kiện", null=True, editable=False, related_name="+"
    )
    history = HistoricalRecords(verbose_name="lịch sử kết nạp", verbose_name_plural="lịch sử kết nạp")

    objects = AllianceMembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên Liên minh"
        verbose_name_plural = "thành viên Liên minh"
        ordering = ["-admitted_on", "-pk"]
        permissions = [("import_alliancemembership", "Nhập thành viên Liên minh từ tệp")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(left_on__isnull=True),
                name="membership_one_open",
                violation_error_message="Tổ chức này đang là thành viên Liên minh.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "admitted_on"],
                name="membership_admitted_once_a_day",
                violation_error_message="Tổ chức này đã được kết nạp cùng ngày.",
            ),
            models.CheckConstraint(
                name="membership_left_after_admission",
                condition=Q(left_on__isnull=True) | Q(left_on__gt=F("admitted_on")),
                violation_error_message="Ngày ra khỏi Liên minh phải sau ngày kết nạp.",
            ),
            NeverTwiceAtOnce(of=["organisation"], since="admitted_on", name="membership_never_twice_at_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} (kết nạp {self.admitted_on:%d/%m/%Y})"

    def clean(self) -> None:
        """An organisation is a member only while it exists, and never twice at once."""
        _forget_event(self)
        if self.organisation_id and self.admitted_on:
            _check_lives(self.organisation, since=self.admitted_on, left_on=self.left_on, at="admitted_on")
            self._check_no_other_stay()

    def _check_no_other_stay(self) -> None:
        """Two open stays, and two of one day, are the business of the constraints."""
        others = AllianceMembership.objects.filter(organisation=self.organisation_id)
        others = others.exclude(admitted_on=self.admitted_on)
        if self.left_on is None:
            others = others.filter(left_on__isnull=False)
        if found := _overlapping(self, others, since="admitted_on"):
            until = f" đến {found.left_on:%d/%m/%Y}" if found.left_on else ""
            raise ValidationError(
                {
                    "admitted_on": f"{self.organisation} đã là thành viên Liên minh từ "
                    f"{found.admitted_on:%d/%m/%Y}{until}: hai lần là thành viên không được chồng lên nhau."
                }
            )


class UnionMembershipQuerySet(models.QuerySet):
    def open(self, on: date) -> "UnionMembershipQuerySet":
        """Memberships in force at the end of `on`."""
        return self.filter(joined_on__lte=on).exclude(left_on__lte=on)

    def visible_to(self, user) -> "UnionMembershipQuerySet":
        return self if user.has_perm("cooperatives.view_unionmembership") else self.none()


class UnionMembership(models.Model):
    """A cooperative's membership of a union of cooperatives, from the day it joins to the day it leaves."""

    union = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="liên hiệp",
        related_name="union_members",
        limit_choices_to={"kind": "union"},
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="hợp tác xã thành viên",
        related_name="unions",
        limit_choices_to={"kind__in": ["cooperative", "credit_fund"]},
    )
    joined_on = models.DateField("ngày vào")
    left_on = models.DateField("ngày ra", null=True, blank=True)
    decision = LineField("văn bản", max_length=100, blank=True)
    closed_by = models.ForeignKey(
        LifeEvent, models.SET_NULL, verbose_name="kết thúc cùng sự kiện", null=True, editable=False, related_name="+"
    )
    history = HistoricalRecords(
        verbose_name="lịch sử thành viên liên hiệp", verbose_name_plural="lịch sử thành viên liên hiệp"
    )

    objects = UnionMembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên liên hiệp"
        verbose_name_plural = "thành viên liên hiệp"
        ordering = ["-joined_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["union", "organisation"],
                condition=Q(left_on__isnull=True),
                name="union_membership_one_open",
                violation_error_code="organisation",  # the field that is told of it
                violation_error_message="Hợp tác xã này đang là thành viên của liên hiệp.",
            ),
            models.CheckConstraint(
                name="union_membership_of_another",
                condition=~Q(union=F("organisation")),
                violation_error_code="organisation",
                violation_error_message="Liên hiệp không là thành viên của chính mình.",
            ),
            models.CheckConstraint(
                name="union_membership_left_after_joining",
                condition=Q(left_on__isnull=True) | Q(left_on__gt=F("joined_on")),
                violation_error_code="left_on",
                violation_error_message="Ngày ra phải sau ngày vào.",
            ),
            NeverTwiceAtOnce(
                of=["union", "organisation"], since="joined_on", name="union_membership_never_twice_at_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.union} (từ {self.joined_on:%d/%m/%Y})"

    def clean(self) -> None:
        """A cooperative is in a union once at a time, and only while both exist."""
        _forget_event(self)
        if self.union_id and self.organisation_id and self.joined_on:
            for one in (self.organisation, self.union):
                _check_lives(one, since=self.joined_on, left_on=self.left_on, at="joined_on")
            self._check_no_other_stay()

    def _check_no_other_stay(self) -> None:
        others = UnionMembership.objects.filter(union=self.union_id, organisation=self.organisation_id)
        if found := _overlapping(self, others, since="joined_on"):
            until = f" đến {found.left_on:%d/%m/%Y}" if found.left_on else ""
            raise ValidationError(
                {
                    "joined_on": f"{self.organisation} đã là thành viên của {self.union} từ "
                    f"{found.joined_on:%d/%m/%Y}{until}: hai lần tham gia không được chồng lên nhau."
                }
            )

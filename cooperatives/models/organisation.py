from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import IsNull
from django.utils import timezone

from cooperatives.boundaries import Boundaries, Division, Units, lying_in, seat_on
from cooperatives.models.place import Place
from office.fields import LineField, SearchKeyField, check_telephone, matching
from office.history_records import HistoricalRecords


class Kind(models.TextChoices):
    """What an organisation is. A people's credit fund is a cooperative and is counted inside their total."""

    COOPERATIVE = "cooperative", "Hợp tác xã"
    CREDIT_FUND = "credit_fund", "Quỹ tín dụng nhân dân"
    UNION = "union", "Liên hiệp hợp tác xã"
    GROUP = "group", "Tổ hợp tác"
    ENTERPRISE = "enterprise", "Doanh nghiệp"

    @property
    def short(self) -> str:
        """The abbreviation that files, tables and reports use."""
        return {"cooperative": "HTX", "credit_fund": "QTDND", "union": "LHHTX", "group": "THT", "enterprise": "DN"}[
            self
        ]


COOPERATIVE_KINDS = (Kind.COOPERATIVE, Kind.CREDIT_FUND)


class Sector(models.TextChoices):
    """The main industry, in the four groups of Decree 113/2024; `other` is known only to be non-agricultural."""

    AGRICULTURE = "agriculture", "Nông, lâm, ngư, diêm nghiệp"
    INDUSTRY = "industry", "Công nghiệp - xây dựng"
    FINANCE = "finance", "Tài chính, ngân hàng, bảo hiểm"
    SERVICES = "services", "Thương mại, dịch vụ và ngành khác"
    OTHER = "other", "Phi nông nghiệp, chưa rõ ngành"


class OrganisationQuerySet(models.QuerySet):
    def existing(self, on: date) -> "OrganisationQuerySet":
        """Those founded by the end of `on` and not ended by then: they exist in law, active or not."""
        return self.filter(founded_on__lte=on).exclude(ended_on__lte=on)

    def founded_between(self, start: date, end: date) -> "OrganisationQuerySet":
        return self.filter(founded_on__range=(start, end))

    def cooperatives(self) -> "OrganisationQuerySet":
        """Cooperatives in the sense of the reports: people's credit funds are among them."""
        return self.filter(kind__in=COOPERATIVE_KINDS)

    def of_kind(self, *kinds: Kind) -> "OrganisationQuerySet":
        return self.filter(kind__in=kinds)

    def in_alliance(self, on: date) -> "OrganisationQuerySet":
        """Members of the alliance at the end of `on`."""
        stay = Q(memberships__left_on__isnull=True) | Q(memberships__left_on__gt=on)
        return self.existing(on).filter(stay, memberships__admitted_on__lte=on).distinct()

    def in_place(self, place: Place, *, on: date, boundaries: Boundaries = Boundaries.THEN) -> "OrganisationQuerySet":
        """Those whose seat at the end of `on` lies in a commune, a district, a province or a former province.

        The unit is taken as it was in the boundaries asked for, or in its own time where it is of another. Existing
        or not is asked apart. Where the unit of a seat cannot be told, the organisation is in none.
        """
        return self.filter(lying_in(place, on=on, boundaries=boundaries))

    def untold(self, division: Division, *, on: date) -> "OrganisationQuerySet":
        """Those that have a seat on `on` of which no one unit of the division can be told."""
        return self.filter(Units().untold(division, on=on))

    def unplaced(self, *, on: date) -> "OrganisationQuerySet":
        """Those without a seat on `on`."""
        return self.filter(IsNull(seat_on(on), True))

    def visible_to(self, user) -> "OrganisationQuerySet":
        """What `user` may see in lists, figures, exports and imports; nothing without the permission to view."""
        return self if user.has_perm("cooperatives.view_organisation") else self.none()

    def search(self, text: str) -> "OrganisationQuerySet":
        return matching(self, text)


class Organisation(models.Model):
    """A cooperative, credit fund, union, group or member enterprise, for the whole of its life.

    An organisation has one kind for life: a group that becomes a cooperative ends, and a cooperative begins.
    `founded_on` and `ended_on` repeat the dates of the events that began and ended it, so that any day can be asked
    in one comparison; only the verbs of cooperatives/workflow/ write them. An organisation exists from `founded_on` to
    the day before `ended_on`.
    """

    code = LineField("mã", max_length=30, unique=True, error_messages={"unique": "Mã này đã có trong sổ."})
    name = LineField("tên", max_length=200)
    kind = models.CharField("loại hình", max_length=12, choices=Kind.choices)
    sector = models.CharField("lĩnh vực", max_length=12, choices=Sector.choices, blank=True)
    tax_code = LineField(
        "mã số thuế",
        max_length=14,
        blank=True,
        validators=[RegexValidator(r"^\d{10}(-?\d{3})?$", "Mã số thuế gồm 10 chữ số, đơn vị phụ thuộc thêm 3 chữ số.")],
    )
    place = models.ForeignKey(Place, models.PROTECT, verbose_name="xã, phường", null=True, blank=True)
    successor_place = models.ForeignKey(
        Place,
        models.PROTECT,
        verbose_name="xã, phường từ 01/7/2025",
        null=True,
        blank=True,
        related_name="+",
        help_text="Chỉ cần khi xã, phường cũ được chia về nhiều đơn vị mới",
    )
    address = LineField("địa chỉ", max_length=200, blank=True)
    representative = LineField("người đại diện", max_length=100, blank=True)
    phone = LineField("điện thoại", max_length=40, blank=True, validators=[check_telephone])
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="cán bộ phụ trách",
        null=True,
        blank=True,
        related_name="+",
    )
    founded_on = models.DateField("ngày thành lập")
    ended_on = models.DateField("ngày chấm dứt", null=True, blank=True, editable=False)
    search_key = SearchKeyField(of=("name", "code", "tax_code", "representative"))
    history = HistoricalRecords(
        excluded_fields=["search_key"], verbose_name="lịch sử tổ chức", verbose_name_plural="lịch sử tổ chức"
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "tổ chức"
        verbose_name_plural = "tất cả tổ chức"
        ordering = ["search_key", "pk"]
        permissions = [("import_organisation", "Nhập tổ chức từ tệp")]
        indexes = [models.Index(fields=["kind", "founded_on"], name="organisation_kind_founded")]
        constraints = [
            models.CheckConstraint(
                name="organisation_ends_after_founding",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gt=F("founded_on")),
                violation_error_message="Ngày chấm dứt phải sau ngày thành lập.",
            ),
            models.UniqueConstraint(
                fields=["tax_code"],
                condition=~Q(tax_code=""),
                name="organisation_tax_code_once",
                violation_error_code="tax_code",  # the field that is told of it
                violation_error_message="Mã số thuế này đã ghi cho một tổ chức khác.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    def clean(self):
        super().clean()
        if self.successor_place_id and (sentence := self._wrong_successor()):
            raise ValidationError({"successor_place": sentence})

    def _wrong_successor(self) -> str:
        """What is wrong with the new unit recorded, as a sentence; empty where it is one the seat was divided into."""
        heirs = self.possible_successors()
        if not heirs:
            return "Ô này chỉ ghi khi xã, phường cũ được chia về nhiều đơn vị mới: hãy để trống."
        if self.successor_place not in heirs:
            return f"{self.place} được chia về {'; '.join(map(str, heirs))}: hãy chọn một trong số đó."
        return ""

    def possible_successors(self) -> list[Place]:
        """The units of today that the seat was divided into; none where it was not, or today's unit is known anyway."""
        if self.place is None or self.place.valid_to is None:
            return []
        heirs = Units().heirs(self.place_id, timezone.localdate())
        return heirs if len(heirs) > 1 else []

    def exists_on(self, day: date) -> bool:
        return self.founded_on <= day and (self.ended_on is None or self.ended_on > day)

    def is_suspended(self, on: date) -> bool:
        """Whether its work is suspended in law at the end of `on`; its real activity is recorded apart."""
        standing = self.life_events.filter(kind__in=("suspended", "resumed"), date__lte=on)
        last = standing.order_by("-date", "-pk").values_list("kind", flat=True).first()
        return last == "suspended" and self.exists_on(on)


class OfKindManager(models.Manager.from_queryset(OrganisationQuerySet)):
    """Rows of the proxy's own kind."""

    def get_queryset(self):
        return super().get_queryset().filter(kind=self.model.KIND)


class Cooperative(Organisation):
    """A cooperative that is not a credit fund: one menu entry of the admin."""

    KIND = Kind.COOPERATIVE
    objects = OfKindManager()

    class Meta:
        proxy = True
        verbose_name = "hợp tác xã"
        verbose_name_plural = "hợp tác xã"


class CreditFund(Organisation):
    """A people's credit fund."""

    KIND = Kind.CREDIT_FUND
    objects = OfKindManager()

    class Meta:
        proxy = True
        verbose_name = "quỹ tín dụng nhân dân"
        verbose_name_plural = "quỹ tín dụng nhân dân"


class Union(Organisation):
    """A union of cooperatives."""

    KIND = Kind.UNION
    objects = OfKindManager()

    class Meta:
        proxy = True
        verbose_name = "liên hiệp hợp tác xã"
        verbose_name_plural = "liên hiệp hợp tác xã"


class Group(Organisation):
    """A cooperative group."""

    KIND = Kind.GROUP
    objects = OfKindManager()

    class Meta:
        proxy = True
        verbose_name = "tổ hợp tác"
        verbose_name_plural = "tổ hợp tác"


class Enterprise(Organisation):
    """An enterprise that is a member of the alliance."""

    KIND = Kind.ENTERPRISE
    objects = OfKindManager()

    class Meta:
        proxy = True
        verbose_name = "doanh nghiệp thành viên"
        verbose_name_plural = "doanh nghiệp thành viên"

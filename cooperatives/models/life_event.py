from datetime import date

from django.db import models
from django.db.models import Q

from cooperatives.models.organisation import Kind as OrganisationKind
from cooperatives.models.organisation import Organisation, Sector
from cooperatives.models.place import Place
from office.documents import DocumentField
from office.fields import LineField
from office.history_records import HistoricalRecords


class LifeEventQuerySet(models.QuerySet):
    def between(self, start: date, end: date) -> "LifeEventQuerySet":
        return self.filter(date__range=(start, end))

    def recounts(self) -> "LifeEventQuerySet":
        """Events that move a count by a number of organisations nobody can name."""
        return self.filter(kind=LifeEvent.Kind.ADJUSTED)

    def visible_to(self, user) -> "LifeEventQuerySet":
        """What `user` may see in lists, figures, exports and imports; nothing without the permission to view."""
        return self if user.has_perm("cooperatives.view_lifeevent") else self.none()

    def with_participants(self) -> "LifeEventQuerySet":
        """Each with its participants and their organisations, in one question more, however many there are."""
        participants = Participant.objects.select_related("organisation", "former_place__parent")
        return self.prefetch_related(models.Prefetch("participants", participants))

    def search(self, text: str) -> "LifeEventQuerySet":
        """Events of the organisations that `text` finds, or whose decision has it; all when nothing is asked."""
        if not text.strip():
            return self
        organisations = Organisation.objects.search(text).values("pk")
        theirs = Participant.objects.filter(organisation__in=organisations).values("event")
        return self.filter(Q(pk__in=theirs) | Q(decision__icontains=text.strip()))


class LifeEvent(models.Model):
    """What happened to organisations on a day, by a decision. Its participants say who began, ended or went on.

    A recount ("điều chỉnh") has no participants: it moves the count of a kind by `adjustment` organisations that
    nobody can name, from its day on.
    """

    class Kind(models.TextChoices):
        FOUNDED = "founded", "thành lập"
        SPLIT = "split", "chia"
        SEPARATED = "separated", "tách"
        CONSOLIDATED = "consolidated", "hợp nhất"
        MERGED = "merged", "sáp nhập"
        CONVERTED = "converted", "chuyển đổi"
        SUSPENDED = "suspended", "tạm ngừng"
        RESUMED = "resumed", "hoạt động lại"
        DISSOLVED = "dissolved", "giải thể"
        BANKRUPT = "bankrupt", "phá sản"
        MOVED = "moved", "chuyển địa bàn"
        RENAMED = "renamed", "đổi tên"
        ADJUSTED = "adjusted", "điều chỉnh"

    kind = models.CharField("sự kiện", max_length=12, choices=Kind.choices)
    date = models.DateField("ngày")
    decision = LineField("số quyết định", max_length=60, blank=True)
    document = DocumentField("văn bản", folder="su-kien", blank=True)
    note = LineField("ghi chú", max_length=300, blank=True)
    adjusted_kind = models.CharField(
        "loại hình điều chỉnh", max_length=12, choices=OrganisationKind.choices, blank=True
    )
    adjusted_sector = models.CharField("lĩnh vực điều chỉnh", max_length=12, choices=Sector.choices, blank=True)
    adjusted_place = models.ForeignKey(
        Place, models.PROTECT, verbose_name="địa bàn điều chỉnh", null=True, blank=True, related_name="+"
    )
    adjustment = models.IntegerField("số lượng điều chỉnh", null=True, blank=True, help_text="Có dấu: −40 là bớt 40")
    organisations = models.ManyToManyField(Organisation, through="Participant", related_name="life_events")
    history = HistoricalRecords(verbose_name="lịch sử sự kiện", verbose_name_plural="lịch sử sự kiện")

    objects = LifeEventQuerySet.as_manager()

    class Meta:
        verbose_name = "sự kiện"
        verbose_name_plural = "sự kiện thành lập, tổ chức lại, chấm dứt"
        ordering = ["-date", "-pk"]
        permissions = [("import_lifeevent", "Nhập sự kiện từ tệp")]
        indexes = [models.Index(fields=["date", "kind"], name="life_event_date_kind")]
        constraints = [
            models.CheckConstraint(
                name="life_event_adjusts_or_not",
                condition=(Q(kind="adjusted") & Q(adjustment__isnull=False) & ~Q(adjustment=0) & ~Q(adjusted_kind=""))
                | (
                    ~Q(kind="adjusted")
                    & Q(adjustment__isnull=True, adjusted_kind="", adjusted_sector="", adjusted_place__isnull=True)
                ),
                violation_error_message="Việc điều chỉnh phải ghi loại hình và số lượng khác 0; sự kiện khác để trống.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ngày {self.date:%d/%m/%Y}"


class Participant(models.Model):
    """One organisation's part in an event. An organisation begins once and ends at most once.

    A move keeps the place and address it left, with the new unit recorded for it, a renaming the name it gave up.
    """

    class Role(models.TextChoices):
        BEGINS = "begins", "bắt đầu"
        ENDS = "ends", "chấm dứt"
        CONTINUES = "continues", "tiếp tục"

    event = models.ForeignKey(LifeEvent, models.CASCADE, verbose_name="sự kiện", related_name="participants")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="tổ chức", related_name="participations"
    )
    role = models.CharField("vai trò", max_length=10, choices=Role.choices)
    former_name = LineField("tên cũ", max_length=200, blank=True)
    former_place = models.ForeignKey(
        Place, models.PROTECT, verbose_name="địa bàn cũ", null=True, blank=True, related_name="+"
    )
    former_successor = models.ForeignKey(
        Place, models.PROTECT, verbose_name="địa bàn mới của nơi cũ", null=True, blank=True, related_name="+"
    )
    former_address = LineField("địa chỉ cũ", max_length=200, blank=True)
    history = HistoricalRecords(
        verbose_name="lịch sử bên tham gia sự kiện", verbose_name_plural="lịch sử bên tham gia sự kiện"
    )

    class Meta:
        verbose_name = "bên tham gia sự kiện"
        verbose_name_plural = "bên tham gia sự kiện"
        constraints = [
            models.UniqueConstraint(
                fields=["event", "organisation"],
                name="participant_once_per_event",
                violation_error_message="Tổ chức này đã có trong sự kiện.",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(role="begins"),
                name="organisation_begins_once",
                violation_error_message="Tổ chức này đã có sự kiện bắt đầu.",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(role="ends"),
                name="organisation_ends_once",
                violation_error_message="Tổ chức này đã chấm dứt, không thể chấm dứt lần nữa.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_role_display()}"

import secrets
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Count, F, Min, Q, When

from cooperatives.models import Organisation
from events.models.conference import Conference
from office.fields import LineField, SearchKeyField, check_has_come, matching, named_like
from office.history_records import HistoricalRecords
from printing.table import Column, Table
from returns.models import Period


class Recipient(models.TextChoices):
    COLLECTIVE = "collective", "tập thể"
    INDIVIDUAL = "individual", "cá nhân"
    BOTH = "both", "tập thể và cá nhân"


class Basis(models.TextChoices):
    MERIT = "merit", "công trạng"
    MOVEMENT = "movement", "phong trào, chuyên đề"
    SUDDEN = "sudden", "đột xuất"
    DEVOTION = "devotion", "cống hiến"


class Rank(models.TextChoices):
    FIRST = "first", "nhất"
    SECOND = "second", "nhì"
    THIRD = "third", "ba"
    ENCOURAGEMENT = "encouragement", "khuyến khích"


def new_code() -> str:
    """The public code of an award: what nobody can guess, short enough to be drawn as a small square."""
    return secrets.token_hex(8)


class AwardKindQuerySet(models.QuerySet):
    def valid_on(self, day: date) -> "AwardKindQuerySet":
        return self.exclude(valid_from__gt=day).exclude(valid_to__lt=day)

    def search(self, text: str) -> "AwardKindQuerySet":
        return named_like(self, text)


class AwardKind(models.Model):
    """A title or form of commendation at one level: a row, since the law and the office change them.

    `rules` are codes of events/award_rules.py, for those that not everybody may be given.
    """

    class Nature(models.TextChoices):
        TITLE = "title", "danh hiệu thi đua"
        FORM = "form", "hình thức khen thưởng"

    form = LineField("hình thức", max_length=100, help_text="Ví dụ: Bằng khen")
    level = LineField("cấp", max_length=100, help_text="Ví dụ: Liên minh HTX Việt Nam")
    recipient = models.CharField("dành cho", max_length=10, choices=Recipient.choices, default=Recipient.BOTH)
    position = models.PositiveSmallIntegerField(
        "thứ tự", default=1, help_text="Thứ tự trong các bảng khen thưởng; cùng thứ tự thì xếp theo cấp, hình thức"
    )
    nature = models.CharField("là", max_length=5, choices=Nature.choices, default=Nature.FORM)
    basis = models.CharField(
        "chỉ cho loại hình",
        max_length=10,
        choices=Basis.choices,
        blank=True,
        help_text="Để trống nếu dùng cho mọi loại",
    )
    decided_by = LineField(
        "người quyết định", max_length=120, blank=True, help_text="Ví dụ: Chủ tịch Ủy ban nhân dân tỉnh"
    )
    legal_ground = LineField("căn cứ", max_length=200, blank=True, help_text="Điều, khoản của văn bản")
    rules = models.JSONField("điều kiện xét", default=list, blank=True)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến ngày", null=True, blank=True)
    history = HistoricalRecords(verbose_name="lịch sử hình thức", verbose_name_plural="lịch sử hình thức")

    objects = AwardKindQuerySet.as_manager()

    class Meta:
        verbose_name = "hình thức khen thưởng"
        verbose_name_plural = "hình thức khen thưởng"
        ordering = ["position", "level", "form"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "level"],
                name="award_kind_once",
                violation_error_message="Hình thức này ở cấp này đã có.",
            ),
            models.CheckConstraint(
                name="award_kind_ends_after_start",
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="“Đến ngày” phải bằng hoặc sau “Từ ngày”.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} của {self.level}"

    def check_recipient(self, organisation: int | None, person_name: str) -> None:
        """Refuse a form for persons to a collective, and one for collectives to a person."""
        wrong = {
            Recipient.COLLECTIVE: ("person_name", bool(person_name)),
            Recipient.INDIVIDUAL: ("organisation", organisation is not None),
        }
        field, refused = wrong.get(self.recipient, ("", False))
        if refused:
            raise ValidationError({field: f"{self} chỉ dành cho {self.get_recipient_display()}."})


class AwardQuerySet(models.QuerySet):
    def decided_between(self, start, end) -> "AwardQuerySet":
        return self.filter(decided_on__range=(start, end))

    def of_period(self, period: Period) -> "AwardQuerySet":
        """Awards for what was achieved in the years of `period`."""
        return self.filter(achievement_year__range=(period.start.year, period.end.year))

    def visible_to(self, user) -> "AwardQuerySet":
        return self if user.has_perm("events.view_award") else self.none()

    def search(self, text: str) -> "AwardQuerySet":
        return matching(self, text, keys=("search_key", "organisation__search_key"))

    def decided(self) -> "AwardQuerySet":
        """What was decided and still stands."""
        return self.filter(decided_on__isnull=False, revoked_on__isnull=True)

    def awaiting_decision(self) -> "AwardQuerySet":
        return self.filter(decided_on__isnull=True, revoked_on__isnull=True).exclude(proposal="")

    def awaiting_presentation(self) -> "AwardQuerySet":
        return self.decided().filter(presented_at__isnull=True)

    def presented_at(self, conference: Conference) -> "AwardQuerySet":
        return self.filter(presented_at=conference)

    def by_decision(self) -> "AwardQuerySet":
        """Decisions that awards name, the newest first: what each is called, its `first` award and how many it gave.

        Two issuers may give one number on one day: where no decision is recorded, the level tells them apart.
        """
        named = self.exclude(decision="").order_by()
        issuer = Case(When(paper=None, then=F("kind__level")), default=F("paper__issuer"))
        decisions = named.values("decided_on", "decision", "paper", issuer=issuer)
        counted = decisions.annotate(first=Min("pk"), number=Count("pk"))
        return counted.order_by("-decided_on", "decision", "issuer", "first")

    def of_the_decision_of(self, award: "Award") -> "AwardQuerySet":
        """Those that the same decision gave."""
        if award.paper_id:
            return self.filter(paper=award.paper_id)
        named = {"decision": award.decision, "decided_on": award.decided_on}
        return self.filter(paper=None, kind__level=award.kind.level, **named)

    def summary(self) -> Table:
        """How many collectives and persons received each form: "40 tập thể, cá nhân", by either."""
        counted = (
            self.order_by()
            .values("kind__position", "kind__form", "kind__level")
            .annotate(collectives=Count("organisation"), total=Count("pk"))
            .order_by("kind__position", "kind__level", "kind__form")
        )
        rows = [
            (row["kind__form"], row["kind__level"], row["collectives"], row["total"] - row["collectives"], row["total"])
            for row in counted
        ]
        return Table(
            title="Khen thưởng theo hình thức và đối tượng",
            columns=(
                Column("form", "Hình thức"),
                Column("level", "Cấp khen", kind="name"),
                Column("collectives", "Tập thể", kind="integer"),
                Column("persons", "Cá nhân", kind="integer"),
                Column("total", "Tổng số", kind="integer"),
            ),
            rows=tuple(rows),
            total=("Tổng số", None, *(sum(row[position] for row in rows) for position in (2, 3, 4))),
            source="Sổ khen thưởng",
        )

    def roll(self) -> Table:
        """Who received what: one row per award, in the order of the forms, then by block and rank, then by name."""
        ranks = Case(*(When(rank=rank, then=place) for place, rank in enumerate(Rank)), default=len(Rank))
        awards = self.select_related("kind", "organisation").order_by(
            "kind__position",
            "kind__level",
            "kind__form",
            Case(When(block="", then=1), default=0),  # those of no block after the blocks
            "block",
            ranks,
            F("organisation__search_key").asc(nulls_last=True),  # persons after the collectives
            "search_key",
            "pk",
        )
        return Table(
            title="Danh sách tập thể, cá nhân được khen thưởng",
            columns=(
                Column("position", "STT", kind="integer"),
                Column("recipient", "Tập thể, cá nhân"),
                Column("post", "Chức vụ, đơn vị"),
                Column("kind", "Hình thức"),
                Column("block", "Khối, hạng"),
                Column("decision", "Quyết định"),
            ),
            rows=tuple(
                (
                    position,
                    award.recipient_name,
                    award.person_post,
                    str(award.kind),
                    award.block_and_rank,
                    award.decision,
                )
                for position, award in enumerate(awards, 1)
            ),
        )


class Award(models.Model):
    """One commendation of one organisation or one person: proposed, decided, presented. Never deleted."""

    kind = models.ForeignKey(AwardKind, models.PROTECT, verbose_name="hình thức", related_name="awards")
    basis = models.CharField("loại hình khen thưởng", max_length=10, choices=Basis.choices, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="tập thể", related_name="awards", null=True, blank=True
    )
    person_name = LineField("họ tên cá nhân", max_length=100, blank=True)
    person_post = LineField("chức vụ, đơn vị", max_length=200, blank=True)
    achievement_year = models.PositiveSmallIntegerField(
        "năm thành tích",
        validators=[
            MinValueValidator(1945, "Năm thành tích từ 1945 trở đi."),
            MaxValueValidator(2100, "Năm thành tích đến 2100."),
        ],
    )
    achievement = LineField("thành tích", max_length=300, blank=True)
    block = LineField("khối thi đua", max_length=100, blank=True)
    rank = models.CharField("hạng", max_length=14, choices=Rank.choices, blank=True)
    proposal = LineField("số tờ trình", max_length=60, blank=True)
    proposed_on = models.DateField("ngày trình", null=True, blank=True)
    decision = LineField("số quyết định", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True, validators=[check_has_come])
    presented_at = models.ForeignKey(
        Conference, models.PROTECT, verbose_name="trao tại hội nghị", related_name="awards", null=True, blank=True
    )
    absence = LineField("lý do chưa trao", max_length=300, blank=True, editable=False)
    movement = models.ForeignKey(
        "events.Movement", models.PROTECT, verbose_name="phong trào", related_name="awards", null=True, blank=True
    )
    nomination = models.OneToOneField(
        "events.Nomination",
        models.PROTECT,
        verbose_name="dòng đề nghị",
        related_name="award",
        null=True,
        blank=True,
        editable=False,
    )
    paper = models.ForeignKey(
        "events.Decision",
        models.PROTECT,
        verbose_name="văn bản quyết định",
        related_name="awards",
        null=True,
        blank=True,
        editable=False,
    )
    beyond = LineField("lý do ngoài đề nghị", max_length=300, blank=True, editable=False)
    revoked_on = models.DateField("thu hồi ngày", null=True, blank=True, editable=False)
    revocation = LineField("quyết định thu hồi", max_length=60, blank=True, editable=False)
    revocation_reason = LineField("lý do thu hồi", max_length=300, blank=True, editable=False)
    code = models.CharField("mã tra cứu", max_length=16, unique=True, default=new_code, editable=False)
    search_key = SearchKeyField(of=("person_name", "person_post", "block", "decision", "proposal"))
    history = HistoricalRecords(
        excluded_fields=["search_key", "code"],
        verbose_name="lịch sử khen thưởng",
        verbose_name_plural="lịch sử khen thưởng",
    )

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = "khen thưởng"
        verbose_name_plural = "khen thưởng"
        permissions = [("import_award", "Nhập khen thưởng từ tệp"), ("revoke_award", "Thu hồi khen thưởng")]
        ordering = ["-achievement_year", "kind__position", "kind__level", "kind__form", "pk"]
        constraints = [
            models.CheckConstraint(
                name="award_has_one_recipient",
                condition=Q(organisation__isnull=False, person_name="")
                | (Q(organisation__isnull=True) & ~Q(person_name="")),
                violation_error_message="Ghi một tập thể hoặc một cá nhân, không để trống và không ghi cả hai.",
            ),
            models.CheckConstraint(
                name="award_decided_after_proposal",
                condition=Q(proposed_on__isnull=True)
                | Q(decided_on__isnull=True)
                | Q(decided_on__gte=F("proposed_on")),
                violation_error_message="Ngày quyết định không thể trước ngày trình.",
            ),
            models.CheckConstraint(
                name="award_revocation_is_complete",
                condition=Q(revoked_on__isnull=True, revocation="", revocation_reason="")
                | (
                    Q(revoked_on__isnull=False, decided_on__isnull=False, revoked_on__gte=F("decided_on"))
                    & ~Q(revocation="")
                    & ~Q(revocation_reason="")
                ),
                violation_error_message="Thu hồi phải ghi ngày, không trước ngày khen, số quyết định và lý do.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.recipient_name}"

    def clean(self) -> None:
        """What one row of the database cannot hold by itself: the kind's recipients, the organisation's years."""
        if self.kind_id:
            self.kind.check_recipient(self.organisation_id, self.person_name)
        if self.organisation_id and self.achievement_year:
            self._check_existed()
        if self.presented_at_id and self.decided_on and self.presented_at.held_on < self.decided_on:
            raise ValidationError(
                {"presented_at": f"Hội nghị họp ngày {self.presented_at.held_on:%d/%m/%Y}, trước ngày quyết định."}
            )

    def _check_existed(self) -> None:
        first, last = date(self.achievement_year, 1, 1), date(self.achievement_year, 12, 31)
        one = self.organisation
        if one.founded_on > last or (one.ended_on and one.ended_on <= first):
            raise ValidationError({"organisation": f"{one} không tồn tại trong năm {self.achievement_year}."})

    @property
    def awarded_by(self) -> str:
        """Who decided it, as its decision says or, where that is not recorded, its form; "" where neither says."""
        return self.paper.issuer if self.paper_id else self.kind.decided_by

    @property
    def block_and_rank(self) -> str:
        rank = f"hạng {self.get_rank_display()}" if self.rank else ""
        return ", ".join(part for part in (self.block, rank) if part)

    @property
    def recipient_name(self) -> str:
        return self.organisation.name if self.organisation_id else self.person_name

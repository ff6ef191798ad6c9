from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, When

from cooperatives.models import Organisation
from events.models.award import Award, AwardKind, Basis, Rank
from events.models.movement import Movement
from office.fields import LineField, SearchKeyField, matching
from office.history_records import HistoricalRecords


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ProposalQuerySet":
        return self if user.has_perm("events.view_proposal") else self.none()

    def search(self, text: str) -> "ProposalQuerySet":
        return matching(self, text)

    def under_way(self) -> "ProposalQuerySet":
        return self.exclude(state=Proposal.State.DECIDED)


class Proposal(models.Model):
    """A list of those proposed for awards, from the draft to what was decided on it.

    Its state is written by the verbs of events/emulation/proposing.py and deciding.py alone; the transitions stand in
    emulation/states.py. `approved_digest` is of the list as it was approved.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "đang lập"
        SUBMITTED = "submitted", "đã trình Hội đồng"
        VOTED = "voted", "Hội đồng đã biểu quyết"
        APPROVED = "approved", "đã duyệt"
        ISSUED = "issued", "đã ban hành tờ trình"
        DECIDED = "decided", "đã có quyết định"

    title = LineField("nội dung đề nghị", max_length=250, help_text="Ví dụ: Khen thưởng tổng kết công tác năm 2023")
    year = models.PositiveSmallIntegerField(
        "năm thành tích",
        validators=[
            MinValueValidator(1945, "Năm thành tích từ 1945 trở đi."),
            MaxValueValidator(2100, "Năm thành tích đến 2100."),
        ],
    )
    addressee = LineField("kính gửi", max_length=200, help_text="Cấp quyết định, ví dụ: Chủ tịch Ủy ban nhân dân tỉnh")
    reasons = models.TextField(
        "nội dung tờ trình", blank=True, max_length=4000, help_text="Mỗi dòng một đoạn; in trước danh sách"
    )
    state = models.CharField("tình trạng", max_length=9, choices=State.choices, default=State.DRAFT, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người lập",
        null=True,
        editable=False,
        related_name="proposals",
    )
    met_on = models.DateField("ngày họp Hội đồng", null=True, blank=True, editable=False)
    minutes = LineField("số biên bản", max_length=60, blank=True, editable=False)
    present = models.PositiveSmallIntegerField("số người dự họp Hội đồng", null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người duyệt",
        null=True,
        editable=False,
        related_name="+",
    )
    approved_at = models.DateTimeField("duyệt lúc", null=True, editable=False)
    approved_digest = models.CharField("dấu của danh sách đã duyệt", max_length=64, blank=True, editable=False)
    number = models.PositiveIntegerField("số tờ trình", null=True, editable=False)
    number_year = models.PositiveSmallIntegerField("năm của số tờ trình", null=True, editable=False)
    issued_on = models.DateField("ngày tờ trình", null=True, editable=False)
    reference = LineField("số, ký hiệu tờ trình", max_length=60, blank=True, editable=False)
    search_key = SearchKeyField(of=("title", "reference", "addressee"))
    history = HistoricalRecords(
        excluded_fields=["search_key"],
        verbose_name="lịch sử đề nghị",
        verbose_name_plural="lịch sử đề nghị",
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị khen thưởng"
        verbose_name_plural = "đề nghị khen thưởng"
        ordering = ["-year", "-pk"]
        permissions = [("approve_proposal", "Duyệt danh sách đề nghị khen thưởng")]
        constraints = [
            models.CheckConstraint(
                name="proposal_is_approved_by_another",
                condition=Q(approved_by__isnull=True) | Q(created_by__isnull=True) | ~Q(approved_by=F("created_by")),
                violation_error_message="Người lập danh sách không tự duyệt danh sách của mình.",
            ),
            models.CheckConstraint(
                name="proposal_approval_is_complete",
                condition=Q(approved_by__isnull=True, approved_at__isnull=True, approved_digest="")
                | (Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approved_digest="")),
                violation_error_message="Việc duyệt phải ghi người, lúc duyệt và danh sách đã duyệt.",
            ),
            models.UniqueConstraint(
                fields=["number", "number_year"],
                name="proposal_number_once",
                violation_error_message="Số tờ trình này đã cấp trong năm.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.reference})" if self.reference else self.title

    @property
    def may_be_edited(self) -> bool:
        """Until it is sent out; what was submitted or approved goes back to the draft by an edit."""
        return self.state not in (self.State.ISSUED, self.State.DECIDED)


class NominationQuerySet(models.QuerySet):
    def carried(self) -> "NominationQuerySet":
        """Those the council did not leave out: what is proposed."""
        return self.filter(agreed=True)

    def in_order(self) -> "NominationQuerySet":
        """By form, then by block and rank; those of no block after the blocks."""
        ranks = Case(*(When(rank=rank, then=place) for place, rank in enumerate(Rank)), default=len(Rank))
        blocks = (Case(When(block="", then=1), default=0), "block", ranks)
        forms = ("kind__position", "kind__level", "kind__form")
        return self.select_related("kind", "organisation").order_by(*forms, *blocks, "position", "pk")


class Nomination(models.Model):
    """One line of a proposal: whom, for what, by what right; and what the council and the decision made of it."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, verbose_name="đề nghị", related_name="nominations")
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    kind = models.ForeignKey(AwardKind, models.PROTECT, verbose_name="hình thức", related_name="nominations")
    basis = models.CharField("loại hình khen thưởng", max_length=10, choices=Basis.choices)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="tập thể", related_name="nominations", null=True, blank=True
    )
    person_name = LineField("họ tên cá nhân", max_length=100, blank=True)
    person_post = LineField("chức vụ, đơn vị", max_length=200, blank=True)
    movement = models.ForeignKey(
        Movement, models.PROTECT, verbose_name="phong trào", related_name="nominations", null=True, blank=True
    )
    block = LineField("khối thi đua", max_length=100, blank=True)
    rank = models.CharField("hạng", max_length=14, choices=Rank.choices, blank=True)
    achievement = LineField("thành tích", max_length=300, blank=True)
    grounds = models.ManyToManyField(
        Award, verbose_name="căn cứ khen thưởng đã đạt", related_name="grounds_of", blank=True
    )
    votes_for = models.PositiveSmallIntegerField("phiếu thuận", null=True, blank=True, editable=False)
    votes_against = models.PositiveSmallIntegerField("phiếu chống", null=True, blank=True, editable=False)
    agreed = models.BooleanField("được Hội đồng nhất trí", default=True, editable=False)
    difference = LineField("lý do khác đề nghị", max_length=300, blank=True, editable=False)
    history = HistoricalRecords(verbose_name="lịch sử dòng đề nghị", verbose_name_plural="lịch sử dòng đề nghị")

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = "tập thể, cá nhân được đề nghị"
        verbose_name_plural = "tập thể, cá nhân được đề nghị"
        ordering = ["proposal", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="nomination_has_one_recipient",
                condition=Q(organisation__isnull=False, person_name="")
                | (Q(organisation__isnull=True) & ~Q(person_name="")),
                violation_error_message="Ghi một tập thể hoặc một cá nhân, không để trống và không ghi cả hai.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.recipient_name}"

    def clean(self) -> None:
        """A kind for persons is refused to a collective, and the other way round."""
        if self.kind_id:
            self.kind.check_recipient(self.organisation_id, self.person_name)
        if self.rank and not self.block:
            raise ValidationError({"block": "Ghi hạng thì hãy ghi cả khối thi đua."})

    @property
    def recipient_name(self) -> str:
        return self.organisation.name if self.organisation_id else self.person_name

    @property
    def block_and_rank(self) -> str:
        rank = f"hạng {self.get_rank_display()}" if self.rank else ""
        return ", ".join(part for part in (self.block, rank) if part)

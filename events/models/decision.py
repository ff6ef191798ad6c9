from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from events.models.proposal import Proposal
from office.fields import LineField, SearchKeyField, check_has_come, matching
from office.history_records import HistoricalRecords
from office.text import search_key


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "DecisionQuerySet":
        return self if user.has_perm("events.view_decision") else self.none()

    def search(self, text: str) -> "DecisionQuerySet":
        return matching(self, text)


class Decision(models.Model):
    """A decision on awards, whoever made it; its list is the awards that name it as their paper.

    One number in a year of one issuer, however it is spelled. Written by `emulation.deciding` alone.
    """

    proposal = models.ForeignKey(
        Proposal, models.PROTECT, verbose_name="đề nghị", related_name="decisions", null=True, blank=True
    )
    issuer = LineField("cơ quan, người quyết định", max_length=120)
    number = LineField("số, ký hiệu", max_length=60)
    decided_on = models.DateField("ngày quyết định", validators=[check_has_come])
    year = models.PositiveSmallIntegerField("năm", editable=False)
    met_on = models.DateField("ngày họp Hội đồng", null=True, blank=True)
    signer = LineField("người ký", max_length=100, blank=True)
    issuer_key = SearchKeyField(of=("issuer",))
    number_key = SearchKeyField(of=("number",))
    search_key = SearchKeyField(of=("number", "issuer", "signer"))
    history = HistoricalRecords(
        excluded_fields=["search_key", "issuer_key", "number_key"],
        verbose_name="lịch sử quyết định",
        verbose_name_plural="lịch sử quyết định",
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định khen thưởng"
        verbose_name_plural = "quyết định khen thưởng"
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer_key", "number_key", "year"],
                name="decision_number_once",
                violation_error_message="Số quyết định này của cơ quan này trong năm đã có trong sổ: hãy kiểm tra lại.",
            ),
            models.CheckConstraint(
                name="decision_follows_its_meeting",
                condition=Q(met_on__isnull=True) | Q(decided_on__gte=F("met_on")),
                violation_error_message="Ngày quyết định không thể trước ngày họp Hội đồng.",
            ),
        ]

    def __str__(self) -> str:
        return f"Quyết định số {self.number} ngày {self.decided_on:%d/%m/%Y}"

    def clean(self) -> None:
        """What the constraints compare stands before they are asked."""
        if not self.decided_on:
            return
        self.year = self.decided_on.year
        self.issuer_key, self.number_key = search_key(self.issuer), search_key(self.number)
        issued = self.proposal.issued_on if self.proposal_id else None
        met = self.met_on and self.decided_on < self.met_on  # which the constraint tells
        if issued and self.decided_on < issued and not met:
            raise ValidationError({"decided_on": f"Tờ trình ghi ngày {issued:%d/%m/%Y}, sau ngày quyết định."})

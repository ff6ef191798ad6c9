from django.db import models
from django.db.models import Exists, OuterRef

from cooperatives.models import Organisation
from office.fields import LineField
from office.models import Job
from returns.models.annual_return import AnnualReturn
from returns.models.campaign import Campaign
from returns.models.submission import Submission


class ReceivedFormQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReceivedFormQuerySet":
        return self if user.has_perm("returns.view_submission") else self.none()

    def with_rivals(self) -> "ReceivedFormQuerySet":
        """Each with `has_rival`: whether other answers of its organisation stand in its campaign now."""
        mine = {"organisation": OuterRef("organisation")}
        others = Submission.objects.waiting().filter(campaign=OuterRef("campaign"), **mine)
        named = {"period": OuterRef("campaign__period"), "stage": OuterRef("campaign__stage")}
        kept = AnnualReturn.objects.filter(**mine, **named)
        return self.annotate(has_rival=Exists(others.exclude(pk=OuterRef("submission"))) | Exists(kept))


class ReceivedForm(models.Model):
    """What became of one file of a drop of filled-in forms; written by the job that took the drop in, never changed.

    `number` is its place in the drop, from 1. What could be read of a file that was not taken stays in `answers`, so
    that a copy with its errors can be given back; `errors` are [cell, question, what was typed, why] each.
    """

    class Outcome(models.TextChoices):
        TAKEN = "taken", "đã nhận, chờ xem"
        DIFFERS = "differs", "đã nhận, khác bản đang có"
        SAME = "same", "giống bản đang có"
        WRONG = "wrong", "có ô sai, chưa nhận"
        REFUSED = "refused", "không nhận"

    job = models.ForeignKey(Job, models.PROTECT, verbose_name="lượt nhận", related_name="+")
    number = models.PositiveIntegerField("thứ tự")
    file_name = LineField("tên tệp", max_length=200)
    digest = models.CharField("mã băm SHA-256 của tệp", max_length=64)
    outcome = models.CharField("kết quả", max_length=7, choices=Outcome.choices)
    said = models.TextField("nói gì")
    errors = models.JSONField("các ô sai", default=list)
    answers = models.JSONField("câu trả lời đọc được", default=dict)
    campaign = models.ForeignKey(Campaign, models.PROTECT, verbose_name="đợt thu", null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="tổ chức", null=True, related_name="+")
    submission = models.ForeignKey(
        Submission, models.PROTECT, verbose_name="bản gửi về", null=True, related_name="received"
    )

    objects = ReceivedFormQuerySet.as_manager()

    class Meta:
        verbose_name = "biểu trong lượt nhận"
        verbose_name_plural = "biểu trong lượt nhận"
        ordering = ["job", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["job", "number"],
                name="received_form_once_per_drop",
                violation_error_message="Tệp này của lượt nhận đã có kết quả.",
            ),
            models.CheckConstraint(
                name="received_form_taken_is_a_submission",
                condition=~models.Q(outcome__in=["taken", "differs"]) | models.Q(submission__isnull=False),
                violation_error_message="Biểu đã nhận phải thành một bản gửi về.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.get_outcome_display()}"

    @property
    def has_copy(self) -> bool:
        """Whether a copy can be given back: what was read, in the form it belongs in."""
        return bool(self.answers and self.campaign_id and self.organisation_id)

    @property
    def waits_for_choice(self) -> bool:
        """Of one with_rivals(): whether somebody has yet to choose between it and what stands beside it."""
        waits = self.outcome == self.Outcome.DIFFERS and self.submission.state == Submission.State.SUBMITTED
        return waits and self.has_rival

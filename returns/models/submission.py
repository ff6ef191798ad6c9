import secrets

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cooperatives.models import Organisation
from office.fields import LineField
from office.history_records import HistoricalRecords
from returns.models.annual_return import AnnualReturn
from returns.models.campaign import Campaign

_SALT = "returns.link"


def new_nonce() -> str:
    return secrets.token_urlsafe(16)


class ReportingLinkQuerySet(models.QuerySet):
    def in_use(self) -> "ReportingLinkQuerySet":
        return self.filter(revoked_at__isnull=True)

    def visible_to(self, user) -> "ReportingLinkQuerySet":
        """Addresses are keys: only those who collect returns see them."""
        return self if user.has_perm("returns.view_reportinglink") else self.none()


class ReportingLink(models.Model):
    """The address at which one organisation fills in its return, without an account.

    The address carries a signature over the key and a secret of the row: it cannot be guessed, does not stand in the
    database, and is void once the link is revoked or its day has passed.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, verbose_name="đợt thu", related_name="links")
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="tổ chức", related_name="+")
    nonce = models.CharField(max_length=40, default=new_nonce, editable=False)
    expires_on = models.DateField("dùng đến hết ngày")
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True, editable=False)
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    opened_at = models.DateTimeField("mở lần cuối lúc", null=True, blank=True, editable=False)
    history = HistoricalRecords(
        excluded_fields=["nonce", "opened_at"],
        verbose_name="lịch sử đường dẫn",
        verbose_name_plural="lịch sử đường dẫn",
    )

    objects = ReportingLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "đường dẫn tự báo cáo"
        verbose_name_plural = "đường dẫn tự báo cáo"
        ordering = ["organisation__search_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "organisation"],
                condition=Q(revoked_at__isnull=True),
                name="reporting_link_one_in_use",
                violation_error_message="Tổ chức này đã có một đường dẫn đang dùng.",
            )
        ]

    def __str__(self) -> str:
        return f"Đường dẫn của {self.organisation}"

    @property
    def token(self) -> str:
        return signing.Signer(salt=_SALT).sign_object([self.pk, self.nonce])

    @classmethod
    def by_token(cls, token: str) -> "ReportingLink | None":
        """The link a token names if it may be used today, whatever was done to the token; else None."""
        try:
            pk, nonce = signing.Signer(salt=_SALT).unsign_object(token)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        links = cls.objects.filter(pk=pk, nonce=nonce, revoked_at__isnull=True, expires_on__gte=timezone.localdate())
        return links.select_related("organisation__place", "campaign__period").first()


class SubmissionQuerySet(models.QuerySet):
    def waiting(self) -> "SubmissionQuerySet":
        """Sent in and not yet looked at."""
        return self.filter(state=Submission.State.SUBMITTED)

    def visible_to(self, user) -> "SubmissionQuerySet":
        return self if user.has_perm("returns.view_submission") else self.none()


class Submission(models.Model):
    """What somebody sent in for an organisation: typed answers, on their way to becoming its return.

    `answers` are the words typed, by name of the question, so that a draft may hold what cannot be read yet. Only
    acceptance makes an AnnualReturn of it, and only that counts in figures.
    """

    class Source(models.TextChoices):
        LINK = "link", "tự báo cáo qua đường dẫn"
        WORKBOOK = "workbook", "tệp Excel gửi về"

    class State(models.TextChoices):
        DRAFT = "draft", "đang soạn"
        SUBMITTED = "submitted", "đã nộp"
        RETURNED = "returned", "trả lại"
        ACCEPTED = "accepted", "đã nhận"
        SET_ASIDE = "set_aside", "không dùng"

    campaign = models.ForeignKey(Campaign, models.PROTECT, verbose_name="đợt thu", related_name="submissions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="tổ chức", related_name="submissions")
    source = models.CharField("nguồn", max_length=8, choices=Source.choices)
    state = models.CharField("trạng thái", max_length=9, choices=State.choices, default=State.DRAFT)
    answers = models.JSONField("câu trả lời", default=dict, blank=True)
    unchanged = models.BooleanField("không thay đổi so với kỳ trước", default=False)
    filled_by = LineField("người lập", max_length=100, blank=True)
    phone = LineField("điện thoại người lập", max_length=40, blank=True)
    file_name = LineField("tên tệp", max_length=200, blank=True)
    digest = models.CharField("mã băm SHA-256 của tệp", max_length=64, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField("bắt đầu lúc", auto_now_add=True)
    submitted_at = models.DateTimeField("nộp lúc", null=True, blank=True, editable=False)
    returned_at = models.DateTimeField("trả lại lúc", null=True, blank=True, editable=False)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người trả lại",
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    message = LineField("lời nhắn của cán bộ", max_length=500, blank=True)
    accepted_at = models.DateTimeField("nhận lúc", null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người nhận",
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    accepted_as = models.ForeignKey(
        AnnualReturn,
        models.PROTECT,
        verbose_name="thành số liệu",
        null=True,
        blank=True,
        editable=False,
        related_name="submissions",
    )
    history = HistoricalRecords(verbose_name="lịch sử bản gửi", verbose_name_plural="lịch sử bản gửi")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "bản gửi về"
        verbose_name_plural = "bản gửi về"
        ordering = ["-submitted_at", "-pk"]
        indexes = [models.Index(fields=["campaign", "organisation"], name="submission_of_organisation")]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "organisation", "source"],
                condition=Q(source="link", state__in=["draft", "submitted", "returned"]),
                name="submission_one_open_by_link",
                violation_error_message="Tổ chức này đang có một bản tự báo cáo.",
            ),
            models.CheckConstraint(
                name="submission_submitted_at_a_time",
                condition=Q(state="draft", submitted_at__isnull=True)
                | (~Q(state="draft") & Q(submitted_at__isnull=False)),
                violation_error_message="Bản đã nộp phải ghi giờ nộp; bản đang soạn thì không.",
            ),
            models.CheckConstraint(
                name="submission_returned_with_message",
                condition=~Q(state="returned")
                | (Q(returned_at__isnull=False, returned_by__isnull=False) & ~Q(message="")),
                violation_error_message="Trả lại phải ghi người trả, giờ trả và lời nhắn.",
            ),
            models.CheckConstraint(
                name="submission_accepted_by_somebody",
                condition=Q(state="accepted", accepted_at__isnull=False, accepted_by__isnull=False)
                | (~Q(state="accepted") & Q(accepted_at__isnull=True, accepted_by__isnull=True)),
                violation_error_message="Bản đã nhận phải ghi người nhận và giờ nhận.",
            ),
            models.CheckConstraint(
                name="submission_returned_after_submission",
                condition=Q(returned_at__isnull=True) | Q(returned_at__gte=F("created_at")),
                violation_error_message="Không thể trả lại trước khi gửi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.campaign}: {self.get_state_display()}"


class Overruling(models.Model):
    """A doubt about a return, in its words, that somebody looked at and let stand, with the reason."""

    annual_return = models.ForeignKey(AnnualReturn, models.CASCADE, verbose_name="số liệu", related_name="overrulings")
    check_code = models.CharField("điều nghi vấn", max_length=40)
    message = LineField("nội dung nghi vấn", max_length=400)
    reason = LineField("lý do chấp nhận", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người chấp nhận")
    at = models.DateTimeField("lúc", auto_now_add=True)
    history = HistoricalRecords(verbose_name="lịch sử chấp nhận", verbose_name_plural="lịch sử chấp nhận")

    class Meta:
        verbose_name = "nghi vấn được chấp nhận"
        verbose_name_plural = "nghi vấn được chấp nhận"
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["annual_return", "check_code", "message"],
                name="overruling_once_per_doubt",
                violation_error_message="Điều nghi vấn này đã được chấp nhận.",
            ),
            models.CheckConstraint(
                name="overruling_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Hãy ghi lý do chấp nhận.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_code}: {self.reason}"

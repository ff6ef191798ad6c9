import secrets
from datetime import date

from django.db import models
from django.db.models import F, Q

from office.colours import check_accent
from office.documents import DocumentField
from office.fields import LineField, check_telephone
from office.history_records import HistoricalRecords


class Office(models.Model):
    """The alliance itself: exactly one row, read by every page and every printed document."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    name = LineField("tên cơ quan", max_length=120, help_text="Ví dụ: Liên minh Hợp tác xã tỉnh …")
    short_name = LineField("tên gọi tắt", max_length=80)
    province_name = LineField("tên tỉnh", max_length=60, help_text="Dùng trong câu văn báo cáo, ví dụ: tỉnh Thái Bình")
    parent_line = LineField(
        "cơ quan chủ quản trên văn bản",
        max_length=120,
        blank=True,
        help_text="Dòng trên cùng bên trái; để trống nếu không ghi",
    )
    issuer_line = LineField("tên cơ quan ban hành trên văn bản", max_length=120)
    document_symbol = LineField("ký hiệu văn bản", max_length=30, default="LMHTX")
    place_name = LineField("địa danh ghi trên văn bản", max_length=60)
    address = LineField("địa chỉ", max_length=200, blank=True)
    phone = LineField("điện thoại", max_length=40, blank=True, validators=[check_telephone])
    email = models.EmailField("thư điện tử", blank=True)
    responsible_person = LineField("người chịu trách nhiệm nội dung", max_length=100, blank=True)
    recipients = models.TextField(
        "nơi nhận báo cáo", blank=True, max_length=1000, help_text="Mỗi dòng một nơi nhận; dòng lưu được ghi tự động"
    )
    notice = LineField(
        "thông báo chung",
        max_length=200,
        blank=True,
        help_text="Hiện ở đầu mọi trang công khai, ví dụ: Dữ liệu minh họa",
    )
    permit = LineField(
        "giấy phép trang thông tin",
        max_length=200,
        blank=True,
        help_text="Hiện ở chân trang, ví dụ: Giấy phép số 12/GP-TTĐT do Sở … cấp ngày 05/03/2024",
    )
    accent = models.CharField(
        "màu nhấn",
        max_length=7,
        blank=True,
        validators=[check_accent],
        help_text="Màu của liên kết, nút và con số ở trang công khai, dạng #0b5d4e; để trống: màu xanh của cổng. "
        "Màu cho chế độ tối được tính theo màu này.",
    )
    logo = DocumentField("biểu trưng", folder="logo", blank=True, editable=False)
    logo_width = models.PositiveSmallIntegerField(null=True, editable=False)
    logo_height = models.PositiveSmallIntegerField(null=True, editable=False)
    site_mark = models.CharField(max_length=16, blank=True, editable=False)
    history = HistoricalRecords(
        excluded_fields=["site_mark", "logo_width", "logo_height"],
        verbose_name="lịch sử cơ quan",
        verbose_name_plural="lịch sử cơ quan",
    )

    class Meta:
        verbose_name = "thông tin cơ quan"
        verbose_name_plural = "thông tin cơ quan"
        constraints = [
            models.CheckConstraint(
                name="office_is_the_only_row",
                condition=Q(id=1),
                violation_error_message="Chỉ có một bản ghi thông tin cơ quan: hãy sửa bản ghi đang có.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def renew_site_mark(cls) -> None:
        """Tell every process that menus, blocks or links changed: what they kept of them goes by this mark.

        The mark is empty until the office first edits any of them.
        """
        cls.objects.update(site_mark=secrets.token_hex(8))


class Committee(models.Model):
    """A committee in whose name the office writes documents: its own letterhead and symbol, as it writes them."""

    class Kind(models.TextChoices):
        EXECUTIVE = "executive", "Ban Chấp hành"
        STEERING = "steering", "Ban Chỉ đạo"

    kind = models.CharField(
        "ban",
        max_length=9,
        choices=Kind.choices,
        unique=True,
        error_messages={"unique": "Ban này đã có: hãy sửa bản ghi đang có."},
    )
    name = LineField("tên ban", max_length=160, help_text="Dùng trong câu văn báo cáo, viết đầy đủ")
    parent_line = LineField(
        "cơ quan chủ quản trên văn bản",
        max_length=120,
        blank=True,
        help_text="Dòng trên cùng bên trái; để trống nếu không ghi",
    )
    issuer_line = LineField("tên ban trên văn bản", max_length=160)
    document_symbol = LineField("ký hiệu văn bản", max_length=30, help_text="Sau “BC-”, ví dụ: BCĐ cho 12/BC-BCĐ")
    recipients = models.TextField(
        "nơi nhận báo cáo", blank=True, max_length=1000, help_text="Mỗi dòng một nơi nhận; để trống: như của cơ quan"
    )
    history = HistoricalRecords(verbose_name="lịch sử ban", verbose_name_plural="lịch sử ban")

    class Meta:
        verbose_name = "ban ban hành văn bản"
        verbose_name_plural = "ban ban hành văn bản"
        ordering = ["kind"]

    def __str__(self) -> str:
        return self.name


class SignatoryQuerySet(models.QuerySet):
    def on(self, day: date) -> "SignatoryQuerySet":
        """Those entitled to sign on `day`, the one entitled longest first."""
        return self.filter(valid_from__lte=day).exclude(valid_to__lt=day).order_by("valid_from", "pk")

    def for_committee(self, committee: Committee | None) -> "SignatoryQuerySet":
        """Those who sign for a committee; with None for the office itself."""
        return self.filter(committee=committee)


class Signatory(models.Model):
    """Who signs documents of the office or of a committee, and in whose name, from one day to another.

    The lines above the name, in their order: authority, deputising, post. "TM. BAN CHỈ ĐẠO", "KT. TRƯỞNG BAN",
    "PHÓ TRƯỞNG BAN".
    """

    full_name = LineField("họ và tên", max_length=100)
    committee = models.ForeignKey(
        Committee,
        models.PROTECT,
        verbose_name="ký văn bản của",
        null=True,
        blank=True,
        related_name="signatories",
        help_text="Để trống: văn bản của cơ quan",
    )
    authority = LineField("thẩm quyền ký", max_length=60, blank=True, help_text="Ví dụ: TM. BAN THƯỜNG VỤ")
    deputising = LineField(
        "ký thay",
        max_length=80,
        blank=True,
        help_text="Khi cấp phó ký, ví dụ: KT. CHỦ TỊCH; cấp trưởng ký: để trống",
    )
    post = LineField("chức vụ", max_length=80, help_text="Ví dụ: CHỦ TỊCH; cấp phó ký: PHÓ CHỦ TỊCH")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày", null=True, blank=True)
    history = HistoricalRecords(verbose_name="lịch sử người ký", verbose_name_plural="lịch sử người ký")

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        verbose_name = "người ký văn bản"
        verbose_name_plural = "người ký văn bản"
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                name="signatory_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="“Đến ngày” phải bằng hoặc sau “Từ ngày”.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.full_name} ({self.post})"

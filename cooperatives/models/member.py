import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import connection, models
from django.db.models import F, Func, Q, Value
from django.db.models.expressions import RawSQL
from django.utils import timezone

from cooperatives.models.organisation import Kind, Organisation
from cooperatives.models.passage import Passage
from office.fields import LineField, SearchKeyField, check_can_be_read, check_has_come
from office.history_records import HistoricalRecords
from office.models import ImportRun
from office.text import search_key

EARLIEST_BIRTH = 1900
KEEPING_MEMBERS = (Kind.COOPERATIVE, Kind.CREDIT_FUND, Kind.UNION, Kind.GROUP)
"""Those that people, households and legal persons are members of; an enterprise is owned, and has none."""
WORDS = "cooperatives_member_words"
"""The table of words that SQLite searches (migrations); its triggers keep it."""
MOST_WORDS, LONGEST_SEARCH = 8, 100
_IS_HIDDEN = (
    f"EXISTS (SELECT 1 FROM cooperatives_member hidden JOIN {Passage._meta.db_table} ON run_number = entered_in_id "
    f"WHERE hidden.id = {WORDS}.rowid)"
)
"""Of a row of the table of words: the nearest so many are to be those that can be seen."""


class _HasWords(Func):
    """Whether a search key has the words of a query, as the index of words on PostgreSQL is asked."""

    template = "to_tsvector('simple', regexp_replace(%(expressions)s)"
    arg_joiner = ", '[[:punct:]]+', ' ', 'g')) @@ to_tsquery('simple', "
    arity = 2
    output_field = models.BooleanField()


@dataclass(frozen=True)
class Near:
    """The first so many of a search after a member's key, or the last before it; from either end without a key."""

    count: int
    pk: int | None = None
    forward: bool = True

    def as_sql(self) -> tuple[str, list[int]]:
        """What narrows a question to the table of words, with its parameters."""
        beyond = f"AND rowid {'>' if self.forward else '<'} %s " if self.pk is not None else ""
        order = f"ORDER BY rowid {'ASC' if self.forward else 'DESC'} LIMIT %s"
        return beyond + order, [*([self.pk] if self.pk is not None else []), self.count]


class MemberQuerySet(models.QuerySet):
    def belonging(self, on: date) -> "MemberQuerySet":
        """Members at the end of `on`; one whose joining is not known has always been there."""
        return self.exclude(joined_on__gt=on).exclude(left_on__lte=on)

    def visible_to(self, user) -> "MemberQuerySet":
        """What `user` may see in lists and exports; nothing without the permission to view."""
        return self if user.has_perm("cooperatives.view_member") else self.none()

    def search(self, text: str, *, near: "Near | None" = None) -> "MemberQuerySet":
        """Those with, for each word of `text`, a word of the name or code that begins with it; diacritics ignored.

        Served by an index of words; SQLite gives what it finds in the order of `pk` at no further cost.
        With `near` only so many of them by `pk`: the word Nguyễn alone would have SQLite list a quarter of a million.
        """
        words = re.findall(r"[^\W_]+", search_key(text[:LONGEST_SEARCH]))[:MOST_WORDS]
        if not words:
            return self if not text.strip() else self.none()
        if connection.vendor == "sqlite":
            asked = " AND ".join(f'"{word}"*' for word in words)
            part, parameters = near.as_sql() if near else ("", [])
            rows = f"SELECT rowid FROM {WORDS} WHERE {WORDS} MATCH %s AND NOT {_IS_HIDDEN} {part}"
            return self.filter(pk__in=RawSQL(rows, [asked, *parameters]))
        return self.filter(_HasWords(F("search_key"), Value(" & ".join(f"{word}:*" for word in words))))


class MemberManager(models.Manager.from_queryset(MemberQuerySet)):
    """Those who are in the register; whose file is still on its way in, or already on its way out, is not."""

    def get_queryset(self):
        return super().get_queryset().exclude(entered_in_id__in=Passage.objects.values("run_number"))


def keeps_no_members(code: str) -> str:
    return f"“{code}” là doanh nghiệp, không có sổ thành viên: hãy chọn hợp tác xã, quỹ, liên hiệp hoặc tổ hợp tác."


def not_in_the_future(year: int) -> None:
    if year > timezone.localdate().year:
        raise ValidationError(f"Năm {year} chưa đến: hãy kiểm tra lại năm sinh.")


class Member(models.Model):
    """One line of the register that a cooperative may keep of its members: a person, a household or a legal person.

    The headline number of members is the sum of the returns; this register is compared with it. The number of an
    identity card, ethnicity and pictures of cards are never kept.

    A member that came in a file has no history row until it first changes: `entered_in` tells who brought it and
    when, and the row itself is its first version. `keep_first_version` writes that down before anything changes.
    """

    class Party(models.TextChoices):
        INDIVIDUAL = "individual", "cá nhân"
        HOUSEHOLD = "household", "hộ gia đình"
        LEGAL = "legal", "pháp nhân"

    class Kind(models.TextChoices):
        """Law 17/2023 on cooperatives."""

        OFFICIAL = "official", "chính thức"
        LINKED_CAPITAL = "linked_capital", "liên kết góp vốn"
        LINKED_OTHER = "linked_other", "liên kết không góp vốn"

    class Sex(models.TextChoices):
        MALE = "male", "nam"
        FEMALE = "female", "nữ"

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="tổ chức", related_name="members", db_index=False
    )  # its index is that of the code, which begins with it
    code = LineField("mã thành viên", max_length=30, validators=[check_can_be_read])
    name = LineField("họ tên", max_length=150, validators=[check_can_be_read])
    party = models.CharField("đối tượng", max_length=10, choices=Party.choices, blank=True)
    kind = models.CharField("loại thành viên", max_length=14, choices=Kind.choices, blank=True)
    sex = models.CharField("giới tính", max_length=6, choices=Sex.choices, blank=True)
    birth_year = models.PositiveSmallIntegerField(
        "năm sinh",
        null=True,
        blank=True,
        validators=[
            MinValueValidator(EARLIEST_BIRTH, f"Năm sinh phải từ {EARLIEST_BIRTH}: hãy kiểm tra lại."),
            not_in_the_future,
        ],
    )
    capital = models.BigIntegerField("vốn góp", null=True, blank=True, help_text="đồng")
    joined_on = models.DateField("ngày vào", null=True, blank=True, validators=[check_has_come])
    left_on = models.DateField("ngày ra", null=True, blank=True, validators=[check_has_come])
    entered_in = models.ForeignKey(
        ImportRun,
        models.PROTECT,
        verbose_name="vào sổ từ lần nhập",
        related_name="+",
        null=True,
        editable=False,
        db_index=False,
        db_constraint=False,  # half a million rows of one file would each ask after the same run
    )
    search_key = SearchKeyField(of=("name", "code"))
    history = HistoricalRecords(
        excluded_fields=["search_key", "entered_in"],
        verbose_name="lịch sử thành viên",
        verbose_name_plural="lịch sử thành viên",
    )

    objects = MemberManager()

    class Meta:
        verbose_name = "thành viên hợp tác xã"
        verbose_name_plural = "sổ thành viên hợp tác xã"
        ordering = ["pk"]
        permissions = [("import_member", "Nhập thành viên từ tệp")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"],
                name="member_code_once_per_organisation",
                violation_error_message="Mã này đã có trong sổ thành viên của tổ chức.",
            ),
            models.CheckConstraint(
                name="member_capital_not_negative",
                condition=Q(capital__isnull=True) | Q(capital__gte=0),
                violation_error_message="Vốn góp không thể là số âm.",
            ),
            models.CheckConstraint(
                name="member_leaves_after_joining",
                condition=Q(joined_on__isnull=True) | Q(left_on__isnull=True) | Q(left_on__gt=F("joined_on")),
                violation_error_message="Ngày ra phải sau ngày vào.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            self.keep_first_version()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        self.keep_first_version()
        return super().delete(*args, **kwargs)

    def clean(self):
        """Say whose members nobody keeps, and why a code is taken that is nobody's yet: by a file on its way in."""
        super().clean()
        if self.organisation_id and self.organisation.kind not in KEEPING_MEMBERS:
            raise ValidationError({"organisation": keeps_no_members(self.organisation.code)})
        same = Member._base_manager.filter(organisation=self.organisation_id, code=self.code)
        if same.filter(entered_in_id__in=Passage.objects.values("run_number")).exclude(pk=self.pk).exists():
            raise ValidationError("Một tệp có mã này đang được ghi vào sổ: hãy đợi vài phút rồi lưu lại.")

    def keep_first_version(self) -> None:
        """Write the first version of a member that came in a file into the history, as its import left it."""
        stored = Member.objects.filter(pk=self.pk, entered_in__isnull=False).select_related("entered_in").first()
        if stored is None or self.history.exists():
            return
        versions, run = Member.history.model, stored.entered_in
        versions.objects.create(
            **{field.attname: getattr(stored, field.attname) for field in versions.tracked_fields},
            history_date=run.at,
            history_user=run.by,
            history_change_reason=run.reason,
            history_type="+",
        )

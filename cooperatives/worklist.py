"""What the register still lacks, for the start page of the admin and for its lists."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from cooperatives import tax_code
from cooperatives.boundaries import Division
from cooperatives.models import ActivityRecord, Certificate, Kind, Level, Organisation, Post
from office.worklist import Task, task
from printing import numbers

VERIFIED_WITHIN = timedelta(days=365)
SOON = 90  # days in which a certificate is to be renewed
# Groups are contracts between people: they need no tax code.
_TAXED = (Kind.COOPERATIVE, Kind.CREDIT_FUND, Kind.UNION, Kind.ENTERPRISE)


@dataclass(frozen=True)
class Gap:
    """Something to put right: how the list's filter calls it, what the start page says, of which organisations."""

    label: str
    sentence: str
    lacking: Callable[[date], Q]


def _unverified(today: date) -> Q:
    """No state that holds today began, or was verified, within a year."""
    holding = ActivityRecord.objects.holding(on=today).filter(organisation=OuterRef("pk"))
    recent = today - VERIFIED_WITHIN
    return ~Q(Exists(holding.filter(Q(since__gt=recent) | Q(verified_on__gt=recent))))


def _unrepresented(today: date) -> Q:
    """Nobody represents it in law: neither a post's holder nor the name its record came with."""
    representing = Post.objects.representing(on=today).filter(organisation=OuterRef("pk"))
    return Q(representative="") & ~Q(Exists(representing))


# By the word of the list's filter.
GAPS: dict[str, Gap] = {
    "xa": Gap("thiếu xã, phường", "chưa ghi xã, phường", lambda today: Q(place__isnull=True)),
    "mst": Gap("thiếu mã số thuế", "chưa ghi mã số thuế", lambda today: Q(tax_code="", kind__in=_TAXED)),
    "mst-sai": Gap(
        "mã số thuế sai số kiểm tra", "có mã số thuế sai số kiểm tra", lambda today: tax_code.doubtful("tax_code")
    ),
    "linh-vuc": Gap("thiếu lĩnh vực", "chưa ghi lĩnh vực", lambda today: Q(sector="", kind=Kind.COOPERATIVE)),
    "dai-dien": Gap("thiếu người đại diện", "chưa ghi người đại diện theo pháp luật", _unrepresented),
    "xac-minh": Gap("chưa xác minh trong một năm qua", "chưa được xác minh hoạt động trong một năm qua", _unverified),
}


@task
def gaps_of_the_register(user) -> Iterator[Task]:
    """Existing organisations that lack something: each gap leads to the list of exactly those. One query."""
    if not user.has_perm("cooperatives.change_organisation"):
        return
    today = timezone.localdate()
    existing = Organisation.objects.visible_to(user).existing(on=today)
    counts = existing.aggregate(**{name: Count("pk", filter=gap.lacking(today)) for name, gap in GAPS.items()})
    page = reverse("admin:cooperatives_organisation_changelist")
    for name, gap in GAPS.items():
        if counts[name]:
            sentence = f"{numbers.counted(counts[name])} tổ chức đang tồn tại {gap.sentence}"
            yield Task(sentence, url=f"{page}?ton_tai=con&thieu={name}")


@task
def divided_communes(user) -> Iterator[Task]:
    """Existing organisations whose old commune was divided, and nobody has said which part they are in."""
    if not user.has_perm("cooperatives.change_organisation"):
        return
    today = timezone.localdate()
    existing = Organisation.objects.visible_to(user).existing(on=today)
    unclear = existing.untold(Division(Level.COMMUNE, today), on=today).count()
    if unclear:
        page = reverse("admin:cooperatives_organisation_changelist")
        sentence = f"{numbers.counted(unclear)} tổ chức đang tồn tại chưa rõ xã mới (xã cũ chia về nhiều đơn vị)"
        yield Task(sentence, url=f"{page}?ton_tai=con&dia_ban=chua-ro&dia_gioi=hien-nay")


@task
def certificates_to_renew(user) -> Iterator[Task]:
    """Certificates that have run out, or soon will, and that no later one has taken the place of."""
    if not user.has_perm("cooperatives.change_certificate"):
        return
    today = timezone.localdate()
    due = Certificate.objects.visible_to(user).to_renew(today, days=SOON)
    counts = due.aggregate(all=Count("pk"), expired=Count("pk", filter=Q(valid_to__lt=today)))
    if counts["all"]:
        expired = f", trong đó {numbers.counted(counts['expired'])} đã hết hạn" if counts["expired"] else ""
        page = reverse("admin:cooperatives_certificate_changelist")
        yield Task(
            f"{numbers.counted(counts['all'])} chứng nhận cần cấp lại trong {SOON} ngày tới{expired}",
            url=f"{page}?hieu_luc=can-cap-lai",
        )

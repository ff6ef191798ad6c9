"""What the register still lacks, for the start page of the admin and for its lists."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from cooperatives.boundaries import Division
from cooperatives.models import Kind, Level, Organisation
from office.worklist import Task, task
from printing import numbers

# Groups are contracts between people: they need no tax code.
_TAXED = (Kind.COOPERATIVE, Kind.CREDIT_FUND, Kind.UNION, Kind.ENTERPRISE)

# What may be missing: the word of the list's filter, what is missing, of which organisations.
GAPS: dict[str, tuple[str, Q]] = {
    "xa": ("xã, phường", Q(place__isnull=True)),
    "mst": ("mã số thuế", Q(tax_code="", kind__in=_TAXED)),
    "linh-vuc": ("lĩnh vực", Q(sector="", kind=Kind.COOPERATIVE)),
}


@task
def gaps_of_the_register(user) -> Iterator[Task]:
    """Existing organisations that lack their commune, tax code or sector: each leads to the list of exactly those."""
    if not user.has_perm("cooperatives.change_organisation"):
        return
    existing = Organisation.objects.visible_to(user).existing(on=timezone.localdate())
    counts = existing.aggregate(**{name: Count("pk", filter=lacks) for name, (_, lacks) in GAPS.items()})
    page = reverse("admin:cooperatives_organisation_changelist")
    for name, (label, _) in GAPS.items():
        if counts[name]:
            sentence = f"{numbers.counted(counts[name])} tổ chức đang tồn tại chưa ghi {label}"
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

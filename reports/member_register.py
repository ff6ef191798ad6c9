"""The register of members beside what the organisations declared: where the two differ."""

from django.db.models import Count, QuerySet

from cooperatives.models import Member, Organisation
from printing import numbers
from printing.table import Column, Table
from returns.models import AnnualReturn, Period

COLUMNS = (
    Column("name", "Tổ chức"),
    Column("code", "Mã"),
    Column("registered", "Trong sổ thành viên", kind="integer"),
    Column("declared", "Theo báo cáo", kind="integer"),
    Column("difference", "Chênh lệch", kind="figure"),
)


def registered(period: Period, within: QuerySet) -> dict[int, int]:
    """How many members the register has at the end of a period, by organisation; those that keep none are absent."""
    on_the_day = Member.objects.belonging(on=period.end).filter(organisation__in=within.order_by().values("pk"))
    counted = on_the_day.order_by().values_list("organisation").annotate(count=Count("pk"))
    return dict(counted)


def declared(period: Period, within: QuerySet) -> dict[int, int | None]:
    """How many members each organisation declared for a period."""
    returns = AnnualReturn.objects.prevailing().filter(organisation__in=within.order_by().values("pk"))
    return dict(returns.filter(period__code=period.code).values_list("organisation", "members"))


def compared(period: Period, *, within: QuerySet, only_differing: bool = True) -> Table:
    """Register and return side by side, for each organisation that keeps a register. Three queries."""
    kept, said = registered(period, within), declared(period, within)
    organisations = Organisation.objects.filter(pk__in=kept).order_by("search_key", "pk")
    rows = tuple(
        (one.name, one.code, kept[one.pk], said.get(one.pk), _difference(kept[one.pk], said.get(one.pk)))
        for one in organisations
        if not only_differing or kept[one.pk] != said.get(one.pk)
    )
    return Table(f"Sổ thành viên và báo cáo {period.label}", COLUMNS, rows, total=_total(kept, said))


def _difference(kept: int, said: int | None) -> str:
    return "chưa khai" if said is None else numbers.signed(kept - said)


def _total(kept: dict[int, int], said: dict[int, int | None]) -> tuple:
    """Of those that declared: others cannot be compared."""
    both = [pk for pk in kept if said.get(pk) is not None]
    in_register, in_returns = sum(kept[pk] for pk in both), sum(said[pk] for pk in both)
    return ("Cộng các tổ chức có cả hai", "", in_register, in_returns, numbers.signed(in_register - in_returns))

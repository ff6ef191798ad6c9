"""What an organisation's returns say of it, for its page."""

from cooperatives.models import Organisation
from office.panels import Panel, panel
from printing import numbers
from returns.models import AnnualReturn, Period
from returns.sizes import Sized, sized

_UNKNOWN = "chưa khai"


@panel(Organisation)
def size(organisation: Organisation, user) -> Panel | None:
    """The size in the newest year that a cooperative reported for, with the rule and the figures behind it."""
    if not user.has_perm("returns.view_annualreturn"):
        return None
    reported = AnnualReturn.objects.filter(organisation=organisation.pk).values("period")
    period = Period.objects.years().filter(pk__in=reported).order_by("-start").first()
    told = sized(period, Organisation.objects.filter(pk=organisation.pk)) if period else {}
    return _panel(period, told[organisation.pk]) if organisation.pk in told else None


def _panel(period: Period, told: Sized) -> Panel:
    lines = [
        ("Quy mô", told.in_words),
        ("Thành viên", _UNKNOWN if told.members is None else numbers.grouped(told.members)),
        ("Doanh thu", _money(told.revenue)),
        ("Tổng nguồn vốn", _money(told.capital)),
    ]
    lines += [(f"Mức {rule.get_size_display()}", _bounds(rule)) for rule in told.rules]
    decrees = sorted({rule.decree for rule in told.rules if rule.decree})
    note = " ".join([told.why_not, f"Theo {', '.join(decrees)}." if decrees else ""]).strip()
    return Panel(f"Quy mô theo số liệu {period}", lines, note)


def _money(value: int | None) -> str:
    return _UNKNOWN if value is None else numbers.money(value)


def _bounds(rule) -> str:
    members, revenue = numbers.grouped(rule.least_members), numbers.money_short(rule.least_revenue)
    return (
        f"từ {members} thành viên và doanh thu từ {revenue} hoặc nguồn vốn từ {numbers.money_short(rule.least_capital)}"
    )

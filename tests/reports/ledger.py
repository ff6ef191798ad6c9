"""Lines of the ledger as tests write them."""

from decimal import Decimal

from reports.models import Figure
from returns.models import Period


def stated(indicator: str, period: str, value, stage: str = "official", **more) -> Figure:
    """Write a line: stated("training_classes", "2023", 11), stated("new_groups", "2023", 50, "plan")."""
    one = Period.objects.named(period)
    if one.pk is None:
        one.save()
    return Figure.objects.create(indicator=indicator, period=one, value=Decimal(value), stage=stage, **more)


def planned(indicator: str, period: str, value, **more) -> Figure:
    return stated(indicator, period, value, "plan", **more)

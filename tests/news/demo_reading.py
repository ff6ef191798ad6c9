"""What the tests of the demo ask of its rows, the slow and obvious way."""

import io
from datetime import date

from django.core.management import call_command

from cooperatives.models import Organisation

YEARS = (2020, 2021, 2022, 2023)


def demo(*options: str) -> str:
    """Run the command and return what it says."""
    said = io.StringIO()
    call_command("demo", *options, stdout=said)
    return said.getvalue()


def count(year: int, *kinds: str, sector: str | None = None, but: str | None = None) -> int:
    """Organisations of some kinds that exist at the end of the year, one by one."""
    return sum(
        one.kind in kinds
        and one.exists_on(date(year, 12, 31))
        and (sector is None or one.sector == sector)
        and (but is None or one.sector != but)
        for one in Organisation.objects.all()
    )

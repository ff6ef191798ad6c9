"""A portal to back up and to look at again, on the database and folder of its environment.

`python -m tests.office.backups.drill fill` enters one row of every model, a document and a sealed report;
`… look` prints as JSON what somebody finds who opens the portal after a restore.
"""

import json
import os
import sys
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alliance.settings")
django.setup()

from django.core.files.base import ContentFile  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from cooperatives import workflow  # noqa: E402
from cooperatives.models import Kind, Organisation, Sector  # noqa: E402
from office.documents import private_storage  # noqa: E402
from office.models import Office, User  # noqa: E402
from office.roles import sync_roles  # noqa: E402
from printing.files import FORMS, Form  # noqa: E402
from reports import drafting, report_workflow  # noqa: E402
from reports.sealing.verify import verify  # noqa: E402
from returns.models import AnnualReturn, Period  # noqa: E402
from tests.reports.sealing.conftest import quick_pdf  # noqa: E402
from tests.settlement import settle  # noqa: E402

LOGIN, PASSWORD = "/quan-tri/login/", "mật khẩu thử 1"
YEAR = "2031"


def fill() -> None:
    FORMS["pdf"] = Form("pdf", "PDF", "application/pdf", quick_pdf)  # what is drawn does not matter here
    sync_roles()
    administrator = User.objects.create_superuser("quantri", password=PASSWORD, full_name="Người quản trị")
    author = User.objects.create_superuser("canbo", password=PASSWORD, full_name="Người soạn")
    settle(1, by=administrator)
    Office.objects.get_or_create(defaults={"name": "Liên minh Hợp tác xã tỉnh Thử Nghiệm"})
    period, _ = Period.objects.get_or_create(code=YEAR, defaults=vars_of(YEAR))
    AnnualReturn.objects.create(organisation=found("SL1"), period=period, members=120)
    report = drafting.begin(kind="year_end", issuer="office", period=period, by=author)
    report_workflow.submit(report, by=author)
    report_workflow.seal(report_workflow.approve(report, by=administrator), by=administrator)
    private_storage().save("documents/abc/Quyết định số 12.pdf", ContentFile(b"%PDF-1.7 paper"))


def vars_of(code: str) -> dict:
    named = Period.objects.named(code)
    return {
        field.attname: getattr(named, field.attname) for field in Period._meta.concrete_fields if field.name != "id"
    }


def found(code: str) -> Organisation:
    organisation = Organisation(
        code=code, name=f"HTX {code}", kind=Kind.COOPERATIVE, founded_on=date(2015, 1, 1), sector=Sector.AGRICULTURE
    )
    workflow.found(organisation, by=None)
    return organisation


def look() -> dict:
    client = Client(headers={"host": "localhost"})
    seals = verify()
    newest = Organisation.objects.order_by("pk").last().pk
    return {
        "seals": seals.seals,
        "differences": [str(one) for one in seals.differences],
        "signing_in": client.post(LOGIN, {"username": "quantri", "password": PASSWORD}).status_code,
        "start_page": client.get("/quan-tri/").status_code,
        "fresh_key": found("SL2").pk > newest,
    }


def hurry() -> None:
    """Nobody's power goes off here."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF" if connection.vendor == "sqlite" else "SET synchronous_commit=off")


if __name__ == "__main__":
    hurry()
    if sys.argv[1] == "fill":
        fill()
    else:
        print(json.dumps(look()))  # noqa: T201

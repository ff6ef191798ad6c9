"""What the tests of the pages of life events share: addresses, and what those pages answer."""

from datetime import date
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cooperatives.models import LifeEvent, Organisation
from tests.office.page import opened

DAY = date(2022, 7, 1)
TYPED = {"on": "01/07/2022", "decision": "09/QĐ-UBND", "note": "theo đề án"}
PDF = b"%PDF-1.7 the decision, signed"


def page(organisation: Organisation, verb: str = "change") -> str:
    kind = organisation.kind.replace("_", "")
    return reverse(f"admin:cooperatives_{kind}_{verb}", args=[organisation.pk])


def event_page(event: LifeEvent, verb: str = "change") -> str:
    return reverse(f"admin:cooperatives_lifeevent_{verb}", args=[event.pk])


def row(number: int, **typed) -> dict[str, str]:
    """One new organisation as the page of a reorganisation asks for it."""
    return {f"new-{number}-{name}": value for name, value in typed.items()}


def scan(name: str = "quyet-dinh.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def row_complaints(response: HttpResponse) -> list[dict[str, list[str]]]:
    return [dict(errors) for errors in response.context["form"].rows.errors]


def parts(event: LifeEvent) -> dict[str, str]:
    return dict(event.participants.values_list("organisation__code", "role"))


def content(event: LifeEvent) -> bytes:
    """The document of an event as it lies on the disk."""
    return Path(event.document.path).read_bytes()


def stored(organisation: Organisation) -> Organisation:
    return Organisation.objects.get(pk=organisation.pk)


def send(client: Client, organisation: Organisation, verb: str, **typed) -> HttpResponse:
    """Open the page of a verb, type what is given over TYPED, and send it."""
    address = page(organisation, verb)
    return client.post(address, {**opened(client, address), **TYPED, **typed})

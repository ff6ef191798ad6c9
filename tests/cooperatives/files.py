"""Files of organisations: rows that are right but for what a test says, and what an import made of them."""

from django.apps import apps

from cooperatives.importing import OrganisationResource
from tests.office.sheets import imported

HEADER = ["Mã", "Tên", "Loại hình", "Ngày thành lập"]
FULL = [column.header for column in OrganisationResource.columns()]


def of(*rows: list, more: tuple[str, ...] = ()) -> list[list]:
    return [[*HEADER, *more], *rows]


def htx(*more, code="HTX1", founded="01/02/1980", kind="HTX") -> list:
    return [code, "HTX Một", kind, founded, *more]


def taken(*rows: list, more: tuple[str, ...] = (), **how):
    return imported(OrganisationResource, of(*rows, more=more), **how)


def refused(*rows: list, more: tuple[str, ...] = (), **how) -> list[str]:
    """The sentences of a refusal that wrote nothing."""
    before = everything()
    report = taken(*rows, more=more, **how)
    assert (report.created, report.updated, report.unchanged) == (0, 0, 0)
    assert everything() == before
    return [error.message for error in report.errors]


def everything() -> dict[str, int]:
    """How many rows every table of the register holds, history included."""
    return {model._meta.label: model.objects.count() for model in apps.get_app_config("cooperatives").get_models()}

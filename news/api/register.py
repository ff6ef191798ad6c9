"""The public register: organisations with what may be told of them, read page by page by their codes."""

from django.http import Http404, HttpRequest
from django.utils import timezone

from cooperatives.models import Certificate, Kind, Sector
from events.models import Award
from news.api.declaring import DEFAULT_LIMIT, LIMIT, Endpoint, Parameter, after, listed, next_page, one_of, shape, text
from news.register.disclosed import OPTIONAL, OPTIONAL_DAY, SCHEMA, TEXT, as_data, disclosed, in_register, with_seats
from news.register.search import named

CODE = Parameter("code", "Mã tổ chức", {"type": "string"})
_CERTIFICATE = shape(
    {
        "kind": {"type": "string", "enum": Certificate.Kind.values},
        "label": TEXT,
        "stars": {"type": ["integer", "null"]},
        "number": OPTIONAL,
        "issuer": OPTIONAL,
        "valid_from": OPTIONAL_DAY,
        "valid_to": OPTIONAL_DAY,
        "product": OPTIONAL,
    }
)
_DETAILS = {
    "products": {"type": "array", "items": shape({"name": TEXT, "note": OPTIONAL})},
    "certificates": {"type": "array", "items": _CERTIFICATE},
    "awards": {"type": "array", "items": shape({"code": TEXT, "kind": TEXT, "year": {"type": "integer"}})},
}


def _organisations(
    request: HttpRequest, *, after: str | None, limit: int | None, q: str | None, existing: str | None, **wanted
) -> dict:
    """Those of the register; `existing` narrows to those that have not ended, or have, `wanted` by columns."""
    today, limit = timezone.localdate(), limit or DEFAULT_LIMIT
    found = named(in_register(), q or "")
    if existing:
        found = found.existing(today) if existing == "yes" else found.filter(ended_on__lte=today)
    asked = {**wanted, "code__gt": after}
    found = found.filter(**{name: value for name, value in asked.items() if value is not None})
    rows = with_seats(disclosed(found).order_by("code")[: limit + 1])
    page = rows[:limit]
    more = page[-1].code if len(rows) > limit else None
    return {"organisations": [as_data(one) for one in page], "next": next_page(request, after=more)}


def _organisation(request: HttpRequest, code: str) -> dict:
    one = next(iter(with_seats(disclosed(in_register().filter(code=code)))), None)
    if one is None:
        raise Http404(f"Không có tổ chức mang mã “{code[:40]}”.")
    awards = Award.objects.decided().filter(organisation=one).select_related("kind")
    return {
        **as_data(one),
        "products": [{"name": product.name, "note": product.note or None} for product in one.products.all()],
        "certificates": [_certificate(each) for each in one.certificates.select_related("product")],
        "awards": [{"code": a.code, "kind": str(a.kind), "year": a.achievement_year} for a in awards],
    }


def _certificate(one: Certificate) -> dict:
    return {
        "kind": one.kind,
        "label": str(one),
        "stars": one.stars,
        "number": one.number or None,
        "issuer": one.issuer or None,
        "valid_from": one.valid_from and one.valid_from.isoformat(),
        "valid_to": one.valid_to and one.valid_to.isoformat(),
        "product": one.product and one.product.name,
    }


ENDPOINTS = (
    Endpoint(
        "organisations",
        "organisations/",
        "Danh bạ tổ chức, theo thứ tự mã",
        _organisations,
        listed("organisations", SCHEMA),
        asked=(
            after("mã"),
            LIMIT,
            text("q", "Từ trong tên hoặc mã, không cần dấu"),
            one_of("kind", "Loại hình", tuple(Kind.values)),
            one_of("sector", "Lĩnh vực", tuple(Sector.values)),
            one_of("existing", "yes: đang tồn tại; no: đã chấm dứt", ("yes", "no")),
        ),
    ),
    Endpoint(
        "organisation",
        "organisations/{code}/",
        "Một tổ chức, với sản phẩm, chứng nhận, khen thưởng",
        _organisation,
        shape({**SCHEMA["properties"], **_DETAILS}),
        within=(CODE,),
    ),
)

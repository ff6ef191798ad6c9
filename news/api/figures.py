"""The figures of published years, and what each figure means."""

from django.http import Http404, HttpRequest
from django.urls import reverse

from news.api.declaring import Endpoint, Parameter, shape
from news.models import Disclosure
from news.register.disclosed import DAY, OPTIONAL, OPTIONAL_DAY, TEXT
from news.years.pages import year_facts
from news.years.releases import published
from news.years.shown import shown
from news.years.tables import NAMES, NATURES
from reports.indicators import INDICATORS, Indicator
from returns.models import Period

YEAR = Parameter("year", "Năm, bốn chữ số", {"type": "string", "pattern": r"^\d{4}$"})
TABLE = Parameter("table", "Tên bảng", {"type": "string", "enum": list(NAMES)})
_FACTS = {
    "year": TEXT,
    "start": DAY,
    "end": DAY,
    "published_on": DAY,
    "release": {"type": ["integer", "null"], "description": "Lần công bố; null nếu chưa có bản lưu"},
}
_LISTED_TABLE = shape({"table": TEXT, "title": TEXT, "url": {"type": "string", "format": "uri"}})
_ROW = {"type": "object", "additionalProperties": OPTIONAL}
_TABLE = {
    "table": TEXT,
    "title": TEXT,
    "columns": {"type": "array", "items": shape({"key": TEXT, "label": TEXT, "unit": OPTIONAL})},
    "rows": {
        "type": "array",
        "items": _ROW,
        "description": "Số ghi dạng chuỗi thập phân; không có hoặc không nêu: null",
    },
    "total": {"type": ["object", "null"], "additionalProperties": OPTIONAL},
    "suppressed": {
        "type": "array",
        "items": shape({"row": {"type": ["integer", "string"]}, "column": TEXT}),
        "description": "Ô không nêu vì quá ít tổ chức; row đếm từ 0, “total” là dòng tổng",
    },
    "source": OPTIONAL,
    "as_of": OPTIONAL_DAY,
    "notes": {"type": "array", "items": TEXT},
}


def _years(request: HttpRequest) -> dict:
    return {
        "years": [
            {
                "year": period.code,
                "published_on": period.published_on.isoformat(),
                "url": request.build_absolute_uri(reverse("news:api_year", args=[period.code])),
            }
            for period in Period.objects.published()
        ]
    }


def _tables_of(year: str) -> tuple:
    found = published(year)
    if found is None:
        raise Http404(f"Năm “{year[:20]}” chưa công bố số liệu: hãy xem /api/v1/years/.")
    return found, shown(found, Disclosure.smallest())


def _year(request: HttpRequest, year: str) -> dict:
    found, tables = _tables_of(year)
    address = lambda slug: reverse("news:api_year_table", args=[found.period.code, slug])  # noqa: E731
    listed = [
        {"table": slug, "title": one.table.title, "url": request.build_absolute_uri(address(slug))}
        for slug, one in tables.items()
    ]
    return {**year_facts(found), "tables": listed}


def _year_table(request: HttpRequest, year: str, table: str) -> dict:
    found, tables = _tables_of(year)
    if table not in tables:
        raise Http404(f"Năm {found.period.code} không có bảng “{table[:40]}”: hãy chọn {', '.join(tables)}.")
    return {**year_facts(found), **tables[table].as_data()}


def _indicators(request: HttpRequest) -> dict:
    return {"indicators": [_meaning(each) for each in INDICATORS.values()]}


def _meaning(one: Indicator) -> dict:
    return {
        "code": one.code,
        "label": one.label,
        "unit": one.unit,
        "nature": one.nature.value,
        "nature_label": NATURES[one.nature],
        "decimals": one.decimals,
        "source": "; ".join(dict.fromkeys(term.source.label for term in one.terms if term.source)) or None,
        "note": one.note or None,
    }


_MEANING = shape(
    {
        "code": TEXT,
        "label": TEXT,
        "unit": TEXT,
        "nature": {"type": "string", "enum": [nature.value for nature in NATURES]},
        "nature_label": TEXT,
        "decimals": {"type": "integer"},
        "source": OPTIONAL,
        "note": OPTIONAL,
    }
)

ENDPOINTS = (
    Endpoint(
        "years",
        "years/",
        "Các năm đã công bố số liệu, năm mới nhất trước",
        _years,
        shape(
            {
                "years": {
                    "type": "array",
                    "items": shape({"year": TEXT, "published_on": DAY, "url": {"type": "string", "format": "uri"}}),
                }
            }
        ),
    ),
    Endpoint(
        "year",
        "years/{year}/",
        "Một năm đã công bố và các bảng của năm ấy",
        _year,
        shape({**_FACTS, "tables": {"type": "array", "items": _LISTED_TABLE}}),
        within=(YEAR,),
    ),
    Endpoint(
        "year_table",
        "years/{year}/{table}/",
        "Một bảng số liệu của một năm, như lúc công bố",
        _year_table,
        shape({**_FACTS, **_TABLE}),
        within=(YEAR, TABLE),
    ),
    Endpoint(
        "indicators",
        "indicators/",
        "Các chỉ tiêu: mã, tên, đơn vị, tính chất, nguồn, cách tính",
        _indicators,
        shape({"indicators": {"type": "array", "items": _MEANING}}),
    ),
)

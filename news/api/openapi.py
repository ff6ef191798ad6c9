"""The description of the open data in OpenAPI 3.1, made from the declarations that the views are made from."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse

from news.api.declaring import SAFE, START, Endpoint, Parameter, not_allowed, shape
from news.api.endpoints import ENDPOINTS
from news.open_answers import to_anyone
from news.register.disclosed import TEXT

VERSION = "1.0.0"
_ERROR = shape({"error": shape({"code": TEXT, "message": TEXT})})
_PROMISE = (
    "Chỉ đọc, không cần khóa. Trong bản v1, địa chỉ, tên và nghĩa của trường đã có không đổi; trường mới có thể thêm. "
    "Số ghi dạng chuỗi thập phân (“66807.55”), ngày dạng 2023-12-31, điều không có là null."
)


def description(server: str) -> dict:
    """The document for the portal at the address `server`."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Dữ liệu mở về kinh tế tập thể", "version": VERSION, "description": _PROMISE},
        "servers": [{"url": f"{server}{START.rstrip('/')}"}],
        "paths": {f"/{endpoint.path}": {"get": _operation(endpoint)} for endpoint in ENDPOINTS},
        "components": {
            "schemas": {
                "Error": _ERROR,
                **{_name(endpoint): dict(endpoint.schema) for endpoint in ENDPOINTS},
            }
        },
    }


def _name(endpoint: Endpoint) -> str:
    return "".join(word.capitalize() for word in endpoint.name.split("_"))


def _operation(endpoint: Endpoint) -> dict:
    answers = {"200": _response("Trả lời", _name(endpoint))}
    if endpoint.asked:
        answers["400"] = _response("Tham số không đúng", "Error")
    if endpoint.within:
        answers["404"] = _response("Không có", "Error")
    return {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "parameters": [*_parameters(endpoint.within, "path"), *_parameters(endpoint.asked, "query")],
        "responses": answers,
    }


def _parameters(parameters: Sequence[Parameter], where: str) -> list[Mapping]:
    return [
        {
            "name": each.name,
            "in": where,
            "required": where == "path",
            "description": each.description,
            "schema": dict(each.schema),
        }
        for each in parameters
    ]


def _response(said: str, schema: str) -> dict:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": said, "content": content}


def show_description(request: HttpRequest) -> HttpResponse:
    if request.method not in SAFE:
        return not_allowed()
    document = description(request.build_absolute_uri("/"))
    return to_anyone(request, JsonResponse(document, json_dumps_params={"ensure_ascii": False}))

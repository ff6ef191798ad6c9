"""One declaration of an address of the open data: its view, its route and its description follow from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from news.open_answers import to_anyone

START = "api/v1/"
SAFE = ("GET", "HEAD")


class Refused(BadRequest):
    """What was asked cannot be answered; the message is a whole Vietnamese sentence."""


@dataclass(frozen=True)
class Parameter:
    """Something that may be asked; `read` makes the value of the text, and raises Refused. Optional but in a path."""

    name: str
    description: str
    schema: Mapping
    read: Callable[[str], object] = str


@dataclass(frozen=True)
class Endpoint:
    """An address below /api/v1/. `answer` takes the request and every parameter by name, None for what is not asked,
    and returns what `schema` describes; it raises Refused and Http404."""

    name: str
    path: str
    summary: str
    answer: Callable[..., dict]
    schema: Mapping
    asked: tuple[Parameter, ...] = ()
    within: tuple[Parameter, ...] = ()

    @property
    def address(self) -> str:
        """The address with its open parts in braces, as a description writes it: "/api/v1/years/{year}/"."""
        return f"/{START}{self.path}"

    def view(self, request: HttpRequest, **parts: str) -> HttpResponse:
        """Answer GET and HEAD; whatever is wrong is told as JSON, too."""
        if request.method not in SAFE:
            return not_allowed()
        try:
            return to_anyone(request, _json(self.answer(request, **parts, **self._read(request))))
        except Refused as refused:
            return error("bad_request", str(refused), status=400)
        except Http404 as missing:
            return error("not_found", str(missing), status=404)

    def _read(self, request: HttpRequest) -> dict[str, object]:
        known = {parameter.name: parameter for parameter in self.asked}
        for name in request.GET:
            if name not in known:
                said = f"có thể dùng: {', '.join(known)}" if known else "địa chỉ này không nhận tham số nào"
                raise Refused(f"Không có tham số “{name[:40]}”: {said}.")
        return {
            name: parameter.read(request.GET[name]) if name in request.GET else None
            for name, parameter in known.items()
        }


def error(code: str, message: str, *, status: int) -> JsonResponse:
    """What programs and people read of a request that is not answered."""
    answer = _json({"error": {"code": code, "message": message}}, status=status)
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cache-Control"] = "no-store"
    return answer


def not_allowed() -> JsonResponse:
    answer = error("method_not_allowed", "Dữ liệu mở chỉ để đọc: hãy dùng GET hoặc HEAD.", status=405)
    answer["Allow"] = ", ".join(SAFE)
    return answer


def _json(content: dict, status: int = 200) -> JsonResponse:
    return JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})


# What is asked in the same way everywhere

DEFAULT_LIMIT, MOST = 100, 200


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= len(text) <= 4 and 1 <= int(text) <= MOST):
        raise Refused(f"“limit” là số dòng một lần, từ 1 đến {MOST}: “{text[:40]}” không phải.")
    return int(text)


def _line(text: str) -> str:
    if len(text) > 100:
        raise Refused("Tham số dài quá 100 ký tự: hãy ghi ngắn hơn.")
    return text


def text(name: str, description: str) -> Parameter:
    return Parameter(name, description, {"type": "string", "maxLength": 100}, _line)


def one_of(name: str, description: str, values: tuple[str, ...]) -> Parameter:
    def read(asked: str) -> str:
        if asked not in values:
            raise Refused(f"“{name}” không có giá trị “{asked[:40]}”: hãy chọn một trong {', '.join(values)}.")
        return asked

    return Parameter(name, description, {"type": "string", "enum": list(values)}, read)


LIMIT = Parameter(
    "limit",
    f"Số dòng một lần, mặc định {DEFAULT_LIMIT}.",
    {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT},
    _limit,
)


def after(key: str) -> Parameter:
    return text("after", f"Đọc tiếp sau dòng có {key} này; địa chỉ trang tiếp theo có sẵn ở “next”.")


def listed(name: str, item: Mapping) -> dict:
    """The schema of a page of a list."""
    return shape({name: {"type": "array", "items": item}, "next": {"type": ["string", "null"], "format": "uri"}})


def shape(properties: Mapping[str, Mapping]) -> dict:
    """The schema of an object that has all of these."""
    return {"type": "object", "required": list(properties), "properties": dict(properties)}


def next_page(request: HttpRequest, *, after: str | None) -> str | None:
    """The address of the page after the one that ends with the key `after`; None where nothing comes after it."""
    if after is None:
        return None
    query = request.GET.copy()
    query["after"] = after
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")

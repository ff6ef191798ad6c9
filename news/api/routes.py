"""The routes of the open data, from the same declarations as their description."""

import re

from django.urls import path

from news.api.declaring import START, Endpoint
from news.api.endpoints import ENDPOINTS
from news.api.openapi import show_description
from news.api.pages import no_such_data, open_data

_CONVERTERS = {"code": "path"}  # codes of organisations may hold strokes


def _route(endpoint: Endpoint) -> str:
    return START + re.sub(r"\{(\w+)\}", lambda part: f"<{_CONVERTERS.get(part[1], 'str')}:{part[1]}>", endpoint.path)


routes = [
    path("api/", open_data, name="open_data"),
    path(f"{START}openapi.json", show_description, name="openapi"),
    *(path(_route(endpoint), endpoint.view, name=f"api_{endpoint.name}") for endpoint in ENDPOINTS),
    path(START, no_such_data, name="api_none"),
    path(f"{START}<path:rest>", no_such_data, name="api_nothing"),
]

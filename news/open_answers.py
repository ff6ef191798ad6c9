"""Answers that anybody, person or program of whatever site, may take and keep: asked again before each use."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

ANY_ORIGIN = "Access-Control-Allow-Origin"


def to_anyone(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Mark an answer as open, with the mark of its content (ETag); 304 where the asker has just that already.

    Caches may keep it and ask every time whether it still holds: what is withdrawn is gone at once.
    """
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["Cache-Control"] = "public, no-cache"
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    answer[ANY_ORIGIN] = "*"
    return answer

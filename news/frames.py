"""The frame of a page, everything around what it says, made once for all strangers while nothing changes.

It is the page's own template with a mark in each block; the marks are then replaced. Whoever has a session gets a
frame of their own.
"""

import copy
import secrets
from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import conditional_escape

from news.public_state import remembered

_SIGN = secrets.token_hex(16)  # nobody can write it into a post


def framed(request: HttpRequest, template: str, blocks: Mapping[str, str], *, path: str, **known) -> str:
    """The page `template` (which shows `marks.<block>` in its blocks) with each block filled; text is escaped.

    `path` is the address that the frame takes itself to stand at, since all pages of the kind share it; what is
    `known` of them all is not asked for again.
    """
    marks = {name: f"{_SIGN}-{name}-" for name in blocks}
    own = copy.copy(request)
    own.path = own.path_info = path

    def make() -> str:
        return render_to_string(template, {"marks": marks, **known}, own)

    shared = settings.SESSION_COOKIE_NAME not in request.COOKIES
    subject = f"{template} {request.scheme} {request.get_host()}"
    page = remembered(subject, make) if shared else make()
    for name, mark in marks.items():
        page = page.replace(mark, conditional_escape(blocks[name]))
    return page

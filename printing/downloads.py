"""Files handed to whoever asks for them by a page."""

from django.http import HttpResponse

from printing.xlsx import XLSX


def download(content: bytes, name: str, content_type: str = XLSX) -> HttpResponse:
    """A file to be saved under a plain name, which nothing between the portal and its reader may keep."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response

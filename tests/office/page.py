"""Reads the forms of a page as a browser does: what would be sent if nobody touched anything."""

from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client

UNSENT = {"submit", "button", "image", "reset", "file"}


class _Form(HTMLParser):
    """Collects the successful controls of the form whose id ends with `_form`, or of the last one."""

    def __init__(self):
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self._select = self._textarea = None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.values = {}
        elif tag == "input":
            self._input(given)
        elif tag == "textarea":
            self._textarea, self.values[given["name"]] = given["name"], [""]
        elif tag == "select" and "name" in given:
            self._select = given["name"]
            self.values[self._select] = []
        elif tag == "option" and self._select and "selected" in given:
            self.values[self._select].append(given.get("value", ""))

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = None
        elif tag == "textarea":
            self.values[self._textarea][0] = self.values[self._textarea][0].removeprefix("\n")  # as browsers do
            self._textarea = None

    def handle_data(self, data):
        if self._textarea:
            self.values[self._textarea][0] += data

    def _input(self, given: dict) -> None:
        kind = given.get("type", "text")
        if "name" not in given or kind in UNSENT or (kind in ("checkbox", "radio") and "checked" not in given):
            return
        self.values.setdefault(given["name"], []).append(given.get("value") or ("on" if kind == "checkbox" else ""))


def form_on(response: HttpResponse) -> dict[str, list[str]]:
    """What the page's own form would send."""
    html = response.content.decode()
    main = html[html.index('id="content-main"' if 'id="content-main"' in html else 'id="noi-dung"') :]
    reader = _Form()
    reader.feed(main[main.index("<form") : main.index("</form>")])
    return reader.values


def opened(client: Client, address: str, **typed) -> dict:
    """Open a page and return its form with some fields typed over, ready to be posted."""
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return {**form_on(response), **typed}


def complaints(response: HttpResponse) -> list[str]:
    """Every error sentence of the page's form and its rows."""
    context = response.context
    if "adminform" not in context:
        return [sentence for sentences in context["form"].errors.values() for sentence in sentences]
    return [sentence for sentences in context["errors"] for sentence in sentences]

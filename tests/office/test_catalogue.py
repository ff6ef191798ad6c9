"""The Vietnamese of the libraries: complete, with every placeholder, and compiled as it is written."""

import ast
import io
import itertools
import re
import tokenize
import unicodedata
from pathlib import Path

import django
import import_export
import polib
import pytest
import simple_history
from django.conf import settings
from django.template.loader import get_template
from django.utils.translation import gettext, ngettext
from django.utils.translation.template import templatize

CATALOGUES = Path(settings.LOCALE_PATHS[0]) / "vi" / "LC_MESSAGES"
OURS = polib.pofile(str(CATALOGUES / "django.po"))
SCRIPTS = polib.pofile(str(CATALOGUES / "djangojs.po"))
DJANGO = Path(django.__file__).parent
DJANGO_OWN = [
    polib.pofile(str(DJANGO / folder / "locale" / "vi" / "LC_MESSAGES" / "django.po"))
    for folder in ("conf", "contrib/admin", "contrib/auth", "contrib/contenttypes")
]
CALL = re.compile(r"\b(?:_|n?gettext(?:_lazy|_noop)?)\(\s*(?=[\"'])")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}")


def asked_for(source: str) -> set[str]:
    """Texts that a module or a template hands to gettext: the literal, in however many pieces, after its bracket."""
    found = set()
    for call in CALL.finditer(source):
        pieces = []
        tokens = tokenize.generate_tokens(io.StringIO(f"({source[call.end() :]}").readline)
        for token in itertools.islice(tokens, 1, None):
            if token.type == tokenize.STRING:
                pieces.append(ast.literal_eval(token.string))
            elif token.type not in (tokenize.NL, tokenize.COMMENT):
                break
        found.add("".join(pieces))
    return found


def texts_of(package: Path, *endings: str) -> set[str]:
    files = [path for path in package.rglob("*") if path.suffix in endings and "tests" not in path.parts]
    return {
        text
        for path in files
        for text in asked_for(
            templatize(path.read_text("utf-8")) if path.suffix == ".html" else path.read_text("utf-8")
        )
    }


def known() -> set[str]:
    written = [entry for catalogue in (OURS, *DJANGO_OWN) for entry in catalogue if not entry.fuzzy]
    return {entry.msgid for entry in written if entry.msgstr or all((entry.msgstr_plural or {0: ""}).values())}


@pytest.mark.parametrize(
    "package",
    [
        pytest.param(Path(import_export.__file__).parent, id="import_export"),
        pytest.param(Path(simple_history.__file__).parent, id="simple_history"),
        pytest.param(DJANGO / "contrib" / "admin", id="admin"),
        pytest.param(DJANGO / "contrib" / "auth", id="auth"),
        pytest.param(DJANGO / "core", id="validators"),
        pytest.param(DJANGO / "forms", id="forms"),
    ],
)
def test_everything_a_library_says_is_said_in_vietnamese(package):
    asked = texts_of(package, ".py", ".html")

    assert len(asked) > 5
    assert {text for text in asked - known() if text.strip()} == set()


def test_our_own_admin_pages_borrow_only_what_is_translated():
    ours = texts_of(Path(settings.BASE_DIR) / "templates" / "admin", ".html")

    assert ours - known() == set()


@pytest.mark.parametrize("catalogue", [OURS, SCRIPTS], ids=["django", "djangojs"])
class TestCatalogue:
    def test_every_entry_is_translated(self, catalogue):
        assert [entry.msgid for entry in catalogue if not entry.translated()] == []

    def test_placeholders_survive(self, catalogue):
        def placeholders(text: str) -> list[str]:
            return sorted(re.sub(r"^\{\d+\}$", "{}", found) for found in PLACEHOLDER.findall(text))

        lost = [
            (entry.msgid, said)
            for entry in catalogue
            for said in (entry.msgstr, *entry.msgstr_plural.values())
            if said and placeholders(entry.msgid_plural or entry.msgid) != placeholders(said)
        ]

        assert lost == []

    def test_is_in_composed_form_and_has_no_stray_space(self, catalogue):
        said = [
            (entry.msgid, text) for entry in catalogue for text in (entry.msgstr, *entry.msgstr_plural.values()) if text
        ]

        assert [text for _, text in said if not unicodedata.is_normalized("NFC", text)] == []
        assert [text for source, text in said if text != text.strip() and source == source.strip()] == []

    def test_is_compiled_as_it_is_written(self, catalogue):
        def said(entries) -> dict:
            return {(one.msgctxt, one.msgid): one.msgstr or one.msgstr_plural for one in entries}

        compiled = polib.mofile(catalogue.fpath.removesuffix(".po") + ".mo")

        assert said(compiled) == said(catalogue)


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("This field is required.", "Không được để trống."),
        ("Confirm import", "Xác nhận nhập"),
        ("Change reason", "Lý do"),
        ("History", "Lịch sử"),
        ("Action:", "Thao tác:"),
    ],
)
def test_the_portal_speaks_it(english, vietnamese):
    assert gettext(english) == vietnamese


def test_one_plural_serves_every_number():
    said = [ngettext("%(counter)s result", "%(counter)s results", number) for number in (0, 1, 2, 570286)]

    assert said == ["%(counter)s kết quả"] * 4


def test_pages_of_the_admin_that_we_replace_are_really_ours():
    ours = Path(settings.BASE_DIR) / "templates"
    pages = ["base_site", "change_form", "portal_index", "verb_form", "refused", "object_history_changes"]

    assert [Path(get_template(f"admin/{name}.html").origin.name).is_relative_to(ours) for name in pages] == [True] * 6

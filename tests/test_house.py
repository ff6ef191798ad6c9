"""Rules of the house that a reader of one file cannot see broken."""

import io
import re
import unicodedata
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
OURS = ["printing", "office", "cooperatives", "returns", "events", "reports", "news", "alliance"]


def sources(*endings: str) -> list[Path]:
    folders = [ROOT / name for name in [*OURS, "templates", "static", "script", "docs"]]
    return [path for folder in folders for path in folder.rglob("*") if path.suffix in endings]


def lines_with(pattern: str, *endings: str, but: tuple[str, ...] = ()) -> list[str]:
    """Places where a pattern stands, as file:line."""
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sources(*endings)
        if str(path.relative_to(ROOT)) not in but and "migrations" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]


def test_numbers_are_rounded_in_one_module_only():
    assert lines_with(r"(?<![\w.])round\(", ".py", but=("printing/numbers.py",)) == []


def test_templates_never_format_numbers_themselves():
    assert lines_with("floatformat", ".html", ".py") == []


def test_no_template_trusts_text_blindly():
    assert lines_with(r"\|\s*safe\b", ".html") == []


def test_no_page_carries_inline_script_or_style():
    assert lines_with(r"<script(?![^>]*\bsrc=)|\son\w+=\"|\sstyle=\"|<style", ".html", but=PRINTED) == []


PRINTED = tuple(str(path.relative_to(ROOT)) for path in (ROOT / "templates").glob("*/print/*.html"))


def test_every_table_of_a_page_stands_in_a_box_that_scrolls():
    """So that the page does not: on a telephone a table is wider than the screen."""
    box = r'<div class="[^"]*(?:table-wrap|results|change-history)[^"]*"[^>]*>\s*<table'
    pages = [path for path in sources(".html") if str(path.relative_to(ROOT)) not in PRINTED]
    texts = {path.name: path.read_text(encoding="utf-8") for path in pages}

    assert [name for name, text in texts.items() if text.count("<table") != len(re.findall(box, text))] == []


def test_every_table_of_ours_has_a_caption():
    texts = {path: path.read_text(encoding="utf-8") for path in sources(".html")}

    assert [
        path.name
        for path, text in texts.items()
        if str(path.relative_to(ROOT)) not in PRINTED and text.count("<table") != text.count("<caption")
    ] == []


def test_no_page_asks_another_server_for_anything():
    assert lines_with(r"(?:src|href)=[\"']?(?:https?:)?//|@import|url\([\"']?(?:https?:)?//", ".html", ".css") == []


def test_text_is_in_composed_form():
    offences = [
        str(path.relative_to(ROOT))
        for path in sources(".py", ".html", ".md")
        if not unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))
    ]

    assert offences == []


@pytest.mark.parametrize("app", [name for name in OURS if name != "alliance"])
def test_every_verbose_name_begins_in_lower_case(app):
    """Django capitalises where a sentence begins; abbreviations and proper names keep their own."""
    names = [
        (model._meta.label, str(name))
        for model in apps.get_app_config(app).get_models()
        for name in (
            model._meta.verbose_name,
            model._meta.verbose_name_plural,
            *(field.verbose_name for field in model._meta.fields if not field.auto_created and field.model is model),
        )
        if not model.__name__.startswith("Historical")
    ]

    assert [(label, name) for label, name in names if name[:1] != name[:1].lower()] == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    said = io.StringIO()

    call_command("makemigrations", check=True, dry_run=True, stdout=said)

    assert said.getvalue().strip() == "No changes detected"


def asked_for() -> set[str]:
    """Names of the variables that settings read from the environment."""
    text = (ROOT / "alliance" / "settings.py").read_text(encoding="utf-8")
    return set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", text))


def test_every_environment_variable_is_documented():
    assert {
        name for name in asked_for() if f"`{name}`" not in (ROOT / "docs" / "environment.md").read_text("utf-8")
    } == set()


def test_every_environment_variable_is_in_the_example():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")

    assert {name for name in asked_for() if not re.search(rf"^#? ?{name}=", example, re.MULTILINE)} == set()


def test_settings_do_ask_the_environment():
    assert {"SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS", "PRODUCTION"} <= asked_for()


@pytest.mark.django_db
def test_no_list_of_the_admin_is_edited_in_place():
    """Editing in lists would walk around the guard against overwriting."""
    assert [model._meta.label for model, page in admin.site._registry.items() if page.list_editable] == []


def test_no_template_prints_a_key_as_a_number_of_the_language():
    """Grouping by three would make of key 1420 the address "1.420"."""
    assert lines_with(r"\{\{\s*[\w.]+\.(?:pk|id)\s*\}\}", ".html") == []

"""The house stands in one direction: an app imports only from apps to its left, and no app imports the roof."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
ORDER = ["printing", "office", "cooperatives", "returns", "events", "reports", "news"]
ROOF = "alliance"
NAMED_FOR_NOTHING = {"utils", "helpers", "services", "core", "common", "constants", "managers", "misc", "signals"}


def imported_apps(path: Path) -> set[str]:
    """Top-level packages imported anywhere in the file, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def modules(app: str) -> list[Path]:
    return [path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


@pytest.mark.parametrize("app", ORDER)
def test_an_app_imports_only_from_its_left(app):
    forbidden = {*ORDER[ORDER.index(app) + 1 :], ROOF}

    offences = [
        f"{module.relative_to(ROOT)} imports {other}"
        for module in modules(app)
        for other in imported_apps(module) & forbidden
    ]

    assert offences == []


def test_a_foreign_key_points_to_its_own_app_or_to_the_left():
    offences = [
        f"{model._meta.label}.{field.name} points to {field.related_model._meta.label}"
        for app in ORDER
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model._meta.app_label in ORDER
        if ORDER.index(field.related_model._meta.app_label) > ORDER.index(app)
    ]

    assert offences == []


def test_the_check_sees_an_import_inside_a_function(tmp_path):
    hidden = tmp_path / "hidden.py"
    hidden.write_text("def late():\n    from news.models import Article\n    return Article\n", encoding="utf-8")

    assert imported_apps(hidden) == {"news"}


def test_no_function_imports():
    offences = [
        f"{module.relative_to(ROOT)}:{inner.lineno}"
        for app in [*ORDER, ROOF]
        for module in modules(app)
        for outer in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(outer, ast.FunctionDef)
        for inner in ast.walk(outer)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]

    assert offences == []


def test_every_module_is_named_for_its_subject():
    offences = [
        str(module.relative_to(ROOT)) for app in ORDER for module in modules(app) if module.stem in NAMED_FOR_NOTHING
    ]

    assert offences == []


def test_every_app_is_installed_in_the_order_of_the_house():
    installed = [config.name for config in apps.get_app_configs() if config.name in ORDER]

    assert installed == ORDER

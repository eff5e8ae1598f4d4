"""Compile every template, so that an error is found before its page is asked for; ``make check`` runs it."""

from __future__ import annotations

import sys
from pathlib import Path

import django
from django.conf import settings
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template

_SUFFIXES = {".html", ".txt", ".svg", ".xml"}


def main() -> int:
    """Say what does not compile; return the exit status."""
    django.setup()
    folder = Path(settings.BASE_DIR) / "templates"
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.suffix in _SUFFIXES)
    wrong = [problem for problem in map(_problem, names) if problem]
    print("\n".join(wrong) if wrong else f"{len(names)} templates compile")
    return 1 if wrong else 0


def _problem(name: str) -> str:
    try:
        get_template(name)
    except (TemplateSyntaxError, TemplateDoesNotExist) as error:
        return f"{name}: {error}"
    return ""


if __name__ == "__main__":
    sys.exit(main())

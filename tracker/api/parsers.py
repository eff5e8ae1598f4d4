"""Reads JSON bodies, and refuses those that are too large or too deep to be meant."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, parsers

TOO_LARGE = gettext_lazy("A body has 20 MB at most.")


class TooLarge(exceptions.APIException):
    """413."""

    status_code = 413


class JSONParser(parsers.JSONParser):
    """JSON in UTF-8; the top must be an object."""

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Return the object that the body holds."""
        request = (parser_context or {})["request"]
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise TooLarge(TOO_LARGE)
        try:
            parsed: Any = super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise exceptions.ParseError(_("The JSON is nested too deeply.")) from None
        if not isinstance(parsed, dict):
            raise exceptions.ParseError(_("The body must be a JSON object."))
        _require_text(parsed)
        return parsed


def _require_text(parsed: dict[str, Any]) -> None:
    """Refuse halves of surrogate pairs, which JSON can write and no text can hold."""
    try:
        json.dumps(parsed, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise exceptions.ParseError(_("The JSON holds a sign that is no text.")) from None

"""Turns every exception of the API into a problem; the sentence is the one that pages and commands show."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from tracker.api import problems
from tracker.api.parsers import TOO_LARGE
from tracker.api.problems import Problem
from tracker.core.errors import InvalidInput, TrackerError


def problem(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Answer ``exc`` as RFC 9457 says, or leave what nobody foresaw to the handler of errors."""
    found = as_problem(exc)
    if found is None:
        return None
    response = exception_handler(_for_framework(exc, found), context)
    if response is not None:
        response.data = found.body()
        response.content_type = problems.CONTENT_TYPE
    return response


@singledispatch
def as_problem(exc: Exception) -> Problem | None:
    """Return the problem that ``exc`` is, or None where it is a fault of ours."""
    return None


@as_problem.register
def _of_ours(exc: TrackerError) -> Problem:
    errors = [(each.path, each.message) for each in exc.errors] if isinstance(exc, InvalidInput) else []
    return Problem(exc.status, exc.code, str(exc.title), str(exc.detail), errors, exc.data)


@as_problem.register
def _of_framework(exc: exceptions.APIException) -> Problem:
    return problems.of_status(exc.status_code, str(exc.detail))


@as_problem.register
def _of_throttle(exc: exceptions.Throttled) -> Problem:
    return problems.of_status(429, _("Ask again later; Retry-After says when."))


@as_problem.register
def _of_validation(exc: exceptions.ValidationError) -> Problem:
    return _invalid(list(problems.flatten(exc.detail)))


@as_problem.register
def _of_model(exc: DjangoValidationError) -> Problem:
    nested = exc.message_dict if hasattr(exc, "error_dict") else exc.messages
    return _invalid(list(problems.flatten(nested)))


@as_problem.register
def _of_missing(exc: Http404) -> Problem:
    return problems.of_status(404, _("Nothing has this address."))


@as_problem.register
def _of_permission(exc: PermissionDenied) -> Problem:
    return problems.of_status(403, _("Your role does not allow this."))


@as_problem.register
def _of_suspicious(exc: SuspiciousOperation) -> Problem:
    return problems.of_status(400, _("The request cannot be read."))


@as_problem.register
def _of_size(exc: RequestDataTooBig) -> Problem:
    return problems.of_status(413, TOO_LARGE)


def _invalid(errors: list[tuple[str, str]]) -> Problem:
    detail = "; ".join(f"{path}: {message}" if path else message for path, message in errors)
    return problems.of_status(400, detail, errors)


def _for_framework(exc: Exception, found: Problem) -> Exception:
    """Return what the framework answers with the same status, its headers and a rollback."""
    if isinstance(exc, exceptions.APIException):
        return exc
    stand_in = exceptions.APIException(found.detail)
    stand_in.status_code = found.status
    return stand_in

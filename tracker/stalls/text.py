"""The tables that commands print (pure)."""

from collections.abc import Mapping, Sequence
from typing import Any

from tracker.core.words import MINUS, figures, signed_decimal
from tracker.core.words import signed as signed_number


def table(heading: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> str:
    """Return rows as columns of one width, numbers at the right."""
    widths = [max(len(row[index]) for row in (heading, *rows)) for index in range(len(heading))]
    lines = [
        "  ".join(
            cell.rjust(width) if index in right else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (heading, ["-" * width for width in widths], *rows)
    ]
    return "\n".join(lines)


def progress_table(answer: Mapping[str, Any]) -> str:
    """Return the progress object as text: recommendations, then areas."""
    rows = [
        [
            each["code"],
            each["status"],
            f"+{each['advances']} {MINUS}{each['setbacks']} ={each['context']}",
            signed_number(each["balance"]),
            signed_decimal(each["momentum"], 4),
            f"{each['milestones_met']}/{each['milestones_total']}",
            each["last_development"] or "none",
            each["last_advance"] or "none",
            figures(each["days_since_development"]),
            _found(each["findings"]),
            each["title"],
        ]
        for each in answer["recommendations"]
    ]
    heading = ["code", "status", "evidence", "balance", "momentum", "met", "last dev.", "last adv.", "days",
               "findings", "title"]  # fmt: skip
    areas = [
        [each["name"], f"{each['stalled']} of {each['unsettled']} unsettled", _found(each["findings"])]
        for each in answer["areas"]
    ]
    return "\n".join(
        [
            f"{answer['document']} as of {answer['as_of']}, as known at {answer['known_at']}",
            "",
            table(heading, rows, frozenset({3, 4, 5, 8})),
            "",
            table(["area", "stalled", "findings"], areas),
        ]
    )


def _found(findings: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(f"{each['rule']} since {each['since']}" for each in findings) or "none"


def scan_table(answer: Mapping[str, Any]) -> str:
    """Return a scan's answer as text."""
    rows = [[each["subject"], each["rule"], each["since"], each["state"] or "finding", each["reason"]]
            for each in answer["flags"]]  # fmt: skip
    counts = ", ".join(f"{answer[name]} {name}" for name in ("opened", "resolved", "reopened"))
    lines = [f"As of {answer['as_of']}: {counts}"]
    if rows:
        lines += ["", table(["subject", "rule", "since", "state", "reason"], rows)]
    return "\n".join(lines)

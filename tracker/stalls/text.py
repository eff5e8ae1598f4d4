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


def changes_table(answer: Mapping[str, Any]) -> str:
    """Return a comparison as text: a table for each recommendation that changed, then how many did not."""
    first, second = answer["from"], answer["to"]
    lines = [
        f"{answer['document']} from {first['as_of']} (as known at {first['known_at']}) "
        f"to {second['as_of']} (as known at {second['known_at']})"
    ]
    heading = ["", "rows", "advances", "setbacks", "context", "balance", "met", "momentum", "days", "status"]
    changed = [each for each in answer["recommendations"] if each["changed"]]
    for each in changed:
        lines += ["", f"{each['code']} {each['title']}"]
        lines += [table(heading, _changes(each), frozenset(range(1, 9)))]
        for name, words in (("findings_began", "began"), ("findings_ended", "ended")):
            if each[name]:
                lines += [f"{words}: {', '.join(each[name])}"]
    rest = len(answer["recommendations"]) - len(changed)
    if rest:
        lines += ["", f"Of {rest} no row differs and no finding began or ended."]
    return "\n".join(lines)


def _changes(each: Mapping[str, Any]) -> list[list[str]]:
    names = ("advances", "setbacks", "context", "balance", "milestones_met")
    rows = []
    for group in each["groups"]:
        rows.append(
            [
                group["group"],
                str(group["links"] + group["meetings"] + group["judgements"]),
                *(signed_number(group[name]) for name in names),
                signed_decimal(group["momentum"], 4),
                signed_number(group["days_since_development"]),
                f"{group['status'][0]} -> {group['status'][1]}" if group["status"] else "",
            ]
        )
    for name, end in (("before", each["before"]), ("after", each["after"])):
        rows.append(
            [
                name,
                "",
                *(str(end[one]) if end[one] >= 0 else signed_number(end[one]) for one in names),
                signed_decimal(end["momentum"], 4),
                str(end["days_since_development"]),
                end["status"],
            ]
        )
    return [rows[-2], *rows[:-2], rows[-1]]


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

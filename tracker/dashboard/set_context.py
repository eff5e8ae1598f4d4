"""What the pages of judges, actors, areas and sources hand to their templates: choices as links."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tracker.core.links import changed_query
from tracker.dashboard.context import Option
from tracker.dashboard.queries.judges import JudgesPage


def judges_context(query: QueryDict, shown: JudgesPage) -> dict[str, Any]:
    """Return how the verdicts are narrowed: by judge, and to those that both judged or that differ."""
    choice = shown.choice

    def option(label: str, name: str, value: str, current: str, count: int | None = None) -> Option:
        return Option(label, f"{changed_query(query, {name: value})}#verdicts", current == value, count)

    judges = [option(_("All judges"), "judge", "", choice.judge)]
    judges += [
        option(each.band.judge.name, "judge", each.band.judge.key, choice.judge, each.band.judged)
        for each in shown.bands
    ]
    labels = {"implemented": _("implemented strictly"), "with-partly": _("implemented, with partly ones")}
    chips = []
    if choice.show in labels:
        chips.append(Option(labels[choice.show], changed_query(query, {"show": None})))
    if choice.judge and choice.judge not in [each.band.judge.key for each in shown.bands]:
        chips.append(Option(choice.judge, changed_query(query, {"judge": None})))
    clear = changed_query(query, {"judge": None, "show": None})
    return {
        "judge_label": _("Whose verdicts"),
        "judge_options": judges if len(shown.bands) > 1 else [],
        "show_label": _("Which recommendations"),
        "show_options": [
            option(_("All"), "show", "", choice.show, shown.total),
            option(_("Judged by both"), "show", "both", choice.show, shown.both),
            option(_("Only where they differ"), "show", "differ", choice.show, shown.differ),
        ],
        "chips": chips,
        "clear_url": clear,
        "clear_actions": [Option(_("Show all"), clear)],
    }

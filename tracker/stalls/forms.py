"""Acknowledge and snooze, as forms."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.stalls.choices import Cause
from tracker.stalls.services import SNOOZE_DAYS


class AcknowledgeForm(forms.Form):
    """Why a recommendation or an area is stalled, as whoever acknowledges it says."""

    cause = forms.ChoiceField(
        label=_("Cause"),
        choices=Cause.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the cause that fits best.")},
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class SnoozeForm(forms.Form):
    """Until when a subject's flags sleep, and why."""

    until = forms.ChoiceField(
        label=_("Snooze"),
        choices=[
            ("development", _("until its next development")),
            ("days", _("for 30 days")),
            ("day", _("until a day")),
        ],
        widget=forms.RadioSelect,
        initial="development",
    )
    day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("Write the day as 2027-01-31.")},
    )
    reason = forms.CharField(
        label=_("Why? Others see this"), required=False, max_length=2000, widget=forms.TextInput()
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Ask for the day where one is chosen; it must be still to come."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("until") == "day" and "day" not in self.errors:
            day = cleaned.get("day")
            if day is None:
                self.add_error("day", _("Write the day on which the snooze ends."))
            elif day <= self.today:
                self.add_error("day", _("A snooze ends on a day still to come."))
        return cleaned

    @property
    def ends_on(self) -> dt.date | None:
        """The day that was chosen; None where the next development ends it."""
        chosen = self.cleaned_data["until"]
        if chosen == "days":
            return self.today + dt.timedelta(days=SNOOZE_DAYS)
        day: dt.date | None = self.cleaned_data["day"] if chosen == "day" else None
        return day

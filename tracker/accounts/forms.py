"""Forms of the account page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.accounts.services import LONGEST_TOKEN_DAYS, LONGEST_TOKEN_NAME


class TokenForm(forms.Form):
    """Asks for a new token's name and life."""

    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_TOKEN_NAME,
        help_text=_("So that you know later which to revoke."),
    )
    days = forms.IntegerField(
        label=_("Days until it expires"),
        min_value=1,
        max_value=LONGEST_TOKEN_DAYS,
        required=False,
        help_text=_("Empty: it never does."),
    )

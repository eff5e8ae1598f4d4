"""The parts of allauth that are served: sign-in, passwords, second factor, single sign-on; no sign-up."""

from __future__ import annotations

from allauth import urls as allauth_urls

urlpatterns = [
    entry for entry in allauth_urls.urlpatterns if "signup" not in str(getattr(entry, "pattern", ""))
]

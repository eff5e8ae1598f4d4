"""Addresses of the accounts room's pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tracker.accounts import views

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", views.account, name="account"),
    path("account/tokens/", views.create_token, name="create-token"),
    path("account/tokens/<int:pk>/revoke/", views.revoke_token, name="revoke-token"),
]

"""API tokens as text: made at random, kept only as a digest."""

from __future__ import annotations

import hashlib
import secrets

#: Lets secret scanners and people tell what they have found.
PREFIX = "ptk_"


def make() -> str:
    """Return a new token of 256 random bits."""
    return PREFIX + secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Return what is kept of ``token``; random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_password() -> str:
    """Return a password that can be read out and typed: five groups of four, about 100 bits."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that look alike
    return "-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(5))

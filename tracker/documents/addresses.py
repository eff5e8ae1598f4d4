"""Tell when two web addresses are one source (pure).

The canonical form is for comparing only: a source keeps the address that was first given, and
that is what readers follow. `http` and `https`, a leading `www.`, a closing slash, the fragment,
user names and tracking parameters make no difference; every other parameter does.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit, urlunsplit

from courlan import clean_url
from url_normalize import url_normalize

MAX_LENGTH = 2000
_HOST = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+"
#: What no library would change: a plain host, and a path of plain words without any dots alone.
_PLAIN = re.compile(rf"https?://((?!xn--)(?:{_HOST}))((?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)/?", re.ASCII)
_UNUSABLE = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\ufeff]")


class AddressError(ValueError):
    """A text that is no web address; the message says why."""


@lru_cache(maxsize=65536)
def canonical_url(url: str) -> str:
    """Return the form in which one source has one address; raise ``AddressError`` with the reason."""
    plain = _PLAIN.fullmatch(url)
    if plain and len(url) <= MAX_LENGTH and "xn--" not in url:
        return f"https://{_without_www(plain[1])}{plain[2] or '/'}"
    parts = _checked(url)
    try:
        normal = urlsplit(url_normalize(urlunsplit(parts)) or "")
        cleaned = urlsplit(clean_url(urlunsplit(normal._replace(query=_valued(normal.query)))) or "")
    except (ValueError, UnicodeError) as error:
        raise AddressError(_explain(url, "cannot be read")) from error
    if not cleaned.hostname:
        raise AddressError(_explain(url, "has no host"))
    query = "&".join(filter(None, [cleaned.query, *sorted(_bare(normal.query))]))
    netloc = _without_www(cleaned.netloc.lower().removesuffix("."))
    path = cleaned.path.rstrip("/") or "/"
    canonical = urlunsplit(("https", netloc, path, query, ""))
    if len(canonical) > MAX_LENGTH:
        raise AddressError(_explain(url, f"is longer than {MAX_LENGTH:,} characters"))
    return canonical


def _checked(url: str) -> SplitResult:
    """Split an address of http or https, without user names and fragment."""
    if len(url) > MAX_LENGTH:
        raise AddressError(_explain(url, f"is longer than {MAX_LENGTH:,} characters"))
    if _UNUSABLE.search(url):
        raise AddressError(_explain(url, "holds a blank or a control character"))
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise AddressError(_explain(url, "cannot be read")) from error
    if parts.scheme not in {"http", "https"}:
        raise AddressError(_explain(url, "is no web address"))
    if not host:
        raise AddressError(_explain(url, "has no host"))
    standard = {"http": 80, "https": 443}[parts.scheme]
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port in {None, standard} else f"{shown}:{port}"
    return parts._replace(netloc=netloc, fragment="")


def _without_www(netloc: str) -> str:
    bare = netloc.removeprefix("www.")
    return bare if "." in bare else netloc


def _valued(query: str) -> str:
    return "&".join(part for part in query.split("&") if part.partition("=")[2])


def _bare(query: str) -> list[str]:
    """Return parameters without a value, which name pages on some ministries' sites."""
    return [part for part in query.split("&") if part and not part.partition("=")[2]]


def _explain(url: str, why: str) -> str:
    shown = url if len(url) <= 80 else f"{url[:79]}…"
    return f"“{shown}” {why}; write the whole address, as https://example.org/page."

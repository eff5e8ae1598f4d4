"""Every page and GET endpoint with sample addresses, and a world of any size in which all of them stand."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from tests.bench.packages import Size, write
from tests.support.pages import patterns
from tests.support.people import person
from tracker.accounts.models import User
from tracker.core import clock

DOC, REC, DEV, AREA, ACTOR = "bench", "r00000", "d0000000", "area-0", "actor-0"
_D, _R = f"/documents/{DOC}/", f"/documents/{DOC}/recommendations/{REC}/"
_API = "/api/v1/"

#: Pages of figures: each says as of which day, and its links keep it.
FIGURES: dict[str, list[str]] = {
    "dashboard:home": ["/"],
    "dashboard:overview": [_D, f"{_D}?open=all", f"{_D}?view=table", f"{_D}?group=addressee"],
    "dashboard:recommendation": [_R, f"{_R}?page=2", f"{_R}?since=2020-01-01&until=2024-01-01"],
    "dashboard:judges": [f"{_D}judges/"],
    "dashboard:compare": [f"{_D}compare/?from=2024-03-01&from_known_at=2025-01-01"],
    "dashboard:area": [f"/areas/{AREA}/"],
    "dashboard:actor": [f"/actors/{ACTOR}/"],
    "dashboard:source": ["/sources/{source}/"],
    "developments:list": [
        "/developments/",
        "/developments/?q=meeting&effect=advances",
        "/developments/?page=2",
    ],
    "developments:detail": [f"/developments/{DEV}/", "/developments/{corrected}/"],
    "stalls:list": ["/stalled/", "/stalled/?rule=silent", "/stalled/?state=resolved"],
    "reports:index": ["/reports/"],
    "progress:days": ["/days/"],
    "stalls:looks": ["/looks/"],
    "stalls:looks-of": [f"{_D}looks/"],
}
#: All else that is read: forms, files, fragments, the account.
OTHERS: dict[str, list[str]] = {
    "api:reference": [f"{_API}reference/"],
    "accounts:account": ["/account/"],
    "dashboard:overview-csv": [f"{_D}standing.csv"],
    "dashboard:ledger-csv": [f"{_R}ledger.csv"],
    "documents:new": ["/documents/new/"],
    "documents:edit": [f"{_D}edit/"],
    "documents:recommendation-new": [f"{_D}recommendations/new/"],
    "documents:recommendation-edit": [f"{_R}edit/"],
    "documents:load-package": ["/packages/load/"],
    "developments:export": ["/developments.csv", "/developments.csv?document=bench"],
    "developments:export-links": ["/links.csv"],
    "developments:new": ["/developments/new/", f"/developments/new/?recommendation={DOC}/{REC}"],
    "developments:read-date": ["/developments/new/read-date/?date=2024"],
    "developments:find-recommendation": ["/developments/new/find-recommendation/?find=meet"],
    "developments:edit": [f"/developments/{DEV}/edit/"],
    "developments:retract": [f"/developments/{DEV}/retract/"],
    "progress:assess": [f"{_R}assess/"],
    "progress:draft": [_R + "assess/drafts/{draft}/"],
    "progress:how": ["/how-figures-are-made/"],
    "reports:progress-pdf": [f"{_D}report.pdf"],
    "stalls:csv": ["/stalled.csv"],
    "stalls:acknowledge": [
        f"/stalled/recommendations/{DOC}/{REC}/acknowledge/",
        f"/stalled/areas/{AREA}/acknowledge/",
    ],
    "stalls:snooze": [f"/stalled/recommendations/{DOC}/{REC}/snooze/", f"/stalled/areas/{AREA}/snooze/"],
}
API: dict[str, list[str]] = {
    "api:entrance": [_API],
    "api:schema": [f"{_API}schema/"],
    "api:documents-list": [f"{_API}documents/"],
    "api:documents-detail": [f"{_API}documents/{DOC}/"],
    "api:recommendations-list": [f"{_API}documents/{DOC}/recommendations/"],
    "api:recommendations-detail": [f"{_API}documents/{DOC}/recommendations/{REC}/"],
    "api:areas-list": [f"{_API}areas/"],
    "api:areas-detail": [f"{_API}areas/{AREA}/"],
    "api:actors-list": [f"{_API}actors/"],
    "api:actors-detail": [f"{_API}actors/{ACTOR}/"],
    "api:sources-list": [f"{_API}sources/"],
    "api:sources-detail": [_API + "sources/{source}/"],
    "api:developments-list": [f"{_API}developments/", f"{_API}developments/?q=meeting"],
    "api:developments-detail": [f"{_API}developments/{DEV}/"],
    "api:links-list": [f"{_API}links/"],
    "api:checks-list": [f"{_API}checks/"],
    "api:assessments-list": [f"{_API}assessments/", f"{_API}assessments/?state=draft"],
    "api:assessments-detail": [_API + "assessments/{draft}/"],
    "api:flags-list": [f"{_API}flags/"],
    "api:changes": [f"{_API}documents/{DOC}/changes/?from=2024-03-01"],
    "api:progress": [f"{_API}documents/{DOC}/progress/"],
}
#: These answer POST (or PATCH) alone, or are no page of the product's own making.
NOT_READ = {
    "accounts:create-token", "accounts:revoke-token", "api:", "api:developments-retract",
    "api:assessments-publish", "api:assessments-retract", "core:health", "developments:check",
    "developments:discard", "documents:dump-package", "documents:recommendation-delete",
    "notices:put-away", "progress:remove-day", "stalls:publish-effect", "stalls:reopen",
}  # fmt: skip
#: allauth's pages of signing in and Django's admin pages.
_OTHERS_OWN = ("admin:", "account_", "mfa_", "socialaccount_", "openid_connect_")


def missing() -> set[str]:
    """Return the names of pages that have no sample address, and of samples whose page is gone."""
    ours = {name for name, _route in patterns() if not name.startswith(_OTHERS_OWN)}
    return ours ^ (FIGURES.keys() | OTHERS.keys() | API.keys() | NOT_READ)


def addresses(places: dict[str, str], *kinds: dict[str, list[str]]) -> Iterator[str]:
    """Yield the sample addresses with their numbers filled in."""
    for kind in kinds:
        for paths in kind.values():
            for path in paths:
                yield path.format(**places)


def world(size: Size) -> tuple[User, dict[str, str]]:
    """Load a package of this size and have people work on it; return an editor and the places made."""
    from tracker.stalls.services import scan

    with tempfile.TemporaryDirectory() as folder:
        package = write(Path(folder) / DOC, size, DOC)
        call_command("load_package", str(package), stdout=StringIO(), stderr=StringIO())
    editor = person("editor")
    places = _work(editor, size)
    scan(wait=True)
    return editor, places


def _work(editor: User, size: Size) -> dict[str, str]:
    from tracker.developments import services as developments
    from tracker.documents.models import Actor, Recommendation, Source
    from tracker.progress import services as progress
    from tracker.progress.models import Assessment

    chosen = list(Recommendation.objects.order_by("key")[: max(2, size.recommendations // 4)])
    actor, source = Actor.objects.get(key=ACTOR), Source.objects.filter(developments__key=DEV)[0]
    corrected = ""
    for number, recommendation in enumerate(chosen):
        name = f"{DOC}/{recommendation.key}"
        links = [{"recommendation": name, "effect": "advances", "strength": "minor", "rationale": "Said."}]
        given = {
            "date": "2025-02-03", "title": f"Ministers met, meeting {number}", "kind": "summit",
            "actors": [ACTOR], "sources": [{"url": f"https://example.org/{number}", "title": "News"}],
            "links": links, "state": "published",
        }  # fmt: skip
        saved = developments.log_development(user=editor, given=given).development
        corrected = corrected or saved.key
        links[0]["strength"] = "major"
        change = {"version": saved.version, "links": links, "reason": "It was more."}
        developments.edit_development(user=editor, key=saved.key, given=change)
        developments.log_development(
            user=editor, given={**given, "state": "draft", "title": f"To come {number}"}
        )
        developments.record_check(
            user=editor, recommendation=recommendation, given={"on": "2025-03-01", "where": "News"}
        )
        judgement = {"date": "2025-04-01", "status": "in-progress", "rationale": "So.", "confidence": "low"}
        progress.save_draft(user=editor, recommendation=recommendation, given=judgement)
        Assessment.objects.create(
            recommendation=recommendation,
            date=dt.date(2025, 5, 1),
            status="implemented",
            rationale="We did.",
            judge=actor,
            source=source,
            published_at=clock.now(),
        )
        progress.name_day(user=editor, given={"name": f"Board {number}", "day": "2025-01-01"})
    return {
        "source": str(source.pk),
        "corrected": corrected,
        "draft": str(Assessment.objects.get(published_at=None, recommendation__key=REC).pk),
    }

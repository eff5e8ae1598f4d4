"""Static files with hashed names: modules' imports rewritten, style sheets in one file, all compressed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.storage import HashedFilesMixin
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

#: Style sheets whose imports are put in their place, so that a page asks for one file.
BUNDLES = ("css/main.css",)
_IMPORT = re.compile(r'@import url\("(?P<url>[^"]+)"\);\n?')
_URL = re.compile(r'url\("(?P<url>(?!data:|#|/|[a-z]+:)[^"]+)"\)')


class TrackerStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """WhiteNoise's storage with our modules' imports rewritten and our style sheets bundled."""

    support_js_module_import_aggregation = True
    #: Everything is asked for by its hashed name.
    keep_only_hashed_files = True
    #: Maps are not collected, so what names them is left as it is.
    patterns = tuple(
        (glob, tuple(each for each in rules if "sourceMappingURL" not in str(each)))
        for glob, rules in HashedFilesMixin.patterns
    )

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Bundle our style sheets, then hash and compress everything."""
        if not dry_run:
            for name in BUNDLES:
                if name in paths:
                    self._bundle(name)
                    paths[name] = (self, name)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _bundle(self, name: str) -> None:
        with self.open(name) as file:
            text = file.read().decode()
        whole = _IMPORT.sub(lambda found: self._imported(name, found["url"]), text)
        self.delete(name)
        self._save(name, ContentFile(whole.encode()))

    def _imported(self, importer: str, url: str) -> str:
        folder = posixpath.dirname(importer)
        name = posixpath.normpath(posixpath.join(folder, url))
        with self.open(name) as file:
            text = file.read().decode()
        here = posixpath.dirname(name)

        def rebased(found: re.Match[str]) -> str:
            return f'url("{posixpath.relpath(posixpath.join(here, found["url"]), folder)}")'

        return _URL.sub(rebased, text)

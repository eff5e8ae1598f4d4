"""Static files with hashed names: style sheets in one file, modules in another, all compressed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.storage import HashedFilesMixin
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from tracker.core import modules

#: Files whose imports are put in their place, so that a page asks for one style sheet and one module.
SHEETS = ("css/main.css",)
MODULES = ("js/main.js",)
_IMPORT = re.compile(r'@import url\("(?P<url>[^"]+)"\);\n?')
_URL = re.compile(r'url\("(?P<url>(?!data:|#|/|[a-z]+:)[^"]+)"\)')


class TrackerStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """WhiteNoise's storage with our style sheets and modules bundled."""

    support_js_module_import_aggregation = True
    #: Everything is asked for by its hashed name.
    keep_only_hashed_files = True
    #: Maps are not collected, so what names them is left as it is.
    patterns = tuple(
        (glob, tuple(each for each in rules if "sourceMappingURL" not in str(each)))
        for glob, rules in HashedFilesMixin.patterns
    )

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Bundle our style sheets and modules, then hash and compress everything."""
        for names, bundled in ((SHEETS, self._sheet), (MODULES, self._module)):
            for name in () if dry_run else names:
                if name in paths:
                    self._replace(name, bundled(name))
                    paths[name] = (self, name)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _sheet(self, name: str) -> str:
        return _IMPORT.sub(lambda found: self._imported(name, found["url"]), self._text(name))

    def _module(self, name: str) -> str:
        return modules.bundle(name, self._text)

    def _text(self, name: str) -> str:
        with self.open(name) as file:
            text: str = file.read().decode()
        return text

    def _replace(self, name: str, text: str) -> None:
        self.delete(name)
        self._save(name, ContentFile(text.encode()))

    def _imported(self, importer: str, url: str) -> str:
        folder = posixpath.dirname(importer)
        name = posixpath.normpath(posixpath.join(folder, url))
        here = posixpath.dirname(name)

        def rebased(found: re.Match[str]) -> str:
            return f'url("{posixpath.relpath(posixpath.join(here, found["url"]), folder)}")'

        return _URL.sub(rebased, self._text(name))

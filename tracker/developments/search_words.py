"""What is searched for, and where it stands in a text (pure).

Words of languages with blanks are compared by their English stems, runs of Korean, Japanese and
Chinese characters as they stand, inside longer words too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: Hangul, kana, Chinese characters and the signs that stand for them.
CJK = (
    "\u1100-\u11ff\u3005-\u3007\u3041-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003134f"
)
_RUN = re.compile(f"[{CJK}]+")
_WORD = re.compile(rf"[^\W_{CJK}]+(?:['’][^\W_{CJK}]+)*")
MOST_RUNS = 20
LONGEST = 200


@dataclass(frozen=True)
class Sought:
    """What was asked for: the text for English stems, and the runs to be found as they stand."""

    text: str
    english: str
    runs: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.english or self.runs)

    @property
    def pairs(self) -> str:
        """The runs' pairs of neighbours as the text of a ``tsquery``; empty where there is no run."""
        return " & ".join(
            f"'{pair}'" if len(run) > 1 else f"'{run}':*" for run in self.runs for pair in pairs_of(run)
        )

    @property
    def long_runs(self) -> list[str]:
        """Runs whose pairs may stand apart in a text, so that the text itself must be looked at."""
        return [run for run in self.runs if len(run) > 2]


def normalised(text: str) -> str:
    """One form and case of each character, as the search table has it."""
    return unicodedata.normalize("NFKC", text).lower()


def sought(text: str) -> Sought:
    """Read what was typed into the search field."""
    plain = normalised(" ".join(text.replace("\0", " ").split()))[:LONGEST]
    runs = tuple(dict.fromkeys(_RUN.findall(plain)))[:MOST_RUNS]
    english = " ".join(_WORD.findall(_RUN.sub(" ", plain)))
    return Sought(plain, english, runs)


def script_language(text: str) -> str:
    """Return the language that a text's script tells of, or nothing: Hangul is Korean, kana is Japanese."""
    if re.search("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff]", text):
        return "ko"
    return "ja" if re.search("[\u3041-\u30ff\u31f0-\u31ff]", text) else ""


def pairs_of(run: str) -> list[str]:
    """Return a run's pairs of neighbours: 방문객 has 방문 and 문객."""
    return [run[place : place + 2] for place in range(max(len(run) - 1, 1))]


def words_of(texts: Iterable[str]) -> set[str]:
    """Return the words with blanks between them that ``texts`` hold, normalised."""
    return {word for text in texts for word in _WORD.findall(_RUN.sub(" ", normalised(text)))}


def spans(text: str, what: Sought, stems: Mapping[str, str], wanted_stems: frozenset[str]) -> list[slice]:
    """Return where ``what`` stands in ``text``; ``stems`` gives each word's stem."""
    found = [
        slice(match.start(), match.end())
        for match in _WORD.finditer(text)
        if stems.get(normalised(match.group())) in wanted_stems
    ]
    lowered = text.lower()
    for run in what.runs if len(lowered) == len(text) else ():
        found += [slice(match.start(), match.end()) for match in re.finditer(re.escape(run), lowered)]
    return _joined(sorted(found, key=lambda span: (span.start, span.stop)))


def _joined(found: list[slice]) -> list[slice]:
    joined: list[slice] = []
    for span in found:
        if joined and span.start <= joined[-1].stop:
            joined[-1] = slice(joined[-1].start, max(span.stop, joined[-1].stop))
        else:
            joined.append(span)
    return joined

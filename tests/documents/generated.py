"""Packages for Hypothesis: every field, and texts that YAML and CSV find hard."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import Any

from hypothesis import strategies as st

from tracker.developments.choices import Attribution, Kind
from tracker.documents.choices import Basis, Position, Priority, Relation
from tracker.progress.choices import Confidence, Status

HARD = [
    "yes",
    "NO",
    "null",
    "~",
    "1.10",
    "0x1F",
    "1e3",
    "2020-01-01",
    "2020",
    "- a",
    "a: b",
    "a #b",
    "# a",
    "'",
    '"',
    "*a",
    "&a",
    "!a",
    "%a",
    "@a",
    "`a",
    "{a}",
    "[a]",
    "|",
    ">",
    "?",
    ":",
    "-",
    "---",
    "...",
    "=",
    "<<",
    "1_000",
    "12:30:45",
    "\\n",
    "대한민국 협의체",
    "日本国",
    "e\u0301",
    "\u202eabc",
    "a\u00a0b",
    "a\u2028b",
    "🚀",
    "a\tb",
    "true",
    "y",
    "N",
    "0o17",
    "+1",
    ".5",
    ".inf",
    "a\\",
    "a,b;c",
    '"a" b',
    "x" * 200,
    "한" * 200,
]
_letters = st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufeff\ufffe\uffff")
words = st.one_of(
    st.sampled_from(HARD),
    st.text(_letters, min_size=1, max_size=20),
    st.lists(
        st.sampled_from(["long", "words", "that", "fold", "a:", "#b", "- c"]), min_size=20, max_size=40
    ).map(" ".join),
).filter(lambda text: text.strip() != "" and not set(text) & {"\u2028", "\u2029", "\x85", "\n"})
lines = st.lists(st.one_of(words, st.just("")), min_size=1, max_size=4).map("\n".join)
texts = st.one_of(words, lines).filter(lambda text: text.strip() != "")
keys = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,8}", fullmatch=True).filter(lambda key: key != "new")
days = st.dates(dt.date(1900, 1, 1), dt.date(2030, 1, 1)).map(str)
edtf = st.sampled_from(
    ["2019", "2019-05", "2019-05~", "2018-01-02", "2018-01-02/2018-01-05", "2018?/2019%", "0001"]
)
urls = st.sampled_from(
    [
        "https://example.org/a",
        "http://www.example.org/a/",
        "https://example.org/b?x=1&utm_source=y",
        "https://한국.kr/가",
    ]
)


def optional(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


sources = st.fixed_dictionaries({"url": urls, "title": words}, optional={"publisher": words, "date": edtf})


checks = st.fixed_dictionaries(
    {"date": days.filter(lambda day: day < "2026")},
    optional={"where": texts, "by": words.filter(lambda word: len(word) <= 200)},
)


def some(known: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(known), unique=True, max_size=3) if known else st.just([])


@st.composite
def milestones(draw: st.DrawFn, actors: list[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for key in draw(st.lists(keys, unique=True, max_size=3)):
        milestone: dict[str, Any] = {"key": key, "title": draw(words), "promised_by": draw(some(actors))}
        if draw(st.booleans()):
            milestone["due"] = draw(days)
            announced = sorted(draw(st.lists(days, max_size=2)))
            milestone["due_moves"] = [
                {"announced": day, "due": draw(days), **draw(optional(source=sources))} for day in announced
            ]
        found.append(milestone)
    return found


@st.composite
def recommendations(
    draw: st.DrawFn, actors: list[str], areas: list[str], developments: list[str]
) -> list[Any]:
    found: list[dict[str, Any]] = []
    all_keys = draw(st.lists(keys, unique=True, min_size=1, max_size=3))
    codes = draw(
        st.lists(
            words.filter(lambda w: len(w) <= 40 and w == w.strip()),
            unique_by=str.strip,
            min_size=len(all_keys),
            max_size=len(all_keys),
        )
    )
    for key, code in zip(all_keys, codes, strict=True):
        earlier = [each["key"] for each in found]
        said = {
            "key": key,
            "code": code,
            "area": draw(st.sampled_from(areas)),
            "title": draw(words),
            "statement": draw(texts),
            "addressees": draw(some(actors)),
            "depends_on": draw(some(earlier)),
            "milestones": draw(milestones(actors)),
            "related": [
                {"recommendation": other, "relation": draw(st.sampled_from(Relation.values))}
                for other in draw(some(earlier))
            ],
            "responses": [draw(responses(actor)) for actor in draw(some(actors))],
            "checks": draw(st.lists(checks, max_size=2)),
            "assessments": draw(
                naming(
                    [
                        draw(assessments(day, actors, developments))
                        for day in draw(st.lists(days, unique=True, max_size=3))
                    ]
                )
            ),
            **draw(
                optional(
                    basis=st.sampled_from(Basis.values),
                    paragraphs=st.lists(st.integers(1, 50), unique=True, max_size=3),
                    tags=st.lists(
                        words.filter(lambda w: len(w) <= 100).map(str.strip), unique=True, max_size=2
                    ),
                    priority=optional(level=st.sampled_from(Priority.values), reason=texts),
                    review_every=st.integers(1, 900),
                    target_date=days,
                )
            ),
        }
        found.append(said)
    return found


def responses(actor: str) -> st.SearchStrategy[dict[str, Any]]:
    given = st.fixed_dictionaries(
        {"actor": st.just(actor), "position": st.sampled_from(Position.values), "date": days},
        optional={"due": days, "rationale": texts, "source": sources},
    )
    due = st.fixed_dictionaries({"actor": st.just(actor), "due": days}, optional={"rationale": texts})
    return st.one_of(given, due)


@st.composite
def assessments(draw: st.DrawFn, day: str, actors: list[str], developments: list[str]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "date": day,
        "status": draw(st.sampled_from(Status.values)),
        "rationale": draw(texts),
        "cites": draw(some(developments)),
        **draw(optional(confidence=st.sampled_from(Confidence.values))),
    }
    judged_by_others = draw(st.booleans())
    if actors and judged_by_others:
        said |= {"judge": draw(st.sampled_from(actors)), "source": draw(sources)}
    return said


@st.composite
def naming(draw: st.DrawFn, judged: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Have some of the team's judgements name earlier ones of the team."""
    team = [said for said in judged if "judge" not in said]
    for said in team:
        earlier = [each["date"] for each in team if each["date"] < said["date"]]
        said["settles"] = draw(some(earlier))
    return judged


@st.composite
def packages(draw: st.DrawFn) -> dict[str, str]:
    actors = draw(st.lists(keys, unique=True, max_size=3))
    areas = draw(st.lists(keys, unique=True, min_size=1, max_size=2))
    developments = draw(st.lists(keys, unique=True, max_size=4))
    own = optional(lang=st.just("ko"), name=words.filter(lambda w: len(w) <= 300))
    said: dict[str, Any] = {
        "document": {
            "key": "generated",
            "title": draw(words),
            "published_on": draw(days),
            **draw(
                optional(
                    authors=st.lists(
                        st.fixed_dictionaries({"family": words}, optional={"given": words}), max_size=2
                    ),
                    series=words,
                    publisher=words,
                    language=st.just("en"),
                    url=urls,
                    abstract=texts,
                    half_life=st.integers(1, 900),
                    tags=st.just(["a", "NO"]),
                )
            ),
        },
        "actors": [
            {"key": key, "name": draw(words), **draw(optional(short=st.just("S"), own=own))} for key in actors
        ],
        "areas": [{"key": key, "name": draw(words)} for key in areas],
        "recommendations": draw(recommendations(actors, areas, developments)),
    }
    # Nobody can have looked or judged before the document came out.
    dated = [each.get(kind, []) for each in said["recommendations"] for kind in ("checks", "assessments")]
    first = min((row["date"] for rows in dated for row in rows), default=said["document"]["published_on"])
    said["document"]["published_on"] = min(said["document"]["published_on"], first)
    return {
        "document.yaml": json.dumps(said, ensure_ascii=False).replace("\x7f", "\\u007f"),
        **draw(tables(said, developments)),
    }


@st.composite
def tables(draw: st.DrawFn, said: dict[str, Any], developments: list[str]) -> dict[str, str]:
    actors = [actor["key"] for actor in said["actors"]]
    events, links = io.StringIO(newline=""), io.StringIO(newline="")
    write_event, write_link = csv.writer(events, lineterminator="\n"), csv.writer(links, lineterminator="\n")
    write_event.writerow(
        [
            "key",
            "date",
            "title",
            "summary",
            "actors",
            "kind",
            "standing",
            "source_title",
            "source_publisher",
            "source_url",
            "source_date",
        ]
    )
    write_link.writerow(
        [
            "development",
            "recommendation",
            "effect",
            "strength",
            "attribution",
            "meets",
            "unmeets",
            "rationale",
        ]
    )
    for key in developments:
        standing = draw(st.sampled_from(["", "confirmed", "reported"]))
        write_event.writerow(
            [
                key,
                draw(edtf),
                draw(words),
                draw(st.one_of(st.just(""), texts)),
                ";".join(draw(some(actors))),
                draw(st.sampled_from(Kind.values)),
                standing,
                draw(words),
                draw(st.one_of(st.just(""), words)),
                draw(urls),
                draw(st.just("2019")),
            ]
        )
        if draw(st.booleans()):
            write_event.writerow([key, *[""] * 6, draw(words), "", draw(urls), ""])
        for recommendation in said["recommendations"]:
            if draw(st.booleans()):
                known = [milestone["key"] for milestone in recommendation["milestones"]]
                met = draw(some(known))
                unmet = [one for one in draw(some(known)) if one not in met]
                write_link.writerow(
                    [
                        key,
                        recommendation["key"],
                        draw(st.sampled_from(["advances", "sets-back", "context"])),
                        draw(st.sampled_from(["minor", "moderate", "major"])),
                        draw(st.sampled_from(["", *Attribution.values])),
                        ";".join(met),
                        ";".join(unmet),
                        draw(st.one_of(st.just(""), texts)),
                    ]
                )
    return {"developments.csv": events.getvalue(), "links.csv": links.getvalue()}

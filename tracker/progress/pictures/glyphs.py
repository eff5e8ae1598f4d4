"""The shapes themselves, around the point where they stand: marks, discs, milestones (pure).

Marks have their base at zero: triangles are equilateral, 8, 11.3 and 16 px wide, so that areas stand
1 : 2 : 4; a dot's diameter is 0.84 of the width. `templates/components/svg/defs.html` holds these
shapes for pages, and a test compares the two.
"""

from math import sqrt

HALF_WIDTHS = {"minor": 4.0, "moderate": 4 * sqrt(2), "major": 8.0}
_DOT = 0.84
_INSET = 0.7

CROSS = "M-4,-4L4,4M4,-4L-4,4"


def triangle(strength: str, *, up: bool, hollow: bool = False) -> str:
    """Return a triangle's path: base at zero, apex up or down; a hollow one is inset by its stroke."""
    half = HALF_WIDTHS[strength]
    sign = -1 if up else 1
    base = _INSET * sign if hollow else 0.0
    apex = (half * sqrt(3) - (0.52 if hollow else 0)) * sign
    half -= _INSET if hollow else 0
    return f"M-{half:.2f},{base:.2f}L0,{apex:.2f}L{half:.2f},{base:.2f}Z"


def dot_radius(strength: str, *, hollow: bool = False) -> float:
    """Return a dot's radius."""
    return round(HALF_WIDTHS[strength] * _DOT - (0.59 if hollow else 0), 2)


def disc_inner(status: str, radius: float) -> tuple[str, str, str]:
    """Return what a disc holds: a path's data, how it is painted (fill or line), and how the ring is.

    Rings are `ring`, `dashed` or `filled`.
    """
    r = radius
    half, short = f"{r / 2:.2f}", f"{r / 10:.2f}"
    dot = f"{r * 0.38:.2f}"
    inner = {
        "not-assessed": ("", "", "dashed"),
        "not-started": ("", "", "ring"),
        "in-progress": (f"M-{dot},0A{dot},{dot} 0 1 0 {dot},0A{dot},{dot} 0 1 0 -{dot},0Z", "fill", "ring"),
        "partly-implemented": (f"M0,-{r:g}A{r:g},{r:g} 0 0 1 0,{r:g}Z", "fill", "ring"),
        "implemented": (
            f"M-{half},{r * 0.03:.2f}L-{short},{r * 0.4:.2f}L{half},-{r * 0.35:.2f}",
            "tick",
            "filled",
        ),
        "reversed": (f"M{half},0H-{half}M-{short},-{half}L-{half},0L-{short},{half}", "line", "ring"),
        "abandoned": (
            f"M-{r * 0.42:.2f},-{r * 0.42:.2f}L{r * 0.42:.2f},{r * 0.42:.2f}"
            f"M{r * 0.42:.2f},-{r * 0.42:.2f}L-{r * 0.42:.2f},{r * 0.42:.2f}",
            "line",
            "ring",
        ),
        "superseded": (f"M-{half},0H{half}M{short},-{half}L{half},0L{short},{half}", "line", "ring"),
        "not-assessable": (f"M-{half},0H{half}", "line", "ring"),
    }
    return inner[status]

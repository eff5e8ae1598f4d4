"""The second paint: pictures as SVG that stands alone, with colours and sizes written in (pure).

For PDF, PNG and SVG files, which know neither classes nor variables nor percent of a page. The
geometry is the pages' own; only what a colour is called differs.
"""

from collections.abc import Callable, Iterable
from html import escape

from tracker.progress.pictures import glyphs
from tracker.progress.pictures.data import SIGN_OF, STATUS_WORDS
from tracker.progress.pictures.scale import AxisName
from tracker.progress.pictures.shapes import Bar, Disc, Ground, Hatch, Lane, Mark, MilestoneMark, Ribbon

COLOURS = {
    "paper": "#FFFFFF",
    "wash": "#F6F5F2",
    "rule": "#DDDAD3",
    "edge": "#85817A",
    "ink": "#1A1C20",
    "ink-2": "#4A4D54",
    "ink-3": "#63666E",
    "advances": "#0B61A8",
    "sets-back": "#B9460A",
    "context": "#6F727A",
    "hatch": "#8F8B82",
}
RIBBONS = {
    "not-assessed": ("edge", 1.0, "2 3"),
    "not-started": ("ink-2", 1.0, ""),
    "in-progress": ("ink-2", 2.0, ""),
    "partly-implemented": ("ink-2", 3.5, ""),
    "implemented": ("ink", 5.0, ""),
}
_BROKEN = ("ink-2", 1.5, "5 3")
DISC_RADIUS, LANE_DISC_RADIUS = 6.0, 5.0

Style = Callable[[str], str]


def in_classes(name: str) -> str:
    """Paint by a class, for pages."""
    return f'class="{name}"'


def in_colours(name: str) -> str:
    """Paint with colours written in, for files."""
    paper, ink, ink2 = COLOURS["paper"], COLOURS["ink"], COLOURS["ink-2"]
    return {
        "disc-ring": f'fill="{paper}" stroke="{ink}" stroke-width="1.5"',
        "disc-dashed": f'fill="{paper}" stroke="{COLOURS["ink-3"]}" stroke-width="1.5" '
        'stroke-dasharray="2.2 2.2"',
        "disc-filled": f'fill="{ink}" stroke="{ink}" stroke-width="1.5"',
        "disc-fill": f'fill="{ink}"',
        "disc-line": f'fill="none" stroke="{ink}" stroke-width="1.5"',
        "disc-tick": f'fill="none" stroke="{paper}" stroke-width="1.7"',
        "box-met": f'fill="{ink2}" stroke="{paper}"',
        "box-back": f'fill="{paper}"',
        "box-edge": f'fill="none" stroke="{ink2}" stroke-width="1.5"',
        "box-cross": f'fill="none" stroke="{ink2}" stroke-width="1.4"',
    }[name]


def definitions(style: Style = in_classes) -> str:
    """Return every shape once, a line each, to be placed with `<use>`."""
    lines = [_mark_shape(effect, strength, hollow) for effect, strength, hollow in _mark_kinds()]
    for prefix, radius in (("disc", DISC_RADIUS), ("lane-disc", LANE_DISC_RADIUS)):
        lines += [f'<g id="{prefix}-{status}">{disc(status, radius, style)}</g>' for status in STATUS_WORDS]
    lines += [
        f'<g id="milestone-{state}">{milestone(state, style)}</g>' for state in ("met", "unmet", "overdue")
    ]
    return "\n".join(lines)


def disc(status: str, radius: float, style: Style = in_colours) -> str:
    """Return a status disc around 0, 0."""
    path, painted, ring = glyphs.disc_inner(status, radius)
    circle = f'<circle r="{radius:g}" {style(f"disc-{ring}")}/>'
    return circle + (f'<path d="{path}" {style(f"disc-{painted}")}/>' if path else "")


def milestone(state: str, style: Style = in_colours) -> str:
    """Return a milestone's square around 0, 0."""
    if state == "met":
        return f'<rect x="-4.5" y="-4.5" width="9" height="9" {style("box-met")}/>'
    square = (
        f'<rect x="-5.5" y="-5.5" width="11" height="11" {style("box-back")}/>'
        f'<rect x="-4" y="-4" width="8" height="8" {style("box-edge")}/>'
    )
    return square + (f'<path d="{glyphs.CROSS}" {style("box-cross")}/>' if state == "unmet" else "")


def paint_lane(lane: Lane, width: float) -> str:
    """Return a lane as an SVG of its own, ``width`` pixels wide."""
    size = lane.size
    parts = [
        _ground(lane.ground, width),
        *(_hatch(each, width) for each in lane.hatches),
        *(_ribbon(each, width, size.line, size.scale) for each in lane.ribbons),
        _before_line(lane, width),
        *(_tick(x, lane, width) for x in lane.ticks),
        *(_milestone(each, lane, width) for each in lane.milestones),
        *(_bar(each, width) for each in lane.bars),
        *(_mark(each, size.scale, width) for each in lane.marks),
        *(_disc(each, lane, width) for each in lane.discs),
    ]
    return document("".join(parts), width, size.height, lane.says)


def paint_axis(names: Iterable[AxisName], until_words: str, published_x: float, width: float) -> str:
    """Return the years above the lanes, with "published" in its place."""
    attributes = f'font-family="Source Sans 3" font-size="10.7" fill="{COLOURS["ink-3"]}"'
    parts = [
        f'<text x="{_px(name.x, width)}" y="12" {attributes}>{escape(name.words)}</text>'
        for name in names
        if name.wide and name.x > published_x
    ]
    bold = attributes.replace(COLOURS["ink-3"], COLOURS["ink"]) + ' font-weight="600"'
    if published_x:
        place = _px(published_x, width) - 5
        parts.append(f'<text x="{place:g}" y="12" text-anchor="end" {bold}>published</text>')
    parts.append(f'<text x="{width:g}" y="12" text-anchor="end" {bold}>{escape(until_words)}</text>')
    return document("".join(parts), width, 16, "")


def paint_disc(status: str, radius: float = 4.5) -> str:
    """Return a status disc as an SVG of its own."""
    side = radius * 2 + 3
    return document(
        f'<g transform="translate({side / 2:g} {side / 2:g})">{disc(status, radius)}</g>',
        side,
        side,
        STATUS_WORDS[status],
    )


def paint_mark(
    effect: str, strength: str, *, hollow: bool = False, before: bool = False, scale: float = 0.72
) -> str:
    """Return a mark as an SVG of its own, for keys and ledgers."""
    half = glyphs.HALF_WIDTHS[strength] * 0.866 * SIGN_OF[effect]
    side = 18 * scale
    shape = (
        f'<g transform="translate({side / 2:g} {side / 2:g}) scale({scale:g})">'
        f'<g transform="translate(0 {half:.2f})">{_shape(effect, strength, hollow, before)}</g></g>'
    )
    return document(shape, side, side, f"{effect}, {strength}")


def paint_milestone(state: str, scale: float = 0.8) -> str:
    """Return a milestone's square as an SVG of its own, for keys and ledgers."""
    side = 12 * scale
    shape = f'<g transform="translate({side / 2:g} {side / 2:g}) scale({scale:g})">{milestone(state)}</g>'
    return document(shape, side, side, f"milestone {state}")


def paint_hatch(width: float = 26, height: float = 11) -> str:
    """Return a hatched field as an SVG of its own, for keys."""
    field = Hatch(0, 100, 0, height, "above")
    return document(_hatch(field, width), width, height, "nothing logged")


def document(body: str, width: float, height: float, says: str) -> str:
    """Wrap shapes as an SVG that stands alone."""
    title = f"<title>{escape(says)}</title>" if says else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}">{title}{body}</svg>'
    )


def _mark_kinds() -> Iterable[tuple[str, str, bool]]:
    for effect in SIGN_OF:
        for strength in glyphs.HALF_WIDTHS:
            for hollow in (False, True):
                yield effect, strength, hollow


def _mark_shape(effect: str, strength: str, hollow: bool) -> str:
    name = f'id="mark-{effect}-{strength}{"-hollow" if hollow else ""}"'
    if effect == "context":
        return f'<circle {name} r="{glyphs.dot_radius(strength, hollow=hollow):g}"/>'
    return f'<path {name} d="{glyphs.triangle(strength, up=effect == "advances", hollow=hollow)}"/>'


def _shape(effect: str, strength: str, hollow: bool, before: bool) -> str:
    colour = COLOURS["hatch" if before else effect]
    if hollow:
        paint = f'fill="{COLOURS["paper"]}" stroke="{colour}" stroke-width="1.5"'
    else:
        paint = f'fill="{colour}" stroke="{COLOURS["paper"]}" stroke-width="1" paint-order="stroke"'
    if effect == "context":
        return f'<circle r="{glyphs.dot_radius(strength, hollow=hollow):g}" {paint}/>'
    return f'<path d="{glyphs.triangle(strength, up=effect == "advances", hollow=hollow)}" {paint}/>'


def _px(x: float, width: float) -> float:
    return round(x * width / 100, 2)


def _line(x1: float, x2: float, y1: float, y2: float, colour: str, width: float = 1, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{x1:g}" x2="{x2:g}" y1="{y1:g}" y2="{y2:g}" stroke="{COLOURS[colour]}" '
        f'stroke-width="{width:g}"{dashed}/>'
    )


def _ground(ground: Ground, width: float) -> str:
    height, published = ground.height, _px(ground.published_x, width)
    until = _px(ground.until_x, width)
    parts = [_line(_px(x, width), _px(x, width), 0, height, "rule") for x in ground.lines]
    if ground.has_before:
        wash = f'<rect width="{published:g}" height="{height:g}" fill="{COLOURS["wash"]}"/>'
        parts.insert(0, wash)
    parts.append(_line(published, published, 0, height, "ink"))
    parts.append(_line(until, until, 0, height, "ink", dashes="2 2"))
    return "".join(parts)


def _hatch(hatch: Hatch, width: float) -> str:
    """Draw the strokes one by one: a pattern would start anew at each shape and blur in print."""
    left, right = _px(hatch.x, width), _px(hatch.x + hatch.width, width)
    top, bottom = hatch.y, hatch.y + hatch.height
    step = (12 if hatch.looked_at else 6) * 2**0.5
    strokes = []
    # A stroke is where x + y is a multiple of the step, so that the two halves run through.
    first = int((left + top) // step)
    for number in range(first, int((right + bottom) // step) + 1):
        at = number * step
        x1, x2 = max(left, at - bottom), min(right, at - top)
        if x2 > x1:
            strokes.append(f"M{x1:.2f},{at - x1:.2f}L{x2:.2f},{at - x2:.2f}")
    return f'<path d="{"".join(strokes)}" fill="none" stroke="{COLOURS["hatch"]}" stroke-width="1.4"/>'


def _ribbon(ribbon: Ribbon, width: float, y: float, scale: float) -> str:
    colour, thick, dashes = RIBBONS.get(ribbon.status, _BROKEN)
    return _line(_px(ribbon.x1, width), _px(ribbon.x2, width), y, y, colour, thick * scale, dashes)


def _before_line(lane: Lane, width: float) -> str:
    if not lane.ground.has_before:
        return ""
    y = lane.size.line
    return _line(0, _px(lane.ground.published_x, width), y, y, "rule")


def _tick(x: float, lane: Lane, width: float) -> str:
    at, y, half = _px(x, width), lane.size.line, lane.size.tick
    return _line(at, at, y - half, y + half, "ink", 1.5)


def _milestone(each: MilestoneMark, lane: Lane, width: float) -> str:
    size, at = lane.size, _px(each.x, width)
    top = size.milestone
    stem = _line(at, at, top, size.line, "ink-2", dashes="2 2" if each.state == "overdue" else "")
    arrow = ""
    if each.moved_from is not None:
        start, tip = _px(each.moved_from, width), at - 6 * size.scale
        arrow = _line(start, tip, top, top, "ink-2") + _line(start, start, top - 3, top + 3, "ink-2")
        arrow += (
            f'<path d="M{tip - 3:g},{top - 2.5:g}L{tip:g},{top:g}L{tip - 3:g},{top + 2.5:g}" '
            f'fill="none" stroke="{COLOURS["ink-2"]}"/>'
        )
    place = f"translate({at:g} {top:g}) scale({size.square:g})"
    return f'{stem}{arrow}<g transform="{place}">{milestone(each.state)}</g>'


def _bar(bar: Bar, width: float) -> str:
    colour = "hatch" if bar.before else bar.effect
    dashes = "3 2" if bar.approximate else ""
    return _line(_px(bar.x1, width), _px(bar.x2, width), bar.y, bar.y, colour, 2, dashes)


def _mark(mark: Mark, scale: float, width: float) -> str:
    shape = _shape(mark.effect, mark.strength, mark.hollow, mark.before)
    words = ("?" if mark.uncertain else "") + (f"×{mark.count}" if mark.count > 1 else "")
    side = glyphs.HALF_WIDTHS[mark.strength] + 2
    text = (
        f'<text x="{side:g}" y="{4 - SIGN_OF[mark.effect] * 5:g}" font-size="12" font-family="Source Sans 3" '
        f'fill="{COLOURS["ink-2"]}">{words}</text>'
        if words
        else ""
    )
    opacity = ' opacity="0.35"' if mark.dim else ""
    place = f"translate({_px(mark.x, width):g} {mark.y:g}) scale({scale:g})"
    return f'<g transform="{place}"{opacity}>{shape}{text}</g>'


def _disc(each: Disc, lane: Lane, width: float) -> str:
    radius = lane.size.disc
    halo = f'<circle r="{radius + 2:g}" fill="{COLOURS["paper"]}"/>'
    place = f"translate({_px(each.x, width):g} {lane.size.line:g})"
    return f'<g transform="{place}">{halo}{disc(each.status, radius)}</g>'

"""Draws points of weeks into a frame: coordinates for SVG attributes.

Each chart is drawn twice, for wide and for narrow windows; the stylesheet shows one of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

# How far a diamond reaches from its middle, and a strip that a finger hits.
DIAMOND, HIT = 5, 13


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a drawing and where in it the plot lies; a label stands at `every` n-th week."""

    name: str
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    inset: int
    every: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the scale: its value and the number beside it."""

    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Mile:
    """A diamond on the axis that leads to the milestones of its week.

    `text` tells the latest of them; `words` say before it that it is one.
    """

    text: str
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Point:
    """A week: the `value` of its line, the `bar` beside it (None: no bars), and its words."""

    value: float
    label: str
    title: str
    bar: float | None = None
    mile: Mile | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A horizontal line of the scale; `text_y` puts its number beside it."""

    y: str
    text_y: str
    text: str
    is_axis: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle that stands on the axis."""

    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Diamond:
    """A milestone's: its corners, and the rectangle around it that is hit."""

    points: str
    x: str
    y: str
    mile: Mile


@dataclass(frozen=True, slots=True)
class Spot:
    """A week: its point, the strip that answers to the pointer, and its words."""

    x: str
    y: str
    strip_x: str
    is_last: bool
    label: str
    title: str
    bar: Bar | None
    diamond: Diamond | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """What `insight/_chart_drawing.html` draws."""

    frame: Frame
    grid: Sequence[Grid]
    spots: Sequence[Spot]
    line: str
    area: str
    strip_width: str
    plot_height: int
    text_x: int
    text_y: int
    hit: int = 2 * HIT


def drawing(frame: Frame, points: Sequence[Point], marks: Sequence[Mark]) -> Drawing:
    """Two points at least; the last mark is the top of the scale, the first its axis."""
    step = (frame.right - frame.left - 2 * frame.inset) / (len(points) - 1)
    top = marks[-1].value
    spots = [_spot(frame, n, point, (step, len(points), top)) for n, point in enumerate(points)]
    line = " ".join(f"{spot.x},{spot.y}" for spot in spots)
    return Drawing(
        frame=frame,
        grid=[_grid(frame, mark, top) for mark in marks],
        spots=spots,
        line=line,
        area=f"{spots[0].x},{frame.bottom} {line} {spots[-1].x},{frame.bottom}",
        strip_width=f"{step:.1f}",
        plot_height=frame.bottom - frame.top,
        text_x=frame.left - 8,
        text_y=frame.height - 12,
    )


def _grid(frame: Frame, mark: Mark, top: float) -> Grid:
    y = _y(frame, mark.value, top)
    return Grid(y=f"{y:.1f}", text_y=f"{y + 4:.1f}", text=mark.text, is_axis=not mark.value)


def _spot(frame: Frame, n: int, point: Point, scale: tuple[float, int, float]) -> Spot:
    step, count, top = scale
    x = frame.left + frame.inset + n * step
    # Labels are counted from this week back: it always has one.
    is_labelled = (count - 1 - n) % frame.every == 0
    return Spot(
        x=f"{x:.1f}",
        y=f"{_y(frame, point.value, top):.1f}",
        strip_x=f"{x - step / 2:.1f}",
        is_last=n == count - 1,
        label=point.label if is_labelled else "",
        title=point.title,
        bar=_bar(frame, x, step, point.bar / top) if point.bar else None,
        diamond=_diamond(frame, x, point.mile) if point.mile else None,
    )


def _bar(frame: Frame, x: float, step: float, part: float) -> Bar:
    width, height = step * 0.42, max(1.5, part * (frame.bottom - frame.top))
    return Bar(
        x=f"{x - width / 2:.1f}",
        y=f"{frame.bottom - height:.1f}",
        width=f"{width:.1f}",
        height=f"{height:.1f}",
    )


def _diamond(frame: Frame, x: float, mile: Mile) -> Diamond:
    y, far = frame.bottom, DIAMOND
    corners = ((x, y - far), (x + far, y), (x, y + far), (x - far, y))
    return Diamond(
        points=" ".join(f"{a:.1f},{b:.1f}" for a, b in corners),
        x=f"{x - HIT:.1f}",
        y=f"{y - HIT:.1f}",
        mile=mile,
    )


def _y(frame: Frame, value: float, top: float) -> float:
    return frame.bottom - value / top * (frame.bottom - frame.top)

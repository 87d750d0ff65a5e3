"""Small SVG charts without a plotting library: the same figures give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

BAR, GAP, LEFT, WIDTH = 14, 6, 190, 420
COLOURS = ("#2b6cb0", "#c05621", "#718096", "#2f855a")


def _svg(width: int, height: int, body: Sequence[str], title: str) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif"'
    )
    label = f'<text x="8" y="16" font-size="13" font-weight="bold">{escape(title)}</text>'
    return f'{head} font-size="11">\n{label}\n' + "\n".join(body) + "\n</svg>\n"


def bars(title: str, values: Mapping[str, float], top: float | None = None, mark: float | None = None) -> str:
    """Horizontal bars; ``mark`` draws a line at a goal.

    >>> bars("t", {"a": 0.5}, 1.0).count("<rect")
    1
    """
    most = top or max(values.values(), default=1) or 1
    body: list[str] = []
    for row, (name, value) in enumerate(values.items()):
        y = 28 + row * (BAR + GAP)
        long = WIDTH * min(value, most) / most
        body.append(f'<text x="{LEFT - 6}" y="{y + 11}" text-anchor="end">{escape(name)}</text>')
        body.append(f'<rect x="{LEFT}" y="{y}" width="{long:.1f}" height="{BAR}" fill="{COLOURS[0]}"/>')
        body.append(f'<text x="{LEFT + long + 5:.1f}" y="{y + 11}">{value:.3g}</text>')
    height = 34 + len(values) * (BAR + GAP)
    if mark is not None:
        x = LEFT + WIDTH * mark / most
        body.append(f'<line x1="{x:.1f}" y1="22" x2="{x:.1f}" y2="{height - 6}" stroke="{COLOURS[1]}"/>')
    return _svg(LEFT + WIDTH + 70, height, body, title)


def scatter(title: str, points: Sequence[tuple[float, float]], across: str, up: str) -> str:
    """Points from the origin, with both axes named.

    >>> scatter("t", [(1, 2), (3, 4)], "x", "y").count("<circle")
    2
    """
    right = max((x for x, _ in points), default=1) or 1
    high = max((y for _, y in points), default=1) or 1
    body = [
        '<line x1="60" y1="260" x2="600" y2="260" stroke="#333"/>',
        '<line x1="60" y1="30" x2="60" y2="260" stroke="#333"/>',
        f'<text x="600" y="276" text-anchor="end">{escape(across)} (to {right:.4g})</text>',
        f'<text x="66" y="38">{escape(up)} (to {high:.4g})</text>',
    ]
    for x, y in points:
        place = f'cx="{60 + 540 * x / right:.1f}" cy="{260 - 220 * y / high:.1f}"'
        body.append(f'<circle {place} r="2" fill="{COLOURS[0]}" fill-opacity="0.5"/>')
    return _svg(640, 290, body, title)

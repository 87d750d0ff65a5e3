"""Small PDFs for the tests: text where one says, rulings as one likes, fonts that no file carries."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = 595.0, 842.0


class Paper:
    """Draws from the top left corner, in points."""

    def __init__(self, width: float = WIDTH, height: float = HEIGHT, **options: object) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))  # comes with reportlab
        self.out = io.BytesIO()
        self.width, self.height = width, height
        self.canvas = Canvas(self.out, pagesize=(width, height), **options)

    def text(self, x: float, y: float, text: str, size: float = 12, font: str = FONT) -> None:
        """``text`` with its base line at ``y``."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - y, text)

    def lines(self, x: float, y: float, texts: Sequence[str], font: str = FONT) -> float:
        """Lines one under another; the base line that would come next."""
        for text in texts:
            self.text(x, y, text, font=font)
            y += 20
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A stroked line."""
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def bar(self, x: float, y: float, width: float, height: float) -> None:
        """A filled rectangle from its top left corner."""
        self.canvas.rect(x, self.height - y - height, width, height, stroke=0, fill=1)

    def table(
        self, x: float, y: float, widths: Sequence[float], rows: Sequence[Sequence[str]], font: str = FONT
    ) -> float:
        """A fully ruled table, every text at the left of its cell; the height where it ends."""
        xs = [x]
        for width in widths:
            xs.append(xs[-1] + width)
        high = 24
        low = y + high * len(rows)
        for i in range(len(rows) + 1):
            self.rule(x, y + i * high, xs[-1], y + i * high)
        for at in xs:
            self.rule(at, y, at, low)
        for i, row in enumerate(rows):
            for at, text in zip(xs, row, strict=False):
                for k, part in enumerate(text.split("\n")):
                    self.text(at + 3, y + i * high + 12 + 9 * k, part, 9, font)
        return low

    def page(self) -> None:
        """Ends the page."""
        self.canvas.showPage()

    def bytes(self) -> bytes:
        """The whole file; ends the page that is open."""
        self.canvas.showPage()
        self.canvas.save()
        return self.out.getvalue()

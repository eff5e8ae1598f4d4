"""Take the documentation's pictures anew: `make pictures`.

Starts the product as `make run` does, on an empty folder and a port of its own, with the shipped package
and nothing else, looks at it with a real browser, and rewrites the files in docs/pictures.
"""

from __future__ import annotations

import base64
import secrets
import struct
import sys
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.support.browser import chromium
from tests.support.product import Product
from tracker.local.places import PROJECT

FOLDER = PROJECT / "docs" / "pictures"
WIDTH = 1440
MOST_BYTES = 400_000


@dataclass(frozen=True)
class Picture:
    """A page, as it is committed."""

    name: str
    path: str
    height: int
    scheme: str = "light"
    typed: tuple[str, str] | None = None
    """What is typed into which field before the picture is taken."""


PICTURES = (
    Picture("overview", "/documents/chun-2022/", 1330),
    Picture("overview-dark", "/documents/chun-2022/", 1330, "dark"),
    Picture("recommendation", "/documents/chun-2022/recommendations/reassure-neighbours/", 1240),
    Picture(
        "log",
        "/developments/new/?recommendation=chun-2022/restore-defence-ties",
        1480,
        typed=("input[name=date]", "2026년 1월"),
    ),
    Picture("stalled", "/stalled/", 1100, "dark"),
    Picture("compare", "/documents/chun-2022/compare/?from=2024-03-01&recommendation=gradual-agenda", 1000),
)

#: Draws a picture, counts its colours, and returns 256 of them with each pixel's nearest: the commonest of
#: each tint, however rare that is, then the commonest of all.
_REDUCE = """async source => {
  const image = await createImageBitmap(await (await fetch(source)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) || 0) + 1);
  const parts = pixel => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
  const ordered = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(entry => entry[0]);
  const tints = new Map();
  for (const pixel of ordered) {
    const tint = parts(pixel).map(part => part >> 6).join();
    if (!tints.has(tint)) tints.set(tint, pixel);
  }
  const palette = [...new Set([...tints.values(), ...ordered])].slice(0, 256);
  const nearest = new Map(palette.map((pixel, index) => [pixel, index]));
  const indices = new Uint8Array(pixels.length);
  pixels.forEach((pixel, at) => {
    if (!nearest.has(pixel)) {
      const [r, g, b] = parts(pixel);
      let best = 0, least = Infinity;
      palette.forEach((other, index) => {
        const [x, y, z] = parts(other);
        const far = (r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2;
        if (far < least) { least = far; best = index; }
      });
      nearest.set(pixel, best);
    }
    indices[at] = nearest.get(pixel);
  });
  let text = "";
  for (let at = 0; at < indices.length; at += 32768) {
    text += String.fromCharCode(...indices.subarray(at, at + 32768));
  }
  return {width: image.width, height: image.height, palette: palette.map(parts), indices: btoa(text)};
}"""


def main() -> None:
    """Start the product, take every picture, stop it."""
    if chromium() is None:
        sys.exit("There is no Chromium on this machine: install it (apt install chromium) to take pictures.")
    with tempfile.TemporaryDirectory(prefix="tracker-pictures-") as folder:
        product = Product(Path(folder) / "data")
        product.environ |= {
            "TRACKER_ADMIN_USERNAME": "analyst",
            "TRACKER_ADMIN_PASSWORD": secrets.token_urlsafe(18),
        }
        try:
            product.start()
            product.wait_until_up()
            product.manage("scan_stalls")
            _take_all(product)
        finally:
            product.stop()


def _take_all(product: Product) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium())
        for picture in PICTURES:
            _keep(browser, picture.name, _take(browser, product, picture))
        _keep(browser, "report", _report(product))
        browser.close()


def _take(browser: Browser, product: Product, picture: Picture) -> bytes:
    """Sign in and take one page, from its top."""
    scheme: Any = picture.scheme
    context = browser.new_context(
        viewport={"width": WIDTH, "height": picture.height},
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="en-GB",
    )
    page = context.new_page()
    page.goto(f"http://localhost:{product.port}{picture.path}")
    page.fill("input[name=login]", product.environ["TRACKER_ADMIN_USERNAME"])
    page.fill("input[name=password]", product.environ["TRACKER_ADMIN_PASSWORD"])
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda address: address.endswith(picture.path))
    if picture.typed:
        page.fill(*picture.typed)
        page.wait_for_timeout(1200)  # what was understood is said a moment after the last key
    page.wait_for_load_state("networkidle")
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    taken = page.screenshot()
    context.close()
    return taken


def _report(product: Product) -> bytes:
    """Set the report's first page as a picture, by the product's own means."""
    target = product.places.data / "report.png"
    program = (
        "from pathlib import Path\n"
        "from tracker.core import asof\n"
        "from tracker.documents.models import Document\n"
        "from tracker.reports import content, pdf\n"
        "report = content.progress_report(Document.objects.get(), asof.present())\n"
        f"Path({str(target)!r}).write_bytes(pdf.render_pages(report, 120)[0])\n"
    )
    done = product.manage("shell", "-c", program)
    if done.returncode:
        sys.exit(done.stderr)
    return target.read_bytes()


def _keep(browser: Browser, name: str, taken: bytes) -> None:
    """Write a picture in 256 colours, which is a third of its size and looks the same."""
    page = browser.new_page()
    reduced = page.evaluate(_REDUCE, f"data:image/png;base64,{base64.b64encode(taken).decode()}")
    page.close()
    made = _png(reduced)
    if len(made) > MOST_BYTES:
        sys.exit(f"{name}.png would have {len(made):,} bytes; take less of the page.")
    (FOLDER / f"{name}.png").write_bytes(made)
    sys.stdout.write(f"docs/pictures/{name}.png, {len(made):,} bytes\n")


def _png(reduced: dict[str, Any]) -> bytes:
    width, height = reduced["width"], reduced["height"]
    indices = base64.b64decode(reduced["indices"])
    lines = b"".join(b"\0" + indices[at : at + width] for at in range(0, width * height, width))
    palette = bytes(part for colour in reduced["palette"] for part in colour)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


if __name__ == "__main__":
    main()

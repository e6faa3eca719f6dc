"""The tablet's icons as PNG, drawn from our own SVG: `make icons` writes them to static/icons."""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import NAMES, QUIET

DRAWING = Path("static/icons/tablette.svg")
SIZES = (192, 512)


def main() -> None:
    path = next(found for name in NAMES if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f"<body style='margin:0'>{DRAWING.read_text()}")
            page.locator("svg").screenshot(path=DRAWING.with_name(f"tablette-{size}.png"))
        browser.close()


if __name__ == "__main__":
    main()

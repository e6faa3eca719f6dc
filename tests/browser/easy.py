"""Gloves and reading difficulties, measured on whatever page of the tablet is open."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SMALLEST, GAP, LETTERS, WORDS = 88, 12, 20, 8  # pixels, pixels, pixels, words in a sentence
MEASURE = """({ smallest, gap, letters }) => {
  const top = document.querySelector('dialog[open]') ?? document.body;
  const seen = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().width > 1;
  const name = (one) => (one.getAttribute('aria-label') || one.textContent || one.name || '').trim().replace(/\\s+/g, ' ').slice(0, 30);
  const part = (chosen) => [...top.querySelectorAll(chosen)].filter((one) => seen(one) && !one.closest('.skip-link'));
  const targets = part('a, button, summary, select, label:has(input:not([type=hidden])), input:not([type=hidden])')
    .filter((one) => !one.matches('label input, .visually-hidden, .pinpad-value, .stepper-label'));
  const boxes = targets.map((one) => ({ one, name: name(one), ...one.getBoundingClientRect().toJSON() }));
  const small = boxes.filter((box) => Math.min(box.width, box.height) < smallest - 0.5)
    .map((box) => `${box.name}: ${Math.round(box.width)}x${Math.round(box.height)}`);
  const near = [];
  boxes.forEach((a, n) => boxes.slice(n + 1).forEach((b) => {
    const across = Math.max(a.left, b.left) - Math.min(a.right, b.right);
    const down = Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom);
    if (Math.max(across, down) < gap - 0.5) near.push(`${a.name} / ${b.name}: ${Math.round(Math.max(across, down))}`);
  }));
  const written = part('*').filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
    .filter((one) => !one.matches('script, style, template, option, .visually-hidden, .visually-hidden *'));
  const tiny = written.filter((one) => parseFloat(getComputedStyle(one).fontSize) < letters)
    .map((one) => `${name(one)}: ${getComputedStyle(one).fontSize}`);
  const said = part('h1, h2, p, legend, label, button, a, li, strong, .flash, .state')
    .filter((one) => !one.querySelector('h1, h2, p, label, button, a, li'))
  .map((one) => one.innerText);
  const main = document.querySelector('#content');
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  return { small, near, tiny, said, wide, tall: main.scrollHeight - main.clientHeight };
}"""
AXE = """() => {
  const ratio = { normal: { expected: 7 }, large: { expected: 7 } };
  const options = {
    ignoreUnicode: true, ignoreLength: false, ignorePseudo: false, boldValue: 700, boldTextPt: 14,
    largeTextPt: 18, contrastRatio: ratio, pseudoSizeThreshold: 0.25, shadowOutlineEmMax: 0.1,
    textStrokeEmMin: 0.03,
  };
  axe.configure({ checks: [{ id: 'color-contrast-enhanced', options }] });
  return axe.run({ rules: { 'color-contrast-enhanced': { enabled: true } } }).then((told) =>
    told.violations.flatMap((one) => one.nodes.map((node) => `${one.id} ${node.html.slice(0, 110)}`)));
}"""


def is_easy(page: Page, name: str) -> list[str]:
    """What is too small, too near, too pale, too long or out of sight here."""
    page.wait_for_load_state()  # its styles are there
    told = page.evaluate(MEASURE, {"smallest": SMALLEST, "gap": GAP, "letters": LETTERS})
    troubles = [f"{kind} {one}" for kind in ("small", "near", "tiny") for one in told[kind]]
    troubles += [f"long {one}" for one in sentences(told["said"]) if len(one.split()) > WORDS]
    troubles += [f"{side} {told[side]}px" for side in ("tall", "wide") if told[side] > 1]
    troubles += barriers(page)
    return [f"{name}: {one}" for one in troubles]


def sentences(said: list[str]) -> list[str]:
    parts = [part for one in said for part in re.split(r"[.!?:;,·\n]", one)]
    return [part.strip() for part in parts if part.strip()]


def barriers(page: Page) -> list[str]:
    """What axe finds, letters below 7:1 included, large ones as small ones."""
    page.evaluate(Axe().axe_script)
    return page.evaluate(AXE)

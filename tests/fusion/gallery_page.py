"""What a test does on either gallery, with a real mouse and a real keyboard."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from gallery import HERE
from playwright.sync_api import Locator, Page, expect

OUTLINE = (HERE / "outline.js").read_text(encoding="utf-8").strip()
OPENED = ".next-overlay-wrapper.opened"

Opener = Callable[..., Page]


@dataclass(frozen=True)
class Sample:
    """One section of a gallery: a widget, and the value it reported last."""

    page: Page
    name: str

    @property
    def root(self) -> Locator:
        return self.page.locator(f'section[data-widget="{self.name}"]')

    @property
    def drawn(self) -> Locator:
        return self.root.locator(".sample")

    @property
    def reported(self) -> Locator:
        return self.root.locator("output")

    @property
    def value(self) -> str:
        return self.reported.inner_text()

    @property
    def record(self) -> dict:
        return json.loads(self.value)

    @property
    def inputs(self) -> Locator:
        return self.drawn.locator("input")

    @property
    def popup(self) -> Locator:
        """The open popup; a test that opens two says which."""
        return self.page.locator(OPENED)

    @property
    def ok(self) -> Locator:
        return self.popup.locator(".next-date-picker2-footer-ok")

    def press(self, text: str) -> None:
        self.drawn.get_by_role("button", name=text, exact=True).click()

    def open(self) -> Locator:
        """Clicks what opens the widget's popup, and waits until it stands still."""
        inputs = self.inputs
        (inputs.first if inputs.count() else self.drawn.locator("a, button").first).click()
        expect(self.popup).to_have_count(1)
        self.settle()
        return self.popup

    def away(self) -> None:
        """Clicks on nothing, as a person does to leave a field."""
        self.page.mouse.click(3, 3)

    def away_from_cells(self) -> None:
        """Moves the mouse to where it hovers over nothing; the click stays with the field."""
        self.page.mouse.move(3, 3)

    def type(self, text: str, field: int = 0) -> None:
        self.inputs.nth(field).click()
        self.inputs.nth(field).press("Control+a")
        self.page.keyboard.type(text)

    def choose(self, text: str) -> None:
        self.popup.get_by_role("option").filter(has_text=text).click()

    def closed(self) -> None:
        expect(self.popup).to_have_count(0)

    def quiet(self) -> None:
        """Waits until ten frames have changed nothing: a picker hands the focus on by timers."""
        self.page.evaluate(
            """() => new Promise((done) => {
                let frames = 0;
                new MutationObserver(() => { frames = 0; }).observe(
                    document, {subtree: true, childList: true, attributes: true});
                const next = () => (++frames > 10 ? done() : requestAnimationFrame(next));
                next();
            })"""
        )

    def settle(self) -> None:
        """Waits until nothing moves and every closed layer is hidden or gone."""
        self.page.wait_for_function(
            """() => [...document.querySelectorAll('.next-overlay-wrapper:not(.opened)')]
                .every((layer) => layer.style.display === 'none') && document.getAnimations().every(
                ({playState, effect}) => playState !== 'running'
                    || effect.getTiming().iterations === Infinity)"""
        )

    def at_rest(self) -> None:
        """Waits until what was begun, an animation too, is over."""
        self.quiet()
        self.settle()

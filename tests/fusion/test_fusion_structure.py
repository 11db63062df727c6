"""Every widget of ours has the same outline as the real library's, at rest and in each state."""

import re
from collections.abc import Callable

import pytest
from gallery import Gallery
from gallery_page import OPENED, OUTLINE, Opener, Sample
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.fusion]


def outlines(page: Page, selector: str) -> str:
    found = page.evaluate(
        f"selector => [...document.querySelectorAll(selector)].map({OUTLINE})", selector
    )
    return "\n".join(found)


def popup_opened(sample: Sample) -> None:
    sample.open()


def popup_closed(sample: Sample) -> None:
    sample.open()
    sample.away()
    sample.closed()


def option(text: str) -> Callable[[Sample], None]:
    def prepare(sample: Sample) -> None:
        sample.open()
        sample.choose(text)
        sample.settle()

    prepare.__name__ = f"option_{text}"
    return prepare


def typed(*texts: str) -> Callable[[Sample], None]:
    def prepare(sample: Sample) -> None:
        for field, text in enumerate(texts):
            sample.type(text, field)
        sample.settle()

    prepare.__name__ = "typed"
    return prepare


def entered(*texts: str) -> Callable[[Sample], None]:
    def prepare(sample: Sample) -> None:
        for field, text in enumerate(texts):
            sample.type(text, field)
            sample.page.keyboard.press("Enter")
        sample.settle()

    prepare.__name__ = "entered"
    return prepare


def clicked(selector: str) -> Callable[[Sample], None]:
    def prepare(sample: Sample) -> None:
        sample.drawn.locator(selector).first.click()
        sample.settle()

    prepare.__name__ = f"clicked_{re.sub(r'[^a-z0-9]+', '_', selector)}"
    return prepare


def day_clicked(day: str) -> Callable[[Sample], None]:
    def prepare(sample: Sample) -> None:
        sample.open()
        sample.popup.locator(f'[title="{day}"]').first.click()
        sample.settle()

    prepare.__name__ = f"day_{day}"
    return prepare


def picked(name: str, state: str) -> Callable[[Sample], None]:
    def prepare(sample: Sample) -> None:
        file = {"name": name, "mimeType": "image/png", "buffer": b"\x89PNG"}
        sample.drawn.locator('input[type="file"]').set_input_files(file)
        expect(sample.drawn.locator(f".next-upload-list-item-{state}")).to_have_count(1)

    prepare.__name__ = f"picked_{state}"
    return prepare


def uploaded(count: int) -> Callable[[Sample], None]:
    def prepare(sample: Sample) -> None:
        for at in range(1, count + 1):
            file = {"name": f"凭证{at}.png", "mimeType": "image/png", "buffer": b"\x89PNG"}
            sample.drawn.locator('input[type="file"]').set_input_files(file)
            expect(sample.drawn.locator(".next-upload-list-item-done")).to_have_count(at)

    prepare.__name__ = f"uploaded_{count}"
    return prepare


SECTION, POPUP = "section[data-widget='{}']", OPENED
ANY_LAYER = ".next-overlay-wrapper"
STATES = [
    ("select-reason", popup_opened, SECTION),
    ("select-reason", popup_opened, POPUP),
    ("select-reason", popup_closed, ANY_LAYER),
    ("select-reason", option("自然灾害"), SECTION),
    ("select-reason", option("自然灾害"), ANY_LAYER),
    ("select-chosen", popup_opened, POPUP),
    ("select-multiple", popup_opened, POPUP),
    ("select-multiple", option("全部"), SECTION),
    ("select-multiple", option("全部"), POPUP),
    ("select-virtual", popup_opened, POPUP),
    ("select-virtual", option("快递3"), SECTION),
    ("date", popup_opened, SECTION),
    ("date", popup_opened, POPUP),
    ("date", popup_closed, ANY_LAYER),
    ("date", popup_closed, SECTION),
    ("date", typed("2026-06-20"), POPUP),
    ("date", entered("2026-06-20"), SECTION),
    ("date", day_clicked("2026-06-25"), ANY_LAYER),
    ("date-set", popup_opened, POPUP),
    ("datetime", popup_opened, POPUP),
    ("datetime", typed("2026-06-20 18:30:05"), POPUP),
    ("datetime", typed("2026-06-20 18:30:05"), SECTION),
    ("datetime", typed("2026-06-2"), POPUP),
    ("datetime", day_clicked("2026-06-25"), POPUP),
    ("datetime", entered("2026-06-20 18:30:05"), SECTION),
    ("datetime-set", popup_opened, POPUP),
    ("range", popup_opened, SECTION),
    ("range", popup_opened, POPUP),
    ("range", day_clicked("2026-06-25"), SECTION),
    ("range", day_clicked("2026-06-25"), POPUP),
    ("range", entered("2026-06-01", "2026-06-05"), SECTION),
    ("range-set", popup_opened, POPUP),
    ("range-time", popup_opened, POPUP),
    ("range-time", typed("2026-06-01 00:00:00"), POPUP),
    ("radio", clicked("label:nth-child(2)"), SECTION),
    ("checkbox", clicked("label"), SECTION),
    ("input", clicked("input"), SECTION),
    ("input-clear", typed("甲"), SECTION),
    ("textarea", clicked("textarea"), SECTION),
    ("number-picker", clicked("button >> nth=0"), SECTION),
    ("upload", uploaded(1), SECTION),
    ("upload", uploaded(2), SECTION),
    ("upload", picked("慢.png", "uploading"), SECTION),
    ("upload", picked("坏.png", "error"), SECTION),
    ("table-selection", clicked("td label"), SECTION),
    ("table-selection", clicked("th label"), SECTION),
    ("table-stale", clicked("button"), SECTION),
    ("tabs", clicked("[role=tab]:nth-child(2)"), SECTION),
    ("collapse", clicked("[role=button]"), SECTION),
    ("pagination", clicked(".next-next"), SECTION),
    ("pagination", clicked(".next-pagination-item:nth-child(4)"), SECTION),
    ("dialog-v1", popup_opened, POPUP),
    ("dialog-v2", popup_opened, POPUP),
    ("dialog-plain", popup_opened, POPUP),
    ("confirm", popup_opened, POPUP),
    ("drawer", popup_opened, POPUP),
    ("urge-reply", popup_opened, POPUP),
    ("balloon", popup_opened, SECTION),
    ("balloon", popup_opened, POPUP),
    ("toast", popup_opened, POPUP),
    *[("toast", clicked(f"button >> nth={at}"), POPUP) for at in (1, 2, 3)],
]


def label(state: tuple) -> str:
    widget, prepare, where = state
    root = {SECTION: "section", POPUP: "popup", ANY_LAYER: "layers"}[where]
    return f"{widget}-{prepare.__name__}-{root}"


def test_every_widget_at_rest(gallery: Gallery, open_gallery: Opener) -> None:
    real, ours = (
        dict(
            open_gallery(url).evaluate(
                f"() => [...document.querySelectorAll('section')].map("
                f"node => [node.dataset.widget, ({OUTLINE})(node)])"
            )
        )
        for url in (gallery.real_url, gallery.ours_url)
    )
    assert list(ours) == list(real)
    for widget, outline in real.items():
        assert ours[widget] == outline, widget


@pytest.mark.parametrize("state", STATES, ids=label)
def test_state(state: tuple, gallery: Gallery, open_gallery: Opener) -> None:
    widget, prepare, where = state
    drawn = []
    for url in (gallery.real_url, gallery.ours_url):
        page = open_gallery(url, widget)
        prepare(Sample(page, widget))
        drawn.append(outlines(page, where.format(widget)))
    assert drawn[0], "the real library shows nothing here"
    assert drawn[1] == drawn[0]

"""Every widget of ours has the same outline as the real library's, at rest and in each state."""

import re
from collections.abc import Callable

import pytest
from gallery import Gallery
from gallery_page import OUTLINE, Opener, Sample
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
    sample.settle()


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
            sample.quiet()
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


def turned(*texts: str, side: str = "") -> Callable[[Sample], None]:
    """Opens the calendar and clicks titles, months, years, or arrows by their label."""

    def prepare(sample: Sample) -> None:
        sheet = sample.open().locator(f".next-calendar2{side}")
        for text in texts:
            arrow = sheet.get_by_role("button", name=text, exact=True)
            cell = sheet.locator(f'td[title="{text}"]')
            arrow.or_(cell).first.click()
        sample.away_from_cells()
        sample.settle()

    prepare.__name__ = "turned_" + "_".join((*texts, side.rpartition("-")[2])).strip("_")
    return prepare


def reopened_after(*texts: str) -> Callable[[Sample], None]:
    def prepare(sample: Sample) -> None:
        turned(*texts)(sample)
        sample.away()
        sample.closed()
        sample.settle()
        sample.open()

    prepare.__name__ = "reopened_after_" + "_".join(texts)
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


LEFT, RIGHT = ".next-range-picker-left", ".next-range-picker-right"

STATES = [
    ("select-reason", popup_opened),
    ("select-reason", popup_closed),
    ("select-reason", option("自然灾害")),
    ("select-chosen", popup_opened),
    ("select-multiple", popup_opened),
    ("select-multiple", option("全部")),
    ("select-virtual", popup_opened),
    ("select-virtual", option("快递3")),
    ("date", popup_opened),
    ("date", popup_closed),
    ("date", typed("2026-06-20")),
    ("date", entered("2026-06-20")),
    ("date", day_clicked("2026-06-25")),
    ("date-set", popup_opened),
    ("date", turned("6月")),
    ("date", turned("2026年")),
    ("date", turned("2026年", "2020-2029")),
    ("date", turned("2026年", "2020-2029", "2040-2049", "2043", "2043-11")),
    ("date", turned("6月", "prev-btn")),
    ("date", turned("2026年", "next-btn")),
    ("date-set", turned("6月")),
    ("date-set", turned("2026年", "2024")),
    ("date-set", reopened_after("2026年")),
    ("datetime", popup_opened),
    ("datetime", typed("2026-06-20 18:30:05")),
    ("datetime", typed("2026-06-2")),
    ("datetime", day_clicked("2026-06-25")),
    ("datetime", entered("2026-06-20 18:30:05")),
    ("datetime-set", popup_opened),
    ("datetime", turned("2026年")),
    ("datetime-set", turned("6月", "2026-09")),
    ("datetime-set", reopened_after("6月")),
    ("range", popup_opened),
    ("range", turned("6月", side=LEFT)),
    ("range", turned("2026年", side=RIGHT)),
    ("range", turned("7月", "2026-10", side=RIGHT)),
    ("range", day_clicked("2026-06-25")),
    ("range", entered("2026-06-01", "2026-06-05")),
    ("range-set", popup_opened),
    ("range-long", popup_opened),
    ("range-set", turned("2026年", side=LEFT)),
    ("range-set", turned("7月", "next-btn", side=RIGHT)),
    ("range-long", turned("2026年", "2025", side=LEFT)),
    ("range-long", reopened_after("2026年")),
    ("range-time", popup_opened),
    ("range-time", turned("6月")),
    ("range-time", turned("2026年", "2028", "2028-02")),
    ("range-time", reopened_after("6月")),
    ("range-time", typed("2026-06-01 00:00:00")),
    ("radio", clicked("label:nth-child(2)")),
    ("checkbox", clicked("label")),
    ("input", clicked("input")),
    ("input-clear", typed("甲")),
    ("textarea", clicked("textarea")),
    ("number-picker", clicked("button >> nth=0")),
    ("upload", uploaded(1)),
    ("upload", uploaded(2)),
    ("upload", picked("慢.png", "uploading")),
    ("upload", picked("坏.png", "error")),
    ("table-selection", clicked("td label")),
    ("table-selection", clicked("th label")),
    ("table-stale", clicked("button")),
    ("tabs", clicked("[role=tab]:nth-child(2)")),
    ("collapse", clicked("[role=button]")),
    ("pagination", clicked(".next-next")),
    ("pagination", clicked(".next-pagination-item:nth-child(4)")),
    ("dialog-v1", popup_opened),
    ("dialog-v2", popup_opened),
    ("dialog-plain", popup_opened),
    ("confirm", popup_opened),
    ("drawer", popup_opened),
    ("urge-reply", popup_opened),
    ("balloon", popup_opened),
    *[("toast", clicked(f"button >> nth={at}")) for at in range(4)],
]


def label(state: tuple) -> str:
    widget, prepare = state
    return f"{widget}-{prepare.__name__}"


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
    widget, prepare = state
    drawn = []
    for url in (gallery.real_url, gallery.ours_url):
        page = open_gallery(url, widget)
        prepare(Sample(page, widget))
        drawn.append(outlines(page, "section, .next-overlay-wrapper"))
    assert drawn[1] == drawn[0]

"""One practice console for all; every test starts it afresh and judges writes by its truth log."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Locator, Page, expect

from qn_assist.practice import PracticeConsole

TICKETS = 80

Open = Callable[..., Page]

expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def running() -> Iterator[PracticeConsole]:
    with PracticeConsole(tickets=TICKETS, seed=7, skin="2026", port=0) as console:
        yield console


@pytest.fixture
def console(running: PracticeConsole) -> PracticeConsole:
    running.reset(tickets=TICKETS, seed=7, skin="2026")
    return running


def sign_in(page: Page, console: PracticeConsole, account: str | None = None) -> None:
    """Logs in without the form: the cookies of both origins are those of one host."""
    answer = page.context.request.post(
        f"{console.login_origin}/havanalogin/newlogin/login.do",
        form={
            "loginId": account or console.login["account"],
            "password": console.login["password"],
        },
    )
    assert answer.json()["success"]


@pytest.fixture(scope="session")
def warm(browser: Browser) -> Iterator[BrowserContext]:
    """One context for all tests, so that the page files are fetched once."""
    with browser.new_context() as context:
        yield context


@pytest.fixture
def page(warm: BrowserContext) -> Iterator[Page]:
    warm.clear_cookies()
    page = warm.new_page()
    page.set_default_timeout(10_000)
    yield page
    page.close()


@pytest.fixture
def open_page(page: Page, console: PracticeConsole) -> Open:
    """`open_page(route)` shows a page of the workbench to somebody logged in."""

    def opened(route: str, account: str | None = None) -> Page:
        sign_in(page, console, account)
        page.goto(f"{console.origin}/myseller/home.htm/{route}")
        return page

    return opened


@pytest.fixture
def login_form(page: Page, console: PracticeConsole) -> FrameLocator:
    """The form in its iframe, asked for by a page that needs a login."""
    console.arm("no_wipe")
    page.goto(f"{console.origin}/myseller/home.htm/aftersales-task/list")
    return page.frame_locator("#alibaba-login-box")


AT_REST = """(option) => Promise.all(
  option.closest('.next-overlay-inner').getAnimations({ subtree: true })
    .map((one) => one.finished.catch(() => null)))"""


def choose(page: Page, select: Locator, option: str) -> None:
    """Picks an option of a Fusion select, whose menu mounts elsewhere."""
    select.click()
    wanted = page.get_by_role("option", name=option)
    # A menu that still unfolds moves under the mouse: pressed on one option, released on another.
    wanted.evaluate(AT_REST)
    wanted.click()


def confirm(page: Page) -> None:
    page.get_by_role("alertdialog").get_by_role("button", name="确定").click()


def headers(page: Page) -> list[str]:
    return page.locator(".next-table-header-node").all_inner_texts()


def cells(page: Page, title: str) -> list[str]:
    """The texts of one column, found by its header."""
    at = headers(page).index(title)
    return page.locator(f'td[data-next-table-col="{at}"]').all_inner_texts()


def value_of(scope: Page | Locator, label: str) -> Locator:
    """The value beside a label of a description list."""
    return scope.locator(f'[class*="infoLabel-"]:text-is("{label}") + [class*="infoValue-"]')

"""A back office and how a shop uses it, as the YAML files say: selectors, flows, shop, numbers.

Models and their loading only: nothing here opens a page.
"""

from qn_assist.console.flows import KINDS, ActionFlow, Flows, WriteRequest
from qn_assist.console.list_flow import Category, JsonSource, ListColumn, ListFlow
from qn_assist.console.load_console import load_console
from qn_assist.console.load_flows import load_flows
from qn_assist.console.platform_numbers import PLATFORM_CONSOLE, Platform, load_platform
from qn_assist.console.reading_flows import (
    FiguresFlow,
    LoginFlow,
    OrderFlow,
    StatusFlow,
    TodoFlow,
)
from qn_assist.console.safe_numbers import too_small
from qn_assist.console.selectors import Console, ConsoleFile, Envelope, Located, Page, Selector
from qn_assist.console.shop import BrowserLimits, Limits, Mode, Schedule, Shop, ShopFile, load_shop
from qn_assist.console.verbs import SETTERS, Choose, Expect, ExpectRow, Step

__all__ = [
    "KINDS", "PLATFORM_CONSOLE", "SETTERS", "ActionFlow", "BrowserLimits", "Category", "Choose",
    "Console", "ConsoleFile", "Envelope", "Expect", "ExpectRow", "FiguresFlow", "Flows",
    "JsonSource", "Limits", "ListColumn", "ListFlow", "Located", "LoginFlow", "Mode", "OrderFlow",
    "Page", "Platform", "Schedule", "Selector", "Shop", "ShopFile", "StatusFlow", "Step",
    "TodoFlow", "WriteRequest", "load_console", "load_flows", "load_platform", "load_shop",
    "too_small",
]  # fmt: skip

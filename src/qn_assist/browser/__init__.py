"""The only room that knows playwright: finding, filling, one click with a permit, reading back.

It decides nothing about tickets, and nothing here clicks submit without a permit.
"""

from qn_assist.browser import acting, departure, handover, lists, read, submission, tab
from qn_assist.browser.acting import Acting
from qn_assist.browser.answers import Answers, rows_in
from qn_assist.browser.evidence import Evidence, discard_old
from qn_assist.browser.handover import address_of
from qn_assist.browser.login import Password
from qn_assist.browser.program import fonts, install, launch, locate, probe
from qn_assist.browser.program.launch import BrowserProcess, launched
from qn_assist.browser.read import RequestRecord
from qn_assist.browser.renewal import Tabs
from qn_assist.browser.session import Session, opened, wait_for_person
from qn_assist.browser.steps import Doing
from qn_assist.browser.stored_session import Identity, session_file
from qn_assist.browser.submission import Submission
from qn_assist.browser.tab import Tab

__all__ = [
    "Acting", "Answers", "BrowserProcess", "Doing", "Evidence", "Identity", "Password",
    "RequestRecord", "Session", "Submission", "Tab", "Tabs", "acting", "address_of", "departure",
    "discard_old", "fonts", "handover", "install", "launch", "launched", "lists", "locate",
    "opened", "probe", "read", "rows_in", "session_file", "submission", "tab",
    "wait_for_person",
]  # fmt: skip

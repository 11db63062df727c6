"""The table of failures. `plays` says who acts: the server, the pages, or both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

Group: TypeAlias = Literal["session", "risk", "server", "page", "machine"]


@dataclass(frozen=True)
class Fault:
    """One row.

    `times` None: until disarmed. `counts`: the value says how often. `number`: the value is a
    number. `values`: the value is one of these. `text`: the value is free.
    """

    name: str
    does: str
    argument: str = ""
    plays: Literal["server", "page", "both"] = "server"
    default: str = ""
    times: int | None = None
    counts: bool = False
    number: bool = False
    values: tuple[str, ...] = ()
    text: bool = False
    group: Group = "server"


_LOGIN = (
    Fault("wrong_shop", "a right login lands in the other shop"),
    Fault("resigned_account", "every login is refused with 该子账号已经离职"),
    Fault("sms_needed", "a right password asks for an SMS code"),
    Fault("slider", "the form shows a slider from the start; only a person passes it"),
    Fault("captcha_at_login", "the first submit brings the slider; only a person passes it"),
    Fault("quick_enter", "the form is one button 快速进入", plays="both"),
    Fault("no_wipe", "the login script does not clear the inputs"),
    Fault(
        "session_expiry",
        "the next request finds the session gone: redirect, answer, or login frame",
        "redirect, json (default) or frame; after=N for later",
        default="json",
        times=1,
        values=("redirect", "json", "frame"),
    ),
)

_RISK = (
    Fault("two_titles", "the pages call the shop by another title than it has"),
    Fault("no_permission", "lists are refused as for a sub-account without the right"),
    Fault("token_expired_once", "the next request finds its token old", times=1),
    Fault(
        "captcha",
        "every request is answered with a punish address until a person passes the slider",
        "frame (default; the page shows it) or redirect (the document goes there)",
        plays="both",
        default="frame",
        values=("frame", "redirect"),
    ),
    Fault("rgv587", "HTTP 200 with RGV587_ERROR and a punish address", "how often", counts=True),
    Fault("rate_limit", "HTTP 429", "how often", counts=True),
    Fault("traffic_limit", "FAIL_SYS_TRAFFIC_LIMIT", "how often", counts=True),
    Fault("illegal_access", "FAIL_SYS_ILLEGAL_ACCESS", "how often", counts=True),
)

_WIRE = (
    Fault(
        "slow",
        "answers late; the work is done at the end",
        "milliseconds",
        default="5000",
        number=True,
    ),
    Fault("http_500", "HTTP 500, nothing done", "how often", counts=True),
    Fault("drop", "the connection is cut before anything is done", "how often", counts=True),
    Fault(
        "lost_answer",
        "a write is done, its answer never comes",
        "hang (default) or close; every time unless xN",
        default="hang",
        values=("hang", "close"),
    ),
    Fault(
        "redirected_write",
        "a write is done, its answer is a redirect that has the browser send it once more",
        "307 (default) or 308; every time unless xN",
        plays="both",
        default="307",
        values=("307", "308"),
    ),
    Fault(
        "garbled_answer",
        "a write is done, its answer says it is compressed and is not",
        "how often",
        counts=True,
    ),
    Fault(
        "stalled_body",
        "the head of an answer comes at once, its body never; a write is done all the same",
        "how often",
        counts=True,
    ),
    Fault(
        "strange_answer",
        "a write is answered by a status and a body that nobody lists",
        "done or undone, the status, the body (done,502,html)",
        default="done,502,html",
        text=True,
    ),
    Fault(
        "read_lag",
        "a write is done and answered at once; every reading shows it later",
        "seconds",
        default="30",
        number=True,
    ),
    Fault(
        "wrong_date",
        "every third document carries a Date header that is wrong, forward and back in turns",
        "days",
        default="30",
        number=True,
    ),
    Fault(
        "late_answer",
        "a write is done at once, its answer comes late",
        "milliseconds",
        default="5000",
        number=True,
    ),
)

_WRITES = (
    Fault("false_success", "a write is answered as a success and not saved"),
    Fault("false_failure", "a write is saved and answered as a failure"),
    Fault(
        "already_handled",
        "a colleague answers the task just before our reply",
        times=1,
        counts=True,
    ),
    Fault(
        "closed_meanwhile",
        "the order ships right after the task's detail is read",
        "how often",
        times=1,
        counts=True,
    ),
    Fault(
        "colleague",
        "a colleague is at work on the same order: he writes to its buyer, or does the very same",
        "says (default): each time, before ours arrives; same: just before ours is taken up",
        default="says",
        values=("says", "same"),
    ),
    Fault(
        "repeat_arrivals",
        "what happens to a write identical to an accepted one",
        "accept (default; task replies too) or refuse",
        default="accept",
        values=("accept", "refuse"),
    ),
    Fault("chat_unavailable", "the chat cannot be used", plays="both"),
)

_READS = (
    Fault("swapped_detail", "a detail answers with another ticket", "how often", counts=True),
    Fault(
        "row_shift",
        "a row of page 1 and one of page 2 change places",
        "how often",
        times=1,
        counts=True,
    ),
    Fault(
        "short_total",
        "the total of a list is less than its rows",
        "by how many",
        default="1",
        number=True,
    ),
    Fault("hidden_row", "the total counts a row that no page shows"),
    Fault(
        "badge_mismatch",
        "the counts beside the tabs differ from the total",
        "by how many",
        default="1",
        number=True,
    ),
    Fault(
        "rows_move",
        "a row leaves or joins page 1 before another page is asked for",
        "leave (default) or join",
        default="leave",
        times=1,
        values=("leave", "join"),
    ),
    Fault("export_throttle", "every export is refused as too soon after the last"),
    Fault("empty_for_error", "a list fails and the page shows it as empty", plays="both"),
    Fault("result_is_string", "data.result is JSON text"),
    Fault(
        "option_missing",
        "a form lacks an option",
        "the option's text",
        default="延迟发货",
        text=True,
    ),
)

_PAGES = tuple(
    Fault(name, does, argument, plays="page", default=default)
    for name, does, argument, default in (
        (
            "announcement",
            "an announcement covers the page",
            "the text of its button; @menu: when the first menu opens",
            "",
        ),
        ("unknown_dialog", "a dialog nobody has seen", "", ""),
        ("guide", "a new-user guide takes the clicks", "", ""),
        ("stale_mask", "the loading mask goes before the new rows come", "", ""),
        ("field_reset", "a field changes while the confirm dialog is open", "the text it gets", ""),
        ("renamed_classes", "other stems, and one library class gone", "the class", ""),
        ("moved_field", "说明 stands in another section", "label: has another name", ""),
        ("second_button", "a second button of the same name", "", ""),
        ("new_tab", "links open in a new tab", "", ""),
        ("export_new_tab", "the tab of the export records never opens", "", ""),
        ("stale_overlay", "closed dialogs and drawers stay in the document, hidden", "", ""),
        ("detail_tab_stuck", "an order detail that is open does not change to another", "", ""),
        ("foreign_page", "when a menu opens the page goes to a port nobody listens on", "", ""),
        (
            "page_resends",
            "a write that got no answer is sent once more by the page",
            "@any: after any answer that is no success",
            "",
        ),
        (
            "chat_switches",
            "another buyer's conversation comes to the front between press and send",
            "",
            "",
        ),
        (
            "service_worker",
            "a worker of the page sends a write again that failed, or that it remembers",
            "",
            "",
        ),
        (
            "drawer_switches",
            "the drawer is redrawn for another task behind the confirm dialog",
            "",
            "",
        ),
        (
            "form_posts",
            "a write leaves as a form that loads a page",
            "@open: opening a task posts its form too",
            "",
        ),
        ("virtual_rows", "only the visible rows are in the document", "", ""),
    )
)

_SESSION = frozenset(
    "session_expiry wrong_shop two_titles no_permission resigned_account token_expired_once "
    "quick_enter no_wipe".split()
)
_OF_A_PAGE = frozenset(
    "row_shift rows_move export_throttle short_total hidden_row badge_mismatch empty_for_error "
    "swapped_detail closed_meanwhile option_missing result_is_string chat_unavailable".split()
)


def _group(fault: Fault) -> Group:
    """As people look for it: what a list or detail shows is the page's, whoever plays it."""
    if fault.name in _SESSION:
        return "session"
    if fault in _LOGIN or fault in _RISK:
        return "risk"
    return "page" if fault.plays == "page" or fault.name in _OF_A_PAGE else "server"


FAULTS = {
    fault.name: replace(fault, group=_group(fault))
    for fault in (*_LOGIN, *_RISK, *_WIRE, *_WRITES, *_READS, *_PAGES)
}

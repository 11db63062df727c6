"""For each fault: what the assistant does about it, and the laws at stake.

docs/faults.md is made from it. `silent`: while the fault stands, no write may be accepted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qn_assist.drill.laws import Law

ONCE, RIGHT, DRY, PROVEN, SEEN, LISTED, DOUBT, PRIVATE, NAMED, ENDS = Law


@dataclass(frozen=True)
class Expected:
    answer: str
    laws: tuple[Law, ...]
    silent: bool = False


_STOPS = "stops before anything is read; exit code 3, a person logs in"
_PUSHED = "a pushed back write ends all writing and is settled by reading; a read fails its ticket"

EXPECTED: Mapping[str, Expected] = {
    "wrong_shop": Expected(
        "reads the shop's name on the page, leaves at once, exit code 3",
        (RIGHT, DOUBT),
        silent=True,
    ),
    "resigned_account": Expected(
        "tries once, tells what the form says, exit code 2", (DOUBT, NAMED), silent=True
    ),
    "sms_needed": Expected(_STOPS, (DOUBT,), silent=True),
    "slider": Expected(_STOPS, (DOUBT,), silent=True),
    "captcha_at_login": Expected(_STOPS, (DOUBT,), silent=True),
    "quick_enter": Expected(
        "presses the one button, then proves the shop like after any login", (RIGHT,)
    ),
    "no_wipe": Expected("fills and looks whether it stays: nothing to do here", (ENDS,)),
    "session_expiry": Expected(
        "stops writing, exit code 3; the next pass logs in once and settles by reading",
        (DOUBT, ONCE, LISTED),
    ),
    "no_permission": Expected(
        "an unreadable list is no empty list: the run is incomplete", (SEEN, NAMED)
    ),
    "token_expired_once": Expected("the page itself signs again; one acceptance", (ONCE,)),
    "captcha": Expected(
        "never touches it: writing ends, exit code 3, a person passes it", (DOUBT,), silent=True
    ),
    "rgv587": Expected(
        "writing ends after the one challenged click, exit code 3; the click is settled by reading",
        (DOUBT, ONCE),
    ),
    "rate_limit": Expected(_PUSHED, (DOUBT, ONCE)),
    "traffic_limit": Expected(_PUSHED, (DOUBT, ONCE)),
    "illegal_access": Expected(
        "a read that fails stops its ticket; a write is settled by reading", (ONCE, LISTED)
    ),
    "slow": Expected(
        "waits for the page; a write that comes late is seen by the second look",
        (ONCE, PROVEN, ENDS),
    ),
    "http_500": Expected(
        "a read is tried again, a click never; reading twice proves it was not done", (ONCE, LISTED)
    ),
    "drop": Expected("the same; the browser may send the POST again by itself", (ONCE, LISTED)),
    "lost_answer": Expected("silence proves nothing: a fresh read does", (ONCE, PROVEN)),
    "late_answer": Expected("the same", (ONCE, PROVEN)),
    "false_success": Expected(
        "a success toast is not believed: `not_done` after two looks, done by a later pass",
        (PROVEN, LISTED),
    ),
    "false_failure": Expected(
        "a failure toast is not believed either: a fresh read shows it was saved", (ONCE, PROVEN)
    ),
    "already_handled": Expected(
        "the console's refusal and a read: `refused` or `unknown`, a person looks", (RIGHT, LISTED)
    ),
    "closed_meanwhile": Expected(
        "the state is read again before the click; a refused click is not repeated", (RIGHT, LISTED)
    ),
    "repeat_arrivals": Expected(
        "nothing changes: with `accept` only the assistant can prevent a double", (ONCE,)
    ),
    "chat_unavailable": Expected(
        "the ticket fails before the reply: what was not said is not claimed", (LISTED, RIGHT)
    ),
    "swapped_detail": Expected(
        "the page shows another ticket or order: not touched", (RIGHT, LISTED)
    ),
    "row_shift": Expected("a row seen twice or never makes the reading incomplete", (SEEN,)),
    "rows_move": Expected("the total changes while pages are turned: incomplete", (SEEN,)),
    "export_throttle": Expected("exports nothing: nothing to do here", (SEEN,)),
    "short_total": Expected("rows and total differ: incomplete", (SEEN,)),
    "hidden_row": Expected("rows and total differ: incomplete", (SEEN,)),
    "badge_mismatch": Expected("count and total differ: incomplete", (SEEN,)),
    "empty_for_error": Expected("no rows where the home page counts some: incomplete", (SEEN,)),
    "result_is_string": Expected("reads it as what it is", (SEEN,)),
    "option_missing": Expected(
        "the ticket fails with the options that were seen; nothing else is chosen", (RIGHT, LISTED)
    ),
    "announcement": Expected(
        "closes it: its title and buttons are listed as harmless", (RIGHT, LISTED)
    ),
    "unknown_dialog": Expected(
        "presses nothing in it: writing ends, exit code 3", (DOUBT,), silent=True
    ),
    "guide": Expected("closes it: listed as harmless", (LISTED,)),
    "stale_mask": Expected(
        "takes rows only when they are those of the page's own answer", (SEEN, RIGHT)
    ),
    "field_reset": Expected(
        "reads every field again under the confirm dialog: no click", (RIGHT, LISTED)
    ),
    "renamed_classes": Expected(
        "several witnesses or none: what is not surely found stops", (RIGHT, LISTED)
    ),
    "moved_field": Expected("found by its own name, or the ticket fails", (RIGHT, LISTED)),
    "second_button": Expected("two candidates are no candidate: no click", (RIGHT, LISTED)),
    "new_tab": Expected("goes by address, not by links", (SEEN,)),
    "export_new_tab": Expected("exports nothing: nothing to do here", (SEEN,)),
    "stale_overlay": Expected(
        "what is hidden is no candidate: one control is found, or none", (RIGHT, LISTED)
    ),
    "detail_tab_stuck": Expected(
        "opens every order in a document of its own; another order is not touched", (RIGHT, LISTED)
    ),
    "foreign_page": Expected(
        "the page is held where it is: writing ends, exit code 3", (DOUBT, LISTED)
    ),
    "page_resends": Expected(
        "a repeated write whose first one got no answer is refused in the page", (ONCE, LISTED)
    ),
    "virtual_rows": Expected("rows and total differ: incomplete", (SEEN,)),
    "browser_killed": Expected(
        "starts another, proves the shop; what was claimed is read back, never clicked again; "
        "what was not fails once, the rest is done",
        (ONCE, LISTED, NAMED),
    ),
    "page_crashed": Expected(
        "a new page; what was claimed is read back on it, else the ticket fails once",
        (ONCE, LISTED, NAMED),
    ),
    "process_killed": Expected(
        "the claim is on the disk before the click: the next pass reads back first", (ONCE, LISTED)
    ),
    "ledger_locked": Expected(
        "no claim, no click; exit code 70 says the ledger is busy", (ONCE, NAMED)
    ),
    "ledger_read_only": Expected("the pass does not begin", (ONCE, NAMED)),
    "evidence_full": Expected(
        "a picture that cannot be kept is said and stops nothing", (LISTED, ONCE)
    ),
    "clock_jump": Expected(
        "deadlines are the console's; the second look waits by a clock that nobody sets",
        (ONCE, ENDS),
    ),
    "time_zone": Expected("all times have a zone: nothing changes", (RIGHT, LISTED)),
    "two_runs": Expected("one has the shop, the other is told who, exit code 3", (ONCE, NAMED)),
    "stale_lock": Expected("the lock died with its owner: taken over", (ENDS,)),
}

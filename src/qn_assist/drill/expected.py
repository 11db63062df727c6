"""For each fault: what the assistant does about it, and the laws at stake.

docs/faults.md is made from it. `silent`: while the fault stands, no write may be accepted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qn_assist.drill.laws import Law

ONCE, RIGHT, DRY, PROVEN, SEEN, LISTED, DOUBT, PRIVATE, NAMED, LIMIT, ENDS = Law


@dataclass(frozen=True)
class ExpectedOutcome:
    answer: str
    laws: tuple[Law, ...]
    silent: bool = False


_STOPS = "stops before anything is read; exit code 3, a person logs in"
_PUSHED = "a pushed back write ends all writing and is settled by reading; a read fails its ticket"

EXPECTED: Mapping[str, ExpectedOutcome] = {
    "wrong_shop": ExpectedOutcome(
        "reads the shop's name on the page, leaves at once, exit code 3",
        (RIGHT, DOUBT),
        silent=True,
    ),
    "resigned_account": ExpectedOutcome(
        "tries once, tells what the form says, exit code 2", (DOUBT, NAMED), silent=True
    ),
    "sms_needed": ExpectedOutcome(_STOPS, (DOUBT,), silent=True),
    "slider": ExpectedOutcome(_STOPS, (DOUBT,), silent=True),
    "captcha_at_login": ExpectedOutcome(_STOPS, (DOUBT,), silent=True),
    "quick_enter": ExpectedOutcome(
        "presses the one button, then proves the shop like after any login", (RIGHT,)
    ),
    "no_wipe": ExpectedOutcome("fills and looks whether it stays: nothing to do here", (ENDS,)),
    "session_expiry": ExpectedOutcome(
        "stops writing, exit code 3; the next pass logs in once and settles by reading",
        (DOUBT, ONCE, LISTED),
    ),
    "no_permission": ExpectedOutcome(
        "an unreadable list is no empty list: the run is incomplete", (SEEN, NAMED)
    ),
    "token_expired_once": ExpectedOutcome("the page itself signs again; one acceptance", (ONCE,)),
    "captcha": ExpectedOutcome(
        "never touches it: writing ends, exit code 3, a person passes it", (DOUBT,), silent=True
    ),
    "rgv587": ExpectedOutcome(
        "writing ends after the one challenged click, exit code 3; the click is settled by reading",
        (DOUBT, ONCE),
    ),
    "rate_limit": ExpectedOutcome(_PUSHED, (DOUBT, ONCE)),
    "traffic_limit": ExpectedOutcome(_PUSHED, (DOUBT, ONCE)),
    "illegal_access": ExpectedOutcome(
        "a read that fails stops its ticket; a write is settled by reading", (ONCE, LISTED)
    ),
    "slow": ExpectedOutcome(
        "waits for the page; a write that comes late is seen by the second look",
        (ONCE, PROVEN, ENDS),
    ),
    "http_500": ExpectedOutcome(
        "a read is tried again, a click never; reading twice proves it was not done", (ONCE, LISTED)
    ),
    "drop": ExpectedOutcome(
        "the same; the browser may send the POST again by itself", (ONCE, LISTED)
    ),
    "lost_answer": ExpectedOutcome("silence proves nothing: a fresh read does", (ONCE, PROVEN)),
    "late_answer": ExpectedOutcome("the same", (ONCE, PROVEN)),
    "redirected_write": ExpectedOutcome(
        "the redirect is not followed: a fresh read shows what was taken", (ONCE, PROVEN)
    ),
    "garbled_answer": ExpectedOutcome("what cannot be read proves nothing", (ONCE, PROVEN)),
    "stalled_body": ExpectedOutcome(
        "a body is waited for so long and no longer; then the same", (ONCE, PROVEN, ENDS)
    ),
    "chat_switches": ExpectedOutcome(
        "the request is held and compared: it does not leave for another buyer", (RIGHT, LISTED)
    ),
    "drawer_switches": ExpectedOutcome(
        "the request is held and compared: it does not leave for another task", (RIGHT, LISTED)
    ),
    "strange_answer": ExpectedOutcome(
        "what is no word of the console proves nothing: reading decides, and a person where it "
        "contradicts",
        (ONCE, PROVEN, LISTED),
    ),
    "colleague": ExpectedOutcome(
        "his words are not ours: what is read back is compared; what he did first is told, and "
        "not done again",
        (ONCE, PROVEN, LISTED),
    ),
    "wrong_date": ExpectedOutcome(
        "a time that the next page does not confirm is not believed", (RIGHT, LISTED)
    ),
    "two_titles": ExpectedOutcome(
        "another title is another shop until a person says otherwise: leaves at once, exit code 3",
        (RIGHT, DOUBT),
        silent=True,
    ),
    "form_posts": ExpectedOutcome(
        "a form's request is compared and let go like any other, and refused at any other moment, "
        "also in a dry run",
        (DRY, ONCE, LISTED),
    ),
    "read_lag": ExpectedOutcome(
        "accepted and not seen stays `unknown` until it is seen; never written again",
        (ONCE, PROVEN, LISTED),
    ),
    "service_worker": ExpectedOutcome("no service worker is let in: nothing changes", (ONCE, DRY)),
    "false_success": ExpectedOutcome(
        "accepted and not seen is a contradiction: `unknown`, a person looks; never written again",
        (PROVEN, LISTED),
    ),
    "false_failure": ExpectedOutcome(
        "refused and yet seen may be a colleague's: `unknown`, a person looks", (ONCE, PROVEN)
    ),
    "already_handled": ExpectedOutcome(
        "the console's refusal and a read: `refused` or `unknown`, a person looks", (RIGHT, LISTED)
    ),
    "closed_meanwhile": ExpectedOutcome(
        "the state is read again before the click; a refused click is not repeated", (RIGHT, LISTED)
    ),
    "repeat_arrivals": ExpectedOutcome(
        "nothing changes: with `accept` only the assistant can prevent a double", (ONCE,)
    ),
    "chat_unavailable": ExpectedOutcome(
        "the ticket fails before the reply: what was not said is not claimed", (LISTED, RIGHT)
    ),
    "swapped_detail": ExpectedOutcome(
        "the page shows another ticket or order: not touched", (RIGHT, LISTED)
    ),
    "row_shift": ExpectedOutcome("a row seen twice or never makes the reading incomplete", (SEEN,)),
    "rows_move": ExpectedOutcome("the total changes while pages are turned: incomplete", (SEEN,)),
    "export_throttle": ExpectedOutcome("exports nothing: nothing to do here", (SEEN,)),
    "short_total": ExpectedOutcome("rows and total differ: incomplete", (SEEN,)),
    "hidden_row": ExpectedOutcome("rows and total differ: incomplete", (SEEN,)),
    "badge_mismatch": ExpectedOutcome("count and total differ: incomplete", (SEEN,)),
    "empty_for_error": ExpectedOutcome(
        "no rows where the home page counts some: incomplete", (SEEN,)
    ),
    "result_is_string": ExpectedOutcome("reads it as what it is", (SEEN,)),
    "option_missing": ExpectedOutcome(
        "the ticket fails with the options that were seen; nothing else is chosen", (RIGHT, LISTED)
    ),
    "announcement": ExpectedOutcome(
        "closes it: its title and buttons are listed as harmless", (RIGHT, LISTED)
    ),
    "unknown_dialog": ExpectedOutcome(
        "presses nothing in it: writing ends, exit code 3", (DOUBT,), silent=True
    ),
    "guide": ExpectedOutcome("closes it: listed as harmless", (LISTED,)),
    "stale_mask": ExpectedOutcome(
        "takes rows only when they are those of the page's own answer", (SEEN, RIGHT)
    ),
    "field_reset": ExpectedOutcome(
        "reads every field again under the confirm dialog: no click", (RIGHT, LISTED)
    ),
    "renamed_classes": ExpectedOutcome(
        "several witnesses or none: what is not surely found stops", (RIGHT, LISTED)
    ),
    "moved_field": ExpectedOutcome("found by its own name, or the ticket fails", (RIGHT, LISTED)),
    "second_button": ExpectedOutcome("two candidates are no candidate: no click", (RIGHT, LISTED)),
    "new_tab": ExpectedOutcome("goes by address, not by links", (SEEN,)),
    "export_new_tab": ExpectedOutcome("exports nothing: nothing to do here", (SEEN,)),
    "stale_overlay": ExpectedOutcome(
        "what is hidden is no candidate: one control is found, or none", (RIGHT, LISTED)
    ),
    "detail_tab_stuck": ExpectedOutcome(
        "opens every order in a document of its own; another order is not touched", (RIGHT, LISTED)
    ),
    "foreign_page": ExpectedOutcome(
        "the page is held where it is: writing ends, exit code 3", (DOUBT, LISTED)
    ),
    "page_resends": ExpectedOutcome(
        "a repeated write whose first one got no answer is refused in the page", (ONCE, LISTED)
    ),
    "virtual_rows": ExpectedOutcome("rows and total differ: incomplete", (SEEN,)),
    "browser_killed": ExpectedOutcome(
        "starts another, proves the shop; what was claimed is read back, never clicked again; "
        "what was not fails once, the rest is done",
        (ONCE, LISTED, NAMED),
    ),
    "page_crashed": ExpectedOutcome(
        "a new page; what was claimed is read back on it, else the ticket fails once",
        (ONCE, LISTED, NAMED),
    ),
    "process_killed": ExpectedOutcome(
        "the claim is on the disk before the click: the next pass reads back first", (ONCE, LISTED)
    ),
    "ledger_locked": ExpectedOutcome(
        "no claim, no click; exit code 70 says the ledger is busy", (ONCE, NAMED)
    ),
    "ledger_read_only": ExpectedOutcome("the pass does not begin", (ONCE, NAMED)),
    "evidence_full": ExpectedOutcome(
        "a picture that cannot be kept is said and stops nothing", (LISTED, ONCE)
    ),
    "clock_jump": ExpectedOutcome(
        "deadlines are the console's; the second look waits by a clock that nobody sets",
        (ONCE, ENDS),
    ),
    "time_zone": ExpectedOutcome("all times have a zone: nothing changes", (RIGHT, LISTED)),
    "two_runs": ExpectedOutcome(
        "one has the shop, the other is told who, exit code 3", (ONCE, NAMED)
    ),
    "another_machine": ExpectedOutcome(
        "its lease is lost: what it claimed does not leave; the other settles that by reading",
        (ONCE, LISTED, NAMED),
    ),
    "renamed_shop": ExpectedOutcome(
        "the shop is known by what its console proves: the claims are the same", (ONCE, LISTED)
    ),
    "stale_lock": ExpectedOutcome("the lock died with its owner: taken over", (ENDS,)),
}

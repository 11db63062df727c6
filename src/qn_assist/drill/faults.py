"""Every fault of the drill's table: those of the practice console, and those of the machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qn_assist.practice import FAULTS, Fault

MACHINE: Mapping[str, Fault] = {
    fault.name: fault
    for fault in (
        Fault(
            "process_killed", "the process is killed", "the moment (click_after)", group="machine"
        ),
        Fault(
            "browser_killed", "the browser is killed", "the moment (click_after)", group="machine"
        ),
        Fault(
            "page_crashed",
            "the page's process crashes",
            "the moment (prepare_after)",
            group="machine",
        ),
        Fault(
            "ledger_locked",
            "another process holds a write on the ledger",
            "the moment (from the beginning)",
            group="machine",
        ),
        Fault("ledger_read_only", "the ledger cannot be written", group="machine"),
        Fault("evidence_full", "pictures cannot be kept", group="machine"),
        Fault(
            "clock_jump",
            "the machine's clock is set",
            "seconds, then @ the moment (3600@click_after)",
            group="machine",
        ),
        Fault(
            "time_zone",
            "the machine is in another time zone",
            "its name (America/New_York)",
            group="machine",
        ),
        Fault("two_runs", "two runs of the shop begin at once", group="machine"),
        Fault(
            "another_machine",
            "another machine takes the shop over while this one sleeps",
            "the moment (click_before)",
            group="machine",
        ),
        Fault("renamed_shop", "the shop's folder is renamed between two passes", group="machine"),
        Fault("stale_lock", "the lock of a dead process lies there", group="machine"),
    )
}
ALL: Mapping[str, Fault] = {**FAULTS, **MACHINE}
GROUPS = ("session", "risk", "server", "page", "machine")


@dataclass(frozen=True)
class Disturbance:
    """A fault with its argument, as `NAME[:ARG]`."""

    name: str
    arg: str = ""

    def __str__(self) -> str:
        return f"{self.name}:{self.arg}" if self.arg else self.name

    @property
    def of_the_machine(self) -> bool:
        return self.name in MACHINE

    @classmethod
    def read(cls, shown: str) -> Disturbance:
        name, _, arg = shown.partition(":")
        return cls(name, arg)


# What is played once by `qn-assist drill`: at least one form of every fault.
ONCE: tuple[str, ...] = (
    "wrong_shop", "resigned_account", "sms_needed", "slider", "captcha_at_login", "quick_enter",
    "no_wipe", "session_expiry:json:writes", "session_expiry:redirect",
    "session_expiry:frame:writes", "no_permission", "token_expired_once:writes", "captcha:frame",
    "captcha:redirect", "rgv587:writes", "rate_limit:writes:1", "traffic_limit:writes:1",
    "illegal_access:writes:1", "slow:3000:writes", "http_500:writes:1", "http_500:reads:2",
    "drop:writes:1", "lost_answer:hang:x1", "lost_answer:close:x1", "late_answer:2500:x1",
    "redirected_write:307", "redirected_write:308", "garbled_answer:writes",
    "stalled_body:writes:1", "chat_switches", "drawer_switches", "page_resends:@any",
    "two_titles", "wrong_date", "colleague:says", "colleague:same", "form_posts",
    "form_posts:@open", "read_lag:10", "service_worker", "strange_answer:done,502,html",
    "strange_answer:undone,200,success",
    "false_success:x1", "false_failure:x1", "already_handled", "closed_meanwhile",
    "repeat_arrivals:accept", "chat_unavailable", "swapped_detail", "row_shift", "rows_move:leave",
    "rows_move:join", "export_throttle", "short_total",
    "hidden_row", "badge_mismatch", "empty_for_error", "result_is_string",
    "option_missing:疫情原因", "announcement", "announcement:知道了@menu",
    "unknown_dialog", "guide", "stale_mask",
    "field_reset:已经发货了，请放心", "renamed_classes", "moved_field", "moved_field:label",
    "second_button", "new_tab", "export_new_tab", "stale_overlay",
    "detail_tab_stuck", "foreign_page", "page_resends", "virtual_rows",
    "process_killed:click_after",
    "browser_killed:click_after", "page_crashed:prepare_after", "ledger_locked",
    "ledger_locked:click_after", "ledger_read_only", "evidence_full",
    "clock_jump:3600@click_after", "clock_jump:-3600@click_after", "time_zone:America/New_York",
    "two_runs", "another_machine", "renamed_shop", "stale_lock",
)  # fmt: skip

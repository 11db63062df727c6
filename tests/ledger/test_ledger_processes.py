"""Real processes at one ledger, some of them killed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

from qn_assist.ledger import Ledger
from tests.leases import claimed, leased

from .ledger_worker import FEW, KEYS

WORKER = Path(__file__).with_name("ledger_worker.py")


@contextmanager
def processes(url, mode, count):
    with Ledger.open(url) as ledger:
        assert leased(ledger).token == 1
    started = [
        subprocess.Popen(
            [sys.executable, str(WORKER), url, f"run-{number}", mode],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(count)
    ]
    try:
        for process in started:
            assert hears(process) == "ready"
        go(started)
        yield started
    finally:
        for process in started:
            process.kill()
            process.communicate()


def go(started):
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()


def hears(process):
    return json.loads(process.stdout.readline())


def test_eight_processes_at_once_have_one_winner_for_each_ticket_and_nothing_is_lost(url):
    with processes(url, "race", 8) as started, Ledger.open(url) as ledger:
        won = {f"run-{number}": hears(process) for number, process in enumerate(started)}
        assert one_each(won.values())
        for entry in ledger.unsettled("practice"):
            assert entry.key.ticket_id in won[entry.run_id]
            ledger.unknown(entry, "没有回音")
        go(started)
        assert one_each([hears(process) for process in started])
        assert [process.wait() for process in started] == [0] * 8
        for key in KEYS:
            words = [event.event for event in ledger.history("practice", key.ticket_id)]
            assert words == ["claimed", "unknown", "verified"]


def one_each(wins):
    return Counter(ticket_id for ids in wins for ticket_id in ids) == Counter(
        key.ticket_id for key in KEYS
    )


# What each state may come from; "claimed" again only after a proof that it was not done.
COMES_FROM = {
    "claimed": {None, "not_done"},
    "submitted": {"claimed"},
    "unknown": {"claimed", "submitted"},
    "verified": {"claimed", "submitted", "unknown"},
    "not_done": {"claimed", "submitted", "unknown", "refused"},
}


def test_processes_that_wander_and_die_lose_no_event_and_share_no_claim(url):
    with processes(url, "wander", 4) as started, Ledger.open(url) as ledger:
        doomed, *living = started
        told = []
        while len(told) < 3 and (one := hears(doomed)) != "done":  # the others may be faster
            told.append(one)
        doomed.kill()
        rest = doomed.stdout.read().splitlines()
        told += [json.loads(line) for line in rest if line.endswith(("]", '"'))]
        for process in living:
            lines = process.stdout.read().splitlines()
            assert json.loads(lines[-1]) == "done"
            told += map(json.loads, lines[:-1])
        said = Counter(tuple(one) for one in told if one != "done")
        kept = Counter()
        for key in FEW:
            state = None
            for event in ledger.history("practice", key.ticket_id):
                assert event.was == state
                assert event.was in COMES_FROM[event.event]
                state = event.event
                kept[key.ticket_id, event.event] += 1
            assert ledger.entry(key).state == state
            assert ledger.entry(key).attempt == kept[key.ticket_id, "claimed"]
        assert said <= kept, said - kept
        assert (kept - said).total() <= 1  # what was on the disk as its process died
        assert said.total() >= 3  # how far they came before all was verified is chance


def test_a_process_killed_right_after_its_claim_leaves_it_to_be_settled(url):
    with processes(url, "claim_and_hang", 1) as [process]:
        assert hears(process) is True
        process.kill()
        process.wait()
    with Ledger.open(url) as ledger:
        [entry] = ledger.unsettled("practice")
        assert (entry.key, entry.state, entry.run_id) == (KEYS[0], "claimed", "run-0")
        assert claimed(ledger, "run-1", KEYS[0], "d1", {}, "1") is None


def test_a_process_killed_before_the_commit_leaves_nothing(url):
    with processes(url, "hang_before_commit", 1) as [process]:
        assert hears(process) is True
        process.kill()
        process.wait()
    with Ledger.open(url) as ledger:
        assert ledger.unsettled("practice") == []
        assert claimed(ledger, "run-1", KEYS[0], "d1", {}, "1")

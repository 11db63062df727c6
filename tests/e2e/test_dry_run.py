"""A dry run fills every form, shows it, and provably submits nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from qn_assist.basics.errors import DataFileError
from qn_assist.case.outcomes import RunSummary, State
from qn_assist.case.plan_file import load_plan
from qn_assist.practice.generate import masks
from qn_assist.practice.generate.cases import Case

from .conftest import begin
from .judge import wanted
from .rehearsal import Rehearsal, of, replace_in, states

TICKETS = 12

pytestmark = pytest.mark.timeout(400)

# Texts that a picture would show: the topmost thing at their middle is the text's own element.
SHOWN_TEXTS = """(texts) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const shown = [], covered = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = node.nodeValue.trim();
    if (!texts.some((text) => words.includes(text))) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      if (!top) continue;
      if (top.contains(node)) shown.push(words);
      if (top.className === 'qn-assist-cloth') covered.push(words);
    }
  }
  return { shown, covered };
}"""


def personal(case: Case) -> list[str]:
    """Every form in which the console shows who the buyer is."""
    order, buyer = case.order, case.order.buyer
    phones = [masks.phone(buyer.phone), masks.phone_older(buyer.phone)]
    return [
        order.masked_name,
        order.masked_address,
        masks.nick(buyer.nick),
        *phones,
        *(node.text for node in order.greeting),
    ]


class Photographer:
    """Looks at each picture's page at the moment it is taken."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self.pictures = 0
        self.shown: list[str] = []
        self.covered: list[str] = []

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        take = Page.screenshot

        async def watched(page: Page, **how: Any) -> bytes:
            seen = await page.evaluate(SHOWN_TEXTS, self.texts)
            self.pictures += 1
            self.shown += seen["shown"]
            self.covered += seen["covered"]
            return await take(page, **how)

        monkeypatch.setattr(Page, "screenshot", watched)


@pytest.fixture(scope="module", params=["2026", "legacy"])
def previewed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Rehearsal, RunSummary, Photographer]]:
    """One dry run with pictures over both kinds of tickets; the tests only look at it."""
    with ExitStack() as stack, pytest.MonkeyPatch.context() as monkeypatch:
        folder = tmp_path_factory.mktemp(f"previewed-{request.param}")
        rehearsal = begin(stack, folder, TICKETS, request.param)
        rehearsal.with_pictures()
        texts = [text for case in rehearsal.cases() for text in personal(case)]
        photographer = Photographer(texts)
        photographer.watch(monkeypatch)
        yield rehearsal, rehearsal.run("dry-run"), photographer


class TestDryRun:
    def test_nothing_reaches_the_console(self, previewed: tuple[Any, ...]) -> None:
        rehearsal, summary, _ = previewed
        assert summary.exit_code == 0
        assert summary.stopped == ""
        assert rehearsal.truth().silent
        assert rehearsal.console.world.images == {}

    def test_every_ticket_to_act_on_is_previewed(self, previewed: tuple[Any, ...]) -> None:
        rehearsal, summary, _ = previewed
        shown = states(summary)
        for case in rehearsal.cases():
            expected = State.PREVIEWED if wanted(case) else State.HANDED_OVER
            ticket_id = rehearsal.ticket_id(case)
            assert shown[ticket_id] in {expected, State.HANDED_OVER}, case.scenario
            flows = [one.planned.action for one in of(summary, ticket_id).actions]
            assert flows == wanted(case), case.scenario

    def test_the_plan_holds_what_would_be_written(self, previewed: tuple[Any, ...]) -> None:
        rehearsal, summary, _ = previewed
        plan = load_plan(summary.plan_file, rehearsal.desk().plan_for)
        for case in rehearsal.cases():
            entry = plan.entry(rehearsal.ticket_id(case))
            assert entry is not None
            assert [one.action for one in entry.actions] == wanted(case)
            assert all(one.digest for one in entry.actions)

    def test_nothing_is_claimed_in_the_ledger(self, previewed: tuple[Any, ...]) -> None:
        rehearsal, _, _ = previewed
        with rehearsal.ledger() as ledger:
            assert ledger.unsettled(rehearsal.shop) == []
            assert not any(ledger.find(case.order.order_id) for case in rehearsal.cases())

    def test_each_filled_form_has_a_private_picture(self, previewed: tuple[Any, ...]) -> None:
        _, summary, photographer = previewed
        pictures = [
            path
            for outcome in summary.outcomes
            for action in outcome.actions
            for path in action.screenshots
        ]
        assert len(pictures) == sum(len(one.actions) for one in summary.outcomes)
        assert photographer.pictures >= len(pictures)
        for path in pictures:
            assert path.stat().st_size > 0
            assert path.stat().st_mode & 0o077 == 0

    def test_pictures_show_no_personal_data(self, previewed: tuple[Any, ...]) -> None:
        _, _, photographer = previewed
        assert photographer.shown == []
        assert photographer.covered


@pytest.mark.parametrize("section", ["opens", "prepare", "verify"])
@pytest.mark.parametrize("button", ["submit", "confirm_ok", "tasks.submit"])
def test_a_flow_file_that_clicks_submit_elsewhere_is_refused(
    one_reply: Rehearsal, section: str, button: str
) -> None:
    flow = one_reply.folder / "flows/qianniu/reply_cannot_ship.yaml"
    replace_in(flow, (f"\n{section}:\n", f"\n{section}:\n  - click: {button}\n"))
    with pytest.raises(DataFileError, match="只能写在 submit 里"):
        one_reply.desk()


def submit_while_preparing(flow: Path) -> None:
    """A flow file that breaks the promise: its prepare section submits, under other names."""
    selectors = flow.parents[2] / "selectors/qianniu/tasks.yaml"
    twins = (
        "  sneaky: {is: button, name: 提交, inside: drawer, find: [{role: button}]}\n"
        "  sneaky_ok: {is: button, name: 确定, inside: confirm,"
        ' find: [{css: "button.next-dialog-btn"}]}\n'
    )
    selectors.write_text(selectors.read_text("utf-8") + twins, "utf-8")
    replace_in(flow, ("\nuploads:", "\n  - click: sneaky\n  - click: sneaky_ok\nuploads:"))


def test_a_flow_that_submits_while_preparing_is_stopped_at_the_network(
    one_reply: Rehearsal,
) -> None:
    submit_while_preparing(one_reply.folder / "flows/qianniu/reply_cannot_ship.yaml")
    case = one_reply.case("relief_epidemic")
    summary = one_reply.run("dry-run", only=[case.ticket_id])
    assert one_reply.truth().silent
    assert "task.reply" in summary.stopped
    assert summary.exit_code == 1

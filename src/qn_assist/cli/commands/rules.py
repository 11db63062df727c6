"""`rules …`: try the rules on the shop's examples, and on the past."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated

import typer
from rich.text import Text

from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.cli.app import Command, Group, JsonFlag, Run, WorkspaceOption, app
from qn_assist.cli.desks import EXAMPLE_SHOP, ShopOption, desk_of, desk_titles, workspace_of
from qn_assist.cli.differing import difference_json, difference_lines
from qn_assist.cli.options import day_of, midnight
from qn_assist.cli.output import show, show_json
from qn_assist.cli.past import last_decision
from qn_assist.cli.recorded import record
from qn_assist.cli.replayed import Same, replay_all, same_json, same_lines
from qn_assist.datafiles import near
from qn_assist.ledger import Ledger
from qn_assist.report import Titles, moment
from qn_assist.rules import Policy
from qn_assist.trials import FOLDER, Trial, example_names, examples_of, try_example

rules_app = typer.Typer(
    cls=Group,
    help=t("rules.help"),
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(rules_app, name="rules")

OnlyExamples = Annotated[
    list[str] | None, typer.Option("--only", help=t("rules.only"), show_default=False)
]
RecordOption = Annotated[
    str | None,
    typer.Option("--record", metavar="TICKET", help=t("rules.record"), show_default=False),
]
NameOption = Annotated[str | None, typer.Option("--name", help=t("rules.name"), show_default=False)]
SinceOption = Annotated[str, typer.Option("--since", help=t("rules.since"), show_default=False)]


def _command(name: str) -> Callable[[Run], Run]:
    return rules_app.command(name, help=t(f"rules.{name}.help"), cls=Command)


@_command("test")
def try_examples(
    shop: ShopOption = EXAMPLE_SHOP,
    only: OnlyExamples = None,
    record_ticket: RecordOption = None,
    name: NameOption = None,
    as_json: JsonFlag = False,
    workspace: WorkspaceOption = None,
) -> None:
    desk = desk_of(shop, workspace)
    if record_ticket is not None:
        with Ledger.open(desk.home.ledger_place()) as ledger:
            row = last_decision(ledger, shop, record_ticket, workspace_of(workspace, desk.home))
        typer.echo(t("rules.recorded", path=record(desk, row, name)))
        return
    examples = examples_of(desk.policy, _chosen(desk.policy, only))
    trials = [try_example(one, desk.policy) for one in examples]
    wrong = [trial for trial in trials if trial.differences]
    if as_json:
        show_json([_trial_json(trial) for trial in trials])
    else:
        show(line for trial in wrong for line in _trial_lines(trial, desk_titles(desk)))
        words = {"count": len(trials), "wrong": len(wrong)}
        typer.echo(t("rules.tried" if wrong else "rules.all_well", **words))
    raise typer.Exit(1 if wrong else 0)


def _chosen(policy: Policy, only: list[str] | None) -> list[str]:
    """`--only` as names that exist; all when it is not given."""
    folder = policy.shop.file(FOLDER)
    known = example_names(folder)
    if not known:
        raise UsageFault(
            t("rules.no_examples", shop=policy.shop.name, path=folder),
            remedy=t("rules.no_examples.remedy"),
        )
    for name in only or ():
        if name not in known:
            raise UsageFault(t("rules.no_example", name=name), remedy=near(name, known))
    return list(dict.fromkeys(only or known))


def _trial_lines(trial: Trial, titles: Titles) -> Iterator[Text]:
    example = trial.example
    yield Text(t("rules.differs", name=example.name, title=example.title), "bold")
    yield Text(f"    {example.document.file}", "dim")
    sides = (t("rules.expected"), t("rules.got"))
    yield from difference_lines(trial.differences, titles, sides)


def _trial_json(trial: Trial) -> dict[str, object]:
    return {
        "name": trial.example.name,
        "title": trial.example.title,
        "file": trial.example.document.file,
        "ok": not trial.differences,
        "rule": trial.decision.rule,
        "differences": [difference_json(one) for one in trial.differences],
    }


@_command("replay")
def replay(
    since: SinceOption,
    shop: ShopOption = EXAMPLE_SHOP,
    as_json: JsonFlag = False,
    workspace: WorkspaceOption = None,
) -> None:
    begin = midnight(day_of(since))
    desk = desk_of(shop, workspace)
    with Ledger.open(desk.home.ledger_place()) as ledger:
        made = ledger.decisions(desk.name_in(ledger), begin)
    found = replay_all(made, desk.policy)
    if as_json:
        told = [same_json(one) for one in found if one.tells]
        show_json({"shop": shop, "since": moment(begin)} | _sums(found) | {"decisions": told})
        return
    show(line for one in found for line in same_lines(one, desk_titles(desk)))
    typer.echo(t("rules.replayed", shop=shop, **_sums(found)))


def _sums(found: list[Same]) -> dict[str, int]:
    """How many decisions were made again, would differ, cannot be told."""
    return {
        "count": sum(one.count for one in found),
        "changed": sum(one.count for one in found if one.replayed.differences),
        "unknown": sum(one.count for one in found if one.replayed.unknown),
    }

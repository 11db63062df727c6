"""The typer application, and how a command joins it: `@command("name")`.

The help of a command is the sentence `<name>.help`; options take theirs from `t(…)` too.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from qn_assist.basics import log
from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.basics.paths import Home
from qn_assist.basics.text import fold

Run = TypeVar("Run", bound=Callable[..., Any])

JsonFlag = Annotated[bool, typer.Option("--json", help=t("option.json"))]
WorkspaceOption = Annotated[
    Path | None, typer.Option("--workspace", help=t("option.workspace"), show_default=False)
]

# Parameters that hold what a person wants to say; nothing is a thing to say.
FREE_TEXTS = frozenset({"reason", "note", "text", "who"})


class _HelpInOurWords:
    """Mixed into commands: typer says `Show this message and exit.` in English only."""

    def get_help_option(self, context: Any) -> Any:
        option = super().get_help_option(context)  # type: ignore[misc]
        if option is not None:
            option.help = t("help.help")
        return option


class Command(_HelpInOurWords, TyperCommand):
    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """A value given blank is a slip (an unset variable) and never means "everything"."""
        given, _, _ = self.make_parser(ctx).parse_args(list(args))
        for parameter in self.params:
            if parameter.name not in FREE_TEXTS and _holds_a_blank(given.get(parameter.name)):
                raise UsageFault(
                    t("usage.blank", name=name_of(parameter)), remedy=t("usage.blank.remedy")
                )
        return super().parse_args(ctx, args)


def _holds_a_blank(raw: object) -> bool:
    values = raw if isinstance(raw, (list, tuple)) else [raw]
    return any(isinstance(one, str) and not fold(one) for one in values)


def name_of(parameter: Any) -> str:
    """As it is typed: `--shop`, or the argument's name."""
    names = [name for name in parameter.opts if name.startswith("--")]
    return str(names[0] if names else parameter.metavar or parameter.name)


class Group(_HelpInOurWords, TyperGroup):
    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = args[0] if args else ""
        if not name.startswith("-") and name not in self.commands:
            near = difflib.get_close_matches(name, self.commands, n=2)
            hint = t("usage.suggest", names=" / ".join(near)) if near else ""
            raise UsageFault(
                t("usage.no_such_command", name=name),
                remedy=hint or t("usage.remedy", command="qn-assist"),
            )
        return super().resolve_command(ctx, args)


app = typer.Typer(
    name="qn-assist",
    help=t("app.help"),
    cls=Group,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _explain(
    context: typer.Context,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help=t("option.verbose"))] = False,
) -> None:
    if context.invoked_subcommand is None:
        typer.echo(t("app.intro"))
        raise typer.Exit
    try:
        log.set_up(Home.find().logs, verbose=verbose)
    except OSError as fault:
        log.act("start").warning(t("app.log_unwritable", reason=fault))


def command(name: str) -> Callable[[Run], Run]:
    """Add a command; its help is the sentence `<name>.help`."""
    return app.command(name, help=t(f"{name}.help"), cls=Command)


def _speak() -> None:
    """typer keeps the words around the help in module constants."""
    rich_utils.OPTIONS_PANEL_TITLE = t("help.options")
    rich_utils.COMMANDS_PANEL_TITLE = t("help.commands")
    rich_utils.ARGUMENTS_PANEL_TITLE = t("help.arguments")
    rich_utils.DEFAULT_STRING = t("help.default")
    rich_utils.REQUIRED_LONG_STRING = t("help.required")


_speak()

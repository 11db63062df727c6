"""Everything a shop decides by, loaded and checked together: rules, replies, facts, evidence.

Beside it, what couriers are asked, which decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qn_assist.basics.clock import ConsoleTime
from qn_assist.basics.errors import DataFault, DataFileError
from qn_assist.basics.language import t
from qn_assist.case import NOTHING, Known, Order, Past, Ticket
from qn_assist.console import Platform, Shop, ShopFile, load_shop
from qn_assist.datafiles import KeyPath, collecting, export_schema, load, near
from qn_assist.facts import Facts, load_facts
from qn_assist.rules.claims import CLAIMS
from qn_assist.rules.couriers_file import Asks, CouriersFile, load_asks
from qn_assist.rules.fields import FileRules, FlowSpec
from qn_assist.rules.replies_file import Replies, RepliesFile, load_replies
from qn_assist.rules.rules_file import Rule, Rules, RulesFile, load_rules
from qn_assist.rules.symbols import SYMBOLS


@dataclass(frozen=True)
class Policy:
    """What `rules.decide` decides by. `facts.faults` are bad rows to show the operator.

    `asks`: what couriers are asked; None in a shop that has no `couriers.yaml`.
    """

    shop: Shop
    rules: Rules
    replies: Replies
    facts: Facts
    flows: Mapping[str, FlowSpec]
    platform: Platform
    asks: Asks | None = None

    @property
    def shop_words(self) -> tuple[str, ...]:
        """The words no text of this shop may contain."""
        return next(reply.forbidden for reply in self.replies.values())

    @property
    def evidence(self) -> Path:
        """The folder that names in fields of type files are relative to."""
        return self.shop.file("facts") / "evidence"

    @property
    def place(self) -> FileRules:
        megabytes = self.platform.number("reply.images_max_megabytes")
        types = tuple(one.lower() for one in self.platform.texts("reply.images_types"))
        return FileRules(self.evidence, types, int(megabytes * 1_000_000))

    def known(
        self,
        ticket: Ticket,
        order: Order | None,
        now: ConsoleTime,
        earlier: frozenset[str],
        past: Past = NOTHING,
    ) -> Known:
        return Known(
            ticket=ticket,
            order=order,
            facts=self.facts,
            platform=self.platform,
            now=now,
            ship_from_default=self.shop.ship_from,
            after_sales=self.shop.after_sales,
            warehouses=self.shop.warehouses,
            ships_until=self.shop.ships_until_time,
            earlier=earlier,
            past=past,
        )


def load_policy(folder: Path, flows: Mapping[str, FlowSpec], platform: Platform) -> Policy:
    """The policy of the shop in `folder`; `flows` are the console's actions by name.

    One DataFileError with the faults of all files. Bad *rows* of facts are no fault here.
    """
    shop = load_shop(folder)
    faults: list[DataFault] = []
    replies: Replies | None = None
    rules: Rules | None = None
    facts: Facts | None = None
    asks: Asks | None = None
    with collecting(faults):
        replies = load_replies(load(shop.file("replies.yaml")), platform, shop.words())
    with collecting(faults):
        rules = load_rules(load(shop.file("rules.yaml")), replies, flows)
    faults += _flow_faults(flows)
    faults += _limits_too_few(shop, rules, flows) if rules is not None else ()
    with collecting(faults):
        needed = rules.needed_facts if rules is not None else frozenset()
        facts = load_facts(shop.file("facts"), needed)
    with collecting(faults):
        if shop.file("couriers.yaml").is_file():
            asks = load_asks(load(shop.file("couriers.yaml")))
    if faults or replies is None or rules is None or facts is None:
        raise DataFileError(faults)
    return Policy(shop, rules, replies, facts, flows, platform, asks)


def _limits_too_few(shop: Shop, rules: Rules, flows: Mapping[str, FlowSpec]) -> Iterator[DataFault]:
    """Limits that the rule with the most submits could never pass: it is done whole or not."""
    longest = max(rules.rules, key=lambda rule: _submits(rule, flows))
    count, file = _submits(longest, flows), str(shop.file("rules.yaml"))
    for limit in ("per_run", "per_day"):
        most = getattr(shop.limits, limit)
        if most < count:
            named = {"limit": f"limits.{limit}", "count": count, "most": most}
            said = t("limits.too_few", rule=longest.name, file=file, line=longest.line, **named)
            document = load(shop.folder / "shop.yaml")
            yield document.fault(("limits", limit), said, t("limits.too_few.remedy", **named))


def _submits(rule: Rule, flows: Mapping[str, FlowSpec]) -> int:
    return sum(not flows[action.flow].left_to_person for action in rule.entry.do)


def _flow_faults(flows: Mapping[str, FlowSpec]) -> Iterator[DataFault]:
    """What flow files say about facts: the names of symbols and claims must exist."""
    for flow in flows.values():
        for path, claim in _claims_named(flow):
            if claim not in CLAIMS:
                said = t("rule.no_claim", claim=claim)
                yield flow.fault(path, said, near(claim, tuple(CLAIMS)))
        for field, need in flow.needs.items():
            if need.fact is not None and need.fact not in SYMBOLS:
                said = t("rule.no_fact", fact=need.fact)
                yield flow.fault(("needs", field, "fact"), said, near(need.fact, tuple(SYMBOLS)))


def _claims_named(flow: FlowSpec) -> Iterator[tuple[KeyPath, str]]:
    """(path, name) of every claim of the flow and of its options."""
    yield from ((("claims", number), claim) for number, claim in enumerate(flow.claims))
    for field, need in flow.needs.items():
        for option, claimed in need.options.items():
            for number, claim in enumerate(claimed):
                yield ("needs", field, "options", option, number), claim


def reload_facts(policy: Policy) -> Policy:
    """The same policy with the facts files read again, as before each pass of a long run."""
    facts = load_facts(policy.shop.file("facts"), policy.rules.needed_facts)
    return replace(policy, facts=facts)


def schemas() -> dict[str, dict[str, Any]]:
    """JSON Schemas by file name, for editors."""
    return {
        "shop.yaml": export_schema(ShopFile, t("schema.shop")),
        "rules.yaml": export_schema(RulesFile, t("schema.rules")),
        "replies.yaml": export_schema(RepliesFile, t("schema.replies")),
        "couriers.yaml": export_schema(CouriersFile, t("schema.couriers")),
        "platform.yaml": export_schema(Platform, t("schema.platform")),
    }

"""A shop is known by what its console proves, whatever its folder is called (law 1)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from qn_assist.basics.errors import UsageFault
from qn_assist.case import ProvenShop
from qn_assist.ledger import Lease, Ledger
from tests.leases import OTHERS, US, leased

from .ledger_examples import SHOP, a_key, a_ticket, claim
from .test_ledger_migrations import OLD_CLAIM, older

OURS = ProvenShop(("myseller.taobao.com", "trade.taobao.com"), "青禾家居:小青", "青禾家居专营店")
A_CLERK = replace(OURS, account="青禾家居:小麦")
RENAMED = replace(OURS, title="青禾生活旗舰店")
ELSEWHERE = replace(OURS, hosts=("admin.example.com",))
OTHER_SHOP = replace(OURS, account="远山:店长", title="远山户外")


def written_for(ledger, proven, folder, proves=True):
    """A writing pass of that folder; its name in the ledger."""
    lease = ledger.take_lease(proven, folder, US)
    assert isinstance(lease, Lease)
    if proves:
        ledger.shop_proven(lease.shop, proven)
    ledger.give_back(lease)
    return lease.shop


def test_a_renamed_folder_and_another_clerk_are_the_same_shop(ledger):
    assert written_for(ledger, OURS, "qinghe") == "qinghe"
    assert ledger.name_of(OURS, "qinghe-2026") == "qinghe"
    assert ledger.name_of(A_CLERK, "anything") == "qinghe"
    assert written_for(ledger, A_CLERK, "anything") == "qinghe"


def test_a_console_that_is_reached_at_more_hosts_is_the_same(ledger):
    written_for(ledger, OURS, "qinghe")
    more = replace(OURS, hosts=("new.taobao.com", "trade.taobao.com"))
    assert written_for(ledger, more, "other") == "qinghe"
    assert ledger.name_of(replace(OURS, hosts=("new.taobao.com",)), "other") == "qinghe"


@pytest.mark.parametrize("another", [ELSEWHERE, OTHER_SHOP], ids=["other console", "other shop"])
def test_two_shops_never_share_a_name(ledger, another):
    """Also when two machines call the folders of two shops the same."""
    written_for(ledger, OURS, "shop")
    assert written_for(ledger, another, "shop") == "shop-2"
    assert ledger.name_of(OURS, "shop") == "shop"
    assert ledger.name_of(another, "elsewhere") == "shop-2"


def test_a_known_account_with_another_title_is_a_question(ledger):
    written_for(ledger, OURS, "qinghe")
    with pytest.raises(UsageFault, match="改名了，还是另一家店"):
        ledger.name_of(RENAMED, "qinghe")
    with pytest.raises(UsageFault, match="改名了，还是另一家店"):
        ledger.take_lease(RENAMED, "qinghe", US)


def test_the_shop_file_answers_that_question(ledger):
    written_for(ledger, OURS, "qinghe")
    renamed = replace(RENAMED, formerly=(OURS.title,))
    assert written_for(ledger, renamed, "qinghe") == "qinghe"
    assert ledger.name_of(RENAMED, "qinghe") == "qinghe"  # it is known under both now
    second = replace(OURS, title="青禾童装", one_of_several=True)
    assert written_for(ledger, second, "kids") == "kids"


def test_titles_of_two_known_shops_are_refused(ledger):
    written_for(ledger, OURS, "qinghe")
    written_for(ledger, OTHER_SHOP, "yuanshan")
    with pytest.raises(UsageFault, match="qinghe、yuanshan"):
        ledger.name_of(replace(OURS, formerly=(OTHER_SHOP.title,)), "qinghe")


def test_a_slip_of_the_title_that_no_console_proved_is_mended_in_the_file(ledger):
    slip = replace(OURS, title="青禾家具专营店")
    assert written_for(ledger, slip, "qinghe", proves=False) == "qinghe"
    assert written_for(ledger, OURS, "qinghe") == "qinghe"


def test_names_from_before_are_proven_by_the_next_pass_of_their_folder(url, clock):
    with older(url, "0009") as conn:
        conn.execute(text(OLD_CLAIM), {"at": clock().isoformat(sep=" ")})
    with Ledger.open(url) as ledger:
        assert ledger.name_of(OURS, SHOP) == SHOP
        assert written_for(ledger, OURS, SHOP) == SHOP
        assert ledger.name_of(OURS, "renamed") == SHOP
        assert [one.key.shop for one in ledger.unsettled(SHOP)] == [SHOP]


def test_a_folder_that_was_renamed_before_it_was_proven_is_found_by_its_tickets(ledger, run_id):
    ledger.read_all(run_id, [a_ticket("T1"), a_ticket("T2", order_id="7")])
    ledger.give_back(leased(ledger))
    written_for(ledger, OURS, "new")
    tickets = [a_ticket("T2", shop="new", order_id="7"), a_ticket("T9", shop="new")]
    assert ledger.known_elsewhere("new", ("new",), tickets) == SHOP
    assert ledger.known_elsewhere("new", ("new", SHOP), tickets) is None  # a folder of its own
    others = [a_ticket("T2", shop="new", order_id="8")]
    assert ledger.known_elsewhere("new", ("new",), others) is None
    ledger.shop_proven(SHOP, ELSEWHERE)
    assert ledger.known_elsewhere("new", ("new",), tickets) is None


def test_a_claim_counts_whatever_the_folder_is_called(ledger, run_id):
    """The key is the shop that the console proves."""
    first = ledger.take_lease(OURS, SHOP, US)
    ledger.shop_proven(first.shop, OURS)
    ledger.give_back(first)
    assert claim(ledger, run_id)
    again = ledger.take_lease(OURS, "renamed", OTHERS)
    ledger.hold(again)
    assert again.shop == SHOP
    assert ledger.claim(run_id, a_key(), "d1", {}, "1") is None

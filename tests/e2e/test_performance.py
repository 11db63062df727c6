"""The shop's own figures are read once a day from their page and nothing is written for it."""

from __future__ import annotations

from qn_assist.drill.stage import replace_in
from qn_assist.practice.pages.performance import METRICS
from qn_assist.run.order import PassOrder
from qn_assist.visits.measure import measure

from .conftest import Rehearse
from .rehearsal import PASSWORD, in_the_loop

ORDER = PassOrder(password=lambda: PASSWORD)


def test_two_days_of_figures_are_kept_in_the_pages_own_words(rehearse: Rehearse) -> None:
    rehearsal = rehearse(2, "legacy")
    first = in_the_loop(measure(rehearsal.desk(), ORDER))
    rehearsal.console.advance(24 * 3600)
    rehearsal.log_in()
    second = in_the_loop(measure(rehearsal.desk(), ORDER))
    assert [one.metric for one in first.rows] == [metric.name for metric in METRICS]
    assert (second.day - first.day).days == 1
    with rehearsal.ledger() as ledger:
        assert ledger.figures(rehearsal.shop, days=30) == [first, second]
    assert rehearsal.truth().silent


def test_a_pass_over_everything_reads_them_once_a_day_and_goes_on_without_them(
    rehearse: Rehearse,
) -> None:
    rehearsal = rehearse(2)
    rehearsal.with_figures()
    selectors = rehearsal.folder / "selectors/qianniu/logistics_performance.yaml"
    right, wrong = "logistics-performance/overview", "logistics-performance/gone"
    replace_in(selectors, (right, wrong))
    assert rehearsal.headless().exit_code == 0
    with rehearsal.ledger() as ledger:
        assert ledger.figures_read_at(rehearsal.shop) is None
    replace_in(selectors, (wrong, right))
    rehearsal.headless()
    with rehearsal.ledger() as ledger:
        [kept], read_at = ledger.figures(rehearsal.shop, 30), ledger.figures_read_at(rehearsal.shop)
    assert [one.metric for one in kept.rows] == [metric.name for metric in METRICS]
    rehearsal.headless()
    with rehearsal.ledger() as ledger:
        assert ledger.figures_read_at(rehearsal.shop) == read_at

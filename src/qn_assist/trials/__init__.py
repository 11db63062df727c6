"""The shop's files tried without a console: examples, replays, rules that no ticket reaches."""

from qn_assist.trials.check_files import Checked, Unconfirmed, Unheld, all_schemas, check_all
from qn_assist.trials.differences import Difference, differences, told
from qn_assist.trials.example_files import example_names, load_examples
from qn_assist.trials.examples import FOLDER, Trial, examples_of, try_example
from qn_assist.trials.explain import Explanation, Part, Tried, decide_again, explain
from qn_assist.trials.record import write_example
from qn_assist.trials.replay import Replayed, basis_doubt, replay
from qn_assist.trials.rule_faults import Unruled

__all__ = [
    "FOLDER", "Checked", "Difference", "Explanation", "Part", "Replayed", "Trial", "Tried",
    "Unconfirmed", "Unheld", "Unruled", "all_schemas", "basis_doubt", "check_all", "decide_again",
    "differences", "example_names", "examples_of", "explain", "load_examples", "replay", "told",
    "try_example", "write_example",
]  # fmt: skip

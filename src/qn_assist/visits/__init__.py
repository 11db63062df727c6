"""Short visits that handle no ticket: logging in, probing, measuring; and the schedule."""

from qn_assist.visits.login import log_in_by_person, log_in_unattended, resume_by_person
from qn_assist.visits.measure import measure
from qn_assist.visits.probe import Probe, probe_pass
from qn_assist.visits.schedule import Pass, Watch, next_times, trigger_of

__all__ = [
    "Pass", "Probe", "Watch", "log_in_by_person", "log_in_unattended", "measure", "next_times",
    "probe_pass", "resume_by_person", "trigger_of",
]  # fmt: skip

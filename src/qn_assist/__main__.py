"""`python -m qn_assist` is `qn-assist`."""

from qn_assist.cli import main

main()

"""The drill: every fault the console and the machine are known to produce, one after another and in
random combinations, and proof that no law was broken.

The judge is the practice console's own record and its generator's truth, never our belief. A pass
runs in a process of its own, which can be killed between any two steps of a ticket.
"""

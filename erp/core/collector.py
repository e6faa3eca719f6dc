"""The collector of unused memory, told how a server lives."""

import gc

MANY = 50_000  # objects: a large page makes as many, and frees them all by itself


def settle() -> None:
    """What the start has built stays for good: looking through it again finds nothing.

    About a tenth of the time of the largest pages went there.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(MANY, 20, 20)

"""Who is said to have said what, and who is said to have said that?  Attributions by rule, and those inside their contents."""

from sayso.reading.attributions.chains import add_chains
from sayso.reading.attributions.reader import find_attributions

__all__ = ["add_chains", "find_attributions"]

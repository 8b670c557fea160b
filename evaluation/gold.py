"""Where is the gold data?  In the folder that SAYSO_GOLD names, or else in ``shared`` beside the checkout.

That folder holds ``gold`` (texts and labels, which belong to others and never enter the repository) and ``score`` (the scorers).
"""

import os
from pathlib import Path

from sayso.config import DEFAULT_MODEL
from sayso.errors import NotFoundError


def chosen_model() -> str:
    """The model that SAYSO_MODEL names, or else the one that the command line reads with by default."""
    return os.environ.get("SAYSO_MODEL") or DEFAULT_MODEL


def find_shared() -> Path | None:
    """The folder with ``gold`` and ``score`` in it, or None where there is none.

    Raises NotFoundError where SAYSO_GOLD names a folder that has no ``gold``: a named folder is meant to be there.
    """
    named = os.environ.get("SAYSO_GOLD")
    if named:
        folder = Path(named).resolve()
        if not (folder / "gold").is_dir():
            raise NotFoundError(
                f"SAYSO_GOLD names {named}, which has no folder 'gold'", "name the folder that holds 'gold' and 'score'"
            )
        return folder
    beside = Path(__file__).resolve().parents[2] / "shared"
    return beside if (beside / "gold").is_dir() else None


def require_shared() -> Path:
    """The same folder, for work that is nothing without it.  Raises NotFoundError."""
    folder = find_shared()
    if folder is None:
        raise NotFoundError("no gold data", "set SAYSO_GOLD to the folder that holds 'gold' and 'score'")
    return folder

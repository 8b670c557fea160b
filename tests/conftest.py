"""What several test modules need: the gold data, where there is any, and a browser."""

import os
import shutil
from pathlib import Path

import pytest

from evaluation.gold import find_shared


@pytest.fixture(scope="session")
def gold() -> Path:
    """The folder of gold data; the test is skipped where there is none, and fails where SAYSO_GOLD names a folder without it."""
    shared = find_shared()
    if shared is None:
        pytest.skip("no gold data: SAYSO_GOLD is not set and there is no folder 'shared' beside the checkout")
    return shared / "gold"


@pytest.fixture(scope="session")
def browser() -> str:
    """The path of a Chromium; the test is skipped where there is none, but not in CI, where one is installed."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path:
            return path
    if os.environ.get("CI") == "true":
        pytest.fail("no Chromium, although CI=true: see .ci/run")
    pytest.skip("no Chromium on this machine")

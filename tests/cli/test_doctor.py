"""What the doctor looks at."""

import re
import tomllib
from pathlib import Path

from sayso.cli import doctor


def test_the_doctor_looks_for_every_dependency_of_the_project():
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    assert [re.match(r"[\w-]+", line).group() for line in project["dependencies"]] == list(doctor._REQUIRED)

"""Which versions shaped a record?"""

from importlib.metadata import version

import pytest

from sayso import read
from sayso.config import MODELS
from sayso.reading.versions import model_versions, reader_versions


def test_versions_begin_with_sayso_and_name_the_parsers() -> None:
    versions = dict(reader_versions())
    assert next(iter(versions)) == "sayso"
    assert versions["lxml"] == version("lxml")


def test_versions_are_the_same_each_time() -> None:
    assert reader_versions() == reader_versions()


@pytest.mark.parametrize("model", MODELS)
def test_a_record_names_the_weights_that_read_it_with_their_version(model: str) -> None:
    record = read(b"The gate will hold until Friday, harbour commissioner Jorun Ashby said.", model=model)
    named = [name for name, _ in record.versions if name.startswith("tagging/")]
    assert named == ([] if model == "none" else [f"tagging/{model}"])
    assert record.versions == reader_versions() + model_versions(model)
    makers = {(one.by.name, one.by.version) for one in record.attributions if one.by.kind.value == "model"}
    assert makers <= set(record.versions)

"""Which versions shaped a record?"""

from importlib.metadata import version

from sayso.reading.versions import reader_versions


def test_versions_begin_with_sayso_and_name_the_parsers() -> None:
    versions = dict(reader_versions())
    assert next(iter(versions)) == "sayso"
    assert versions["lxml"] == version("lxml")


def test_versions_are_the_same_each_time() -> None:
    assert reader_versions() == reader_versions()

"""Where settings come from: flag, environment, the folder's file, the user's file, default."""

import pytest

from sayso.config import DEFAULT_MODEL, SETTINGS, settle, user_file
from sayso.errors import UsageError


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "sayso.toml").write_text('color = "never"\nwidth = 90\nselect = ["RU"]\n')
    return tmp_path


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text('color = "always"\nformat = "json"\nwidth = 70\n')
    return path


def test_a_flag_outranks_the_environment_and_that_the_files_and_those_the_default(folder, own):
    settings = settle({"color": "auto"}, {"SAYSO_COLOR": "never", "SAYSO_WIDTH": "81"}, folder, own)
    origins = {name: chosen.origin for name, chosen in settings.chosen}
    assert (settings.text("color"), origins["color"]) == ("auto", "--color")
    assert (settings.number("width"), origins["width"]) == (81, "SAYSO_WIDTH")
    assert (settings.words("select"), origins["select"]) == (("RU",), str(folder / "sayso.toml"))
    assert (settings.text("format"), origins["format"]) == ("json", str(own))
    assert (settings.words("ignore"), origins["ignore"]) == ((), "default")


def test_without_files_every_setting_has_its_default(tmp_path):
    settings = settle({}, {}, tmp_path, None)
    assert [(name, chosen.value, chosen.origin) for name, chosen in settings.chosen] == [
        (setting.name, setting.default, "default") for setting in SETTINGS
    ]


def test_a_list_in_the_environment_is_split_at_commas(tmp_path):
    assert settle({}, {"SAYSO_SELECT": "SV106, RU401,"}, tmp_path, None).words("select") == ("SV106", "RU401")


def test_an_empty_variable_counts_as_unset(tmp_path):
    assert settle({}, {"SAYSO_COLOR": ""}, tmp_path, None).text("color") == "auto"


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("color = never", "is not TOML"),
        ('colour = "never"', "there is no setting colour; write color"),
        ('color = "sometimes"', "color cannot be sometimes; choose one of auto, always, never"),
        ("color = 3", "color cannot be 3"),
        ("width = -1", "width is not a whole number"),
        ("width = true", "width is not a whole number"),
        ('width = "wide"', "width is not a whole number"),
        ("select = [1]", "select is not a list of words"),
        ('allow_private = ["localhost"]', "there is no setting allow_private"),
    ],
)
def test_a_file_that_cannot_be_right_is_named_in_one_line(tmp_path, toml, says):
    (tmp_path / "sayso.toml").write_text(toml)
    with pytest.raises(UsageError) as caught:
        settle({}, {}, tmp_path, None)
    assert says in str(caught.value)
    assert "sayso.toml" in str(caught.value)


def test_a_file_that_is_no_text_is_named(tmp_path):
    (tmp_path / "sayso.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match=r"sayso\.toml is not TOML"):
        settle({}, {}, tmp_path, None)


def test_a_number_too_long_to_be_meant_is_refused(tmp_path):
    with pytest.raises(UsageError, match="SAYSO_WIDTH: width is not a whole number"):
        settle({}, {"SAYSO_WIDTH": "9" * 5000}, tmp_path, None)


def test_the_users_file_follows_xdg_and_needs_an_absolute_folder(tmp_path):
    assert user_file({"XDG_CONFIG_HOME": str(tmp_path), "HOME": "/h"}) == tmp_path / "sayso" / "config.toml"
    assert user_file({"XDG_CONFIG_HOME": "relative"}) is None
    assert user_file({}) is None


def test_the_model_is_chosen_by_flag_environment_or_file_and_only_a_known_one(tmp_path):
    assert settle({}, {}, tmp_path, None).text("model") == DEFAULT_MODEL
    assert settle({"model": "none"}, {"SAYSO_MODEL": "open"}, tmp_path, None).text("model") == "none"
    assert settle({}, {"SAYSO_MODEL": "open"}, tmp_path, None).text("model") == "open"
    with pytest.raises(UsageError, match="model cannot be best; choose one of polnear, open, none"):
        settle({}, {"SAYSO_MODEL": "best"}, tmp_path, None)


def test_a_project_file_may_name_a_library_file_but_no_server(tmp_path):
    (tmp_path / "sayso.toml").write_text('library = "news.db"\n')
    assert settle({}, {}, tmp_path, None).text("library") == "news.db"
    (tmp_path / "sayso.toml").write_text('library = "postgresql://me@db.example/news"\n')
    with pytest.raises(UsageError, match="names a server"):
        settle({}, {}, tmp_path, None)
    assert settle({"library": "postgresql://me@db.example/news"}, {}, tmp_path, None).text("library").endswith("/news")

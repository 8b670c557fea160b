"""Which settings hold, and why?  A flag, then ``SAYSO_*``, then ./sayso.toml, then the user's own file, then the default."""

import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from msgspec import Struct

from sayso.errors import UsageError

PROJECT_FILE = "sayso.toml"
DEFAULT = "default"
"""Where a value came from that nobody chose."""
NO_MODEL = "none"
MODELS = ("polnear", "open", NO_MODEL)
"""Who found the attributions: rules and the weights of that name, or rules alone."""
DEFAULT_MODEL = "polnear"
"""The better of the two on every kind of text measured but a few: evaluation/RESULTS.md."""

Value = str | int | tuple[str, ...]


class Setting(Struct, frozen=True):
    """One thing that can be set: its default, the values it may take (none listed means any), and what it does."""

    name: str
    default: Value
    means: str
    choices: tuple[str, ...] = ()


# Which private hosts may be asked is not a setting: a sayso.toml that came with a folder must not open that door.
SETTINGS = (
    Setting("color", "auto", "colour on the terminal", ("auto", "always", "never")),
    Setting("width", 0, "columns of the table; 0 is the terminal's width"),
    Setting("max_bytes", 64 << 20, "the largest original read, in bytes"),
    Setting("model", DEFAULT_MODEL, "the weights that find who says what; none is the rules alone", MODELS),
    Setting("library", "sayso.db", "where the library is: a file, or postgresql://USER@HOST/NAME"),
    Setting("compared_at_once", 32 << 20, "characters of items compared together: more is faster, less needs less memory"),
    Setting("format", "full", "how check prints what it finds", ("full", "concise", "json", "github", "sarif")),
    Setting("select", (), "the checks that run, by code or first letters; empty is all"),
    Setting("ignore", (), "the checks that do not run, by code or first letters"),
)


class Chosen(Struct, frozen=True):
    """The value that holds for a setting and where it came from."""

    value: Value
    origin: str


class Settings(Struct, frozen=True):
    """Every setting with the value that holds, in the declared order."""

    chosen: tuple[tuple[str, Chosen], ...]

    def __getitem__(self, name: str) -> Value:
        return dict(self.chosen)[name].value

    def text(self, name: str) -> str:
        """The value of a setting that is a word."""
        return str(self[name])

    def origin(self, name: str) -> str:
        """Where the value of a setting came from: a flag, a variable, a file, or `DEFAULT`."""
        return dict(self.chosen)[name].origin

    def number(self, name: str) -> int:
        """The value of a setting that is a whole number."""
        value = self[name]
        return value if isinstance(value, int) else 0

    def words(self, name: str) -> tuple[str, ...]:
        """The value of a setting that is a list."""
        value = self[name]
        return value if isinstance(value, tuple) else ()


def settle(
    flags: Mapping[str, Value | None],
    environment: Mapping[str, str],
    folder: Path,
    user_file: Path | None,
) -> Settings:
    """The settings that hold for one call.  Raises UsageError, naming the file, for a value or a name that cannot be right."""
    files = [(str(path), _read(path)) for path in (folder / PROJECT_FILE, user_file) if path is not None]
    chosen = []
    for setting in SETTINGS:
        variable = f"SAYSO_{setting.name.upper()}"
        sources: list[tuple[str, object]] = [
            (f"--{setting.name.replace('_', '-')}", flags.get(setting.name)),
            (variable, environment.get(variable) or None),
            *((name, values.get(setting.name)) for name, values in files),
        ]
        given = next(((name, value) for name, value in sources if value is not None), None)
        if given and setting.name == "library" and given[0] == str(folder / PROJECT_FILE) and "://" in str(given[1]):
            # A file that came with a folder must not choose a host that is asked.
            raise UsageError(
                f"{given[0]}: library names a server", "set it with --library, SAYSO_LIBRARY or in your own settings"
            )
        if given:
            chosen.append((setting.name, Chosen(_checked(setting, given[1], given[0]), given[0])))
        else:
            chosen.append((setting.name, Chosen(setting.default, DEFAULT)))
    return Settings(tuple(chosen))


def user_file(environment: Mapping[str, str]) -> Path | None:
    """Where the user's own settings stand: ``$XDG_CONFIG_HOME/sayso/config.toml``, ``%APPDATA%`` on Windows."""
    if os.name == "nt":
        base = environment.get("APPDATA")
    else:
        home = environment.get("HOME")
        base = environment.get("XDG_CONFIG_HOME") or (f"{home}/.config" if home else None)
    return Path(base) / "sayso" / "config.toml" if base and os.path.isabs(base) else None


def _read(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    import tomllib  # only where there is a file to read

    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not TOML: {error}", "correct that line or remove the file") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror})", "make it readable or remove it") from error
    names = [setting.name for setting in SETTINGS]
    for name in values:
        if name not in names:
            near = get_close_matches(name, names, n=1)
            remedy = f"write {near[0]}" if near else f"the settings are {', '.join(names)}"
            raise UsageError(f"{path}: there is no setting {name}", remedy)
    return values


def _checked(setting: Setting, value: object, origin: str) -> Value:
    """The value in the setting's own type; words from the environment are split at commas."""
    if isinstance(setting.default, tuple):
        if isinstance(value, str):
            return tuple(word.strip() for word in value.split(",") if word.strip())
        if isinstance(value, list | tuple) and all(isinstance(word, str) for word in value):
            return tuple(value)
        raise UsageError(f"{origin}: {setting.name} is not a list of words", f'write {setting.name} = ["SV106"]')
    if isinstance(setting.default, int):
        number = int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 16 else value
        if isinstance(number, int) and not isinstance(number, bool) and number >= 0:
            return number
        raise UsageError(f"{origin}: {setting.name} is not a whole number: {value}", f"write {setting.name} = {setting.default}")
    if isinstance(value, str) and (value in setting.choices or (value and not setting.choices)):
        return value
    if not setting.choices:
        raise UsageError(f"{origin}: no {setting.name} is named", f"write {setting.name} = {setting.default}")
    raise UsageError(f"{origin}: {setting.name} cannot be {value}", f"choose one of {', '.join(setting.choices)}")

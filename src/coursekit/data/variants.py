"""Everyone's own data: seeds from exercise, trainee and class.

The public part (exercise, trainee, class id) seeds what a trainee sees, so that their kernel needs no
secret. Hidden tests draw further seeds with the class's salt, which only the grader holds.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.errors import UsageError
from coursekit.messages import Language, set_language, text

if TYPE_CHECKING:
    from numpy.random import RandomState

SELF_STUDY = "self-study"
GUEST = "guest"
PRACTICE_SALT = "practice"
TRAINEE_VARIABLE = "COURSEKIT_TRAINEE"  # set by the grader
CLASS_VARIABLE = "COURSEKIT_CLASS"  # set by the grader
SALT_VARIABLE = "COURSEKIT_SALT"  # set by the grader, for trusted code only
SETTINGS = ".coursekit.toml"  # written by `coursekit start --as NAME` at the course's root
CLASS_FILE = "class-id.txt"  # beside a released exercise

_at_start: Mapping[str, str] = dict(os.environ)  # what a notebook sets later does not count


@dataclass(frozen=True)
class Variant:
    """One trainee's variant of one exercise.

    >>> a = Variant("ex04-rfm", "ana", "self-study", "en")
    >>> a.random_state().randint(0, 1000, 3).tolist()
    [446, 413, 447]
    >>> [h.random_state().randint(1000) for h in a.hidden(2, salt="practice")]
    [954, 791]
    """

    exercise: str
    trainee: str
    class_id: str
    language: Language
    purpose: str = ""

    def random_state(self) -> RandomState:
        """A generator whose stream numpy has frozen, so that a seed means the same data everywhere."""
        from numpy.random import RandomState

        key = "\x1f".join((self.exercise, self.trainee, self.class_id, self.purpose))
        digest = hashlib.sha256(key.encode()).digest()
        return RandomState([int.from_bytes(digest[i : i + 4], "big") for i in range(0, 32, 4)])

    def hidden(self, count: int, *, salt: str | None = None) -> list[Variant]:
        """``count`` further variants for hidden tests, drawn with the class's salt."""
        secret = salt or _at_start.get(SALT_VARIABLE, PRACTICE_SALT)
        return [
            Variant(self.exercise, self.trainee, self.class_id, self.language, f"hidden-{secret}-{number}")
            for number in range(count)
        ]


def start_as(environment: Mapping[str, str]) -> None:
    """Take whose variant this process shows from ``environment``, as if the process had started with it.

    For graders, whose processes are forked for each trainee when this module has long been imported.
    """
    global _at_start
    _at_start = dict(environment)


def mine(exercise: str, *, language: str) -> Variant:
    """The variant of whoever runs this notebook; also sets the language of messages.

    The trainee is, in this order: what the grader sets, the JupyterHub user, the name given with
    ``coursekit start --as NAME``, ``guest``.

    Raises UsageError for a guest in a class: decisions made on a guest's data would be graded on one's own.
    """
    chosen = set_language(language)
    variant = Variant(exercise, trainee_name(), class_id(), chosen)
    if variant.trainee == GUEST and variant.class_id != SELF_STUDY and not _at_start.get(TRAINEE_VARIABLE):
        facts = {"class_id": variant.class_id, "variable": TRAINEE_VARIABLE}
        raise UsageError(
            *(text(f"data.no_name_{part}", chosen, **facts) for part in ("found", "expected", "do"))
        )
    return variant


def trainee_name(start: Path | None = None) -> str:
    """Whose variant this process shows."""
    for variable in (TRAINEE_VARIABLE, "JUPYTERHUB_USER"):
        if name := _at_start.get(variable, ""):
            return name
    for folder in _upwards(start):
        settings = folder / SETTINGS
        if settings.is_file():
            return str(tomllib.loads(settings.read_text(encoding="utf-8")).get("trainee", GUEST))
    return GUEST


def class_id(start: Path | None = None) -> str:
    """The public id of the class that released this exercise; ``self-study`` outside a class."""
    if known := _at_start.get(CLASS_VARIABLE, ""):
        return known
    for folder in _upwards(start):
        if (folder / CLASS_FILE).is_file():
            return (folder / CLASS_FILE).read_text(encoding="utf-8").strip()
    return SELF_STUDY


def _upwards(start: Path | None) -> list[Path]:
    here = (start or Path.cwd()).resolve()
    return [here, *here.parents]

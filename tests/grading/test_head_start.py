import json

import pytest

from coursekit.errors import UsageError
from coursekit.grading.engine import Engine
from coursekit.grading.head_start import head_start, modules_near
from coursekit.grading.preload import Preload

HOW = {"workers": 1, "isolation": "process", "checks": "auto"}


def put(folder, *sources):
    folder.mkdir(parents=True)
    cells = [{"cell_type": "code", "source": source} for source in sources]
    (folder / "week1.ipynb").write_text(json.dumps({"cells": cells}))


@pytest.mark.parametrize("place", ["source", "solutions/en", "release"])
def test_imports_are_read_where_courses_keep_their_exercises(tmp_path, place):
    put(tmp_path / place / "week1", "import json", "from sklearn.cluster import KMeans")
    assert modules_near(tmp_path, "week1") == Preload(("json", "sklearn.cluster"), ("json",))


def test_what_trainees_handed_in_is_not_read(tmp_path):
    put(tmp_path / "submitted" / "ana" / "week1", "import json")
    assert modules_near(tmp_path, "week1") == Preload()


def test_a_file_that_is_no_notebook_is_passed_over(tmp_path):
    (tmp_path / "source" / "week1").mkdir(parents=True)
    (tmp_path / "source" / "week1" / "week1.ipynb").write_bytes(b"\xff\xfe{")
    put(tmp_path / "release" / "week1", "import json")
    assert modules_near(tmp_path, "week1") == Preload(("json",), ("json",))


def test_the_engine_is_up_before_the_course_is_read_and_ends_with_the_block(tmp_path):
    put(tmp_path / "source" / "week1", "import json")
    with head_start(tmp_path, "week1", **HOW) as engine:
        assert isinstance(engine, Engine)
        assert engine.alive
    assert not engine.alive


def test_there_is_none_on_a_cluster_or_without_a_notebook(tmp_path):
    with head_start(tmp_path, "week1", **HOW) as engine:
        assert engine is None
    put(tmp_path / "source" / "week1", "import json")
    with head_start(tmp_path, "week1", **HOW, cluster="tcp://localhost:1") as engine:
        assert engine is None


@pytest.mark.parametrize("wrong", [{"isolation": "strong"}, {"checks": "some"}])
def test_an_unknown_word_is_refused(tmp_path, wrong):
    with pytest.raises(UsageError, match="Expected"), head_start(tmp_path, "week1", **(HOW | wrong)):
        pass

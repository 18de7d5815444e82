"""Imports that only answers use are left out of what the checker runs, and nothing else."""

import pytest

from coursekit.grading.spared import spared


def left(cell, *tests):
    (text,) = spared([cell], tests).values()
    return text


def test_an_import_that_no_other_text_mentions_leaves_an_empty_line():
    cell = "import pandas as pd\nimport seaborn as sns\nfrom sklearn.cluster import (\n    KMeans,\n)\nx = 1"
    assert left(cell, "assert x") == "import pandas as pd\n\n\n\n\nx = 1"


@pytest.mark.parametrize(
    "test",
    [
        "assert sns.color_palette()",
        "get_ipython().user_ns['sns']",
        "# sns, in a comment",
        "eval('sn' + 's')",
        "globals()",
        "%timeit x",
        "import seaborn as sns",
    ],
)
def test_an_import_stays_where_it_may_be_wanted(test):
    assert left("import seaborn as sns", test) == "import seaborn as sns"


@pytest.mark.parametrize(
    "cell",
    [
        "import mine",
        "from seaborn import *",
        "import seaborn, mine",
        "import seaborn; x = 1",
        "if True:\n    import seaborn",
        "from . import seaborn",
        "import seaborn as sns\nsns.set_theme()",
    ],
)
def test_other_statements_are_left_alone(cell):
    assert left(cell, "assert True") == cell


def test_all_names_of_a_statement_must_be_unused():
    cell = "from sklearn.cluster import DBSCAN, KMeans"
    assert left(cell, "assert isinstance(model, KMeans)") == cell
    assert left(cell, "assert model") == ""

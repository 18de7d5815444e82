"""What only answers or readers need is left out of what the checker runs, and nothing else."""

import pytest

from coursekit.grading.spared import for_display, spared


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


FIGURE = "figure, axes = plt.subplots()\naxes.plot(table)"


def test_a_tagged_cell_is_left_out_when_no_later_text_reads_its_names():
    cells = [
        ("axes = 0\nassert axes == 0", False),
        (FIGURE, True),
        ("axes = plt.gca", False),
        ("assert total", False),
    ]
    assert for_display(cells) == {FIGURE}
    assert for_display([(text, False) for text, _ in cells]) == frozenset()


@pytest.mark.parametrize(
    "later",
    [
        "assert axes.lines",
        "def ask():\n    return figure",
        "get_ipython().user_ns",
        "eval('figure')",
        "%who",
        FIGURE,
    ],
)
def test_a_tag_counts_for_nothing_where_a_later_text_may_want_the_names(later):
    assert for_display([(FIGURE, True), (later, False)]) == frozenset()


def test_a_cell_that_changes_a_table_in_place_is_kept():
    change = "table.insert(0, 'n', 1)"
    assert (
        for_display([("table = load()", False), (change, True), ("assert len(table)", False)]) == frozenset()
    )


def test_tagged_cells_may_use_each_other():
    cells = [("facts = count(table)", True), ("print(facts)", True), ("assert total", False)]
    assert for_display(cells) == {"facts = count(table)", "print(facts)"}
    assert for_display([*cells, ("assert facts", False)]) == {"print(facts)"}

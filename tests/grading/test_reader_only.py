"""A cell for readers is left out of what the checker runs only where nothing that runs there could notice."""

import pytest

from coursekit.grading.reader_only import for_display

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


NOTICED = {
    "a function reads it when it is called": ("def total(): return facts['n']", "facts = {'n': 3}", "assert total() == x"),
    "a star": ("", "from math import *", "assert isqrt(49) == x"),
    "a case clause": ("", "match row:\n    case {'n': n}: pass", "assert x == n"),
    "a default value": ("", "def f(k=(n := 3)): return k", "assert x == n"),
    "a query's text": ("", "limit = 3", "assert x == len(df.query('a > @limit'))"),
    "a frame": ("", "n = 3", "import sys\nassert x == sys._getframe().f_globals['n']"),
    "the main module": ("", "n = 3", "import __main__\nassert x == __main__.n"),
    "a file": ("", "df.to_csv('truth.csv')", "assert x == len(pd.read_csv('truth.csv'))"),
    "another name for a table": ("view = df", "view['b'] = 1", "assert x == df['b'].sum()"),
    "rows of a list": ("", "for row in rows:\n    row['b'] = 1", "assert x == rows[0]['b']"),
    "rows of a list and a number": ("", "for n, row in enumerate(rows):\n    row['b'] = n", "assert x == rows[0]['b']"),
    "an alias of its own": ("", "view = tables['a']\nview['b'] = 1", "assert x == tables['a']['b'].sum()"),
    "a helper that changes what it is given": ("def prepare(t): t['b'] = 2", "prepare(df)", "assert x == df['b'].sum()"),
    "a helper that keeps count": ("log = []\nnote = lambda n: log.append(n)", "note(1)", "assert x == len(log)"),
    "a method called for what it does": ("", "account.deposit(3)\nprint(3)", "assert x == account.balance"),
    "an object of the notebook's own class": ("class A: ...\naccount = A()", "account.deposit(3)", "assert x == account.balance"),
    "what numbers do": ("", "np.seterr(all='raise')", "assert x == divided(1, 0)"),
    "random numbers": ("g = np.random.default_rng(1)", "print(g.choice(3))", "assert x == g.normal()"),
    "the seed": ("", "random.seed(3)", "data = df.sample(5)"),
    "an iterator": ("lines = open('a')", "print(next(lines))", "assert x == lines.readline()"),
    "an option": ("", "pd.set_option('display.width', 4)", "assert x == repr(df)"),
    "the path of modules": ("", "sys.path.insert(0, 'lib')", "import mine"),
    "the folder": ("", "os.chdir('lib')", "assert x == open('k').read()"),
    "a module's setting": ("", "mine.MODE = 6", "assert x == compute()"),
    "a built-in name": ("", "import builtins\nbuiltins.k = 6", "assert x == k"),
}  # fmt: skip


@pytest.mark.parametrize("name", NOTICED)
def test_a_cell_whose_absence_could_be_noticed_is_kept(name):
    before, shown, after = NOTICED[name]
    assert for_display([(before, False), (shown, True), (after, False)]) == frozenset()


@pytest.mark.parametrize(
    "shown",
    [
        "plt.plot(table['a'])\nplt.xlabel('a')",
        "for place, share in enumerate(table['a']):\n    print(place, share)",
        "figure, (left, right) = plt.subplots(1, 2)\nfor axis, name in zip((left, right), 'ab'):\n    axis.plot(table[name])",
        "part = table[table['a'] > 0].copy()\npart['b'] = 1\npart",
        "facts = {'rows': len(table)}\nfacts['more'] = 3\npd.Series(facts)",
        "table.groupby('a').sum()",
        "print([row for row in table])\nwidest = max(table, key=lambda name: sizes[name])",
    ],
)  # fmt: skip
def test_what_is_drawn_or_counted_for_a_reader_is_left_out(shown):
    cells = [("table = load()\nsizes = {}", False), (shown, True), ("assert len(table) == x", False)]
    assert for_display(cells) == {shown}

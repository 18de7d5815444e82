from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.authoring.localized import code_differences, pieces, transplant


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("total = a + b", "total = a - b"),
        ("print('a')", "print('b')"),
        ("x = 1  # why", "x = 1  # \u4e3a\u4ec0\u4e48"),
        ("if a:\n    b()\nc()", "if a:\n    b()\n    c()"),
        ("%matplotlib inline\n!ls '", '%matplotlib inline\n!ls "'),
    ],
)
def test_code_outside_localized_cells_is_compared_token_by_token(english, chinese):
    assert code_differences(english, chinese, localized=False)


def test_layout_is_not_code():
    assert not code_differences("f(a,\n  b)\n\n\nx = 1\n", "f(a, b)\nx = 1", localized=False)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("plot(title='Sales')  # one", "plot(title='\u9500\u552e\u989d')  # \u4e00"),
        ('label = "Sales " "per day"', 'label = "\u65e5\u9500\u552e\u989d"'),
        ("'{n} of {total}'.format(n=1, total=2)", "'{total} \u4e2d\u7684 {n}'.format(n=1, total=2)"),
        ("# only English has this comment\nx = 1", "x = 1"),
    ],
)
def test_localized_code_may_differ_in_strings_and_comments(english, chinese):
    assert code_differences(english, chinese, localized=True) == ""


@pytest.mark.parametrize(
    ("english", "chinese", "rule"),
    [
        ("plot(sales, title='a')", "plot(orders, title='b')", "differs in more than strings"),
        ("f'{n} customers'", "f'{n} \u4f4d\u5ba2\u6237'", "f-string"),
        ("'{n} of {total}'", "'{n}'", "other fields"),
        ("### BEGIN SOLUTION\nx = 1\n### END SOLUTION", "x = 1", "differs in more than strings"),
    ],
)
def test_localized_code_may_differ_in_nothing_else(english, chinese, rule):
    assert rule in code_differences(english, chinese, localized=True)


def test_an_f_string_with_nested_quotes_is_one_piece():
    assert [piece.blanked for piece in pieces("x = f'{a[\"b\"]} c'")] == ["x", "=", "<string>", "\n"]


def test_transplant_keeps_chinese_strings_and_comments_where_code_was_added():
    english = "fig = draw(sales)\nfig.title('Sales')  # state the finding\nfig.note('New')"
    chinese = "fig = draw(orders)\nfig.title('\u9500\u552e\u989d')  # \u5199\u51fa\u7ed3\u8bba"
    merged, left = transplant(english, chinese)
    assert (
        merged
        == "fig = draw(sales)\nfig.title('\u9500\u552e\u989d')  # \u5199\u51fa\u7ed3\u8bba\nfig.note('New')"
    )
    assert left == ["'New'"]


@given(
    st.lists(
        st.sampled_from(["x = 1", "print('a')", "y = f(x, 'b')  # c", "for i in y:\n    print(i, 'd')"]),
        min_size=1,
        max_size=6,
    )
)
def test_equal_code_is_equal_and_transplants_to_itself(lines):
    source = "\n".join(lines)
    assert code_differences(source, source, localized=False) == ""
    assert transplant(source, source) == (source, [])

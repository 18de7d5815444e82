"""Which files an answer writes is told from its text."""

import pytest

from coursekit.grading.written import written

ANSWERS = {
    "table.to_csv('out.csv')": {"out.csv"},
    "with open('out.txt', 'w') as f: f.write('x')": {"out.txt"},
    "Path('out.txt').open('a').close()": {"out.txt"},
    "Path('folder/out.txt').write_text('x')": {"out.txt"},
    "place = 'out.csv'\ntable.to_csv(place)": {"out.csv"},
    "table = pd.read_csv('in.csv')": set(),
    "text = open('in.txt').read()": set(),
    "pd.read_csv('in.csv').to_csv('out.csv')": {"out.csv"},
    "pd.read_csv('log.csv').to_csv('log.csv')": {"log.csv"},
    "place = 'in.csv'\ntable = pd.read_csv(place)": set(),
    "%%writefile out.txt\nx": {"out.txt"},
    "(:": set(),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_files_written(answer):
    assert written([answer]) == ANSWERS[answer]


def test_a_function_of_another_cell_may_write():
    assert written(["keep(table, 'out.csv')"]) == set()
    assert written(["keep(table, 'out.csv')"], ["def keep(t, place): t.to_csv(place)"]) == {"out.csv"}
    log = "open('log.txt', 'w').close()\ndef note(t):\n    with open('log.txt', 'a') as f: f.write(t)"
    assert written(["note('x')"], [log]) == {"log.txt"}
    assert written(["x = 1"], [log]) == set()

"""Theme, font and alternative text of figures."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest
import seaborn as sns
from matplotlib import pyplot as plt

from coursekit import messages, plots
from coursekit.errors import UsageError

ROOT = Path(__file__).parents[1]
FONT = ROOT / "src/coursekit/fonts" / plots.FONT


@pytest.fixture(autouse=True)
def settings() -> Iterator[None]:
    before = messages.current_language()
    with mpl.rc_context():
        mpl.use("agg")
        yield
    plt.close("all")
    messages.set_language(before)


@cache
def characters_of_font() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    return frozenset(TTFont(FONT).getBestCmap())


def printed_text() -> str:
    """Everything that a figure or a page of the course may print: lessons, exercises, messages, glossary."""
    notebooks = [*ROOT.glob("lessons/*/*.ipynb"), *ROOT.glob("solutions/*/*/*.ipynb")]
    text = "".join("".join(cell["source"]) for n in notebooks for cell in json.loads(n.read_text())["cells"])
    for catalogue in ROOT.glob("src/coursekit/locale/*.toml"):
        text += str(tomllib.loads(catalogue.read_text(encoding="utf-8")))
    return text + (ROOT / "docs/glossary.csv").read_text(encoding="utf-8")


def test_the_font_has_every_character_that_the_course_prints() -> None:
    missing = {c for c in printed_text() if ord(c) not in characters_of_font() and c not in "\n\t\u200b"}
    assert not missing


def test_the_font_has_all_hanzi_of_gb2312() -> None:
    rows = (bytes([high]) + bytes([low]) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    hanzi = {ord(character) for row in rows for character in row.decode("gb2312", "ignore")}
    assert len(hanzi) == 6763
    assert not hanzi - characters_of_font()


def test_the_font_comes_with_its_licence() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONT.parent / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_figure_in_either_language_draws_without_a_warning(language: str) -> None:
    plots.use(language)
    fig, ax = plt.subplots()
    ax.plot([-2, 1], [-1, 3])
    ax.set_title("客户分类：A 类客户占销售额的 50%（≤ −1 → “高价值”）✓ ✗")
    ax.set_ylabel("84.51° é ü ¥ ×")
    plots.html(fig, alt="x")  # pytest turns any warning about a missing glyph into an error


def test_the_theme_is_that_of_seaborn() -> None:
    sns.set_theme(style="whitegrid", palette=list(plots.PALETTE))
    expected = {
        name: mpl.rcParams[name] for name in (*sns.axes_style(), *sns.plotting_context(), "axes.prop_cycle")
    }
    mpl.rcdefaults()
    plots.use("en")
    ours = {
        "axes.titlesize",
        "axes.spines.top",
        "axes.spines.right",
        "font.family",
    }  # set by plots.use itself
    ours |= {"image.cmap"}  # seaborn's own colours would need seaborn
    found = {name: mpl.rcParams[name] for name in expected}
    found["axes.prop_cycle"] = [mpl.colors.to_rgb(colour["color"]) for colour in found["axes.prop_cycle"]]
    expected["axes.prop_cycle"] = [
        mpl.colors.to_rgb(colour["color"]) for colour in expected["axes.prop_cycle"]
    ]
    assert {name: found[name] for name in expected if name not in ours} == {
        name: value for name, value in expected.items() if name not in ours
    }


def test_the_theme_does_not_wait_for_seaborn() -> None:
    code = "import sys; from coursekit import plots; plots.use('en'); print({'seaborn', 'scipy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_chinese_is_drawn_with_the_font_that_the_course_carries() -> None:
    plots.use("zh")
    from matplotlib.font_manager import FontProperties, findfont

    assert Path(findfont(FontProperties())).name == plots.FONT


def test_logarithmic_axes_keep_their_exponents() -> None:
    plots.use("zh")
    fig, ax = plt.subplots()
    ax.loglog([0.001, 1000], [1, 10])
    plots.html(fig, alt="x")
    assert all(label.get_parse_math() for label in ax.get_xticklabels())


def test_use_sets_the_language_of_messages() -> None:
    plots.use("zh")
    assert messages.current_language() == "zh"


def test_use_refuses_a_language_that_the_course_does_not_have() -> None:
    with pytest.raises(UsageError, match="Found language 'fr'"):
        plots.use("fr")


def test_html_holds_a_png_and_its_alternative_text() -> None:
    fig, _ = plt.subplots()
    tag = plots.html(fig, alt='Sales "per grade" & more')
    assert 'alt="Sales &quot;per grade&quot; &amp; more"' in tag
    data = re.search(r'src="data:image/png;base64,([^"]+)"', tag)
    assert data is not None
    assert base64.b64decode(data[1]).startswith(b"\x89PNG")


def test_a_figure_without_alternative_text_is_refused() -> None:
    fig, _ = plt.subplots()
    with pytest.raises(UsageError, match="no alternative text"):
        plots.html(fig, alt=" ")


def test_show_displays_the_image_and_closes_the_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    from IPython.core.formatters import DisplayFormatter

    displayed: list[dict[str, str]] = []
    monkeypatch.setattr(
        "IPython.display.display", lambda shown: displayed.append(DisplayFormatter().format(shown)[0])
    )
    fig, _ = plt.subplots()
    plots.show(fig, alt="A line")
    assert [(data["text/plain"], 'alt="A line"' in data["text/html"]) for data in displayed] == [
        ("A line", True)
    ]
    assert plt.get_fignums() == []


def test_show_draws_nothing_where_only_text_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("IPython.display.display", repr)
    monkeypatch.setattr(mpl.figure.Figure, "savefig", None)
    fig, _ = plt.subplots()
    plots.show(fig, alt="A line")
    assert plt.get_fignums() == []


def test_share_bars_draw_groups_from_top_to_bottom_with_their_values() -> None:
    _, ax = plt.subplots()
    shares = pd.DataFrame({"customers": [0.2, 0.8], "sales": [0.7, 0.3]}, index=["A", "B"])
    plots.share_bars(ax, shares)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["A", "B"]
    assert ax.yaxis_inverted()
    assert {text.get_text() for text in ax.texts} == {"20%", "80%", "70%", "30%"}


def test_importing_plots_loads_no_plotting_library() -> None:
    code = "import sys, coursekit.plots; sys.exit('matplotlib' in sys.modules or 'seaborn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0

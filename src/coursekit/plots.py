"""Figures: one theme, a font that has Chinese, alternative text, and the figures that lessons share."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from importlib.resources import as_file, files
from io import BytesIO
from typing import TYPE_CHECKING

from coursekit.errors import UsageError
from coursekit.messages import set_language

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FAMILY = "Noto Sans SC GB2312"
FONT = "NotoSansSC-GB2312-Regular.otf"
# Okabe and Ito (2008): eight colours that people with any common colour blindness can tell apart.
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000")
WIDTH, HEIGHT = 7.5, 4.2  # inches: the width of a notebook's output beside an open side bar
SCREEN_DPI, IMAGE_DPI = 100, 160  # the image has more dots than it shows, for sharp screens and projectors


def use(language: str = "en") -> None:
    """Set the course's theme for every later figure, and ``language`` for messages and explorers.

    Call it once; a later ``sns.set_theme()`` of your own takes the font away again.
    Write USD and CNY in labels: matplotlib takes what stands between two dollar signs for a formula.
    Raises UsageError for a language the course does not have.
    """
    import matplotlib as mpl
    from cycler import cycler

    set_language(language)
    register_font()
    with as_file(files("coursekit").joinpath("theme.mplstyle")) as path:
        mpl.rcParams.update(mpl.rc_params_from_file(path, use_default_template=False))
    mpl.rcParams.update(
        {
            "axes.prop_cycle": cycler(color=PALETTE),
            "font.family": [FAMILY, "DejaVu Sans"],  # a generic family would not fall back glyph by glyph
            "figure.figsize": (WIDTH, HEIGHT),
            "figure.dpi": SCREEN_DPI,
            "figure.constrained_layout.use": True,
            "axes.titlelocation": "left",
            "axes.titlesize": 12,
            "axes.titlepad": 12,
            "axes.spines.top": False,
            "axes.spines.right": False,
        }
    )


def register_font() -> None:
    """Make the course's own font known to matplotlib; a second call changes nothing."""
    from matplotlib import font_manager

    if FAMILY not in font_manager.fontManager.get_font_names():
        with as_file(files("coursekit").joinpath("fonts", FONT)) as path:
            font_manager.fontManager.addfont(path)


def show(fig: Figure, *, alt: str) -> None:
    """Display ``fig`` in the notebook with ``alt`` as its alternative text, and close it.

    ``alt`` says in words what a reader who cannot see the figure needs: what is drawn, and the finding.
    Raises UsageError when ``alt`` is empty.
    """
    from IPython.display import display
    from matplotlib import pyplot as plt

    _require_words(alt)
    display(_Shown(fig, alt))
    plt.close(fig)


class _Shown:
    """A figure that is drawn only where a reader asks for HTML, not where a grader runs the same cell again."""

    def __init__(self, fig: Figure, alt: str) -> None:
        self._fig, self._alt = fig, alt

    def __repr__(self) -> str:
        return self._alt

    def _repr_html_(self) -> str:
        return html(self._fig, alt=self._alt)


def _require_words(alt: str) -> None:
    if not alt.strip():
        raise UsageError("The figure has no alternative text.", "Expected alt='what it shows, in words'.")


def html(fig: Figure, *, alt: str) -> str:
    """``fig`` as an ``<img>`` with its alternative text; the picture itself is inside the tag.

    >>> from matplotlib.figure import Figure
    >>> html(Figure(figsize=(5, 2)), alt="An empty figure")[:55]
    '<img alt="An empty figure" width="500" height="200" sty'
    """
    _require_words(alt)
    width, height = (round(inches * SCREEN_DPI) for inches in fig.get_size_inches())
    picture = BytesIO()
    fig.savefig(picture, format="png", dpi=IMAGE_DPI, pil_kwargs={"compress_level": 1})
    data = b64encode(picture.getvalue()).decode()
    return (
        f'<img alt="{escape(alt)}" width="{width}" height="{height}" style="max-width:100%;height:auto" '
        f'decoding="sync" src="data:image/png;base64,{data}">'
    )


def share_bars(ax: Axes, shares: pd.DataFrame, *, legend: bool = True) -> None:
    """Paired bars on ``ax``: a row for each group, a bar for each column of ``shares`` (fractions of 1).

    Rows run from top to bottom in the frame's order; each bar carries its value, so that no legend of
    tick marks has to be read. Title and axis label are the caller's.
    """
    from matplotlib.ticker import PercentFormatter

    rows = range(len(shares))
    thickness = 0.8 / len(shares.columns)
    for number, column in enumerate(shares.columns):
        heights = [row + (number - (len(shares.columns) - 1) / 2) * thickness for row in rows]
        bars = ax.barh(heights, shares[column], thickness * 0.92, color=PALETTE[number], label=str(column))
        ax.bar_label(bars, fmt="{:.0%}", padding=3, fontsize="small")
    ax.set_yticks(list(rows), [str(name) for name in shares.index])
    ax.set_ylim(len(shares) - 0.5, -0.5)
    ax.set_xlim(0, 1.12 * max(0.01, float(shares.to_numpy().max())))
    ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.grid(visible=False)
    if legend:
        ax.legend(loc="lower right", fontsize="small")

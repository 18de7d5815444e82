"""Rebuild the Chinese font that the course carries: a GB2312 subset of Noto Sans SC, under the OFL.

Run it with the font of Debian's package fonts-noto-cjk at hand (or another copy of the same collection):
``python scripts/subset_font.py [NotoSansCJK-Regular.ttc]``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

SOURCE = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
TARGET = Path(__file__).parents[1] / "src/coursekit/fonts/NotoSansSC-GB2312-Regular.otf"
FACE = "Noto Sans CJK SC"
FAMILY = "Noto Sans SC GB2312"  # its own name, so that a machine's own copy is never taken for it
EXTRA_RANGES = [
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin with accents, currency, superscripts, degree
    (0x0370, 0x03FF),  # Greek
    (0x2010, 0x205E),  # dashes, quotation marks, ellipsis, thin spaces
    (0x2070, 0x209C),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currency
    (0x2190, 0x2199),  # arrows
    (0x2200, 0x22FF),  # mathematics: minus, less or equal, sum
    (0x2460, 0x2473),  # circled numbers
    (0x25A0, 0x25FF),  # squares, triangles, circles
    (0x2700, 0x27BF),  # ticks and crosses
    (0x3000, 0x3017),  # Chinese punctuation
    (0xFF01, 0xFF5E),  # full-width forms
    (0xFFE0, 0xFFE6),  # full-width currency
]


def gb2312() -> set[int]:
    """Every code point of GB2312-1980: 6,763 hanzi and 682 signs."""
    found = set()
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes([high, low]).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return found


def build(source: Path, target: Path) -> TTFont:
    """Write the subset of ``source``'s Simplified Chinese face to ``target``; returns it."""
    face = next(font for font in TTCollection(source).fonts if font["name"].getDebugName(1) == FACE)
    wanted = gb2312() | {code for first, last in EXTRA_RANGES for code in range(first, last + 1)}
    options = subset.Options(
        layout_features=["kern"],
        hinting=False,
        desubroutinize=False,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 13, 14],
    )
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx", "DSIG"]  # for vertical text only
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(face)
    postscript = FAMILY.replace(" ", "") + "-Regular"
    for record in face["name"].names:
        renamed = {1: FAMILY, 3: postscript, 4: FAMILY, 6: postscript}.get(record.nameID)
        if renamed:
            record.string = renamed
    cff = face["CFF "].cff
    cff.fontNames = [postscript]
    cff.topDictIndex[0].FamilyName = cff.topDictIndex[0].FullName = FAMILY
    target.parent.mkdir(parents=True, exist_ok=True)
    face.recalcTimestamp = False  # the same font gives the same file
    face.save(target)
    return face


if __name__ == "__main__":
    origin = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    if not origin.is_file():
        sys.exit(f"Found no {origin}. Install fonts-noto-cjk, or name the collection's path.")
    made = build(origin, TARGET)
    print(f"{TARGET.name}: {len(made.getBestCmap())} characters, {TARGET.stat().st_size / 1e6:.2f} MB")

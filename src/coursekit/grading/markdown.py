"""What trainees wrote, made fit for a page that renders it as it stands, such as Formgrader's: nothing in it runs.

Every ``<`` is judged by what it would begin wherever it stood, code or comment included, so that no
difference between this reading and a renderer's can let a tag through.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from html import escape, unescape
from urllib.parse import quote

_PLAIN = """a abbr b blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure
    font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike strong sub summary sup table
    tbody td tfoot th thead tr tt u ul var wbr"""
_RUNNING = """animate animatemotion animatetransform applet area audio base basefont bgsound body button canvas dialog embed
    fieldset form frame frameset head html iframe image input isindex keygen label layer link listing map marquee math
    menu meta nobr noembed noframes noscript object option output param picture plaintext portal script select set
    slot source style svg template textarea title track use video xmp xml"""
_ATTRIBUTES = """align alt border cols colspan color dir height lang open rowspan scope size span start title valign
width"""
PLAIN_TAGS, RUNNING_TAGS = frozenset(_PLAIN.split()), frozenset(_RUNNING.split())
PLAIN_ATTRIBUTES = frozenset(_ATTRIBUTES.split())
# A tag stays within its line: a quotation's '>' at the start of the next is no end of it for the renderer.
ATTRIBUTE = re.compile(
    r"""[ \t]+(?P<name>[A-Za-z][A-Za-z-]*)(?:[ \t]*=[ \t]*(?P<value>"[^"<>\r\n]*"|'[^'<>\r\n]*'|[^\s"'=<>`]+))?"""
)
TAG = re.compile(
    rf"</?(?P<tag>[A-Za-z][A-Za-z0-9]*)(?P<attributes>(?:{re.sub(r'[?]P<[a-z]+>', '?:', ATTRIBUTE.pattern)}){{0,20}})[ \t]*/?>"
)
NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")
COMMENT = re.compile(r"<!--(?!-?>)[^<>]{0,2000}?-->")
ADDRESS = re.compile(r"""<(?:https?://|mailto:)[^\s<>"'`]+>""", re.IGNORECASE)
HANDLER = re.compile(r"[\s/\"']on\w+\s*=", re.IGNORECASE)
STYLE = re.compile(
    r"(?:\s*(?:color|background-color|text-align|font-(?:size|weight|style|family)|text-decoration|(?:max-)?width|"
    r"height|(?:margin|padding|border)(?:-\w+)?)\s*:[\w\s#.,%]*(?:;|$))*\s*",
    re.IGNORECASE,
)
CLASS = re.compile(r"(?:alert|alert-\w+|dataframe|text-\w+|center| )*")
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+")
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
LINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:[^\s<>]*>")
RUNNING_SCHEME = re.compile(r"((?:java|vb|live)script)(\s*:)", re.IGNORECASE)
ATTACHED = re.compile(r"(attachment):([^\s>\"']*)", re.IGNORECASE)
OPENING = re.compile("<(?=[A-Za-z/!?])")
COMMAND = re.compile(r"\\(?=(?:href|require)(?![A-Za-z]))")
MOST_TAGS = 5_000  # in a cell; what has more is shown as typed
MOST_LAYERS = 8  # of entities within entities


def harmless(source: str, attached: Collection[str] = ()) -> str:
    """Markdown or HTML in which nothing runs, everything else as it was; the words stay readable.

    Tags that could run, load or cover something are shown as text. ``attached`` are the names of the cell's
    attachments; a reference to another one is broken, because converters refuse a page over it. What hides a
    running address behind entities is shown as typed.

    >>> harmless("**a** <sub>2</sub> <script>alert(1)</script> [b](javascript:x)")
    '**a** <sub>2</sub> &lt;script>alert(1)&lt;/script> [b](javascript :x)'
    """
    if source.count("<") > MOST_TAGS:
        return _as_typed(source)
    spaced = COMMAND.sub(r"\\ ", RUNNING_SCHEME.sub(r"\1 :", source))
    spaced = ATTACHED.sub(
        lambda found: found[0] if _is_there(found, attached) else f"{found[1]} :{found[2]}", spaced
    )
    shown = OPENING.sub(lambda found: _opened(spaced, found.start()), spaced)
    return _as_typed(source) if _hides_something(shown, attached) else shown


def harmless_formula(source: str) -> str:
    """LaTeX that is no markup for a page that takes it as it stands; empty where that cannot be told.

    >>> harmless_formula("$a<b$<script>alert(1)</script>")
    '$a< b$< script>alert(1)< /script>'
    """
    shown = COMMAND.sub(r"\\ ", OPENING.sub("< ", source))
    return "" if COMMAND.search(_decoded(shown)) else shown


def harmless_notebook(notebook: bytes, source: bytes) -> bytes:
    """A graded notebook as it is kept: words that are not those of the instructor's ``source`` cannot run.

    Nothing else changes; a notebook without such words stays as it is, byte for byte.
    """
    held = json.loads(notebook)
    instructors = {"".join(cell["source"]) for cell in json.loads(source)["cells"]}
    changed = False
    for cell in held["cells"]:
        words = "".join(cell["source"])
        if cell["cell_type"] == "code" or words in instructors:
            continue
        attached = pictures(cell.get("attachments"))
        shown = harmless(words, attached)
        if shown != words or attached != cell.get("attachments", {}):
            changed = True
            cell["source"] = shown
            cell.pop("attachments", None)
            if attached and cell["cell_type"] == "markdown":
                cell["attachments"] = attached
    return json.dumps(held, ensure_ascii=False, indent=1).encode("utf-8", "replace") if changed else notebook


def pictures(attachments: object) -> dict[str, dict[str, str]]:
    """The attachments of a cell that are pictures in base64; anything else is left out.

    A name with other than plain signs is there twice, since converters look for it as an address has it.
    """
    kept: dict[str, dict[str, str]] = {}
    for name, bundle in attachments.items() if isinstance(attachments, dict) else ():
        good = {
            mime: content
            for mime, content in (bundle.items() if isinstance(bundle, dict) else ())
            if re.fullmatch(r"image/(png|jpeg|gif)", mime)
            and isinstance(content, str)
            and BASE64.fullmatch(content)
        }
        if good:
            kept[name] = kept[quote(name, safe=":/?#@!$&()*+,;=%'")] = good
    return kept


def _as_typed(source: str) -> str:
    return f"<pre>{escape(source)}</pre>"


def _opened(source: str, at: int) -> str:
    """What to write for the ``<`` at this place."""
    if COMMENT.match(source, at):
        return "<"
    address = ADDRESS.match(source, at)
    if address:
        return "&lt;" if HANDLER.search(address[0]) else "<"
    tag = TAG.match(source, at)
    if tag and tag["tag"].lower() in PLAIN_TAGS and _attributes_are_plain(tag["attributes"]):
        return "<"
    name = NAME.match(source, at)
    rest = source[at + 1 : source.find(">", at, at + 2000) + 1 or at + 2000]
    known = name is not None and name[1].lower() in RUNNING_TAGS
    if name is None or known or HANDLER.search(rest) or LINK.match(rest):
        return "&lt;"
    if name[1].lower() in PLAIN_TAGS:
        return "&lt;" if "=" in rest else "< "
    # An unknown tag without values does nothing: 'List<Item>'. 'x<y' is no tag at all, and a space makes sure.
    return "<" if rest.endswith(">") and not re.search(r"[=\r\n\v\f]", rest) else "< "


def _attributes_are_plain(attributes: str) -> bool:
    for found in ATTRIBUTE.finditer(attributes):
        name, value = found["name"].lower(), unescape((found["value"] or "").strip("\"'"))
        if name in ("href", "src"):
            plain = _address_is_plain(value)
        elif name == "style":
            plain = STYLE.fullmatch(value) is not None
        elif name == "class":
            plain = CLASS.fullmatch(value) is not None
        else:
            plain = name in PLAIN_ATTRIBUTES
        if not plain:
            return False
    return True


def _address_is_plain(address: str) -> bool:
    bare = re.sub(r"[\x00-\x20\x7f-\xa0]", "", address)
    scheme = SCHEME.match(bare)
    return (
        scheme is None
        or scheme[0].lower() in ("http:", "https:", "mailto:", "attachment:")
        or PICTURE.fullmatch(bare) is not None
    )


def _is_there(found: re.Match[str], attached: Collection[str]) -> bool:
    """Whether a reference, which ends with the bracket that it did not open, names an attachment."""
    name, depth = found[2], 0
    for at, sign in enumerate(name):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            name = name[:at]
            break
    return name in attached


def _decoded(text: str) -> str:
    """The text with entities resolved, also those within entities, and comments left out."""
    for _ in range(MOST_LAYERS):
        before, text = text, unescape(text)
        if text == before:
            break
    return re.sub(r"<!--[^<>]*-->", "", text)


def _hides_something(shown: str, attached: Collection[str]) -> bool:
    decoded = _decoded(shown)
    if unescape(decoded) != decoded or COMMAND.search(decoded):
        return True
    address = re.sub(r"[\x00-\x1f\\]", "", decoded)  # a browser skips controls, Markdown backslashes
    if re.search(r"(?:java|vb|live)script:", address, re.IGNORECASE):
        return True
    return any(not _is_there(found, attached) for found in ATTACHED.finditer(address))

"""The grading engine: values out, checks outside."""

import sys

# jsonschema, which nbformat imports, builds this optional grammar of web addresses whether or not one is checked: 1.0 s.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

"""Customer classification (客户分类): the helper library and grading engine of the open course.

Importing the package has no effect and loads nothing heavy.
"""

from __future__ import annotations

from typing import Any

__all__ = ["check"]


def __getattr__(name: str) -> Any:
    if name == "check":
        from coursekit.report.own_work import check

        return check
    raise AttributeError(f"module 'coursekit' has no attribute '{name}'")

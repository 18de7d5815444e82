"""Looking at an experiment before it is over: how often 'nothing' is called a success."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coursekit.errors import UsageError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.random import RandomState
    from numpy.typing import NDArray


def z_paths(
    p_control: float,
    p_treated: float,
    n: int,
    looks: int,
    random_state: RandomState,
    *,
    experiments: int = 2000,
) -> NDArray[np.float64]:
    """z of the two-proportion test at ``looks`` equal steps up to ``n`` a group, experiments × looks.

    Simulated; pooled variance; 0 while nobody, or everybody, has bought. Raises UsageError when ``n`` has fewer
    customers than looks.

    >>> import numpy as np
    >>> z_paths(0.1, 0.1, 500, 5, np.random.RandomState(0), experiments=3).shape
    (3, 5)
    """
    import numpy as np

    if not 1 <= looks <= n or not (0 <= p_control <= 1 and 0 <= p_treated <= 1):
        raise UsageError(
            f"Found {looks} looks at {n} customers.", "Expected 1 to n looks, and rates from 0 to 1."
        )
    upto = np.linspace(0, n, looks + 1).round().astype(int)[1:]
    added = np.diff(upto, prepend=0)
    bought = [
        np.cumsum(random_state.binomial(added, p, (experiments, looks)), axis=1)
        for p in (p_treated, p_control)
    ]
    pooled = (bought[0] + bought[1]) / (2 * upto)
    error = np.sqrt(2 * pooled * (1 - pooled) / upto)
    apart = (bought[0] - bought[1]) / upto
    z: NDArray[np.float64] = np.divide(apart, error, out=np.zeros_like(apart), where=error > 0)
    return z


def false_alarms(
    p: float,
    n: int,
    looks: Sequence[int],
    random_state: RandomState,
    *,
    alpha: float = 0.05,
    experiments: int = 4000,
) -> pd.DataFrame:
    """Share of simulated experiments *without any effect* called significant when one stops at the first p < alpha.

    One row for each number of ``looks`` (index): ``false_alarms`` and its simulation ``error`` (one standard
    error). Exact values for normal data: 5 % with one look, 8.3 % with 2, 14.2 % with 5, 19.3 % with 10
    (Armitage, McPherson & Rowe 1969).

    >>> import numpy as np
    >>> found = false_alarms(0.2, 2000, [1, 10], np.random.RandomState(0), experiments=1000)
    >>> bool(found.loc[10, "false_alarms"] > 2 * found.loc[1, "false_alarms"])
    True
    """
    import numpy as np
    import pandas as pd
    from scipy.stats import norm

    limit = float(norm.ppf(1 - alpha / 2))
    rows = []
    for count in looks:
        z = z_paths(p, p, n, count, random_state, experiments=experiments)
        share = float((np.abs(z) > limit).any(axis=1).mean())
        rows.append((share, float(np.sqrt(share * (1 - share) / experiments))))
    return pd.DataFrame(rows, columns=["false_alarms", "error"], index=pd.Index(looks, name="looks"))

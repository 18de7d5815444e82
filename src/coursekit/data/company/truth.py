"""What is true of each customer, for graders only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.data.company import behaviour, columns, effects, seasons

if TYPE_CHECKING:
    import pandas as pd

    from coursekit.data.company.firm import Firm


def true_customers(firm: Firm) -> pd.DataFrame:
    """``customer_id, segment, segment_before`` (a year earlier)``, alive, prospect, yearly_orders, size``.

    ``segment`` and ``alive`` are as on ``as_of``; ``yearly_orders`` is the expected rate while alive.
    """
    import numpy as np
    import pandas as pd

    hidden = firm.population
    names = np.array(behaviour.NAMES, dtype=object)
    born_late = seasons.month_of(np.datetime64(seasons.START) + hidden.birth) > 23
    return pd.DataFrame(
        {
            "customer_id": hidden.customer_id,
            "segment": names[hidden.segment[:, -1]],
            "segment_before": columns.words(names[hidden.segment[:, 23]], ~(born_late | hidden.prospect)),
            "alive": hidden.alive[:, -1],
            "prospect": hidden.prospect,
            "yearly_orders": hidden.rate[:, -1].round(4),
            "size": hidden.size.round(4),
        }
    )


def true_effects(firm: Firm) -> pd.DataFrame:
    """``offer, segment, yearly, in_trial``: relative change of the order rate, over a year and in the trial.

    The trial tested ``voucher`` and ``call`` only; ``in_trial`` is missing for the other offers.
    """
    import pandas as pd

    rows = [
        (
            offer,
            segment,
            change,
            max(-1.0, change * effects.AT_ONCE) if offer in ("voucher", "call") else None,
        )
        for offer in effects.OFFERS
        for segment, change in effects.of_offer(offer).items()
    ]
    return pd.DataFrame(rows, columns=["offer", "segment", "yearly", "in_trial"]).round(4)

"""Training customers and staff: plan, evaluation, feedback."""

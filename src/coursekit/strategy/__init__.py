"""What to do per segment: playbook, contact plan, budget, experiments, complaints."""

"""What a learner works with: controls, explorers, questions. They show, and decide nothing."""

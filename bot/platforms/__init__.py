"""Where messages come from and where publications go: one module per platform."""

"""The desks where people decide: cards, the terminal."""

"""Long runs: real processes killed, random bytes, two writers (make soak)."""

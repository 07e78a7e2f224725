"""X: tweepy comes in by `client.py`, and nowhere else."""

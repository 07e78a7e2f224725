"""Finding the texts that a message is nearest to: by spelling, by words, by meaning, together."""

"""Messages about the facts of fictitious programs, to measure matching on."""

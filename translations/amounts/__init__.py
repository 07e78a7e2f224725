"""Numbers, amounts of money, dates and times: read in one language, written as the other does."""

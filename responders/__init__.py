"""What we may say: facts, matching, templates, drafting, checks, holding replies."""

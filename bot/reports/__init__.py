"""What a replay found, as files for programs and as pages for people."""

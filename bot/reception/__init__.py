"""What members of the public can ask the bot directly, in its private chat."""

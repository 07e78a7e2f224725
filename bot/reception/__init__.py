"""What the public meets in a private chat with the bot: welcome, privacy, language, help."""

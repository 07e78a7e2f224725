"""The desk in chat: panels with buttons in each reviewer's private chat, a queue message in the staff group."""

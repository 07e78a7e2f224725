"""The desk in chat: panels in each reviewer's private chat, a queue message in the staff group."""

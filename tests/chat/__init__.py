"""The desk in chat and the reception, through the port `Chat`."""

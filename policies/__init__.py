"""What is allowed and who decides: messages, the comment policy, screening, hours, roles."""

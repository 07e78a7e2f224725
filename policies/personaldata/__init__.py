"""Personal data in a text: one module for each family of kinds; `policies.personal` asks all."""

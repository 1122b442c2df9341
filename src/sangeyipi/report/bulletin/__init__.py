"""The bulletin (通报) of a month, and the figures of a report's section on what is wanting."""

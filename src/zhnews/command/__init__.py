"""The command line: arguments and options, what is refused, what each command does, exit codes."""

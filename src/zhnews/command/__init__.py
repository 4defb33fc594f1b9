"""The command line: arguments and options, what each command does, exit codes."""

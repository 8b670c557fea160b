"""The command line: what is typed, what is printed, and with which exit status.  Each command is a module, loaded on use."""

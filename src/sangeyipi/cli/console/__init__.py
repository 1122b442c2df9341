"""What commands share: options, output, exit codes, help, Ctrl-C, completion."""

"""What everything stands on: Chinese characters, files, threads, time limits, checks of options."""

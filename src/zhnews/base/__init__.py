"""What everything stands on: Chinese characters, files, threads, time limits, checks of options.

`document` is the HTML of a report, which a `Page` gives of itself too.
"""

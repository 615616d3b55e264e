"""The scripted coach: works out what a child wants by rules, asks the tools, and answers in sentences people wrote."""

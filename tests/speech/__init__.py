"""Speech for the tests, made by us with a synthesiser: what is said, how, and which miscues are planted in it."""

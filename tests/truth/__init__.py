"""Companies in which it is known who is hot: does the score find them?"""

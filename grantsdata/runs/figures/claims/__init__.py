"""Is what a sentence claims without a figure true?"""

"""The company's settings, on six tabs."""

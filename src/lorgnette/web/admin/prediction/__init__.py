"""Admin > Account scoring > Prediction: on or off, what the data say, how right it was."""

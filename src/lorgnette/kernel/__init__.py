"""The ground floor: values and rules that know nothing of the product's tables."""

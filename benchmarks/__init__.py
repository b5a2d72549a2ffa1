"""Benchmarks of the guide: weight and build time."""

"""The tests of Quittance: a mirror of src, and scenarios, simulations, races, journeys and benchmarks."""

"""Generated digests of any size, for every figure that is measured rather than tested."""

"""Data sets: loaders, registry, the generated company, and everyone's own variant."""

"""Search of everything public: which records (sources), their words (index), how they are found (engine, finding)."""

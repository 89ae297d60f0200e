// Labs are heavy and the machine is small: one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

// Real processes, real time: one test after another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

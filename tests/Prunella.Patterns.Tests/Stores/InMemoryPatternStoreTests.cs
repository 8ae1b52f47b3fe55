using Prunella.Patterns.Stores;

namespace Prunella.Patterns.Tests.Stores;

public sealed class InMemoryPatternStoreTests : PatternStoreContract
{
    protected override Task<IPatternStore> OpenAsync(StoreOptions options) => Task.FromResult<IPatternStore>(new InMemoryPatternStore(options));
}

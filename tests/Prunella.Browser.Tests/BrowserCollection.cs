namespace Prunella.Browser.Tests;

[CollectionDefinition("browser")]
public sealed class BrowserCollection : ICollectionFixture<Browsers>;

using Microsoft.Extensions.AI;
using Prunella.Patterns.Embeddings;

namespace Prunella.Patterns.Tests.Embeddings;

public sealed class OpenAiEmbeddingTests : IDisposable
{
    private readonly EmbeddingServer _server = new();
    private readonly HttpClient _client = new();

    public void Dispose()
    {
        _server.Dispose();
        _client.Dispose();
    }

    [Fact]
    public async Task Texts_come_back_as_vectors_in_their_order()
    {
        using OpenAiEmbeddingGenerator generator = Generator();

        GeneratedEmbeddings<Embedding<float>> made = await generator.GenerateAsync(["the disk is full", "the queue has a backlog"]);

        Assert.Equal([[0, 2, 0, 0, 0.01f], [0, 0, 0, 2, 0.01f]], made.Select(static embedding => embedding.Vector.ToArray()));
        Assert.Equal("Bearer key-1", _server.Authorization);
        Assert.Equal("""{"model":"text-embedding-3-small","input":["the disk is full","the queue has a backlog"],"dimensions":384,"encoding_format":"float"}""", Assert.Single(_server.Asked));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":[{"index":0}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1,2]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":["x"]}]}""")]
    public async Task An_answer_that_is_none_is_an_error_of_the_request(string wrong)
    {
        _server.Wrong = wrong;
        using OpenAiEmbeddingGenerator generator = Generator();

        _ = await Assert.ThrowsAsync<HttpRequestException>(() => generator.GenerateAsync(["a", "b"]));
    }

    [Fact]
    public async Task A_refusal_tells_its_status_and_not_the_key()
    {
        _server.Status = 429;
        using OpenAiEmbeddingGenerator generator = Generator();

        HttpRequestException error = await Assert.ThrowsAsync<HttpRequestException>(() => generator.GenerateAsync(["a"]));

        Assert.Equal(429, (int)error.StatusCode!);
        Assert.DoesNotContain("key-1", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_says_where_and_which()
    {
        Dictionary<string, string> set = new() { ["OPENAI_API_KEY"] = "k" };
        Assert.Null(OpenAiEmbeddingOptions.FromEnvironment(static _ => null));
        Assert.Equal(new OpenAiEmbeddingOptions { Key = "k" }, OpenAiEmbeddingOptions.FromEnvironment(set.GetValueOrDefault));

        set = new() { ["PRUNELLA_EMBEDDING_URL"] = "http://127.0.0.1:8080/v1", ["PRUNELLA_EMBEDDING_MODEL"] = "m", ["PRUNELLA_EMBEDDING_DIMENSIONS"] = "64", ["PRUNELLA_EMBEDDING_KEY"] = "own", ["OPENAI_API_KEY"] = "k" };
        Assert.Equal(
            new OpenAiEmbeddingOptions { Key = "own", Address = new Uri("http://127.0.0.1:8080/v1/"), Model = "m", Dimensions = 64 }, OpenAiEmbeddingOptions.FromEnvironment(set.GetValueOrDefault));

        foreach ((string name, string value) in new[] { ("PRUNELLA_EMBEDDING_URL", "ftp://x"), ("PRUNELLA_EMBEDDING_DIMENSIONS", "many") })
            Assert.Contains(name, Assert.Throws<FormatException>(() => OpenAiEmbeddingOptions.FromEnvironment(new Dictionary<string, string>(set) { [name] = value }.GetValueOrDefault)).Message, StringComparison.Ordinal);
    }

    private OpenAiEmbeddingGenerator Generator() => new(_client, new OpenAiEmbeddingOptions { Address = _server.Address, Key = "key-1" });
}

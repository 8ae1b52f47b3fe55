using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Prunella.Telemetry.Store;

namespace Prunella.Telemetry.ClickHouse;

/// <summary>Events in a table of ClickHouse, for what outgrows the files of one machine: the same queries give the same events, in the order of their times.</summary>
/// <remarks>Speaks its interface for HTTP, from version 18 on. Nothing is written twice by itself; what is appended twice is there twice.</remarks>
public sealed class ClickHouseEvents
{
    private const int RowsOfARequest = 20_000, MostOfAMessage = 500;
    private readonly HttpClient _http;
    private readonly ClickHouseAddress _address;
    private readonly string? _user, _password;

    /// <param name="http">Sends the requests; the caller's, who also sets how long one may take.</param>
    /// <param name="address">Where the table is or is to be.</param>
    /// <param name="user">Null for the server's default user.</param>
    /// <param name="password">Sent as a header; null for none.</param>
    public ClickHouseEvents(HttpClient http, ClickHouseAddress address, string? user = null, string? password = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(address);
        (_http, _address, _user, _password) = (http, address, user, password);
    }

    /// <summary>Makes the table where it is not there.</summary>
    /// <exception cref="ClickHouseException">The server refuses it.</exception>
    /// <exception cref="HttpRequestException">The server can not be reached.</exception>
    public async Task CreateAsync(CancellationToken cancellationToken = default)
    {
        using HttpResponseMessage done = await SendAsync(ClickHouseSql.Create(_address.Path), rows: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Adds events, some thousands in each request.</summary>
    /// <param name="events">The events, in any order.</param>
    /// <param name="appended">Told how many are in the table, after each request.</param>
    /// <param name="cancellationToken">Ends it between two requests.</param>
    /// <returns>How many were added.</returns>
    /// <exception cref="ClickHouseException">The server refuses it; what <paramref name="appended"/> was told of is there.</exception>
    /// <exception cref="HttpRequestException">The server can not be reached; what <paramref name="appended"/> was told of is there.</exception>
    public async Task<long> AppendAsync(IEnumerable<StoredEvent> events, Action<long>? appended = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        long count = 0;
        foreach (StoredEvent[] chunk in events.Chunk(RowsOfARequest))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = new MemoryStream(chunk.Length * 256);
            ClickHouseRows.Write(chunk, rows);
            rows.Position = 0;
            using HttpResponseMessage done = await SendAsync(ClickHouseSql.Insert(_address.Path), rows, cancellationToken).ConfigureAwait(false);
            count += chunk.Length;
            appended?.Invoke(count);
        }

        return count;
    }

    /// <summary>How many events there are of a kind; of a field, how many may have it. The query's limit does not count.</summary>
    /// <exception cref="ClickHouseException">The server refuses it.</exception>
    /// <exception cref="HttpRequestException">The server can not be reached.</exception>
    public async Task<long> CountAsync(EventQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        using HttpResponseMessage answer = await SendAsync(ClickHouseSql.Count(_address.Path, query), rows: null, cancellationToken).ConfigureAwait(false);
        using JsonDocument row = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
        return ClickHouseRows.Whole(row.RootElement.GetProperty("found"));
    }

    /// <summary>The events of a kind, in the order of their times; they are read as they come.</summary>
    /// <exception cref="ClickHouseException">The server refuses it, or ends with an error on the way.</exception>
    /// <exception cref="HttpRequestException">The server can not be reached.</exception>
    public async IAsyncEnumerable<StoredEvent> QueryAsync(EventQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        using HttpResponseMessage answer = await SendAsync(ClickHouseSql.Select(_address.Path, query), rows: null, cancellationToken).ConfigureAwait(false);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), Encoding.UTF8);
        long found = 0;
        while (found < query.Limit && await lines.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            // An error after the first rows stands where the next row would.
            if (line.StartsWith("Code: ", StringComparison.Ordinal))
                throw new ClickHouseException(Short(line));
            if (line.Length == 0)
                continue;
            StoredEvent stored = ClickHouseRows.Read(line);
            if (query.Field is { } field && !FieldMatch.Has(Encoding.UTF8.GetBytes(stored.Text), field))
                continue;
            found++;
            yield return stored;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(string statement, Stream? rows, CancellationToken cancellationToken)
    {
        // Without rows the statement is the body: an address may not have the length of a long query.
        using var request = new HttpRequestMessage(HttpMethod.Post, rows is null ? _address.Server : new Uri(_address.Server, "?query=" + Uri.EscapeDataString(statement)))
        {
            Content = rows is null ? new StringContent(statement, Encoding.UTF8) : new StreamContent(rows),
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*"));
        if (_user is not null)
            request.Headers.Add("X-ClickHouse-User", _user);
        if (_password is not null)
            request.Headers.Add("X-ClickHouse-Key", _password);
        HttpResponseMessage answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.OK)
            return answer;
        using (answer)
            throw new ClickHouseException(Short(await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false)) is { Length: > 0 } said ? said : $"The server answered {(int)answer.StatusCode}.");
    }

    private static string Short(string text) => text.Trim() is { Length: > MostOfAMessage } @long ? @long[..MostOfAMessage] + "…" : text.Trim();
}

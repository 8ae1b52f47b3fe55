using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Prunella.Resilience;

namespace Prunella.AspNetCore.Tests;

public sealed class EndpointTests
{
    [Fact]
    public async Task What_works_is_as_without()
    {
        await using App app = await App.StartAsync(static app => app.MapGet("/x", static () => new { A = 1 }).WithSelfHealing("db"));

        HttpResponseMessage response = await app.Client.GetAsync("/x");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("{\"a\":1}", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_failed_GET_is_run_again_and_a_failed_POST_is_not()
    {
        int gets = 0, posts = 0;
        await using App app = await App.StartAsync(app =>
        {
            app.MapGet("/x", () => ++gets < 3 ? throw new IOException() : "ok").WithSelfHealing("db");
            app.MapPost("/x", string () => ++posts < 3 ? throw new IOException() : "ok").WithSelfHealing("db");
        });

        Assert.Equal("ok", await app.Client.GetStringAsync("/x"));
        Assert.Equal(HttpStatusCode.InternalServerError, (await app.Client.PostAsync("/x", null)).StatusCode);
        Assert.Equal((3, 1), (gets, posts));
    }

    [Fact]
    public async Task An_open_circuit_answers_503_with_the_time_to_wait()
    {
        await using App app = await App.StartAsync(
            static app => app.MapGet("/x", static string () => throw new IOException()).WithSelfHealing("db", new EndpointHealingOptions { Retry = false }),
            new() { [$"Prunella:{FlagNames.FailureThreshold}"] = "2" });
        for (int i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.InternalServerError, (await app.Client.GetAsync("/x")).StatusCode);

        HttpResponseMessage response = await app.Client.GetAsync("/x");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 30);
    }

    [Fact]
    public async Task An_answer_of_the_wrong_shape_is_not_sent()
    {
        bool good = false;
        var options = new EndpointHealingOptions { Retry = false, Response = ResponseRules.Json(JsonShape.Object.Require("price", JsonKind.Number)) };
        await using App app = await App.StartAsync(app => app.MapGet("/x", () => good ? Results.Json(new { Price = 5 }) : Results.Json(new { Price = "five" })).WithSelfHealing("db", options));

        HttpResponseMessage bad = await app.Client.GetAsync("/x");
        Assert.Equal(HttpStatusCode.InternalServerError, bad.StatusCode);
        Assert.DoesNotContain("five", await bad.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        good = true;
        HttpResponseMessage response = await app.Client.GetAsync("/x");
        Assert.Equal("{\"price\":5}", await response.Content.ReadAsStringAsync());
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task The_last_good_answer_is_sent_when_there_is_no_other_and_says_so()
    {
        bool good = true;
        await using App app = await App.StartAsync(app => app.MapGet("/x", () => good ? "fresh" : throw new IOException())
            .WithSelfHealing("db", new EndpointHealingOptions { KeepLastGood = true, Retry = false }));
        HttpResponseMessage first = await app.Client.GetAsync("/x?a=1");
        Assert.False(first.Headers.Contains("X-Prunella-Stale"));
        good = false;

        HttpResponseMessage second = await app.Client.GetAsync("/x?a=1");

        Assert.Equal("fresh", await second.Content.ReadAsStringAsync());
        Assert.True(second.Headers.Contains("X-Prunella-Stale"));
        Assert.Equal(HttpStatusCode.InternalServerError, (await app.Client.GetAsync("/x?a=2")).StatusCode);
    }

    [Fact]
    public async Task Switched_off_a_handler_is_called_as_if_nothing_was_there()
    {
        int calls = 0;
        await using App app = await App.StartAsync(
            app => app.MapGet("/x", string () => throw new IOException($"{++calls}")).WithSelfHealing("db"),
            new() { [$"Prunella:{FlagNames.Enabled}"] = "false" });

        Assert.Equal(HttpStatusCode.InternalServerError, (await app.Client.GetAsync("/x")).StatusCode);
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task A_route_that_the_rollout_leaves_out_is_left_alone()
    {
        int calls = 0;
        await using App app = await App.StartAsync(
            app =>
            {
                app.MapGet("/in", string () => throw new IOException($"{++calls}")).WithSelfHealing("db");
                app.MapGet("/out", string () => throw new IOException($"{++calls}")).WithSelfHealing("db");
            },
            new() { ["Prunella:Rollout:Routes:0"] = "/in" });

        _ = await app.Client.GetAsync("/out");
        Assert.Equal(1, calls);
        _ = await app.Client.GetAsync("/in");
        Assert.Equal(5, calls);
    }

    [Fact]
    public async Task The_middleware_takes_over_the_deadline_and_protects_by_route()
    {
        TimeSpan? seen = null;
        await using App app = await App.StartAsync(app =>
        {
            app.UseSelfHealing();
            app.MapGet("/bad/{id}", IResult (int id) => TypedResults.StatusCode(500));
            app.MapGet("/deadline", () =>
            {
                seen = Deadline.Current?.Remaining;
                return "ok";
            });
        }, new() { [$"Prunella:{FlagNames.FailureThreshold}"] = "3" });

        using var request = new HttpRequestMessage(HttpMethod.Get, "/deadline");
        request.Headers.Add(Deadline.HeaderName, "60000");
        _ = await app.Client.SendAsync(request);
        Assert.InRange(seen!.Value.TotalSeconds, 1, 60);

        for (int i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.InternalServerError, (await app.Client.GetAsync($"/bad/{i}")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.Client.GetAsync("/bad/9")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync("/deadline")).StatusCode);
    }

    [Fact]
    public async Task A_controller_is_protected_by_its_attribute()
    {
        await using App app = await App.StartAsync(static _ => { }, new() { [$"Prunella:{FlagNames.FailureThreshold}"] = "2" });

        Assert.Equal("fine", await app.Client.GetStringAsync("/healed/fine"));
        Assert.Equal(HttpStatusCode.BadGateway, (await app.Client.GetAsync("/healed/status")).StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, (await app.Client.GetAsync("/healed/throw")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.Client.GetAsync("/healed/fine")).StatusCode);
    }

    [Fact]
    public async Task A_wrong_option_is_told_at_start_by_its_key()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => App.StartAsync(static _ => { }, new() { ["Prunella:Services:db:Retry:MaxRetries"] = "-1" }));

        Assert.Contains("Prunella:Services:db", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("RetryOptions.MaxRetries must be from 0 to 100", error.ToString(), StringComparison.Ordinal);
    }
}

[SelfHealing("controller")]
[Route("healed")]
public sealed class HealedController : ControllerBase
{
    [HttpGet("fine")]
    public IActionResult Fine() => Content("fine");

    [HttpGet("status")]
    public IActionResult Status() => StatusCode(502);

    [HttpGet("throw")]
    public IActionResult Throw() => Request.Path.HasValue ? throw new IOException() : NoContent();
}

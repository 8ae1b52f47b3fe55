using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Prunella.Patterns.Known;
using Prunella.Patterns.Safety;
using Prunella.Patterns.Scrubbing;

namespace Prunella.Patterns.Generation;

/// <summary>Makes patterns of examples: by a model where there is one, else by rules. Whatever makes them, they are checked the same. Thread-safe.</summary>
/// <remarks>
/// Nothing is sent that was not scrubbed, and an answer is scrubbed again. The model writes words and the expression; the action is what was done in the
/// example. Where the model is away, too dear or talks nonsense, the rules answer, and the result says why.
/// </remarks>
public sealed class PatternGenerator
{
    private const int MostAnswer = 64 * 1024;
    private readonly Scrubber _scrubber;
    private readonly GeneratorOptions _options;
    private readonly IChatClient? _model;
    private readonly CostLedger? _costs;
    private readonly TimeProvider _time;

    /// <summary>One that works by rules alone, offline.</summary>
    /// <param name="scrubber">Takes secrets out.</param>
    public PatternGenerator(Scrubber scrubber)
    {
        ArgumentNullException.ThrowIfNull(scrubber);
        (_scrubber, _options, _time) = (scrubber, new GeneratorOptions(), TimeProvider.System);
    }

    /// <summary>One that asks a model.</summary>
    /// <param name="scrubber">Takes secrets out.</param>
    /// <param name="model">The model; see <see cref="ChatClients"/>.</param>
    /// <param name="costs">Keeps the spending within its limits.</param>
    /// <param name="options">How it is asked; the defaults where null.</param>
    /// <param name="time">The clock of the timeout; the system's where null.</param>
    public PatternGenerator(Scrubber scrubber, IChatClient model, CostLedger costs, GeneratorOptions? options = null, TimeProvider? time = null)
        : this(scrubber)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(costs);
        (_model, _costs, _options, _time) = (model, costs, options ?? new GeneratorOptions(), time ?? TimeProvider.System);
    }

    /// <summary>Makes a pattern.</summary>
    /// <exception cref="FormatException">Neither model nor rules make one that is fit; the message says why.</exception>
    public async Task<GeneratedPattern> GenerateAsync(ErrorExample example, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(example);
        ErrorExample clean = example with { Error = _scrubber.Scrub(example.Error), Told = _scrubber.Scrub(example.Told), Action = Clean(example) };
        List<string> notes = [];
        if (example.Action is not null && clean.Action is null)
            notes.Add("the action holds a secret and was left out");
        decimal cost = 0;
        if (_model is not null)
        {
            string? wrong = null;
            for (int attempt = 1; attempt <= _options.Attempts; attempt++)
            {
                (ErrorPattern? pattern, wrong, decimal spent, bool again) = await AskAsync(clean, wrong, cancellationToken);
                cost += spent;
                if (pattern is not null)
                    return new GeneratedPattern(pattern, notes, cost);
                notes.Add($"{_options.Model}: {wrong}");
                if (!again)
                    break;
            }
        }

        return new GeneratedPattern(ByRules(clean), notes, cost);
    }

    // A pattern of a shipped name would take its place.
    private static string Unused(string id)
    {
        string free = id;
        for (int i = 2; PatternLibrary.Seeds.Find(free) is not null; i++)
            free = $"{id}-{i}";
        return free;
    }

    // An action with a secret in it would not be the same action without.
    private Actions.FixAction? Clean(ErrorExample example) => example.Action is { } action && _scrubber.Scrub(Plain(action)) == Plain(action) ? action : null;

    // As it stands in the files, not as JSON escapes it.
    private static string Plain(Actions.FixAction action) => action switch
    {
        Actions.DiffFix diff => diff.Diff,
        Actions.EditFix edit => $"{edit.Old}\n{edit.New}",
        Actions.CommandFix command => string.Join(' ', command.Command),
        Actions.StepsFix steps => string.Join('\n', steps.Steps.Select(Plain)),
        _ => action.ToJson(),
    };

    private static ErrorPattern ByRules(ErrorExample example)
    {
        ErrorPattern made = RulePatternMaker.Make(example);
        ErrorPattern pattern = made with { Id = Unused(made.Id), Generated = "rules" };
        return PatternCheck.Against(pattern, example.Error) is { } against ? throw new FormatException($"The rules make no fit pattern of it: {against}.") : pattern;
    }

    private async Task<(ErrorPattern? Pattern, string? Wrong, decimal Spent, bool Again)> AskAsync(ErrorExample example, string? wrong, CancellationToken cancellationToken)
    {
        string question = Prompt.Of(example, wrong);
        // A token has at least two characters on the whole, so this is what it can cost at most.
        decimal most = Price((Prompt.System.Length + question.Length) / 2, _options.MostTokens);
        using CostReservation? reserved = _costs!.Reserve("make a pattern", most);
        if (reserved is null)
            return (null, "the budget does not allow it", 0, false);
        decimal spent = most; // until something says less: an answer that broke off was paid for
        try
        {
            (string answer, UsageDetails? usage) = await AnswerAsync(question, cancellationToken);
            if (usage is { InputTokenCount: { } sent, OutputTokenCount: { } got })
                spent = Price(sent, got);
            (ErrorPattern? pattern, string? against) = Judge(answer, example);
            return (pattern, against, spent, true);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"it did not answer: {_scrubber.Scrub(error.Message.Split('\n')[0])}", spent, false);
        }
        finally
        {
            reserved.Settle(spent);
        }
    }

    private async Task<(string Answer, UsageDetails? Usage)> AnswerAsync(string question, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(_options.Timeout, _time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var answer = new StringBuilder();
        UsageDetails? usage = null;
        ChatMessage[] messages = [new(ChatRole.System, Prompt.System), new(ChatRole.User, question)];
        // Streamed, so that an answer without end is left at its limit.
        await foreach (ChatResponseUpdate update in _model!.GetStreamingResponseAsync(messages, new ChatOptions { MaxOutputTokens = _options.MostTokens, ModelId = _options.Model }, ended.Token))
        {
            _ = answer.Append(update.Text);
            foreach (UsageContent content in update.Contents.OfType<UsageContent>())
                (usage ??= new UsageDetails()).Add(content.Details);
            if (answer.Length > MostAnswer)
                throw new InvalidOperationException($"the answer is longer than {MostAnswer} characters");
        }

        return (answer.ToString(), usage);
    }

    private (ErrorPattern? Pattern, string? Against) Judge(string text, ErrorExample example)
    {
        ModelAnswer answer;
        try
        {
            answer = ModelAnswer.Read(text);
        }
        catch (FormatException error)
        {
            return (null, error.Message);
        }

        if (_scrubber.Scrub(answer.Regex) != answer.Regex)
            return (null, "the expression holds a secret");
        ErrorPattern pattern = new()
        {
            Id = Unused(RulePatternMaker.IdOf(Errors.ErrorParser.Parse(example.Error), Errors.MessageTemplate.Of(_scrubber.Scrub(answer.Title)))),
            Title = _scrubber.Scrub(answer.Title).Trim(),
            Regex = answer.Regex,
            Unless = string.IsNullOrEmpty(answer.Unless) ? null : answer.Unless,
            Fix = _scrubber.Scrub(answer.Fix).Trim(),
            Words = _scrubber.Scrub(answer.Words).Trim(),
            Action = example.Action,
            Generated = _options.Model,
        };
        string? against = PatternCheck.Against(pattern, example.Error);
        return against is null ? (pattern, null) : (null, against);
    }

    private decimal Price(long sent, long got) => (sent * _options.InputPrice + got * _options.OutputPrice) / 1_000_000m;
}

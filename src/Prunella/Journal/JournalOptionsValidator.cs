using Microsoft.Extensions.Options;

namespace Prunella.Journal;

/// <summary>Names every fault of the journal's options at once.</summary>
internal sealed class JournalOptionsValidator : IValidateOptions<JournalOptions>
{
    public ValidateOptionsResult Validate(string? name, JournalOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (options.Source is not { Length: >= 1 and <= EventJournal.MaxSourceLength })
            errors.AddError($"must have 1 to {EventJournal.MaxSourceLength} characters.", nameof(options.Source));
        if (options.RingCapacity is < 16 or > 1 << 20)
            errors.AddError($"must be 16 to 1,048,576, but is {options.RingCapacity}.", nameof(options.RingCapacity));
        if (options.Directory is { } directory && string.IsNullOrWhiteSpace(directory))
            errors.AddError("must be a path, or null for a journal in memory.", nameof(options.Directory));
        if (!Enum.IsDefined(options.Fsync))
            errors.AddError($"must be Interval, Always or Never, but is {options.Fsync}.", nameof(options.Fsync));
        if (options.FsyncInterval < TimeSpan.FromMilliseconds(1) || options.FsyncInterval > TimeSpan.FromMinutes(1))
            errors.AddError($"must be 1 ms to 1 min, but is {options.FsyncInterval}.", nameof(options.FsyncInterval));
        if (options.MaxFileBytes < 64 << 10)
            errors.AddError($"must be at least 64 KiB, but is {options.MaxFileBytes}.", nameof(options.MaxFileBytes));
        if (options.MaxTotalBytes / 2 < options.MaxFileBytes)
            errors.AddError("must be at least twice MaxFileBytes.", nameof(options.MaxTotalBytes));
        // What waits for the disk must still be in the ring: a query takes from there what the files do not have yet.
        if (options.QueueCapacity < 16 || options.QueueCapacity > options.RingCapacity)
            errors.AddError($"must be 16 to RingCapacity, but is {options.QueueCapacity}.", nameof(options.QueueCapacity));
        if (options.QueueBytes is < 64 << 10 or > JournalRing.MaxBytes / 2)
            errors.AddError($"must be 64 KiB to 16 MiB, but is {options.QueueBytes}.", nameof(options.QueueBytes));
        return errors.Build();
    }
}

using Microsoft.Extensions.Logging;

namespace Prunella.Telemetry.Records;

/// <summary>What the header of a line says.</summary>
internal readonly record struct Header(long Ticks, LogLevel Level, int NameStart, int NameLength, int MessageStart);

namespace Prunella.AspNetCore.Dashboard;

/// <summary>Who may see and use the dashboard. Read once, when it is mapped; the section <c>Prunella:Dashboard</c> gives the defaults.</summary>
public sealed record DashboardOptions
{
    /// <summary>The authorization policy for looking. Default null: then nobody is let in outside Development, and the start fails.</summary>
    public string? ViewPolicy { get; set; }

    /// <summary>The policy for stopping and resuming healing, modes, circuits and judgements. Default null: nobody, where <see cref="ViewPolicy"/> is set.</summary>
    public string? OperatePolicy { get; set; }

    /// <summary>The policy for allowing and refusing what healing asks for. Default null: nobody, where <see cref="ViewPolicy"/> is set.</summary>
    public string? ApprovePolicy { get; set; }

    /// <summary>How many may follow live at once; more see pages that do not move. Default 1,000, at least 1.</summary>
    public int MaxViewers { get; set; } = 1000;

    /// <summary>How many pages one person may ask for in ten seconds. Default 100, at least 1.</summary>
    public int MaxRequests { get; set; } = 100;
}

namespace Prunella.Views;

/// <summary>What a person may do with what they look at; each level holds those below.</summary>
public enum OperationLevel
{
    /// <summary>Look.</summary>
    View,

    /// <summary>Stop and resume healing, change modes, isolate and reset circuits, judge healing.</summary>
    Operate,

    /// <summary>Allow or refuse what healing asks for.</summary>
    Approve,
}

using Prunella.Journal;
using Prunella.Recovery;

namespace Prunella.Tests.Recovery;

public sealed class ErrorWordsTests
{
    private static readonly ErrorRecognised Error = new() { Fingerprint = "fp1:c:7f", Error = "SocketException: refused" };

    [Fact]
    public void A_known_error_is_called_by_its_pattern() => Assert.Equal(
        ["SocketException: refused", "fingerprint fp1:c:7f", "known as net.refused: it says refused", "suggested: start it (right in 90 % of such answers)"],
        ErrorWords.Of(Error with { Pattern = "net.refused", Why = "it says refused", Suggestion = "start it", Confidence = 0.9 }));

    [Fact]
    public void What_was_learned_here_needs_no_pattern() =>
        Assert.Contains("learned here: it helped 2 of 2 times", ErrorWords.Of(Error with { Why = "learned here: it helped 2 of 2 times", Suggestion = "start it", Confidence = 0.8, Remedy = "replace-process" }));

    [Fact]
    public void One_that_is_new_says_so() => Assert.Equal("not known yet", ErrorWords.Of(Error)[^1]);
}

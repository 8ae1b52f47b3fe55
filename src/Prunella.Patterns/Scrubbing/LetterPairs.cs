namespace Prunella.Patterns.Scrubbing;

/// <summary>How much likelier two letters follow each other in words of English and of code than by chance, in bits.</summary>
/// <remarks>Counted over the 10,400 words of this repository and of Python's library; half bits, M is 0, A is −6, U is 4.</remarks>
internal static class LetterPairs
{
    private const string Table =
        "CMONEHLFMAJPNOCMCQOQKJJIJB" + "PJLKPHGGOMFQJIOLANOKOEEANF" + "PCKIPGFPMAONJHRHENKPMHDBIA" + "OJJMSJJFRFFLIJNIDMNKMHEFIC" +
        "NHNPLLJGHCGMLPHLHQPOFKJMHC" + "NFJLOPFDRADNIIQJEOMMNEFEJA" + "NGIISHLNOCEMKNMJAPOKMHGAFG" + "RFHKRHCFPAHKJJQFAMJMLEEAJA" +
        "LKNMMLMADAFNMSOLCMOPCLAIAL" + "PFLJRFFFNFLJFFQKFKLJRFFFJF" + "NIJLSJLLPEINGMKJGIPKKEMBIB" + "PFIMRHDEQCFOFIPJAFMMLGDCOA" +
        "RMGKSGDAPAIKMGOPAFMJMDCAHA" + "OFOPPLQFNDKKGKNIFGOQKKFAGA" + "JKNNGKKEJBJNNRLNAQNNOKMHCC" + "QFIIQIGKNAHOFHPNDQMNLEHALA" +
        "JJIJIIFFIIFKFKJFFMMFUIFFFF" + "PGLLSIKEPAJKMKPJALONKIGCKA" + "LFNIQIINPDILIHMNEIOROGIDKA" + "PGLJRIDOQACKJHNKCPNMLGHELF" +
        "LNMKNLKAMAEPNQKNAPOPFCACAC" + "RHJDTIDDQADFJHMIDIIHFDGFDA" + "RHKLPJFNQEFLGOOJFOOJGGJHBB" + "MKOLPMIKPBFMKFKQBJKRHIFLLG" +
        "LLLKOKJHNBBMNPLRBJPPGJLHJI" + "PEHIUKEIPEEIHHOJEHKJHEEEIH";

    /// <param name="first">An ASCII letter, of either case.</param>
    /// <param name="second">An ASCII letter, of either case.</param>
    public static float Bits(char first, char second) => (Table[((first | 32) - 'a') * 26 + (second | 32) - 'a'] - 'M') * 0.5f;
}

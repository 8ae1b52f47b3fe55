using System.Text;

namespace Prunella.Bench.Fuzzing;

/// <summary>Breaks an input: bytes changed, cut, doubled, moved or put in.</summary>
internal static class Mutation
{
    private const int MostBytes = 40_000, MostChanges = 30, MostOfOneChange = 400, MostRepeated = 30_000;

    public static byte[] Of(FuzzTarget target, Random random)
    {
        byte[] seed = target.Seeds[random.Next(target.Seeds.Count)];
        var bytes = new List<byte>(seed.AsSpan(0, Math.Min(seed.Length, MostBytes)).ToArray());
        for (int change = random.Next(1, MostChanges); change > 0 && bytes.Count > 2; change--)
        {
            int at = random.Next(bytes.Count), length = Math.Min(random.Next(1, MostOfOneChange), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 4:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 5 when random.Next(10) == 0: // what takes the square of its input's length shows in long runs of the same
                    bytes.InsertRange(at, Enumerable.Repeat(Encoding.UTF8.GetBytes(target.Pieces[random.Next(target.Pieces.Count)]), random.Next(MostRepeated / 8)).SelectMany(static piece => piece).Take(MostRepeated));
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(target.Pieces[random.Next(target.Pieces.Count)]));
                    break;
            }
        }

        return [.. bytes];
    }
}

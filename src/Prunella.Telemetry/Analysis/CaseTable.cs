using System.Numerics;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Analysis;

/// <summary>Which statements spoke of the same piece of work, in order. Bounded: beyond the limit a fair half of all cases is kept, then a quarter.</summary>
/// <remarks>
/// Which are kept is decided by the case's hash alone, so that several tables keep the same ones. The steps of all cases lie in one array,
/// each with the place of the next, and those of cases that are given up are used again: nothing is allocated for a case. Not thread-safe.
/// </remarks>
internal sealed class CaseTable(int most)
{
    private const int MostSteps = 48, UsualSteps = 8, None = -1;
    private readonly ShapeTable _numbers = new();
    private Case[] _cases = new Case[256];

    // Room for the steps that all cases usually have: what is not used of it takes no memory, and growing would copy it again and again.
    private Link[] _links = new Link[most * UsualSteps];
    private int _count, _used, _free = None;

    /// <summary>A case is kept if this many of its hash's bits are zero.</summary>
    public int Halvings { get; private set; }

    /// <summary>The steps of each case that has so many at least, by their time.</summary>
    public IEnumerable<CaseStep[]> Courses(int least)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_cases[i].Count >= least)
                yield return Course(_cases[i]);
        }
    }

    public void Add(ulong hash, in CaseStep step)
    {
        if ((hash & ((1UL << Halvings) - 1)) != 0)
            return;
        int number = _numbers.Find(Key(hash));
        if (number < 0)
        {
            if (_count >= most)
            {
                HalveTo(Halvings + 1);
                if ((hash & ((1UL << Halvings) - 1)) != 0)
                    return;
            }

            number = Begin(hash);
        }

        ref Case one = ref _cases[number];
        if (one.Count >= MostSteps)
            return;
        int link = NewLink(step);
        if (one.Count++ == 0)
            one.First = link;
        else
            _links[one.Last].Next = link;
        one.Last = link;
    }

    /// <summary>Takes in what another table saw.</summary>
    public void Absorb(CaseTable other)
    {
        HalveTo(Math.Max(Halvings, other.Halvings));
        foreach (Case one in other._cases.AsSpan(0, other._count))
        {
            for (int link = one.First; link != None; link = other._links[link].Next)
                Add(one.Hash, other._links[link].Step);
        }
    }

    // All hashes that are kept end in the same bits: the table goes by others.
    private static ulong Key(ulong hash) => BitOperations.RotateRight(hash, 32) is var key and not 0 ? key : 1;

    private int Begin(ulong hash)
    {
        if (_count == _cases.Length)
            Array.Resize(ref _cases, _cases.Length * 2);
        _numbers.Add(Key(hash), _count);
        _cases[_count] = new Case { Hash = hash };
        return _count++;
    }

    private int NewLink(in CaseStep step)
    {
        int link = _free;
        if (link != None)
        {
            _free = _links[link].Next;
        }
        else
        {
            if (_used == _links.Length)
                Array.Resize(ref _links, _links.Length * 2);
            link = _used++;
        }

        _links[link] = new Link { Step = step, Next = None };
        return link;
    }

    private void HalveTo(int halvings)
    {
        if (halvings == Halvings)
            return;
        Halvings = halvings;
        ulong mask = (1UL << halvings) - 1;
        int count = _count;
        _count = 0;
        _numbers.Clear();
        for (int i = 0; i < count; i++)
        {
            Case one = _cases[i];
            if ((one.Hash & mask) == 0)
            {
                _numbers.Add(Key(one.Hash), _count);
                _cases[_count++] = one;
            }
            else
            {
                (_links[one.Last].Next, _free) = (_free, one.First);
            }
        }
    }

    private CaseStep[] Course(in Case one)
    {
        var steps = new CaseStep[one.Count];
        int count = 0;
        for (int link = one.First; link != None; link = _links[link].Next)
        {
            CaseStep step = _links[link].Step;
            int at = count++;
            for (; at > 0 && (step.Ticks, step.Order).CompareTo((steps[at - 1].Ticks, steps[at - 1].Order)) < 0; at--)
                steps[at] = steps[at - 1]; // nearly all come in order
            steps[at] = step;
        }

        return steps;
    }

    private struct Case
    {
        public ulong Hash;
        public int First, Last, Count;
    }

    private struct Link
    {
        public CaseStep Step;
        public int Next;
    }
}

using System.Runtime.CompilerServices;

namespace Prunella.Telemetry.Templates;

/// <summary>Finds the number of a shape by its key. Open addressing; never shrinks.</summary>
internal sealed class ShapeTable
{
    private ulong[] _keys = new ulong[1024];
    private int[] _numbers = new int[1024];
    private int _count;

    /// <summary>The number of <paramref name="key"/>, or −1. A key is never 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong key)
    {
        int mask = _keys.Length - 1;
        for (int i = (int)key & mask; ; i = (i + 1) & mask)
        {
            if (_keys[i] == key)
                return _numbers[i];
            if (_keys[i] == 0)
                return -1;
        }
    }

    public void Add(ulong key, int number)
    {
        if (++_count * 2 > _keys.Length)
            Grow();
        Put(key, number);
    }

    /// <summary>Forgets all, and keeps the room.</summary>
    public void Clear()
    {
        Array.Clear(_keys);
        _count = 0;
    }

    private void Put(ulong key, int number)
    {
        int mask = _keys.Length - 1;
        int i = (int)key & mask;
        while (_keys[i] != 0)
            i = (i + 1) & mask;
        _keys[i] = key;
        _numbers[i] = number;
    }

    private void Grow()
    {
        (ulong[] keys, int[] numbers) = (_keys, _numbers);
        _keys = new ulong[keys.Length * 2];
        _numbers = new int[keys.Length * 2];
        for (int i = 0; i < keys.Length; i++)
        {
            if (keys[i] != 0)
                Put(keys[i], numbers[i]);
        }
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Prunella.Telemetry.Flows;

/// <summary>Reads place/transition nets from PNML (ISO/IEC 15909-2), as ProM and pm4py write it.</summary>
public static class PnmlReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It holds no net; the message says why.</exception>
    public static PetriNet Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using XmlReader reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return Net(XDocument.Load(reader));
        }
        catch (Exception error) when (error is XmlException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    private static PetriNet Net(XDocument document)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        List<XElement> placeElements = [.. All(document, "place").Where(static element => element.Attribute("id") is not null)];
        foreach (XElement place in placeElements)
            Once(places.TryAdd(Id(place), places.Count), place);
        var transitions = new Dictionary<string, (string? Activity, List<int> Takes, List<int> Puts)>(StringComparer.Ordinal);
        foreach (XElement transition in All(document, "transition"))
        {
            bool silent = transition.Elements().Any(static element => element.Name.LocalName == "toolspecific" && (string?)element.Attribute("activity") == "$invisible$");
            Once(transitions.TryAdd(Id(transition), (silent ? null : Text(transition, "name") ?? Id(transition), [], [])), transition);
        }

        foreach (XElement arc in All(document, "arc"))
        {
            string source = (string?)arc.Attribute("source") ?? "", target = (string?)arc.Attribute("target") ?? "";
            int weight = Text(arc, "inscription") is { } inscription ? int.Parse(inscription, CultureInfo.InvariantCulture) : 1;
            if (weight is < 1 or > 1000)
                throw new InvalidDataException($"arc from '{source}' to '{target}' has the weight {weight}.");
            for (int i = 0; i < weight; i++)
            {
                if (places.TryGetValue(source, out int from) && transitions.TryGetValue(target, out var taker))
                    taker.Takes.Add(from);
                else if (places.TryGetValue(target, out int to) && transitions.TryGetValue(source, out var putter))
                    putter.Puts.Add(to);
                else
                    throw new InvalidDataException($"arc from '{source}' to '{target}' does not join a place and a transition.");
            }
        }

        var initial = new int[places.Count];
        foreach (XElement place in placeElements)
            initial[places[Id(place)]] = Text(place, "initialMarking") is { } tokens ? int.Parse(tokens, CultureInfo.InvariantCulture) : 0;
        return new PetriNet(
            places.Count,
            [.. transitions.Values.Select(static t => new NetTransition(t.Activity, [.. t.Takes], [.. t.Puts]))],
            [.. initial],
            Final(document, places, transitions.Values.SelectMany(static t => t.Takes)));
    }

    /// <summary>The marking that the file names; if it names none, a token in each place that nothing leaves.</summary>
    private static ImmutableArray<int> Final(XDocument document, Dictionary<string, int> places, IEnumerable<int> left)
    {
        var final = new int[places.Count];
        bool named = false;
        foreach (XElement place in All(document, "marking").Take(1).Elements().Where(static element => element.Attribute("idref") is not null))
        {
            named = true;
            final[places[(string)place.Attribute("idref")!]] = int.Parse(place.Value, CultureInfo.InvariantCulture);
        }

        if (!named)
        {
            foreach (int sink in Enumerable.Range(0, places.Count).Except(left))
                final[sink] = 1;
        }

        return [.. final];
    }

    private static IEnumerable<XElement> All(XDocument document, string name) => document.Descendants().Where(element => element.Name.LocalName == name);

    private static void Once(bool added, XElement element)
    {
        if (!added)
            throw new InvalidDataException($"the {element.Name.LocalName} '{Id(element)}' is there twice.");
    }

    private static string Id(XElement element) => (string?)element.Attribute("id") ?? throw new InvalidDataException($"a {element.Name.LocalName} has no id.");

    private static string? Text(XElement element, string name) =>
        element.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Elements().FirstOrDefault(static child => child.Name.LocalName == "text")?.Value.Trim();
}

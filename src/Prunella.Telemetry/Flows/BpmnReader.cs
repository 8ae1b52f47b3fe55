using System.Xml;
using System.Xml.Linq;

namespace Prunella.Telemetry.Flows;

/// <summary>Reads a process of BPMN 2.0 (ISO/IEC 19510): tasks, events, exclusive and parallel gateways, and what leads from one to the next.</summary>
/// <remarks>A task is a step by its name. Events and gateways are silent; pools, messages, data and everything else that does not order steps is passed over.</remarks>
public static class BpmnReader
{
    private static readonly string[] Tasks = ["task", "userTask", "serviceTask", "sendTask", "receiveTask", "manualTask", "scriptTask", "businessRuleTask", "callActivity"];
    private static readonly string[] Joining = ["startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "exclusiveGateway", "eventBasedGateway"];

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It holds no process that can be read; the message says what is wrong, and in which line.</exception>
    public static PetriNet Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using XmlReader reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return Net(XDocument.Load(reader, LoadOptions.SetLineInfo), path);
        }
        catch (XmlException error)
        {
            throw new InvalidDataException($"{path}:{error.LineNumber}: {error.Message}", error);
        }
    }

    private static PetriNet Net(XDocument document, string path)
    {
        XElement process = document.Descendants().FirstOrDefault(static element => element.Name.LocalName == "process")
            ?? throw new InvalidDataException($"{path}: there is no process in it.");
        var net = new NetBuilder();
        int first = net.Place(), last = net.Place();
        XElement[] nodes = [.. process.Elements().Where(static element => element.Name.LocalName != "sequenceFlow" && element.Attribute("id") is not null)];
        Dictionary<string, XElement> byId = nodes.DistinctBy(Id).ToDictionary(Id, StringComparer.Ordinal);
        XElement[] flows = [.. process.Elements().Where(static element => element.Name.LocalName == "sequenceFlow")];
        var places = flows.ToDictionary(static flow => flow, _ => net.Place());
        ILookup<string, int> into = flows.ToLookup(flow => End(flow, "targetRef"), flow => places[flow]), from = flows.ToLookup(flow => End(flow, "sourceRef"), flow => places[flow]);
        foreach (XElement node in nodes)
        {
            string id = Id(node), kind = node.Name.LocalName;
            int[] entries = kind == "startEvent" ? [first] : [.. into[id]], exits = kind == "endEvent" ? [last] : [.. from[id]];
            if (entries.Length == 0 && exits.Length == 0)
                continue; // an annotation, a data object
            if (entries.Length == 0 || exits.Length == 0)
                throw Wrong(node, $"{kind} '{NameOf(node)}' is {(entries.Length == 0 ? "led to by nothing" : "left by nothing")}, and is no {(entries.Length == 0 ? "start" : "end")}");
            if (kind == "parallelGateway")
                net.Transition(null, entries, exits);
            else if (Tasks.Contains(kind, StringComparer.Ordinal))
                Task(net, NameOf(node), entries, exits);
            else if (Joining.Contains(kind, StringComparer.Ordinal))
                Pairs(net, entries, exits);
            else
                throw Wrong(node, $"{kind} '{NameOf(node)}' can not be read; tasks, events, exclusive and parallel gateways can");
        }

        return net.Net(first, last);

        string End(XElement flow, string end)
        {
            string id = (string?)flow.Attribute(end) ?? "";
            return byId.ContainsKey(id) ? id : throw Wrong(flow, $"the {end} '{id}' of a sequence flow is no element of the process");
        }

        InvalidDataException Wrong(XElement at, string what) => new($"{path}:{((IXmlLineInfo)at).LineNumber}: {what}.");
    }

    // Entered by any, left by all: so BPMN has it where a task has more than one flow.
    private static void Task(NetBuilder net, string name, int[] entries, int[] exits)
    {
        foreach (int entry in entries)
            net.Transition(name, [entry], exits);
    }

    private static void Pairs(NetBuilder net, int[] entries, int[] exits)
    {
        foreach (int entry in entries)
        {
            foreach (int exit in exits)
                net.Transition(null, entry, exit);
        }
    }

    private static string Id(XElement element) => (string)element.Attribute("id")!;

    private static string NameOf(XElement element) => ((string?)element.Attribute("name"))?.Trim() is { Length: > 0 } name ? name : Id(element);
}

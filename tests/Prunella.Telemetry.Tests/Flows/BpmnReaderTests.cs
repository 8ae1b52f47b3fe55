using Prunella.Telemetry.Flows;

namespace Prunella.Telemetry.Tests.Flows;

public sealed class BpmnReaderTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("a b c d", 0)]
    [InlineData("a c b d", 0)]
    [InlineData("a e d", 0)]
    [InlineData("a b d", 1)]
    [InlineData("a b c e d", 1)]
    public void Tasks_choices_and_parallel_branches_are_read(string course, int deviations)
    {
        PetriNet net = Read("""
            <startEvent id="s"/><task id="ta" name="a"/><exclusiveGateway id="x"/><parallelGateway id="p"/>
            <userTask id="tb" name="b"/><serviceTask id="tc" name="c"/><parallelGateway id="q"/><task id="te" name="e"/><exclusiveGateway id="y"/><task id="td" name="d"/><endEvent id="z"/>
            <sequenceFlow id="1" sourceRef="s" targetRef="ta"/><sequenceFlow id="2" sourceRef="ta" targetRef="x"/>
            <sequenceFlow id="3" sourceRef="x" targetRef="p"/><sequenceFlow id="4" sourceRef="p" targetRef="tb"/><sequenceFlow id="5" sourceRef="p" targetRef="tc"/>
            <sequenceFlow id="6" sourceRef="tb" targetRef="q"/><sequenceFlow id="7" sourceRef="tc" targetRef="q"/><sequenceFlow id="8" sourceRef="q" targetRef="y"/>
            <sequenceFlow id="9" sourceRef="x" targetRef="te"/><sequenceFlow id="10" sourceRef="te" targetRef="y"/><sequenceFlow id="11" sourceRef="y" targetRef="td"/>
            <sequenceFlow id="12" sourceRef="td" targetRef="z"/>
            """);

        Assert.Equal(deviations, new FlowAligner(net).Align(course.Split(' ')).Moves.Count(static move => move.IsDeviation));
    }

    [Theory]
    [InlineData("<complexGateway id=\"g\"/><sequenceFlow id=\"1\" sourceRef=\"s\" targetRef=\"g\"/><sequenceFlow id=\"2\" sourceRef=\"g\" targetRef=\"z\"/>", ":3: complexGateway 'g' can not be read")]
    [InlineData("<sequenceFlow id=\"1\" sourceRef=\"s\" targetRef=\"nowhere\"/>", "'nowhere'")]
    [InlineData("<task id=\"t\" name=\"left alone\"/><sequenceFlow id=\"1\" sourceRef=\"s\" targetRef=\"t\"/>", "endEvent 'z' is led to by nothing")]
    [InlineData("<", ":3: ")]
    public void What_can_not_be_read_is_told_with_its_line(string inside, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Read("<startEvent id=\"s\"/><endEvent id=\"z\"/>\n" + inside)).Message, StringComparison.Ordinal);

    private PetriNet Read(string process)
    {
        File.WriteAllText(_file, $"<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"><process id=\"p\">\n{process}\n</process></definitions>");
        return BpmnReader.Read(_file);
    }
}

using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Prunella.Patterns.Tests.Stores;

/// <summary>A test of a contract. A class that inherits it is skipped where its static property <c>Missing</c> gives a reason.</summary>
[XunitTestCaseDiscoverer("Prunella.Patterns.Tests.Stores.ContractFactDiscoverer", "Prunella.Patterns.Tests")]
public sealed class ContractFactAttribute : FactAttribute;

/// <summary>Finds tests of a contract.</summary>
public sealed class ContractFactDiscoverer(IMessageSink messages) : FactDiscoverer(messages)
{
    private readonly IMessageSink _messages = messages;

    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        new ContractTestCase(_messages, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod);
}

/// <summary>A test of a contract, in one of the classes that inherit it.</summary>
public sealed class ContractTestCase : XunitTestCase
{
#pragma warning disable CS0618 // the framework makes one so, and then reads it
    public ContractTestCase()
    {
    }
#pragma warning restore CS0618

    public ContractTestCase(IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions displayOptions, ITestMethod method)
        : base(messages, display, displayOptions, method)
    {
    }

    protected override string GetSkipReason(IAttributeInfo factAttribute) =>
        TestMethod.TestClass.Class.ToRuntimeType().GetProperty("Missing", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as string ?? base.GetSkipReason(factAttribute);
}

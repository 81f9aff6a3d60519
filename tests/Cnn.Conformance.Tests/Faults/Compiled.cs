using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Cnn.Conformance.Tests;

/// <summary>Networks that were compiled a moment ago, for tests that are generic methods over them.</summary>
internal sealed class Compiled(string text)
{
    private readonly Assembly _assembly = Assembly.Load(Harness.CompileNetworks(text));

    /// <summary>The class of a network.</summary>
    public Type this[string name] => _assembly.GetType(name, throwOnError: true)!;

    /// <summary>Calls a static generic method of a test class for some networks.</summary>
    public void Call(Type tests, string method, string[] networks, params object[] arguments)
    {
        var generic = tests.GetMethod(method, BindingFlags.NonPublic
            | BindingFlags.Static)!.MakeGenericMethod([.. networks.Select(name => this[name])]);
        try
        {
            generic.Invoke(null, arguments);
        }
        catch (TargetInvocationException exception)
        {
            // What the test says, not that it was called by reflection.
            ExceptionDispatchInfo.Throw(exception.InnerException!);
        }
    }
}

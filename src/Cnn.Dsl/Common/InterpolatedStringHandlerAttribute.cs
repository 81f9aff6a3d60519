namespace System.Runtime.CompilerServices;

/// <summary>What the compiler knows string handlers by; netstandard2.0 does not have it.</summary>
[AttributeUsage(AttributeTargets.Struct)]
internal sealed class InterpolatedStringHandlerAttribute : Attribute;

using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Cnn.EndToEnd.Tests;

/// <summary>
/// What the just-in-time compiler counts before it decides whether to optimise a method. Past any of its limits it does not
/// (<c>MinOpts</c>: <c>DEFAULT_MIN_OPTS_*</c> of
/// dotnet/runtime, <c>src/coreclr/jit/compiler.h</c>), and a kernel runs at a sixth of its speed. The counts are of the IL, before anything
/// is found to be dead.
/// </summary>
/// <param name="Method">The method, with its type.</param>
/// <param name="Bytes">Bytes of IL.</param>
/// <param name="Instructions">Instructions.</param>
/// <param name="Blocks">Basic blocks.</param>
/// <param name="Locals">Locals and parameters.</param>
/// <param name="Accesses">Loads and stores of locals and parameters, and uses of their addresses.</param>
public sealed record MethodSize(string Method, int Bytes, int Instructions, int Blocks, int Locals, int Accesses)
{
    private static readonly Dictionary<int, OpCode> s_opCodes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF);

    /// <summary>The last counts with which a method is still optimised.</summary>
    public static MethodSize Limits { get; } = new("the limits", 60_000, 20_000, 2_000, 2_000, 8_000);

    /// <summary>Whether a limit is passed.</summary>
    public bool IsTooLarge =>
        Bytes > Limits.Bytes || Instructions > Limits.Instructions || Blocks > Limits.Blocks || Locals > Limits.Locals
            || Accesses > Limits.Accesses;

    /// <summary>The largest of all shares of a limit that is used up.</summary>
    public double Share => new[]
    {
        (double)Bytes / Limits.Bytes, (double)Instructions / Limits.Instructions, (double)Blocks / Limits.Blocks,
            (double)Locals / Limits.Locals, (double)Accesses / Limits.Accesses,
    }.Max();

    /// <summary>All methods of an assembly that have a body.</summary>
    public static IEnumerable<MethodSize> ReadAll(Stream assembly)
    {
        using var file = new PEReader(assembly);
        var metadata = file.GetMetadataReader();
        foreach (var handle in metadata.MethodDefinitions)
        {
            var method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress == 0) continue;
            var type = metadata.GetTypeDefinition(method.GetDeclaringType());
            string name = $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}.{metadata.GetString(method.Name)}";
            var body = file.GetMethodBody(method.RelativeVirtualAddress);
            int locals = Parameters(metadata.GetBlobReader(method.Signature));
            if (!body.LocalSignature.IsNil)
                locals += Count(metadata.GetBlobReader(metadata.GetStandaloneSignature(body.LocalSignature).Signature));
            yield return Read(name, body, locals);
        }
    }

    // A method's signature: a header, the number of type parameters where it is generic, the number of parameters (ECMA-335, II.23.2.1).
    private static int Parameters(BlobReader signature)
    {
        var header = signature.ReadSignatureHeader();
        if (header.IsGeneric) signature.ReadCompressedInteger();
        return signature.ReadCompressedInteger() + (header.IsInstance ? 1 : 0);
    }

    // The signature of locals: a header and their number (ECMA-335, II.23.2.6).
    private static int Count(BlobReader signature)
    {
        signature.ReadSignatureHeader();
        return signature.ReadCompressedInteger();
    }

    private static MethodSize Read(string name, MethodBodyBlock body, int locals)
    {
        var il = body.GetILReader();
        // Where blocks begin: at the start, where a jump leads, behind a jump, and where a handler begins.
        var leaders = new HashSet<int> { 0 };
        foreach (var region in body.ExceptionRegions)
            leaders.UnionWith([region.TryOffset, region.TryOffset + region.TryLength, region.HandlerOffset,
                region.HandlerOffset + region.HandlerLength]);
        int instructions = 0, accesses = 0;
        while (il.RemainingBytes > 0)
        {
            int first = il.ReadByte();
            var code = s_opCodes[first == 0xFE ? 0xFE00 | il.ReadByte() : first];
            instructions++;
            if (IsAccess(code)) accesses++;
            switch (code.OperandType)
            {
                case OperandType.InlineNone: break;
                case OperandType.ShortInlineBrTarget: Jump(il.ReadSByte(), il.Offset); break;
                case OperandType.InlineBrTarget: Jump(il.ReadInt32(), il.Offset); break;
                case OperandType.ShortInlineI or OperandType.ShortInlineVar: il.ReadByte(); break;
                case OperandType.InlineVar: il.ReadInt16(); break;
                case OperandType.InlineI8 or OperandType.InlineR: il.ReadInt64(); break;
                case OperandType.InlineSwitch:
                    int[] targets = [.. Enumerable.Range(0, il.ReadInt32()).Select(_ => 0)];
                    for (int i = 0; i < targets.Length; i++) targets[i] = il.ReadInt32();
                    foreach (int target in targets) Jump(target, il.Offset);
                    leaders.Add(il.Offset);
                    break;
                default: il.ReadInt32(); break;
            }
            if (code.FlowControl is FlowControl.Return or FlowControl.Throw) leaders.Add(il.Offset);
        }
        leaders.Remove(body.GetILReader().Length);
        return new(name, body.GetILReader().Length, instructions, leaders.Count, locals, accesses);

        void Jump(int distance, int from)
        {
            leaders.Add(from);
            leaders.Add(from + distance);
        }
    }

    // ldloc, stloc, ldloca, ldarg, starg and ldarga, in their short and long forms.
    private static bool IsAccess(OpCode code) =>
        code.Name!.StartsWith("ldloc", StringComparison.Ordinal) || code.Name.StartsWith("stloc", StringComparison.Ordinal)
        || code.Name.StartsWith("ldarg", StringComparison.Ordinal) || code.Name.StartsWith("starg", StringComparison.Ordinal);
}

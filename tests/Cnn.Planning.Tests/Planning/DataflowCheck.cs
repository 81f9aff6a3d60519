using System.Reflection;

namespace Cnn.Planning.Tests;

/// <summary>
/// An independent check of what steps say that they read and write: one instance's slot is followed line by line, from the steps and the tensors' places alone, without the lives that the layout
/// was made of.
/// </summary>
internal static class DataflowCheck
{
    private const int Line = TensorGeometry.Lanes, Nobody = -1;

    // Whole numbers of steps that are no tensors: offsets, sizes, counts and positions in a map.
    private static readonly HashSet<string> s_numbers =
    [
        "Units", "Weight", "Bias", "Maps", "MapsOfUnit", "Statistics", "Gamma", "Beta", "RunningMean", "RunningVariance", "Blocks", "Scale", "Shift", "Codes", "Stream", "Window", "Top", "Left",
        "Before", "FirstTile", "WeightOffset", "MostInstances", "ScratchFloats", "ParameterOffset", "SharedOffset", "GradientOffset", "OutputOffset", "LogitsOffset", "LossOffset", "FirstChannel",
        "FirstChannels",
    ];

    /// <summary>
    /// Nothing is read before it is written, and nothing that is still to be read is overwritten: whatever a step reads was written as the tensor that it is read as, and by nobody since.
    /// </summary>
    public static void WhatIsRead_WasWrittenAndIsStillThere(ExecutionPlan pass)
    {
        int[] owners = new int[pass.SlotFloats / Line];
        Array.Fill(owners, Nobody);
        foreach (var phase in pass.Phases)
        {
            // Units of work run in any order: none may write what instances have in their slots.
            if (phase.Units > 0) Assert.All(phase.Steps, step => Assert.Empty(step.Writes));
            foreach (var step in phase.Steps)
            {
                foreach (int tensor in step.Reads) IsThere(tensor, step.Name);
                // Zeros around a map are no values of it.
                foreach (int tensor in step.Writes) Lines(tensor).Fill(step is ClearHaloStep ? Nobody : Whole(tensor));
            }
        }
        foreach (int kept in Enumerable.Range(0, pass.Tensors.Count).Where(tensor => pass.Tensors[tensor].LastStep == int.MaxValue && pass.Tensors[tensor].FirstStep < int.MaxValue))
            IsThere(kept, "whoever reads the results");

        void IsThere(int tensor, string reader)
        {
            int strange = Lines(tensor).IndexOfAnyExcept(Whole(tensor));
            if (strange < 0) return;
            int owner = Lines(tensor)[strange];
            Assert.Fail($"{reader} reads {pass.Tensors[tensor].Name}, {(owner == Nobody ? "which nobody has written" : "where " + pass.Tensors[owner].Name + " was written since")}.");
        }

        Span<int> Lines(int tensor) => owners.AsSpan(pass.Tensors[tensor].Offset / Line, (int)(pass.Tensors[tensor].Geometry.Floats / Line));

        int Whole(int tensor)
        {
            while (pass.Tensors[tensor].Parent >= 0) tensor = pass.Tensors[tensor].Parent;
            return tensor;
        }
    }

    /// <summary>Each tensor that a step names, by whatever property, is among those that it reads or writes.</summary>
    public static void EachOperand_IsReadOrWritten(StepPlan step)
    {
        foreach (var property in step.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => !s_numbers.Contains(property.Name)))
        {
            IEnumerable<int> named = property.GetValue(step) switch
            {
                int tensor and >= 0 => [tensor],
                EquatableArray<int> tensors => tensors,
                // A step by Winograd's algorithm has its transformed weights as an operand, too.
                Operand { Place: OperandPlace.Slot } operand => [operand.Index],
                _ => [],
            };
            foreach (int tensor in named) Assert.True(step.Tensors.Contains(tensor), $"{step.GetType().Name}.{property.Name} is neither read nor written.");
        }
    }
}

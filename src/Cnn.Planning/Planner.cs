namespace Cnn.Planning;

/// <summary>
/// Decides how a network runs: what is fused, how tensors lie, which kernel each layer gets, and where everything is in memory.
/// </summary>
public static class Planner
{
    /// <summary>Plans inference, and training where the network is trained.</summary>
    public static NetworkPlan Plan(NetworkSpec spec, CancellationToken cancellation = default) =>
        Plan(spec, Target.Default, cancellation);

    /// <summary>The same plan, and what its passes did, refused, and why.</summary>
    public static NetworkPlan Plan(NetworkSpec spec, PlanLog log, CancellationToken cancellation = default) =>
        Plan(spec, new KernelTable(new(cancellation), Target.Default), log);

    /// <summary>Plans for a target.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="target">What is planned for.</param>
    /// <param name="cancellation">Asks to stop.</param>
    public static NetworkPlan Plan(NetworkSpec spec, Target target, CancellationToken cancellation = default) =>
        Plan(spec, new KernelTable(new(cancellation), target), log: null);

    /// <summary>
    /// The same plan without kernels and their tiles, which take most of the time: for whoever asks about memory, which does not depend on
    /// them.
    /// </summary>
    internal static NetworkPlan PlanMemory(NetworkSpec spec, Work? work = null) =>
        Plan(spec, new KernelTable(work ?? new(), Target.Default, choosesTiles: false), log: null);

    /// <summary>What a session of one pass takes; the other pass is not planned.</summary>
    internal static SessionMemory PlanSession(NetworkSpec spec, bool isTraining, Work? work = null)
    {
        work ??= new();
        var parameters = ParameterLayout.Of(spec, LayerPlanners.Of, work);
        var kernels = new KernelTable(work, Target.Default, choosesTiles: false);
        if (!isTraining)
        {
            var inference = PlanInference(MainNetwork.Of(spec), parameters, kernels, log: null);
            return SessionMemory.Inference(inference, parameters.Floats, kernels.Target.Element);
        }
        var training = PlanTraining(spec, parameters, kernels, log: null);
        return SessionMemory.Training(training, parameters.Floats, parameters.TrainableFloats, spec, kernels.Target.Element);
    }

    private static NetworkPlan Plan(NetworkSpec spec, KernelTable kernels, PlanLog? log)
    {
        var parameters = ParameterLayout.Of(spec, LayerPlanners.Of, kernels.Work);
        var main = MainNetwork.Of(spec);
        var inference = PlanInference(main, parameters, kernels, log);
        log?.BeginTraining();
        kernels.BeginTraining();
        var training = spec.Trains ? PlanTraining(spec, parameters, kernels, log) : null;
        var folds = Folds.Of(
            PlanGraph.Build(main, LayerPlanners.Of, isTraining: false, kernels.Work), LayerPlanners.Of, parameters.Parameters);
        var (shared, forms) = kernels.Finish();
        return new(
            spec, kernels.Target, parameters.Parameters, parameters.TrainableFloats, parameters.Floats, folds, inference, training, shared,
            forms);
    }

    // Forward, and the output as the caller reads it.
    private static ExecutionPlan PlanInference(NetworkSpec spec, ParameterLayout parameters, KernelTable kernels, PlanLog? log)
    {
        int batch = spec.InferenceBatch, share = kernels.Target.Share(batch);

        // Build the graph, join neighbours, choose algorithms.
        var graph = PlanGraph.Build(spec, LayerPlanners.Of, isTraining: false, kernels.Work, log);
        var joins = new Joins(graph);
        var algorithms = new Algorithms(graph, kernels, batch == 1 ? 1 : Math.Max(2, share));

        // Lay tensors out, and have the layers emit their steps.
        var builder = new PassBuilder(parameters.ByName, kernels);
        var forward = new ForwardPass(graph, LayerPlanners.Of, joins, algorithms, builder);
        var output = OutputPlan.Of(forward);
        forward.Run();
        forward.Emit(output.Write);

        // Cut into phases, and lay the arena out.
        var (tensors, phases) = builder.LayOut(PhaseCutter.Cut(forward.Steps).ToList(), share, out long slot);
        var (logitsOffset, logitsStride) = output.Logits(builder, tensors, slot);
        return new(false, batch, builder.SharedFloats, slot, tensors, phases, output.Write.Output.Of, logitsOffset, logitsStride,
            Losses: null)
        {
            SharedPerInstance = builder.SharedPerInstance,
            ScratchFloats = builder.ScratchFloats,
            Prepared = builder.Prepared,
            PreparedFloats = builder.PreparedFloats,
        };
    }

    // The weights are turned for the way back; each instance goes forward and its gradient comes back through the data; then each unit of
    // work sums a part of the weights' gradients over the whole batch.
    private static ExecutionPlan PlanTraining(NetworkSpec spec, ParameterLayout parameters, KernelTable kernels, PlanLog? log)
    {
        int batch = spec.Batch, share = kernels.Target.Share(batch);

        // Build the graph, join neighbours, choose algorithms.
        var graph = PlanGraph.Build(spec, LayerPlanners.Of, isTraining: true, kernels.Work, log);
        var joins = new Joins(graph);
        var algorithms = new Algorithms(graph, kernels, Math.Max(2, share));

        // Lay tensors out, and have the layers emit their steps.
        var builder = new PassBuilder(parameters.ByName, kernels);
        var forward = new ForwardPass(graph, LayerPlanners.Of, joins, algorithms, builder);
        var backward = new BackwardPass(forward);
        var losses = builder.AddSharedPerInstance(batch, 1);
        var lossSteps = backward.Losses(losses);
        // Neither needs the other's steps. What the way back turns lies first in the shared part, then what the way forward transforms.
        backward.Run();
        forward.Run();

        // The logits are read after the step: the way back must leave them alone.
        TensorRef logits = lossSteps[0].Rows?.Of ?? lossSteps[0].From.Of;
        builder.KeepToTheEnd(logits);

        // Cut into phases, and lay the arena out.
        var phases = PhaseCutter.Cut(forward.Steps.Concat(lossSteps), backward.Steps).ToList();
        EquatableArray<StepPlan> turn = new([.. forward.WeightSteps, .. backward.WeightSteps]);
        if (turn.Count > 0) phases.Insert(0, new("turn weights", turn));
        var (tensors, laidOut) = builder.LayOut(phases, share, out long slot);
        long logitsOffset = builder.SharedFloats + tensors[logits.Index].Offset;
        return new(true, batch, builder.SharedFloats, slot, tensors, laidOut, Output: null, logitsOffset, slot, losses)
        {
            SharedPerInstance = builder.SharedPerInstance,
            ScratchFloats = builder.ScratchFloats,
        };
    }
}

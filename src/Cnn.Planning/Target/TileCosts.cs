namespace Cnn.Planning;

/// <summary>
/// What convolutions cost, directly and by Winograd's algorithm, in cycles for each 16 lanes. The numbers are calibrated by the kernels'
/// benchmark (docs/performance.md).
/// </summary>
/// <param name="MultiplyAdd">A multiply-add, with what a kernel does besides.</param>
/// <param name="Input">An element of a tile of inputs: its load, its share of the additions of both passes, and its store.</param>
/// <param name="Output">An element of a tile of outputs.</param>
/// <param name="FarInput">
/// An element of a tile of inputs that comes from far: in a step over several instances, and on the way back to the weights, which reads
/// the whole batch anew.
/// </param>
/// <param name="FarOutput">An element of a tile of outputs likewise.</param>
/// <param name="Exposed">Of what is overlapped, the share of the shorter part that is not hidden.</param>
/// <param name="LoadAndStore">A vector of sums that is loaded and stored.</param>
/// <param name="TileRows">Rows that registers hold beside two blocks of columns.</param>
/// <param name="LeastMultiplyAdds">Multiply-adds of a convolution below which there is nothing to win.</param>
public sealed record TileCosts(
    double MultiplyAdd, double Input, double Output, double FarInput, double FarOutput, double Exposed, double LoadAndStore, int TileRows,
    long LeastMultiplyAdds);

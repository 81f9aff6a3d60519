using System.ComponentModel;

namespace Cnn.Runtime;

/// <summary>How a blocked map, [channels/16][height][width][16], lies in the slots of instances; all strides are in floats.</summary>
/// <param name="RowStride">From one row to the next.</param>
/// <param name="BlockStride">From 16 channels to the next.</param>
/// <param name="InstanceStride">From one instance to the next; 0 where there is one.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct BlockedMap(int RowStride, int BlockStride, int InstanceStride);

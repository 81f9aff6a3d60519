namespace Cnn;

/// <summary>A layer of the network that the class declares; the order of the attributes is the order of the layers.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    // Layers are the language's: a subclass of somebody else's would be passed over in silence.
    private protected LayerAttribute()
    {
    }

    /// <summary>The layer's name; by default its kind and position: <c>conv1</c>, <c>pool1</c>, <c>conv2</c>.</summary>
    public string? Name { get; set; }

    /// <summary>The name of the earlier layer whose output this one reads; by default the one just before it.</summary>
    public string? From { get; set; }
}

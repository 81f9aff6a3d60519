using System.Text;

namespace Cnn.Generators;

/// <summary>
/// Writes C# with <c>\n</c> between lines, indented by tabs: nested loops would else be a third of a large network's text, which the
/// compiler reads and editors keep.
/// </summary>
internal sealed class CodeWriter
{
    // Where lines of several statements end, and how wide editors show a tab.
    private const int LineEnd = 140, TabWidth = 4;

    private readonly StringBuilder _text = new();
    private int _depth;
    private List<string>? _packed;

    /// <summary>A writer of what is put here later (<see cref="Append"/>), at the current depth.</summary>
    public CodeWriter Part() => new() { _depth = _depth };

    /// <summary>Puts a part here.</summary>
    public void Append(CodeWriter part) => _text.Append(part._text);

    /// <summary>Writes a line at the current depth; an empty one without blanks.</summary>
    public void Line(string line = "")
    {
        if (_packed is not null)
        {
            _packed.Add(line);
            return;
        }
        if (line.Length > 0) _text.Append('\t', _depth).Append(line);
        _text.Append('\n');
    }

    /// <summary>Writes statements, as many in a line as it holds.</summary>
    public void Statements(IEnumerable<string> statements)
    {
        string line = "";
        foreach (string statement in statements)
        {
            if (line.Length > 0 && _depth * TabWidth + line.Length + 1 + statement.Length > LineEnd)
            {
                Line(line);
                line = "";
            }
            line += (line.Length > 0 ? " " : "") + statement;
        }
        if (line.Length > 0) Line(line);
    }

    /// <summary>Declares locals of one type, as many in a line as it holds.</summary>
    public void Declare(string type, IEnumerable<string> declarators)
    {
        string line = "";
        foreach (string declarator in declarators)
        {
            if (line.Length > 0 && _depth * TabWidth + line.Length + declarator.Length + 3 > LineEnd)
            {
                Line(line + ";");
                line = "";
            }
            line += (line.Length > 0 ? ", " : type + " ") + declarator;
        }
        if (line.Length > 0) Line(line + ";");
    }

    /// <summary>
    /// Until it is disposed, lines are statements, of which a line holds as many as fit; for hundreds that differ in a number.
    /// </summary>
    public PackedLines Packed()
    {
        _packed = [];
        return new(this);
    }

    /// <summary>Opens a brace, to be closed by disposing.</summary>
    public Braces Block(string head)
    {
        Line(head);
        Line("{");
        _depth++;
        return new(this);
    }

    /// <summary>Opens a brace without a head: names declared in it end with it.</summary>
    public Braces Scope()
    {
        Line("{");
        _depth++;
        return new(this);
    }

    /// <summary>Opens a brace that is a value: <paramref name="tail"/> follows the closing one.</summary>
    public Braces Value(string head, string tail)
    {
        Block(head);
        return new(this, 1, tail);
    }

    /// <summary>Opens the namespace and the types around a network, and the network itself.</summary>
    public Braces Open(TypeShell shell, string heritage, params string[] attributes)
    {
        int depth = _depth;
        if (shell.Namespace.Length > 0) Block("namespace " + shell.Namespace);
        foreach (string outer in shell.ContainingTypes) Block(outer);
        foreach (string attribute in attributes) Line(attribute);
        Block(shell.Declaration + heritage);
        return new(this, _depth - depth);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void Close(string tail)
    {
        _depth--;
        Line("}" + tail);
    }

    private void EndPacked()
    {
        var statements = _packed!;
        _packed = null;
        Statements(statements);
    }

    /// <summary>Statements that share lines.</summary>
    public readonly struct PackedLines(CodeWriter writer) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => writer.EndPacked();
    }

    /// <summary>Open braces; none by default.</summary>
    public readonly struct Braces(CodeWriter writer, int count = 1, string tail = "") : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose()
        {
            for (int i = 0; i < count; i++) writer.Close(tail);
        }
    }
}

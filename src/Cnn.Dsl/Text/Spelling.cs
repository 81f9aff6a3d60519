using System.Text;

namespace Cnn.Dsl;

/// <summary>Finds the word that was probably meant.</summary>
internal static class Spelling
{
    private const int MostEdits = 2;

    /// <summary>What makes two words one: <c>nn.MaxPool2d</c> and <c>max_pool2d</c> are <c>maxpool2d</c>.</summary>
    public static string Key(string word)
    {
        var key = new StringBuilder();
        for (int i = word.LastIndexOf('.') + 1; i < word.Length; i++)
            if (word[i] != '_') key.Append(char.ToLowerInvariant(word[i]));
        return key.ToString();
    }

    /// <summary>The word that is the same but for capitals and underscores, or else the nearest; null where none is near.</summary>
    /// <param name="word">The word that is written.</param>
    /// <param name="words">The words that there are.</param>
    public static string? Meant(string word, IReadOnlyList<string> words)
    {
        string key = Key(word);
        return words.FirstOrDefault(own => Key(own) == key) ?? Nearest(word, words);
    }

    /// <summary>Which words there are, and which of them is probably meant: the end of "must be".</summary>
    /// <param name="word">The word that is written.</param>
    /// <param name="words">The words that there are.</param>
    /// <param name="meant">What it is called here, where others call it so; null where they do not.</param>
    public static string OneOf(string word, IReadOnlyList<string> words, string? meant = null)
    {
        meant ??= Meant(word, words);
        return "one of " + string.Join(", ", words) + (meant is null ? "" : $"; perhaps '{meant}' is meant");
    }

    /// <summary>The nearest candidate; null where none is near. Ties go to the first one.</summary>
    /// <param name="word">The word that is written.</param>
    /// <param name="candidates">The words that there are.</param>
    /// <param name="work">Ticks for each of them.</param>
    public static string? Nearest(string word, IEnumerable<string> candidates, Work? work = null)
    {
        string? nearest = null, lower = null;
        var rows = new Band();
        // At most every third letter may be wrong, or any short word would be near any other.
        int fewest = Math.Min(MostEdits, Math.Max(1, word.Length / 3)) + 1;
        foreach (string candidate in candidates)
        {
            work?.Tick();
            if (Math.Abs(candidate.Length - word.Length) >= fewest) continue;
            int edits = rows.Edits(lower ??= word.ToLowerInvariant(), candidate, fewest - 1);
            if (edits >= fewest) continue;
            fewest = edits;
            nearest = candidate;
        }
        return nearest;
    }

    /// <summary>
    /// Insertions, removals, replacements and swaps of neighbours (the optimal string alignment distance). Only cells that so few edits can
    /// reach are computed, those beside the diagonal (Ukkonen, 1985), so that long words take no more than their length.
    /// </summary>
    private sealed class Band
    {
        private int[] _before = new int[2 * MostEdits + 1];
        private int[] _last = new int[2 * MostEdits + 1];
        private int[] _current = new int[2 * MostEdits + 1];

        /// <summary>The distance of words whose lengths differ by <paramref name="most"/> or less; one more where it is more.</summary>
        public int Edits(string a, string b, int most)
        {
            int leastOfLast = 0;
            for (int i = 0; i <= a.Length; i++)
            {
                int least = most + 1;
                for (int k = 0; k <= 2 * most; k++) least = Math.Min(least, _current[k] = Cell(a, b, i, k, most));
                // A swap comes from two rows before.
                if (least > most && leastOfLast > most) return most + 1;
                leastOfLast = least;
                (_before, _last, _current) = (_last, _current, _before);
            }
            return _last[b.Length - a.Length + most];
        }

        private int Cell(string a, string b, int i, int k, int most)
        {
            int j = i + k - most;
            if (j < 0 || j > b.Length) return most + 1;
            if (i == 0 || j == 0) return Math.Min(most + 1, Math.Max(i, j));
            int edits = _last[k] + (a[i - 1] == b[j - 1] ? 0 : 1);
            if (k < 2 * most) edits = Math.Min(edits, _last[k + 1] + 1);
            if (k > 0) edits = Math.Min(edits, _current[k - 1] + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) edits = Math.Min(edits, _before[k] + 1);
            return Math.Min(most + 1, edits);
        }
    }
}

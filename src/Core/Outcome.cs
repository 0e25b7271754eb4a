using System.Diagnostics.CodeAnalysis;

namespace HuTong.Core;

/// <summary>A value, or the problems that stood in its way: never both, never neither.</summary>
public sealed class Outcome<T>
{
    private readonly T? value;

    private Outcome(T value)
    {
        this.value = value;
        Problems = [];
    }

    private Outcome(IReadOnlyList<Problem> problems)
    {
        if (problems.Count == 0) throw new ArgumentException("A refusal names at least one problem.", nameof(problems));
        Problems = problems;
    }

    public bool Ok => Problems.Count == 0;

    /// <summary>The value; asking a refusal for it is a bug and throws.</summary>
    public T Value => Ok ? value! : throw new InvalidOperationException($"Refused: {string.Join(", ", Problems.Select(problem => problem.Code))}.");

    /// <summary>Empty exactly when <see cref="Ok"/>.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    public bool Has([NotNullWhen(true)] out T? found)
    {
        found = value;
        return Ok;
    }

    /// <summary>The next step on the value, or the same problems.</summary>
    public Outcome<TNext> Then<TNext>(Func<T, Outcome<TNext>> next) => Ok ? next(value!) : Outcome<TNext>.Refused(Problems);

    public static Outcome<T> Of(T value) => new(value);

    public static Outcome<T> Refused(IReadOnlyList<Problem> problems) => new(problems);

    public static implicit operator Outcome<T>(T value) => new(value);

    public static implicit operator Outcome<T>(Problem problem) => new([problem]);

    public static implicit operator Outcome<T>(List<Problem> problems) => new(problems);
}
